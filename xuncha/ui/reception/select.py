"""The box of one choice, or several, of many: a form may offer thousands, so it is drawn without a template for each.

As Django draws it, to the letter; rows are read with the columns that their names take and no others.
"""

from collections.abc import Hashable, Iterable, Iterator
from html import escape
from typing import Any, cast

from django import forms
from django.forms.models import ModelChoiceIterator
from django.forms.utils import flatatt
from django.utils.safestring import SafeString, mark_safe

from xuncha.ui.tables.spoken import called_by, joined, read_by_str


class _Drawn(forms.Select):
    """Of an option Django knows a value, a label and whether it is chosen; one with attributes needs Django's own."""

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        asked = {"name": name} | self.build_attrs(self.attrs, attrs)
        if self.allow_multiple_selected:
            asked["multiple"] = True
        drawn = "\n".join(self._parts(set(self.format_value(value))))
        return mark_safe(f"<select{flatatt(asked)}>\n{drawn}\n</select>")

    def _parts(self, chosen: set[str]) -> Iterator[str]:
        for value, label in self.choices:
            if isinstance(label, (list, tuple)):
                yield f'<optgroup label="{_safe("" if value is None else value)}">'
                yield from self._options(label, chosen)
                yield "</optgroup>"
            else:
                yield from self._options([(value, label)], chosen)

    def _options(self, choices: Iterable[tuple[Any, Any]], chosen: set[str]) -> Iterator[str]:
        """Where only one can be chosen, the first that is met takes the mark."""
        for value, label in choices:
            plain, mark = "" if value is None else str(value), ""
            if plain in chosen:
                mark = " selected"
                if not self.allow_multiple_selected:
                    chosen.clear()
            yield f'<option value="{_safe(plain)}"{mark}>{_safe(label)}</option>'


class Select(_Drawn):
    pass


class SelectMultiple(_Drawn, forms.SelectMultiple):
    pass


def _safe(label: Any) -> str:
    """What a template would print of it. Django's own does the same at five times the price."""
    text = str(label)
    return text if hasattr(text, "__html__") else escape(text)


class NamedRows(ModelChoiceIterator):  # type: ignore[type-arg]  # of whichever model the field chooses from
    """The choices of a field, read with what their names take.

    A field that says its rows otherwise than `str` does, names the columns for that in `reads`, or takes whole rows.
    """

    def __iter__(self) -> Iterator[tuple[Any, Any]]:
        rows: Any = self.queryset
        if rows.query.combinator or rows._prefetch_related_lookups:
            return super().__iter__()
        return self._read()

    def _read(self) -> Iterator[tuple[Any, Any]]:
        by_str, model = self._by_str, cast("Hashable", self.queryset.model)
        reads = read_by_str(model) if by_str else getattr(self.field, "reads", ())
        if not reads:
            yield from super().__iter__()
            return
        if self.field.empty_label is not None:
            yield "", self.field.empty_label
        key, rows = self.field.to_field_name or "pk", self.queryset.select_related(None)
        if by_str and (column := called_by(model)):
            yield from rows.values_list(key, column).iterator()
            return
        for row in joined(rows, reads).only(key, *reads).iterator():
            yield getattr(row, key), self.field.label_from_instance(row)

    @property
    def _by_str(self) -> bool:
        says = getattr(self.field.label_from_instance, "__func__", None)
        return says is forms.ModelChoiceField.label_from_instance


OURS: dict[type[forms.Widget], type[_Drawn]] = {forms.Select: Select, forms.SelectMultiple: SelectMultiple}


def quick(field: forms.Field) -> None:
    """Let a field of a form read and draw its choices so, where it has no manner of its own."""
    plain: Any = field.widget
    if ours := OURS.get(type(plain)):
        field.widget = ours(attrs=plain.attrs, choices=plain.choices)
        field.widget.is_required, field.widget.is_localized = plain.is_required, plain.is_localized
    if isinstance(field, forms.ModelChoiceField) and type(field).iterator is ModelChoiceIterator:
        field.iterator = NamedRows
