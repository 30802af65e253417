"""Many records from a sheet: each row is judged by the same boxes and the same verb as one entered by hand.

All rows are stored or none: one transaction, and every fault is named by its row and column first.
"""

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

import xlsxwriter
from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext

from xuncha.kernel.refusals import NotAllowed, WrongRole
from xuncha.ui import errors, witnesses
from xuncha.ui.http import Request
from xuncha.ui.reception.entry import Entry, admitted, today
from xuncha.ui.reception.forms import EntryForm
from xuncha.ui.reception.grid import Grid, from_file, from_text
from xuncha.ui.tables.doors import unkept
from xuncha.ui.tables.registry import list_url, table_of

SHOWN = 50  # faults shown at once
YES, NO = ("是", "√", "1", "有", "Y", "y"), ("否", "×", "0", "无", "N", "n", "")


@dataclass(frozen=True)
class Fault:
    """What is wrong in a row of the sheet; `column` is empty where it is the row as a whole."""

    row: int
    column: str
    sentence: str


class Refused(Exception):
    """A row that the verb refused: nothing of the sheet is kept."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.sentence)
        self.fault = fault


class Reader:
    """Rows of a sheet as bound forms of an entry."""

    def __init__(self, request: Request, entry: Entry, on: Any) -> None:
        self.request, self.entry, self.on, self.today = request, entry, on, today(request)

    def form(self, data: Mapping[str, Any] | None = None) -> EntryForm:
        record = self.entry.blank(self.on, self.request.viewer)
        return self.entry.form(
            data, instance=record, viewer=self.request.viewer, today=self.today, on=self.on
        )

    @cached_property
    def boxes(self) -> dict[str, tuple[str, forms.Field]]:
        """Head of the column → name and box."""
        shape = self.form()
        return {str(f.label): (n, f) for n, f in shape.fields.items() if not f.widget.is_hidden}

    @cached_property
    def choices(self) -> dict[str, dict[str, str]]:
        """Box → what a person writes → what the form takes."""
        return {name: _choices(field) for name, field in self.boxes.values()}

    def heads_missing(self, grid: Grid) -> list[str]:
        return [head for head, (_, field) in self.boxes.items() if field.required and head not in grid.heads]

    def bound(self, heads: list[str], cells: list[str]) -> tuple[EntryForm, list[tuple[str, str]]]:
        """The form of one row, and (column, sentence) of choices that are none."""
        data: dict[str, Any] = {}
        faults = []
        for head, cell in zip(heads, cells, strict=False):
            if head in self.boxes:
                name, field = self.boxes[head]
                taken = self._taken(name, field, cell)
                if taken is None:
                    faults.append((head, gettext("没有“%(text)s”这一选项。") % {"text": cell}))
                else:
                    data[name] = taken
        return self.form(data), faults

    def _taken(self, name: str, field: forms.Field, cell: str) -> Any | None:
        if isinstance(field, forms.BooleanField):
            return cell in YES if cell in (*YES, *NO) else None
        known = self.choices[name]
        if isinstance(field, (forms.ModelMultipleChoiceField, forms.MultipleChoiceField)):
            parts = [p.strip() for p in cell.replace("，", "、").replace(",", "、").split("、") if p.strip()]
            return [known[p] for p in parts] if all(p in known for p in parts) else None
        if isinstance(field, forms.ChoiceField) and cell:
            return known.get(cell)
        return cell


def _choices(field: forms.Field) -> dict[str, str]:
    if isinstance(field, forms.ModelChoiceField):
        return {str(row): str(row.pk) for row in field.queryset or ()}
    if isinstance(field, forms.ChoiceField):
        choices: Any = field.choices
        return {str(label): str(value) for value, label in choices if value}
    return {}


def page(request: Request, *, entry: Entry, on: UUID | None = None) -> HttpResponse:
    """Show the page, or take the sheet that was sent."""
    place = admitted(request, entry, on)
    reader = Reader(request, entry, place)
    sentence, number = "", 0
    faults: list[Fault] = []
    if request.method == "POST":
        try:
            number, faults = _take(reader)
        except NotAllowed as why:
            witnesses.refused(request, why)
            sentence = errors.say(why)
        if number:
            messages.success(request, gettext("已导入%(number)s条。") % {"number": number})
            return redirect(_list(entry, place))
    context = {
        "entry": entry,
        "place": place,
        "sentence": sentence,
        "faults": faults[:SHOWN],
        "more": max(len(faults) - SHOWN, 0),
        "heads": [(head, field.required) for head, (_, field) in reader.boxes.items()],
        "pasted": request.POST.get("pasted", ""),
        "back": entry.url(place),
        "template_url": reverse(f"{entry.door.removesuffix('_new')}_template", args=_args(place)),
    }
    return unkept(render(request, "ui/sheet.html", context, status=422 if sentence or faults else 200))


def _take(reader: Reader) -> tuple[int, list[Fault]]:
    """How many rows were stored, or what is wrong with them."""
    grid = _grid(reader.request)
    missing = reader.heads_missing(grid)
    if missing:
        raise NotAllowed("表中缺少必填的列：%(heads)s。", heads="、".join(missing))
    judged = [(number, *reader.bound(grid.heads, cells)) for number, cells in grid.rows]
    faults = [fault for number, form, wrong in judged for fault in _faults(number, form, wrong)]
    if faults:
        return 0, faults
    try:
        with transaction.atomic():
            for number, form, _ in judged:
                _store(reader, number, form)
    except Refused as why:
        return 0, [why.fault]
    return len(judged), []


def _grid(request: Request) -> Grid:
    file = request.FILES.get("file")
    if file is not None:
        return from_file(file, file.size or 0)  # type: ignore[arg-type]  # an uploaded file reads as one
    text = request.POST.get("pasted", "")
    if not text.strip():
        raise NotAllowed("请选择Excel文件，或者粘贴表格。")
    return from_text(text)


def _faults(number: int, form: EntryForm, wrong: list[tuple[str, str]]) -> Iterator[Fault]:
    yield from (Fault(number, head, sentence) for head, sentence in wrong)
    said = {head for head, _ in wrong}
    for name, sentences in form.errors.items():
        head = str(form.fields[name].label) if name in form.fields else ""
        if head not in said:
            yield from (Fault(number, head, str(sentence)) for sentence in sentences)


def _store(reader: Reader, number: int, form: EntryForm) -> None:
    try:
        reader.entry.act(form.instance, by=reader.request.viewer, **form.asked())
    except WrongRole:
        raise
    except NotAllowed as why:
        raise Refused(Fault(number, "", errors.say(why))) from why


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
    for column, (head, (name, field)) in enumerate(reader.boxes.items()):
        sheet.write_string(0, column, f"{head}*" if field.required else head, bold)
        sheet.set_column(column, column, max(14, 2 * len(head) + 4), text)
        found = list(reader.choices[name])[:500]
        if isinstance(field, forms.BooleanField):
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
