"""Rows of a sheet as bound forms of an entry: the same boxes judge them as judge what is entered by hand."""

import difflib
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from copy import copy
from functools import cached_property
from typing import Any

from django import forms

from xuncha.kernel.refusals import NotAllowed
from xuncha.ui import errors
from xuncha.ui.http import Request
from xuncha.ui.reception.days import from_serial
from xuncha.ui.reception.entry import Entry, today
from xuncha.ui.reception.forms import EntryForm
from xuncha.ui.reception.grid import fold

YES, NO = ("是", "√", "1", "有", "Y", "y"), ("否", "×", "0", "无", "N", "n", "")
HINTED = 100  # wrong names for which a likely right one is looked for


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
        self.wrong = 0  # choices that were none

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

    @cached_property
    def names(self) -> dict[str, str]:
        """What a sheet may call a column, folded → the head it has here."""
        also = self._shape.heads_also
        known = {fold(other): head for head, (name, _) in self.boxes.items() for other in also.get(name, ())}
        return known | {fold(head): head for head in self.boxes}

    @property
    def heads(self) -> list[str]:
        return list(self.boxes)

    def cells_of(self, heads: Iterable[str], cells: Iterable[str]) -> dict[str, str]:
        """The cells of a row by the heads they have here; what is no column of ours is left out."""
        found: dict[str, str] = {}
        for head, cell in zip(heads, cells, strict=False):
            here = self.names.get(fold(head))
            if here is not None and not found.get(here):
                found[here] = cell
        return found

    def missing(self, heads: Iterable[str]) -> list[str]:
        """Columns that must be filled in and are not among the heads of a sheet."""
        there = {self.names.get(fold(head)) for head in heads}
        return [head for head, (_, field) in self.boxes.items() if field.required and head not in there]

    def is_masked(self, head: str) -> bool:
        return self.boxes[head][0] in self._shape.masked

    def bound(self, cells: Mapping[str, str]) -> tuple[EntryForm, list[tuple[str, str]]]:
        """The form of one row, and (column, sentence) of choices that are none."""
        data: dict[str, Any] = {}
        faults = []
        for head, cell in cells.items():
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
                raise NotAllowed("没有“%(text)s”这一选项。", text=cell)
            return cell in YES
        if isinstance(field, (forms.ModelMultipleChoiceField, forms.MultipleChoiceField)) or getattr(
            field, "many", False
        ):
            parts = [p.strip() for p in cell.replace("，", "、").replace(",", "、").split("、")]
            return [self._chosen(name, part) for part in parts if part]
        if isinstance(field, (forms.ChoiceField, Known)):
            return self._chosen(name, cell) if cell else cell
        if isinstance(field, forms.DateField):
            return from_serial(cell)
        if isinstance(field, (forms.IntegerField, forms.DecimalField)):
            return unicodedata.normalize("NFKC", cell)
        return cell

    def _chosen(self, name: str, text: str) -> str:
        known = self.choices[name]
        chosen = known.get(text)
        if chosen is None:
            chosen = self._folded[name].get(fold(text))
        if chosen is None:
            raise self._no_choice(name, text)
        if not chosen:
            raise NotAllowed("“%(text)s”不止一个，请在登记页面上选择。", text=text)
        return chosen

    @cached_property
    def _folded(self) -> dict[str, dict[str, str]]:
        """The same, and what else choices are called, without spaces and full-width forms."""
        also = self._shape.words_also
        return {
            name: {fold(word): str(value) for word, value in also.get(name, {}).items()}
            | {fold(word): value for word, value in known.items()}
            for name, known in self.choices.items()
        }

    def _no_choice(self, name: str, text: str) -> NotAllowed:
        """With the name that is likely meant, as long as there are few to look for."""
        self.wrong += 1
        knows = getattr(
            self._fields[name], "refusal", None
        )  # a choice that says itself why a word is none of it
        if knows and (why := knows(text)) is not None:
            return why  # type: ignore[no-any-return]  # of a field that has the method
        near = difflib.get_close_matches(text, self.choices[name], 1) if self.wrong <= HINTED else []
        if near:
            return NotAllowed("没有“%(text)s”这一选项，是否为“%(near)s”？", text=text, near=near[0])
        return NotAllowed("没有“%(text)s”这一选项。", text=text)


def _choices(field: forms.Field) -> dict[str, str]:
    """What a choice is called → its value; "" for what two are called. A short name yields to a full one."""
    if isinstance(field, Known):
        pairs = [(str(row), key) for key, row in field.rows.items()]
        short = [(str(getattr(row, "short_name", "")), key) for key, row in field.rows.items()]
    elif isinstance(field, forms.ChoiceField):
        choices: Any = field.choices
        pairs, short = [(str(label), str(value)) for value, label in choices if value], []
    else:
        pairs, short = [], []
    return _told(short) | _told(pairs)


def _told(pairs: list[tuple[str, str]]) -> dict[str, str]:
    names = Counter(label for label, _ in pairs)
    return {label: value if names[label] == 1 else "" for label, value in pairs if label}
