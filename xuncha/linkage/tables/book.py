"""The counterpart grid as a spreadsheet: the city's targets down, the counties across, each cell in words.

Text is stored as text and quoted, so that what looks like a formula is none (as in the lists' own spreadsheets).
"""

from datetime import date
from tempfile import TemporaryFile
from typing import IO, Any

from django.utils.translation import gettext

from xuncha.kernel.stamps import Stamp
from xuncha.linkage.models import Campaign, Counterpart
from xuncha.linkage.queries.grid import Grid
from xuncha.linkage.queries.standing import tallies
from xuncha.ui.books import Book, opening

OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def workbook(campaign: Campaign, grid: Grid, day: date, stamp: Stamp) -> IO[bytes]:
    """The .xlsx as an open file at its beginning."""
    target = TemporaryFile()  # noqa: SIM115  # the answer closes it
    with Book(target, OPTIONS, stamp) as book:
        _write(book, campaign, grid, day, stamp)
    target.seek(0)
    return target


def _write(book: Any, campaign: Campaign, grid: Grid, day: date, stamp: Stamp) -> None:
    page = book.add_worksheet(gettext("对口印证"))
    title = book.add_format({"bold": True, "font_size": 14})
    small = book.add_format({"font_color": "#545B66", "font_size": 9})
    head = book.add_format({"bold": True, "bg_color": "#EEF0F3", "border": 1, "text_wrap": True})
    cell = book.add_format({"border": 1, "text_wrap": True, "valign": "top", "quote_prefix": True})
    page.write_string(0, 0, gettext("%(campaign)s对口印证情况") % {"campaign": campaign.name}, title)
    page.write_string(1, 0, opening(stamp, day.isoformat()), small)
    said = "　".join(f"{gettext(each.label)}{each.number}" for each in tallies(grid, day))
    page.write_string(2, 0, said, small)
    heads = [gettext("市级联动单位"), *(county.short_name for county in grid.counties)]
    for column, label in enumerate(heads):
        page.set_column(column, column, 20 if column == 0 else 16)
        page.write_string(3, column, label, head)
    for row, line in enumerate(grid.lines, 4):
        page.write_string(row, 0, line.task.organisation.short_name, cell)
        for column, found in enumerate(line.cells, 1):
            page.write_string(row, column, _words(found), cell)
    page.freeze_panes(4, 1)
    page.set_landscape()
    page.set_paper(8)  # A3
    page.fit_to_pages(1, 0)
    page.repeat_rows(3)


def _words(cell: Counterpart | None) -> str:
    """The stage and the day on which it came to it; whom the report is on."""
    if cell is None:
        return gettext("未商请")
    day = cell.used_on or cell.read_on or cell.received_on or cell.sent_on or cell.at
    said = f"{gettext(cell.stage)} {day.isoformat()}"
    return f"{said}\n{cell.unit.short_name}" if cell.unit else said
