"""The hand-over list of a task's archive as a document to sign: every item with its digest, clue material by number."""

from collections.abc import Sequence
from datetime import date

from xuncha.archive.models import Handover
from xuncha.archive.queries import hand_over_list
from xuncha.archive.rules import ListLine, list_digest
from xuncha.papers.engine.document import Column, Heading, OfficialDocument, Paragraph, Table
from xuncha.papers.engine.writer import write

SHOWN = 16  # characters of a digest a line shows; the list's own stands in full
COLUMNS = (
    Column("序号", 0.5),
    Column("档号", 2.4, "left"),
    Column("题名", 2.6, "left"),
    Column("日期", 1.2),
    Column("页数", 0.5),
    Column("期限", 0.7),
    Column("摘要（前16位）", 1.6),
)


def as_docx(handover: Handover, day: date) -> bytes:
    """The list as it stands on the day; once handed over nothing of it changes."""
    lines = hand_over_list(handover)
    return write(
        OfficialDocument(
            title="归档材料移交清单",
            issuer=handover.office.name,
            date=handover.handed_on or day,
            blocks=[Paragraph(_opening(handover, lines)), _table(lines), *_closing(handover, lines)],
            sealed=False,
        )
    )


def _opening(handover: Handover, lines: Sequence[ListLine]) -> str:
    return "%(title)s，共%(count)s件、%(pages)s页，其中密封的线索材料%(sealed)s件，只列档号。清单如下：" % {
        "title": handover.title,
        "count": len(lines),
        "pages": sum(line.pages for line in lines),
        "sealed": sum(line.sealed for line in lines),
    }


def _table(lines: Sequence[ListLine]) -> Table:
    rows = [
        (
            str(serial),
            line.number,
            "（密封件）" if line.sealed else line.title,
            line.day,
            str(line.pages),
            line.retention,
            line.digest[:SHOWN] or "纸质件",
        )
        for serial, line in enumerate(lines, 1)
    ]
    return Table(COLUMNS, rows, note="摘要为SHA-256值，用于核对电子文件或者登记内容。")


def _closing(handover: Handover, lines: Sequence[ListLine]) -> list[Heading | Paragraph]:
    signed = "（待签收）"
    if handover.accepted_on:
        signed = "%(name)s，%(day)s" % {"name": handover.signed_by, "day": handover.accepted_on.isoformat()}
    return [
        Paragraph("清单摘要（SHA-256）：" + (handover.digest or list_digest(lines))),
        Paragraph("移交人：" + (handover.handed_on.isoformat() if handover.handed_on else "（待移交）")),
        Paragraph("接收人：" + signed),
    ]
