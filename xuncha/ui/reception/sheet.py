"""Many records from a sheet: each row is judged by the same boxes and the same verb as one entered by hand.

All rows are stored or none: one transaction, and every fault is named by its row and column first. What is wrong
is mended on the page, or in the sheet that the page gives back with its faults.
"""

import io
from collections.abc import Hashable, Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import xlsxwriter
from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import FileResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext

from xuncha.kernel.refusals import NotAllowed, WrongRole
from xuncha.ui import errors, witnesses
from xuncha.ui.http import Request
from xuncha.ui.reception import kept, mending
from xuncha.ui.reception.entry import Entry, admitted
from xuncha.ui.reception.forms import EntryForm
from xuncha.ui.reception.grid import Grid, from_file, from_text
from xuncha.ui.reception.mending import Fault
from xuncha.ui.reception.reader import NO, YES, Reader
from xuncha.ui.tables.doors import unkept
from xuncha.ui.tables.registry import list_url, table_of

SHOWN = 50  # faults shown at once
Judged = tuple[int, EntryForm, list[tuple[str, str]]]


@dataclass
class Sent:
    """A sheet on its way in: its rows by our heads, the columns it lacks, and what is wrong."""

    rows: kept.Rows = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    sentence: str = ""
    stored: int = 0


def page(request: Request, *, entry: Entry, on: UUID | None = None) -> HttpResponseBase:
    """Show the page, or take the sheet that was sent, or mended."""
    place = admitted(request, entry, on)
    reader = Reader(request, entry, place)
    sent = _taken(reader) if request.method == "POST" else Sent()
    if sent.stored:
        messages.success(request, gettext("已导入%(number)s条。") % {"number": sent.stored})
        return redirect(_list(entry, place))
    if "download" in request.POST and sent.rows:
        return unkept(mending.workbook(reader, sent.rows, sent.faults, gettext(entry.title)))
    context = {
        "entry": entry,
        "place": place,
        "sentence": sent.sentence,
        "faults": sent.faults[:SHOWN],
        "more": max(len(sent.faults) - SHOWN, 0),
        "heads": [(head, box.required) for head, (_, box) in reader.boxes.items()],
        "pasted": request.POST.get("pasted", "") if not sent.rows else "",
        "back": entry.url(place),
        "template_url": reverse(f"{entry.door.removesuffix('_new')}_template", args=_args(place)),
        **mending.context(reader, sent.rows, sent.faults, sent.missing, _place(reader)),
    }
    status = 422 if sent.sentence or sent.faults else 200
    return unkept(render(request, "ui/sheet.html", context, status=status))


def _taken(reader: Reader) -> Sent:
    """How many rows were stored, or what is wrong with them."""
    sent = Sent()
    dry = "download" in reader.request.POST
    try:
        sent.rows, sent.missing = _rows(reader)
        if sent.missing:
            raise NotAllowed("表中缺少必填的列：%(heads)s。", heads="、".join(sent.missing))
        if not sent.rows:
            raise NotAllowed("没有要导入的行。")
        sent.faults, sent.stored = _judged(reader, sent.rows, dry=dry)
    except WrongRole:
        raise
    except NotAllowed as why:
        witnesses.refused(reader.request, why)
        sent.sentence = errors.say(why)
    return sent


def _rows(reader: Reader) -> tuple[kept.Rows, list[str]]:
    """The rows by our heads, and the columns that are missing: out of a sheet, or as the page brings them back."""
    post = reader.request.POST
    if post.get("kept") and "file" not in reader.request.FILES:
        rows = kept.mended(kept.brought(post["kept"], _place(reader)), post, reader.heads)
        there = {head for _, cells in rows for head in cells}
        return rows, reader.missing(there) if rows else []
    grid = _grid(reader)
    rows = [(number, reader.cells_of(grid.heads, cells)) for number, cells in grid.rows]
    return rows, reader.missing(grid.heads)


def _grid(reader: Reader) -> Grid:
    wanted = frozenset(reader.names)
    file = reader.request.FILES.get("file")
    if file is not None:
        return from_file(file, file.size or 0, wanted)  # type: ignore[arg-type]  # an uploaded file reads as one
    text = reader.request.POST.get("pasted", "")
    if not text.strip():
        raise NotAllowed("请选择Excel文件，或者粘贴表格。")
    return from_text(text, wanted)


