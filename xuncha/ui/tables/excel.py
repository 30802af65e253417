"""A list as a spreadsheet: every row that was asked for, marked with whose it is, as of when and who took it out.

Rows are written as they are read (constant memory). Text is always stored as text, never as a formula, and
quoted so that editing the cell keeps it so (OWASP: CSV injection).
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from tempfile import TemporaryFile
from typing import IO, Any

from django.utils import timezone
from django.utils.translation import gettext

from xuncha.kernel.refusals import NotAllowed
from xuncha.kernel.stamps import Stamp
from xuncha.ui.books import Book, opening
from xuncha.ui.stamps import mark_of
from xuncha.ui.tables.cells import text_of
from xuncha.ui.tables.declare import Table
from xuncha.ui.tables.fetching import Fetching, fetching
from xuncha.ui.tables.keyset import Cursor
from xuncha.ui.tables.listing import Question
from xuncha.ui.tables.paths import Kind, Place
from xuncha.ui.tables.rows import label_of
from xuncha.ui.tables.sight import Sight

MOST = 100_000  # rows of one spreadsheet
CHUNK = 2_000
UNLINKED = Sight({}, {})
NOT_IN_A_NAME = r"[\[\]:*?/\\]"  # a sheet's name bears none of these, and at most 31 characters
FORMULA_STARTS = tuple("=+-@\t\r")
WIDTHS = {Kind.DATE: 12, Kind.MOMENT: 17, Kind.WORD: 14, Kind.YES_NO: 8, Kind.NUMBER: 10, Kind.MONEY: 14}


@dataclass(frozen=True)
class Origin:
    """Whose spreadsheet it is: the office, the business date, and the person who takes it out."""

    office: str
    as_of: date
    person: str


def workbook(question: Question, origin: Origin) -> IO[bytes]:
    """The .xlsx as an open file at its beginning. NotAllowed when there are more rows than MOST."""
    if question.queryset.order_by().values("pk")[: MOST + 1].count() > MOST:
        raise NotAllowed("符合条件的记录超过%(most)s行，请缩小查询范围后再导出。", most=f"{MOST:,}")
    target = TemporaryFile()  # noqa: SIM115  # the answer closes it
    stamp = Stamp(mark_of(question.queryset), origin.person, timezone.localtime())
    with Book(target, _OPTIONS, stamp) as book:
        _Sheet(book, question.table).write(question, origin)
    target.seek(0)
    return target


_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_date_format": "yyyy-mm-dd",
    "remove_timezone": True,
}


class _Sheet:
    """One sheet: title, origin, question asked, heads, rows, sums. Rows can only be written downwards."""

    def __init__(self, book: Any, table: Table) -> None:
        self.table, self.stamp = table, book.stamp
        self.sheet = book.add_worksheet(re.sub(NOT_IN_A_NAME, "", gettext(table.title))[:31])
        self.title = book.add_format({"bold": True, "font_size": 14})
        self.small = book.add_format({"font_color": "#545B66", "font_size": 9})
        self.head = book.add_format(
            {"bold": True, "bg_color": "#EEF0F3", "bottom": 1, "text_wrap": True, "valign": "vcenter"}
        )
        self.quoted = book.add_format({"quote_prefix": True})
        self.date = book.add_format({"num_format": "yyyy-mm-dd"})
        self.moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        self.money = book.add_format({"num_format": "#,##0.00"})

    def write(self, question: Question, origin: Origin) -> None:
        row = 0
        for row, (text, style) in enumerate(self._opening(question, origin)):
            self._text(row, 0, text, style)
        places = list(self.table.places.values())
        self._heads(row + 1, places)
        last = self._body(row + 2, question, places)
        self.sheet.freeze_panes(row + 2, 1)
        self.sheet.autofilter(row + 1, 0, max(last, row + 1), len(places) - 1)
        self.sheet.set_landscape()
        self.sheet.set_paper(9)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.repeat_rows(row + 1)

    def _opening(self, question: Question, origin: Origin) -> list[tuple[str, Any]]:
        day = origin.as_of.isoformat()
        lines = [gettext(self.table.title), opening(self.stamp, day, origin.office)]
        asked = "；".join(f"{chip.label}：{chip.value}" for chip in question.words)
        if asked:
            lines.append(gettext("查询条件：%(asked)s") % {"asked": asked})
        return [(line, self.small if number else self.title) for number, line in enumerate(lines)]

    def _heads(self, row: int, places: list[Place]) -> None:
        for number, (column, place) in enumerate(zip(self.table.columns, places, strict=True)):
            self.sheet.set_column(number, number, WIDTHS.get(place.kind, 48 if place.is_long else 24))
            self._text(row, number, label_of(column, place), self.head)

    def _body(self, row: int, question: Question, places: list[Place]) -> int:
        """Writes the rows and, under them, the sums; returns the number of the last row."""
        fetched = fetching(self.table, UNLINKED)
        writers = [(fetched.get(place.path), self._writer(place)) for place in places]
        sums: dict[int, Any] = {n: 0 for n, column in enumerate(self.table.columns) if column.total}
        for record in _records(question, fetched):
            for number, (get, write) in enumerate(writers):
                value = get(record)
                if value is not None and value != "":
                    write(row, number, value)
                    if number in sums:
                        sums[number] += value
            row += 1
        self._sums(row, sums)
        return row - 1

    def _sums(self, row: int, sums: dict[int, Any]) -> None:
        if sums and 0 not in sums:
            self._text(row, 0, gettext("合计"), self.head)
        for number, total in sums.items():
            self.sheet.write_number(row, number, total, self.money if isinstance(total, Decimal) else None)

    def _writer(self, place: Place) -> Callable[[int, int, Any], None]:
        if place.kind is Kind.DATE:
            return lambda row, number, value: self._write(
                self.sheet.write_datetime, row, number, value, self.date
            )
        if place.kind is Kind.MOMENT:
            return lambda row, number, value: self._write(
                self.sheet.write_datetime, row, number, _local(value), self.moment
            )
        if place.kind in (Kind.NUMBER, Kind.MONEY):
            style = self.money if place.kind is Kind.MONEY else None
            return lambda row, number, value: self._write(self.sheet.write_number, row, number, value, style)
        text = text_of(place)
        return lambda row, number, value: self._text(row, number, text(value))

    def _text(self, row: int, number: int, text: str, style: Any = None) -> None:
        if style is None and text.startswith(FORMULA_STARTS):
            style = self.quoted
        self._write(self.sheet.write_string, row, number, text, style)

    @staticmethod
    def _write(how: Callable[..., int], row: int, number: int, value: Any, style: Any) -> None:
        how(row, number, value, style)


def _records(question: Question, fetched: Fetching) -> Iterable[Any]:
    rows = question.keyset.ordered(question.queryset, Cursor())
    return fetched.rows(rows).iterator(chunk_size=CHUNK)


def _local(moment: datetime) -> datetime:
    return timezone.localtime(moment).replace(tzinfo=None) if timezone.is_aware(moment) else moment
