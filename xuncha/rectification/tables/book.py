"""A ledger as the spreadsheet that offices use: the problem on the left, its measures line by line beside it.

Text is stored as text and quoted, so that what looks like a formula is none (as in the lists' own spreadsheets).
"""

from collections.abc import Iterator
from datetime import date
from tempfile import TemporaryFile
from typing import IO, Any

from django.utils.translation import gettext

from xuncha.kernel.stamps import Stamp
from xuncha.rectification.models import Ledger, Measure
from xuncha.rectification.queries.views import Line, Sheet
from xuncha.rectification.rules.items import Tally
from xuncha.ui.books import Book, opening

HEADS = (
    ("序号", 6), ("类别", 16), ("问题", 36), ("整改措施", 44), ("措施类型", 10), ("牵头领导", 18), ("责任岗位", 18),
    ("责任单位", 18), ("完成期限", 12), ("原定期限", 12), ("完成日期", 12), ("整改状态", 16), ("佐证材料（件）", 10), ("整改成效", 32),
)  # fmt: skip
MOST = 5_000  # items of one workbook: its cells are kept in memory to be merged
OF_ITEM = (0, 1, 2, 11, 12, 13)  # columns that speak of the problem and stand once for all its measures
OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def workbook(ledger: Ledger, sheet: Sheet, counts: Tally, day: date, stamp: Stamp) -> IO[bytes]:
    """The .xlsx as an open file at its beginning."""
    target = TemporaryFile()  # noqa: SIM115  # the answer closes it
    with Book(target, OPTIONS, stamp) as book:
        _write(book, ledger, sheet, counts, day, stamp)
    target.seek(0)
    return target


def _write(book: Any, ledger: Ledger, sheet: Sheet, counts: Tally, day: date, stamp: Stamp) -> None:
    page = book.add_worksheet(gettext("整改台账"))
    title = book.add_format({"bold": True, "font_size": 14})
    small = book.add_format({"font_color": "#545B66", "font_size": 9})
    head = book.add_format({"bold": True, "bg_color": "#EEF0F3", "border": 1, "text_wrap": True})
    page.write_string(0, 0, ledger.title, title)
    page.write_string(1, 0, opening(stamp, day.isoformat()), small)
    sums = {"due": counts.due, "done": counts.done, "basic": counts.basic, "open": counts.open}
    page.write_string(
        2,
        0,
        gettext("应整改%(due)s项：已完成%(done)s项，基本完成%(basic)s项，未完成%(open)s项") % sums,
        small,
    )
    for column, (label, width) in enumerate(HEADS):
        page.set_column(column, column, width)
        page.write_string(3, column, gettext(label), head)
    cell = book.add_format({"border": 1, "text_wrap": True, "valign": "top", "quote_prefix": True})
    row = 4
    for name, lines in sheet.classes():
        for line in lines:
            row = _item(page, row, name, line, cell)
    page.freeze_panes(4, 3)
    page.set_landscape()
    page.set_paper(8)  # A3, as such ledgers are printed
    page.fit_to_pages(1, 0)
    page.repeat_rows(3)


def _item(page: Any, row: int, name: str, line: Line, cell: Any) -> int:
    """Write one problem; answers with the next free row. What speaks of the problem is merged over its measures."""
    plans: list[Measure | None] = [*line.measures] or [None]
    for offset, measure in enumerate(plans):
        for column, text in enumerate(_cells(name, line, measure)):
            if column not in OF_ITEM or len(plans) == 1:
                page.write_string(row + offset, column, text, cell)
    if len(plans) > 1:
        texts = list(_cells(name, line, None))
        for column in OF_ITEM:
            page.merge_range(row, column, row + len(plans) - 1, column, "", cell)
            page.write_string(row, column, texts[column], cell)
    return row + len(plans)


def _cells(name: str, line: Line, measure: Measure | None) -> Iterator[str]:
    item = line.item
    yield from (str(item.serial), name, item.title)
    if measure is None:
        yield from ("",) * 8
    else:
        yield from (measure.text, gettext(str(measure.get_kind_display())))
        yield from (str(part or "") for part in (measure.lead, measure.owner, measure.department))
        yield from (
            day.isoformat() if day else "" for day in (measure.due_on, measure.first_due_on, measure.done_on)
        )
    yield from (
        gettext(item.state_label()),
        str(len(line.proofs)),
        "；".join(str(found) for found in line.yields),
    )
