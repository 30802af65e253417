"""What was found, as it is handed over: the opinion of feedback and the list of problems."""

from collections.abc import Sequence
from itertools import groupby

from xuncha.basis.rules import DocumentKind as Kind
from xuncha.findings.models import Feedback, Finding
from xuncha.kernel.viewer import Viewer
from xuncha.papers.documents.frame import day, form, leading_group, letter_head, round_words
from xuncha.papers.engine.document import (
    Attachment,
    Block,
    Column,
    Heading,
    OfficialDocument,
    Paragraph,
    Table,
)
from xuncha.records.queries import today
from xuncha.rounds.models import Task

PROBLEMS = (
    Column("序号", 0.6),
    Column("监督重点", 1.8, "left"),
    Column("问题", 4.4, "left"),
    Column("涉及金额（万元）", 1.2),
    Column("立行立改", 0.9),
)


def problem_list(row: Task, viewer: Viewer) -> OfficialDocument:
    """问题清单: the frozen set that feedback handed over."""
    found = _fed_back(row, viewer)
    told = "%s巡察反馈问题%d个，反馈日期%s。" % (row.organisation.name, len(found), day(row.fed_back_on))
    blocks: list[Block] = [Paragraph(told), _table(found)]
    return form(
        "巡察反馈问题清单", row.office, row.fed_back_on or today(), blocks, ("被巡察党组织签收人（签名）",)
    )


def feedback_opinion(row: Feedback, viewer: Viewer) -> OfficialDocument:
    """反馈意见, with the list annexed. To the principal and to superiors it goes by the same text."""
    task = row.task
    found = _fed_back(task, viewer)
    issuer = leading_group(row.office)
    addressee = row.organisation.name if row.organisation else task.organisation.name
    return OfficialDocument(
        title="关于巡察%s的反馈意见" % task.organisation.name,
        issuer=issuer,
        date=row.at,
        addressee=addressee,
        kind=Kind.OPINION,
        head=letter_head(issuer, row.document),
        blocks=[
            Paragraph(
                "根据统一部署，%s于%s至%s对%s开展了%s。现将巡察情况反馈如下："
                % (
                    task.group.name if task.group else "巡察组",
                    day(task.entered_on),
                    day(task.left_on),
                    task.organisation.name,
                    round_words(task.round),
                )
            ),
            Heading(1, "巡察发现的主要问题"),
            *_told([finding for finding in found if finding.in_text]),
            Heading(1, "整改要求"),
            Paragraph(
                "党组织要切实承担整改主体责任，主要负责人为第一责任人，对照问题清单逐项制定措施、明确时限。"
            ),
            Paragraph("整改方案和整改进展情况按规定期限书面报送巡察工作领导小组办公室，并以适当方式公开。"),
        ],
        attachments=[Attachment("巡察反馈问题清单", [_table(found)])],
    )


def is_fed_back(row: Task) -> bool:
    return row.fed_back_on is not None


def _fed_back(task: Task, viewer: Viewer) -> list[Finding]:
    frozen = Finding.objects.visible_to(viewer).filter(task=task, in_list=True, fed_back_on__isnull=False)
    return list(frozen.select_related("focus").order_by("focus__serial", "serial"))


def _told(found: Sequence[Finding]) -> list[Block]:
    blocks: list[Block] = []
    for focus, members in groupby(found, key=lambda finding: finding.focus.short):
        blocks.append(Heading(2, focus))
        blocks += [Paragraph(finding.facts, lead=Heading(3, _sentence(finding.title))) for finding in members]
    return blocks or [Paragraph("没有列入反馈意见的问题。")]


def _table(found: Sequence[Finding]) -> Table:
    return Table(
        PROBLEMS,
        [
            (
                str(finding.serial),
                finding.focus.short,
                finding.title,
                str(finding.amount) if finding.amount is not None else "—",
                "是" if finding.immediate else "否",
            )
            for finding in found
        ],
    )


def _sentence(title: str) -> str:
    return title if title.endswith("。") else title + "。"
