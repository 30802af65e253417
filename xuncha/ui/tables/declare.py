"""A table, declared: from it come the list page, its filters, paging and Excel form, and the page of one row.

The model is known by what it offers (`objects.visible_to(viewer)`, `reach.roles`, `uid`, `passages()`), never
by import.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db.models import ForeignObjectRel

from xuncha.ui.tables.keyset import Key
from xuncha.ui.tables.paths import Kind, Place, place
from xuncha.ui.tables.spoken import is_sealed, open_columns, read_by_str

# Kinds that tell something under a title; a serial number or a yes does not.
TELLING = frozenset({Kind.RELATED, Kind.WORD, Kind.DATE, Kind.MONEY, Kind.TEXT})


@dataclass(frozen=True)
class Column:
    """One column.

    path   `__` path to a field (a relation is shown by its `str`), or a property or method without arguments
    label  the head of the column; the field's verbose_name when empty
    sort   the list may be ordered by it
    link   the cell leads to the row's own page
    total  its sum stands at the foot
    """

    path: str
    label: str = ""
    sort: bool = False
    link: bool = False
    total: bool = False


@dataclass(frozen=True, eq=False)
class Table:
    """One kind of record as a list, a page a row, and a spreadsheet.

    name     identifier, part of the address and of the door's name (`app:name`, `app:name_detail`, `app:name_excel`)
    title    what the list is called; `measure` is the measure word of its rows
    filters  paths to a vocabulary, relation, date, number or yes/no field; `search` paths to text fields
    order    database columns, "-" for descending; the primary key breaks ties
    details  what a row's page shows, in order: every open column of its own when empty
    facts    the three paths under the title of a row's page; the first short details when empty
    lists    reverse relations shown on a row's page through the tables of their models
    tones    state → "green" | "amber" | "orange" | "red" | "grey" where the life cycle alone says it wrongly
    empty    what will appear here, and how it begins
    """

    model: type[Any]
    name: str
    title: str
    measure: str
    columns: tuple[Column, ...]
    filters: tuple[str, ...] = ()
    search: tuple[str, ...] = ()
    order: tuple[str, ...] = ("-at",)
    details: tuple[str | Column, ...] = ()
    facts: tuple[str | Column, ...] = ()
    lists: tuple[str, ...] = ()
    tones: Mapping[str, str] = field(default_factory=dict)
    empty: str = ""

    def __post_init__(self) -> None:
        """A wrong declaration stops the system at its start, not a reader at their page."""
        if not self.columns:
            raise ImproperlyConfigured(f"table {self.name} has no columns")
        for name in ("places", "detail_columns", "fact_columns", "filter_places", "search_places", "keys"):
            getattr(self, name)
        for column in self.columns:
            self._check(column)
        for name in self.lists:
            self.relation(name)

    def _check(self, column: Column) -> None:
        found = self.places[column.path]
        if not (column.label or found.label):
            raise ImproperlyConfigured(f"table {self.name}: column {column.path} needs a label")
        if column.sort and (found.field is None or found.kind is Kind.RELATED):
            raise ImproperlyConfigured(f"table {self.name}: {column.path} is no column to sort by")
        if column.total and found.kind not in (Kind.NUMBER, Kind.MONEY):
            raise ImproperlyConfigured(f"table {self.name}: {column.path} cannot be summed")

    @property
    def door(self) -> str:
        """The URL name of the list; the page of a row and the spreadsheet add `_detail` and `_excel`."""
        return f"{self.model._meta.app_label}:{self.name}"

    @cached_property
    def places(self) -> dict[str, Place]:
        return {column.path: place(self.model, column.path) for column in self.columns}

    @cached_property
    def detail_columns(self) -> dict[Column, Place]:
        return self._placed(self.details or _own_columns(self.model))

    @cached_property
    def fact_columns(self) -> dict[Column, Place]:
        if self.facts:
            return self._placed(self.facts)
        model: Any = self.model
        named = read_by_str(model)
        told = [(c, p) for c, p in self.detail_columns.items() if p.kind in TELLING and p.path not in named]
        return dict([(c, p) for c, p in told if not p.is_long and p.path != "state"][:3])

    def _placed(self, paths: Iterable[str | Column]) -> dict[Column, Place]:
        """Paths as columns; what a column of the list is called, it is called everywhere."""
        columns = [p if isinstance(p, Column) else Column(p, self._column_labels.get(p, "")) for p in paths]
        return {column: place(self.model, column.path) for column in columns}

    @cached_property
    def _column_labels(self) -> dict[str, str]:
        return {column.path: column.label for column in self.columns if column.label}

    def relation(self, name: str) -> ForeignObjectRel:
        """The reverse relation of a short list."""
        relations: list[ForeignObjectRel] = list(self.model._meta.related_objects)
        found = next((r for r in relations if r.get_accessor_name() == name), None)
        if found is None:
            raise ImproperlyConfigured(f"table {self.name}: nothing belongs to a row as “{name}”")
        return found

    def label(self, path: str) -> str:
        """What a path is called here, in Chinese."""
        return self._column_labels.get(path) or place(self.model, path).label

    @cached_property
    def filter_places(self) -> dict[str, Place]:
        found = {path: place(self.model, path) for path in self.filters}
        if any(p.field is None for p in found.values()):
            raise ImproperlyConfigured(f"table {self.name}: a filter must be a database column")
        return found

    @cached_property
    def search_places(self) -> dict[str, Place]:
        found = {path: place(self.model, path) for path in self.search}
        if any(p.kind is not Kind.TEXT or p.field is None for p in found.values()):
            raise ImproperlyConfigured(f"table {self.name}: only text columns can be searched")
        return found

    @cached_property
    def keys(self) -> tuple[Key, ...]:
        return tuple(self.key(sign_and_path) for sign_and_path in self.order)

    def key(self, sign_and_path: str) -> Key:
        """The ordering key for "at" or "-at"."""
        path = sign_and_path.removeprefix("-")
        found = place(self.model, path)
        if found.field is None:
            raise ImproperlyConfigured(f"table {self.name}: {path} is no database column")
        if found.kind is Kind.RELATED:  # ordered by the key it stores, which a cursor can carry
            path = path.removesuffix(found.name) + found.field.attname
        return Key(path, descending=sign_and_path.startswith("-"), nullable=found.nullable)

    @cached_property
    def sortable(self) -> frozenset[str]:
        return frozenset(c.path for c in self.columns if c.sort) | {o.removeprefix("-") for o in self.order}

    @cached_property
    def link_path(self) -> str:
        """The column that leads to the row's page: the first that says so, else the first."""
        return next((c.path for c in self.columns if c.link), self.columns[0].path)

    @cached_property
    def list_reads(self) -> list[str]:
        """The database columns a list page loads."""
        own = {name for name in ("uid", "office", "mark") if name in open_columns(self.model)}
        ordered = {key.path for key in self.keys} | {path for path in self.sortable if path != "pk"}
        return sorted(own.union(ordered, *(p.reads for p in self.places.values())))

    @cached_property
    def detail_reads(self) -> list[str]:
        """The database columns a row's page loads: its own open ones and what its relations are called by."""
        shown = [*self.detail_columns.values(), *self.fact_columns.values()]
        shown += [place(self.model, name) for name in ("office", "by") if name in open_columns(self.model)]
        return sorted(set(open_columns(self.model)).union(*(p.reads for p in shown)))


RECORD_COLUMNS = frozenset({"id", "uid", "office", "mark", "by", "recorded_at", "voided_at", "state"})


def _own_columns(model: type[Any]) -> list[str]:
    """What a page shows of itself when the table does not say: the open columns that are its own."""
    return [
        field.name
        for field in model._meta.concrete_fields
        if field.name not in RECORD_COLUMNS and field.editable and not is_sealed(field)
    ]
