"""Many records from a sheet: each row is judged by the same boxes and the same verb as one entered by hand.

All rows are stored or none: one transaction, and every fault is named by its row and column first.
"""

import io
from collections import Counter
from collections.abc import Iterator, Mapping
from copy import copy
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


class Known(forms.Field):
    """A choice of rows as the sheet's reader knows it: fetched once, not asked for again in every line."""

    def __init__(self, of: "forms.ModelChoiceField[Any]") -> None:
        super().__init__(required=of.required, widget=of.widget, label=of.label)
        self.error_messages = of.error_messages
        self.rows = {str(row.pk): row for row in of.queryset or ()}
        self.many = isinstance(of, forms.ModelMultipleChoiceField)

    def to_python(self, value: Any) -> Any:
        chosen = [self.rows[key] for key in (value if self.many else [value]) or () if key]
        return chosen if self.many else next(iter(chosen), None)


class Reader:
    """Rows of a sheet as bound forms of an entry."""

    def __init__(self, request: Request, entry: Entry, on: Any) -> None:
        self.request, self.entry, self.on, self.today = request, entry, on, today(request)

    @cached_property
    def _shape(self) -> EntryForm:
        """The form as it is before anything is written into it: made, and narrowed, once a sheet."""
        return self.entry.form(
            None, instance=self._blank(), viewer=self.request.viewer, today=self.today, on=self.on
        )

    @cached_property
    def _fields(self) -> dict[str, forms.Field]:
        fields = self._shape.fields.items()
        return {n: Known(f) if isinstance(f, forms.ModelChoiceField) else f for n, f in fields}

    def _blank(self) -> Any:
        return self.entry.blank(self.on, self.request.viewer)

    def _form(self, data: Mapping[str, Any]) -> EntryForm:
        """The shape with one row written into it. To make each anew takes ten times as long."""
        form = copy(self._shape)
        form.is_bound, form.data, form.files = True, data, {}  # type: ignore[assignment]  # as a form takes them
        form.fields, form.instance = dict(self._fields), self._blank()
        form._errors, form._bound_fields_cache = None, {}  # type: ignore[attr-defined]  # Django's own
        return form

    @cached_property
    def boxes(self) -> dict[str, tuple[str, forms.Field]]:
        """Head of the column → name and box."""
        return {str(f.label): (n, f) for n, f in self._shape.fields.items() if not f.widget.is_hidden}

    @cached_property
    def choices(self) -> dict[str, dict[str, str]]:
        """Box → what a person writes → what the form takes; "" for what two choices are called."""
        return {name: _choices(self._fields[name]) for name, _ in self.boxes.values()}

    def heads_missing(self, grid: Grid) -> list[str]:
        return [head for head, (_, field) in self.boxes.items() if field.required and head not in grid.heads]

    def bound(self, heads: list[str], cells: list[str]) -> tuple[EntryForm, list[tuple[str, str]]]:
        """The form of one row, and (column, sentence) of choices that are none."""
        data: dict[str, Any] = {}
        faults = []
        for head, cell in zip(heads, cells, strict=False):
            if head in self.boxes:
                name, field = self.boxes[head]
                try:
                    data[name] = self._taken(name, field, cell)
                except NotAllowed as why:
                    faults.append((head, errors.say(why)))
        return self._form(data), faults

    def _taken(self, name: str, field: forms.Field, cell: str) -> Any:
        """What the form takes for what is written. NotAllowed where that is no choice, or not one only."""
        if isinstance(field, forms.BooleanField):
            if cell not in (*YES, *NO):
                raise _no_choice(cell)
            return cell in YES
        if isinstance(field, (forms.ModelMultipleChoiceField, forms.MultipleChoiceField)):
            parts = [p.strip() for p in cell.replace("，", "、").replace(",", "、").split("、")]
            return [self._chosen(name, part) for part in parts if part]
        return self._chosen(name, cell) if isinstance(field, forms.ChoiceField) and cell else cell

    def _chosen(self, name: str, text: str) -> str:
        chosen = self.choices[name].get(text)
        if chosen is None:
            raise _no_choice(text)
        if not chosen:
            raise NotAllowed("“%(text)s”不止一个，请在登记页面上选择。", text=text)
        return chosen


def _no_choice(text: str) -> NotAllowed:
    return NotAllowed("没有“%(text)s”这一选项。", text=text)


def _choices(field: forms.Field) -> dict[str, str]:
    if isinstance(field, Known):
        pairs = [(str(row), key) for key, row in field.rows.items()]
    elif isinstance(field, forms.ChoiceField):
        choices: Any = field.choices
        pairs = [(str(label), str(value)) for value, label in choices if value]
    else:
        pairs = []
    names = Counter(label for label, _ in pairs)
    return {label: value if names[label] == 1 else "" for label, value in pairs}


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
    if not faults:
        with transaction.atomic():
            faults = [fault for number, form, _ in judged for fault in _refused(reader, number, form)]
            transaction.set_rollback(bool(faults))
    return (0, faults) if faults else (len(judged), [])


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


def _refused(reader: Reader, number: int, form: EntryForm) -> Iterator[Fault]:
    """Store the row; why not, where the verb refuses. The rows after it are tried all the same, to name every fault."""
    try:
        reader.entry.act(form.instance, by=reader.request.viewer, **form.asked())
    except WrongRole:
        raise
    except NotAllowed as why:
        yield Fault(number, "", errors.say(why))


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
