"""A figure's rows as a spreadsheet: what it is, as of when, who took it out, and the rows they may see.

Text is stored as text and quoted where a program might read a formula (OWASP: CSV injection).
"""

import re
from tempfile import TemporaryFile
from typing import IO, Any

from django.utils.translation import gettext

from xuncha.kernel.stamps import Stamp
from xuncha.reports.queries.rows import Opened
from xuncha.reports.queries.values import Value
from xuncha.reports.views.asking import Asked
from xuncha.ui.books import Book, opening
from xuncha.ui.tables.excel import FORMULA_STARTS, NOT_IN_A_NAME

OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def workbook(value: Value, opened: Opened, asked: Asked, stamp: Stamp) -> IO[bytes]:
    """The .xlsx as an open file at its beginning."""
    target = TemporaryFile()  # noqa: SIM115  # the answer closes it
    with Book(target, OPTIONS, stamp) as book:
        sheet = book.add_worksheet(re.sub(NOT_IN_A_NAME, "", gettext(value.name))[:31])
        row = _opening(book, sheet, value, opened, asked, stamp)
        _body(book, sheet, row, opened)
        sheet.set_column(0, 0, 8)
        sheet.set_column(1, 1, 60)
        sheet.set_column(2, 3, 14)
        sheet.freeze_panes(row + 1, 0)
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(row)
    target.seek(0)
    return target


def _opening(book: Any, sheet: Any, value: Value, opened: Opened, asked: Asked, stamp: Stamp) -> int:
    """The lines above the table; returns the row of its head."""
    counts = {"total": opened.total, "visible": opened.visible.count()}
    lines = [
        gettext(value.name) + "：" + value.printed,
        gettext("口径：%(definition)s") % {"definition": gettext(value.definition)},
        opening(stamp, asked.scope.as_of.isoformat(), asked.office.name),
        gettext("构成记录%(total)s条，可见%(visible)s条") % counts,
    ]
    title, small = (
        book.add_format({"bold": True, "font_size": 14}),
        book.add_format({"font_color": "#545B66"}),
    )
    for number, line in enumerate(lines):
        sheet.write_string(number, 0, line, small if number else title)
    return len(lines)


def _body(book: Any, sheet: Any, row: int, opened: Opened) -> None:
    head = book.add_format({"bold": True, "bg_color": "#EEF0F3", "bottom": 1})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    quoted = book.add_format({"quote_prefix": True})
    heads = ["序号", "记录", "日期", *(["计入分子"] if opened.is_share else [])]
    for column, text in enumerate(heads):
        sheet.write_string(row, column, gettext(text), head)
    for serial, found in enumerate(opened.rows(), start=1):
        sheet.write_number(row + serial, 0, serial)
        sheet.write_string(
            row + serial, 1, found.label, quoted if found.label.startswith(FORMULA_STARTS) else None
        )
        if found.date:
            sheet.write_datetime(row + serial, 2, found.date, day)
        if opened.is_share:
            sheet.write_string(row + serial, 3, gettext("是") if found.part else gettext("否"))
