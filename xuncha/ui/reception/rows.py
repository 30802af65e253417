"""Boxes that take many: rows of a small table, and names one a line. Both take what is pasted out of a sheet."""

import copy
import re
from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import flatatt
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

EMPTY = 5  # rows offered beyond those filled in
MOST = 500


class ByName:
    """Rows that are written by name: by what they are called in full, or in short."""

    queryset: Any

    def named(self, text: str) -> Any:
        """The one row of that name. ValidationError for none and for several."""
        found = self._known.get(text.strip(), [])
        if not found:
            raise ValidationError(gettext("没有“%(name)s”，请按登记的名称填写。") % {"name": text})
        if len(found) > 1:
            raise ValidationError(gettext("“%(name)s”不止一个，请写全称。") % {"name": text})
        return found[0]

    @property
    def names(self) -> list[str]:
        return [str(row) for row in self.queryset]

    @property
    def _known(self) -> dict[str, list[Any]]:
        known: dict[str, list[Any]] = {}
        for row in self.queryset:
            for name in {str(row), getattr(row, "short_name", "") or str(row)}:
                known.setdefault(name, []).append(row)
        return known


class NameField(ByName, forms.CharField):
    """One row by its name; the names known are offered while typing."""

    def __init__(self, queryset: Any, **options: Any) -> None:
        super().__init__(max_length=200, **options)
        self.queryset = queryset

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        return self.named(text) if text else None


class NamesField(ByName, forms.CharField):
    """Several rows, a name a line."""

    def __init__(self, queryset: Any, *, rows: int = 8, **options: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), **options)
        self.queryset = queryset

    def clean(self, value: Any) -> list[Any]:
        found, faults, known = [], [], self._known
        for name in dict.fromkeys(part.strip() for part in super().clean(value).splitlines()):
            rows = known.get(name, []) if name else [None]
            if len(rows) == 1:
                found += [row for row in rows if row is not None]
            else:
                faults.append(name)
        if faults:
            said = "、".join(faults[:10]) + ("……" if len(faults) > 10 else "")
            raise ValidationError(gettext("以下名称没有登记，或者不止一个：%(names)s。") % {"names": said})
        return list(dict.fromkeys(found))


class RowsBox(forms.Widget):
    """The table. Its rows stand in the sent form as `name-0-column`, `name-1-column`."""

    columns: Mapping[str, forms.Field]

    class Media:
        js = ("ui/rows.js",)

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> list[dict[str, str]]:
        shape = re.compile(rf"{re.escape(name)}-(\d+)-(\w+)")
        rows: dict[int, dict[str, str]] = {}
        for key in data:
            if (found := shape.fullmatch(key)) and found[2] in self.columns:
                rows.setdefault(int(found[1]), {})[found[2]] = str(data.get(key) or "").strip()
        return [row for _, row in sorted(rows.items()) if any(row.values())]

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return False

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        filled = [*(value or []), *({} for _ in range(EMPTY))]
        context = {
            "name": name,
            "id": (attrs or {}).get("id", ""),
            "attributes": flatatt({k: v for k, v in (attrs or {}).items() if k not in ("id", "class")}),
            "heads": [(field.label, field.required) for field in self.columns.values()],
            "rows": [list(self._cells(name, number, row)) for number, row in enumerate(filled)],
            "lists": {n: f.names for n, f in self.columns.items() if isinstance(f, ByName)},
        }
        return mark_safe(render_to_string("ui/_rows.html", context))

    def _cells(self, name: str, number: int, row: Mapping[str, str]) -> Iterator[SafeString]:
        for column, field in self.columns.items():
            box = "x-box x-select" if isinstance(field, forms.ChoiceField) else "x-box"
            attrs = {"class": box, "aria-label": gettext(str(field.label)), "data-column": column}
            if isinstance(field, ByName):
                attrs["list"] = f"{name}-{column}"
            yield field.widget.render(f"{name}-{number}-{column}", row.get(column, ""), attrs)


class RowsField(forms.Field):
    """Rows of these columns; those left empty are passed over, every fault is named by its row and column.

    Cleaned: a list of {column: value}.
    """

    widget = RowsBox

    def __init__(self, columns: Mapping[str, forms.Field], **options: Any) -> None:
        super().__init__(**options)
        self.columns = dict(columns)
        self.widget.columns = self.columns

    def __deepcopy__(self, memo: Any) -> "RowsField":
        twin: RowsField = super().__deepcopy__(memo)
        twin.columns = copy.deepcopy(self.columns, memo)
        twin.widget.columns = twin.columns
        return twin

    def clean(self, value: Any) -> list[dict[str, Any]]:
        rows: list[dict[str, str]] = value or []
        if self.required and not rows:
            raise ValidationError(gettext("请至少填写一行。"))
        if len(rows) > MOST:
            raise ValidationError(gettext("一次最多%(most)s行。") % {"most": MOST})
        faults: list[str] = []
        cleaned = [self._cleaned(number, row, faults) for number, row in enumerate(rows, 1)]
        if faults:
            raise ValidationError(faults)
        return cleaned

    def _cleaned(self, number: int, row: Mapping[str, str], faults: list[str]) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for column, field in self.columns.items():
            try:
                values[column] = field.clean(row.get(column, ""))
            except ValidationError as why:
                place = {"row": number, "column": gettext(str(field.label))}
                faults += [gettext("第%(row)s行%(column)s：") % place + sentence for sentence in why.messages]
        return values