def _judged(reader: Reader, rows: kept.Rows, *, dry: bool) -> tuple[list[Fault], int]:
    """Every fault of every row, and how many rows were stored: all, or none where one has a fault.

    What the boxes take is tried by the verb all the same, so that its refusals are named in the same go.
    """
    judged = [(number, *reader.bound(cells)) for number, cells in rows]
    found = {number: list(_faults(number, form, wrong)) for number, form, wrong in judged}
    for number, first in _twins(judged, found):
        found[number].append(Fault(number, "", gettext("与第%(row)s行重复。") % {"row": first}))
    with transaction.atomic():
        for number, form, _ in judged:
            if not found[number]:
                found[number] += _refused(reader, number, form)
        faults = [fault for number, _, _ in judged for fault in found[number]]
        transaction.set_rollback(dry or bool(faults))
    return faults, 0 if dry or faults else len(judged)


def _twins(judged: list[Judged], found: dict[int, list[Fault]]) -> list[tuple[int, int]]:
    """(row, earlier row) that speak of the same thing."""
    seen: dict[Hashable, int] = {}
    pairs = []
    for number, form, _ in judged:
        twin = None if found[number] else form.twin()
        if twin is not None and seen.setdefault(twin, number) != number:
            pairs.append((number, seen[twin]))
    return pairs


def _faults(number: int, form: EntryForm, wrong: list[tuple[str, str]]) -> Iterator[Fault]:
    yield from (Fault(number, head, sentence) for head, sentence in wrong)
    said = {head for head, _ in wrong}
    for name, sentences in form.errors.items():
        head = str(form.fields[name].label) if name in form.fields else ""
        if head not in said:
            yield from (Fault(number, head, str(sentence)) for sentence in sentences)


def _refused(reader: Reader, number: int, form: EntryForm) -> Iterator[Fault]:
    """Store the row; why not, where the verb refuses."""
    try:
        reader.entry.act(form.instance, by=reader.request.viewer, **form.asked())
    except WrongRole:
        raise
    except NotAllowed as why:
        yield Fault(number, "", errors.say(why))


def _place(reader: Reader) -> str:
    """What a kept sheet is bound to: the door, the row it is entered on, and the account."""
    on = reader.on.uid if reader.on is not None else ""
    return f"{reader.entry.door}/{on}/{reader.request.viewer.user}"


def template(request: Request, *, entry: Entry, on: UUID | None = None) -> FileResponse:
    """An empty sheet with the heads, and the choices under the boxes that have some."""
    place = admitted(request, entry, on)
    reader = Reader(request, entry, place)
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        _write(book, reader)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=f"{gettext(entry.title)}.xlsx")


def _write(book: Any, reader: Reader) -> None:
    bold = book.add_format({"bold": True, "bottom": 1})
    text = book.add_format({"num_format": "@"})
    sheet, words = book.add_worksheet(gettext("登记")), book.add_worksheet(gettext("可选项"))
    sheet.freeze_panes(1, 0)
    for column, (head, (name, box)) in enumerate(reader.boxes.items()):
        sheet.write_string(0, column, f"{head}*" if box.required else head, bold)
        sheet.set_column(column, column, max(14, 2 * len(head) + 4), text)
        found = list(reader.choices[name])[:500]
        if isinstance(box, forms.BooleanField):
            found = [YES[0], NO[0]]
        if found:
            words.write_column(0, column, [head, *found])
            area = f"='{words.get_name()}'!{_area(column, len(found))}"
            sheet.data_validation(1, column, 5000, column, {"validate": "list", "source": area})


def _area(column: int, number: int) -> str:
    letter = xlsxwriter.utility.xl_col_to_name(column, col_abs=True)
    return f"{letter}$2:{letter}${number + 1}"


def _args(place: Any) -> list[UUID]:
    return [place.uid] if place is not None else []


def _list(entry: Entry, place: Any) -> str:
    table = table_of(entry.model)
    if table is None:
        return "/"
    base = list_url(table)
    return f"{base}?{entry.place}={place.pk}" if place is not None and entry.place in table.filters else base
