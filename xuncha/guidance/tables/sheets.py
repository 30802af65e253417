"""Tables that are no list of one kind of record, as a spreadsheet: whose, as of when, and who took it out.

Text is stored as text and quoted, so that what looks like a formula is none (as in the lists' own spreadsheets).
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from tempfile import TemporaryFile
from typing import IO, Any

from django.utils.translation import gettext

from xuncha.kernel.stamps import Stamp
from xuncha.ui.books import Book, opening

OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
Cell = str | int | Decimal | date | None


def workbook(
    title: str, *, day: date, stamp: Stamp, heads: Sequence[str], rows: Sequence[Sequence[Cell]]
) -> IO[bytes]:
    """The .xlsx as an open file at its beginning."""
    target = TemporaryFile()  # noqa: SIM115  # the answer closes it
    with Book(target, OPTIONS, stamp) as book:
        _write(book, title, day, stamp, heads, rows)
    target.seek(0)
    return target


def _write(
    book: Any, title: str, day: date, stamp: Stamp, heads: Sequence[str], rows: Sequence[Sequence[Cell]]
) -> None:
    page = book.add_worksheet(gettext(title)[:31])
    small = book.add_format({"font_color": "#545B66", "font_size": 9})
    head = book.add_format({"bold": True, "bg_color": "#EEF0F3", "bottom": 1, "text_wrap": True})
    quoted = book.add_format({"quote_prefix": True, "text_wrap": True, "valign": "top"})
    days = book.add_format({"num_format": "yyyy-mm-dd"})
    page.write_string(0, 0, gettext(title), book.add_format({"bold": True, "font_size": 14}))
    page.write_string(1, 0, opening(stamp, day.isoformat()), small)
    for column, label in enumerate(heads):
        page.set_column(column, column, 16)
        page.write_string(2, column, gettext(label), head)
    for number, row in enumerate(rows, 3):
        for column, value in enumerate(row):
            if isinstance(value, date):
                page.write_datetime(number, column, value, days)
            elif isinstance(value, (int, Decimal)):
                page.write_number(number, column, value)
            else:
                page.write_string(number, column, value or "", quoted)
    page.freeze_panes(3, 1)
    page.set_landscape()
