"""Lists of a task's archive: the one that is signed for, every item with its digest, and the index by volume.

Clue material stands in both by its number only.
"""

from collections.abc import Sequence
from itertools import groupby

from xuncha.archive.models import ArchiveItem, Handover
from xuncha.archive.queries import hand_over_list, items_of
from xuncha.archive.rules import ListLine, list_digest
from xuncha.kernel.viewer import Viewer
from xuncha.papers.engine.document import Block, Column, Heading, OfficialDocument, Paragraph, Table
from xuncha.records.queries import today

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


INDEX = (
    Column("序号", 0.6),
    Column("档号", 2.4, "left"),
    Column("责任者", 1.6, "left"),
    Column("题名", 3, "left"),
    Column("日期", 1.2),
    Column("页数", 0.6),
    Column("期限", 0.8),
)


def as_list(handover: Handover, viewer: Viewer) -> OfficialDocument:
    """归档材料移交清单 as it stands today; once handed over nothing of it changes."""
    lines = hand_over_list(handover)
    return OfficialDocument(
        title="归档材料移交清单",
        issuer=handover.office.name,
        date=handover.handed_on or today(),
        blocks=[Paragraph(_opening(handover, lines)), _table(lines), *_closing(handover, lines)],
        sealed=False,
    )


def as_index(handover: Handover, viewer: Viewer) -> OfficialDocument:
    """归档目录: volume by volume, the items in the order of their archival numbers."""
    blocks: list[Block] = []
    for title, members in groupby(items_of(handover), key=lambda item: item.volume.title):
        blocks += [Heading(1, title), Table(INDEX, [_entry(n, item) for n, item in enumerate(members, 1)])]
    return OfficialDocument(
        title="归档目录",
        issuer=handover.office.name,
        date=handover.handed_on or today(),
        blocks=blocks or [Paragraph("尚无归档材料。")],
        unsigned=True,
    )


def _entry(serial: int, item: ArchiveItem) -> tuple[str, ...]:
    return (
        str(serial),
        item.number,
        item.responsible or "—",
        item.title or "（密封件）",
        item.dated_on.isoformat(),
        str(item.pages),
        str(item.get_retention_display()),
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
