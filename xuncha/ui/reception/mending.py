"""What is wrong in a sheet, put before the person who can mend it: as boxes of the rows in question, and as a sheet."""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import FileResponse
from django.utils.translation import gettext

from xuncha.kernel import codes
from xuncha.ui.books import Book
from xuncha.ui.reception import kept
from xuncha.ui.reception.reader import Known, Reader
from xuncha.ui.stamps import of_many

ROWS = 30  # rows mended at once: a page takes a thousand boxes
OFFERED = 500  # names offered while typing
FAULTS = "核对结果"


@dataclass(frozen=True)
class Fault:
    """What is wrong in a row of the sheet; `column` is empty where it is the row as a whole."""

    row: int
    column: str
    sentence: str


@dataclass(frozen=True)
class Box:
    """One cell to mend. `name` is that of the box; what is masked is shown in part, and kept while left empty."""

    head: str
    name: str
    value: str
    sentence: str
    options: str  # the list of names it offers, "" for none
    masked: str  # name of the sign beside a masked box
    shown: str  # what a masked box says of its content
    kind: str = "text"


@dataclass(frozen=True)
class Row:
    """A row with faults: the boxes in question, and the others."""

    number: int
    title: str
    sentences: list[str]
    wrong: list[Box]
    others: list[Box]


def context(
    reader: Reader, rows: kept.Rows, faults: list[Fault], missing: list[str], place: str
) -> dict[str, Any]:
    """What ui/sheet.html needs to let faults be mended; nothing where there are none, or too much to carry."""
    if not (faults or missing) or not rows:
        return {}
    carried = kept.keep(rows, place)
    if not carried:
        return {}
    by_row: dict[int, list[Fault]] = {}
    for fault in faults:
        by_row.setdefault(fault.row, []).append(fault)
    cells = dict(rows)
    shown = list(by_row)[:ROWS]
    return {
        "kept": carried,
        "rows": [_row(reader, number, cells[number], by_row[number]) for number in shown],
        "rows_more": len(by_row) - len(shown),
        "fill": [_fill(reader, head) for head in missing],
        "offers": {
            f"offer-{place}": found
            for place, head in enumerate(reader.heads)
            if (found := _offered(reader, head))
        },
    }


def workbook(reader: Reader, rows: kept.Rows, faults: list[Fault], title: str) -> FileResponse:
    """The rows with what is wrong beside them, to be mended in Excel and sent again as they are."""
    said: dict[int, list[str]] = {}
    for fault in faults:
        head = f"{gettext(fault.column)}：" if fault.column else ""
        said.setdefault(fault.row, []).append(f"{head}{fault.sentence}")
    wrong = {(fault.row, fault.column) for fault in faults}
    file = io.BytesIO()
    with Book(file, {"in_memory": True}, of_many(reader.request)) as book:
        _write(book, reader, rows, said, wrong)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=f"{title}_{gettext(FAULTS)}.xlsx")


def _write(
    book: Any, reader: Reader, rows: kept.Rows, said: Mapping[int, list[str]], wrong: set[tuple[int, str]]
) -> None:
    bold, text = book.add_format({"bold": True, "bottom": 1}), book.add_format({"num_format": "@"})
    red = book.add_format({"num_format": "@", "bg_color": "#FBE3E4"})
    sheet = book.add_worksheet(gettext("登记"))
    sheet.freeze_panes(1, 0)
    heads = [head for head in reader.heads if any(head in cells for _, cells in rows)]
    for column, head in enumerate([*heads, gettext(FAULTS)]):
        sheet.write_string(0, column, head, bold)
        sheet.set_column(column, column, max(14, 2 * len(head) + 4), text)
    for line, (number, cells) in enumerate(rows, 1):
        for column, head in enumerate(heads):
            sheet.write_string(line, column, cells.get(head, ""), red if (number, head) in wrong else text)
        sheet.write_string(line, len(heads), "；".join(said.get(number, [])), text)


def _row(reader: Reader, number: int, cells: Mapping[str, str], faults: list[Fault]) -> Row:
    told: dict[str, list[str]] = {}
    for fault in faults:
        told.setdefault(fault.column, []).append(fault.sentence)
    boxes = [_box(reader, number, head, cells.get(head, ""), told.get(head, [])) for head in reader.heads]
    wrong = [box for box in boxes if box.sentence]
    return Row(
        number,
        _title(reader, cells),
        told.get("", []),
        wrong,
        [box for box in boxes if not box.sentence],
    )


def _title(reader: Reader, cells: Mapping[str, str]) -> str:
    """What a row is called: its first filled text that is neither masked, nor a day, nor a choice."""
    for head, (_, field) in reader.boxes.items():
        plain = not isinstance(field, (forms.DateField, forms.ChoiceField, Known)) and not reader.is_masked(
            head
        )
        if plain and cells.get(head):
            return cells[head][:40]
    return ""


def _box(reader: Reader, number: int, head: str, value: str, sentences: list[str]) -> Box:
    place, masked = reader.heads.index(head), reader.is_masked(head)
    return Box(
        head=head,
        name=f"cell-{number}-{place}",
        value="" if masked else value,
        sentence="；".join(sentences),
        options=f"offer-{place}" if _offered(reader, head) else "",
        masked=f"masked-{number}-{place}" if masked else "",
        shown=codes.mask_id(codes.tidy(value)) if masked else "",
    )


def _fill(reader: Reader, head: str) -> Box:
    """A box that fills a column the sheet does not have."""
    place = reader.heads.index(head)
    is_day = isinstance(reader.boxes[head][1], forms.DateField)
    value = reader.today.isoformat() if is_day and head == reader.heads[0] else ""
    options = f"offer-{place}" if _offered(reader, head) else ""
    return Box(head, f"fill-{place}", value, "", options, "", "", "date" if is_day else "text")


def _offered(reader: Reader, head: str) -> list[str]:
    """Names of the choices of a column, as far as a list of them helps."""
    name, _ = reader.boxes[head]
    return [word for word, value in reader.choices[name].items() if value][:OFFERED]
