"""销毁证明: what a destruction leaves behind on paper, for the catalogue of documents."""

from xuncha.kernel.numerals import print_full_day
from xuncha.kernel.viewer import Viewer
from xuncha.papers.catalogue import FORM
from xuncha.papers.documents.frame import form
from xuncha.papers.engine.document import Column, Fields, OfficialDocument, Paragraph, Table
from xuncha.papers.offers import Paper
from xuncha.retention.models import Destruction, DestructionLine
from xuncha.retention.rules import READERS, DestructionState

LINES = (
    Column("序号", 0.6),
    Column("对象标识", 4, "left"),
    Column("起算日期", 1.4),
    Column("到期日期", 1.4),
)


def certificate(row: Destruction, viewer: Viewer) -> OfficialDocument:
    """The certificate with its list. It names records by identifier and nothing of what they said."""
    lines = DestructionLine.objects.visible_to(viewer).filter(destruction=row).order_by("serial")
    listed = [
        [str(line.serial), str(line.subject_uid), str(line.counted_from), str(line.due_on)] for line in lines
    ]
    schedule = row.schedule
    day = row.destroyed_on or row.at
    return form(
        "封存内容销毁证明",
        row.office,
        day,
        [
            Fields(
                [
                    [("销毁编号", row.number), ("件数", "%d件" % row.listed)],
                    [("内容", str(schedule.get_matter_display())), ("保管年限", "%d年" % schedule.years)],
                    [("依据", schedule.basis)],
                    [("批准日期", str(row.approved_on or "—")), ("销毁日期", str(row.destroyed_on or "—"))],
                    [("清单摘要", row.digest)],
                ]
            ),
            Paragraph(
                "上列内容保管期满，经批准于%s在监销人监督下从本系统销毁，不可恢复；"
                "登记和办理记录照旧保留。此前的备份在其保管期满时一并销毁。" % print_full_day(day)
            ),
            Table(LINES, listed),
        ],
        ("经办人", "批准人", "监销人（%s）" % row.witness),
    )


CERTIFICATES = (
    Paper(
        "destruction_certificate", "销毁证明", Destruction, FORM, "巡察办", certificate, READERS,
        ready=lambda row: row.state == DestructionState.DESTROYED,
    ),
)  # fmt: skip
