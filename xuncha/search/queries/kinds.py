"""The catalogue with its models: what is read of a row, and which other rows its text depends on."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import pairwise
from typing import Any

from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.db.models import ForeignKey, QuerySet

from xuncha.search.models import Entry
from xuncha.search.rules.catalogue import CATALOGUE, Declared
from xuncha.search.rules.places import place as numbered
from xuncha.search.rules.words import words_of
from xuncha.ui.tables.paths import getter, place
from xuncha.ui.tables.registry import table_of
from xuncha.ui.tables.spoken import joined, read_by_str

OWN = ("pk", "uid", "at", "voided_at")


@dataclass(frozen=True, eq=False)
class Kind:
    """One kind of record that can be searched. `number` is its place in the catalogue."""

    number: int
    declared: Declared
    model: type[Any]

    @cached_property
    def label(self) -> str:
        """What its records are called, in Chinese: the title of their list."""
        table = table_of(self.model)
        if table is None:
            raise ImproperlyConfigured(f"{self.declared.model} has no page that a hit could lead to")
        return table.title

    @cached_property
    def labels(self) -> list[str]:
        """What the declared fields are called on the record's page."""
        table = table_of(self.model)
        return [
            table.label(path) if table else place(self.model, path).label for path in self.declared.fields
        ]

    @cached_property
    def reads(self) -> frozenset[str]:
        """`__` paths of the columns that title and fields take. ImproperlyConfigured for a sealed one."""
        model: Any = self.model
        return read_by_str(model).union(*(place(model, path).reads for path in self.declared.fields))

    @cached_property
    def _getters(self) -> list[Callable[[Any], Any]]:
        return [getter(path) for path in self.declared.fields]

    def rows(self) -> QuerySet[Any]:
        """All rows, whoever asks: the index reads for everybody, the gate stands where it is asked."""
        found: QuerySet[Any] = joined(self.model._base_manager.all(), sorted(self.reads)).only(
            *OWN, *self.reads
        )
        return found

    def lines(self, row: Any) -> list[str]:
        """Title and fields, a line each."""
        return [_line(str(row)), *(_line(str(value or "")) for value in (get(row) for get in self._getters))]

    def entry(self, row: Any) -> Entry:
        """The row as the index holds it."""
        lines = self.lines(row)
        return Entry(
            id=numbered(row.at, self.number, row.pk),
            kind=self.number,
            row=row.pk,
            uid=row.uid,
            at=row.at,
            text="\n".join(lines),
            words=words_of(lines),
        )

    @cached_property
    def depends(self) -> dict[str, set[tuple[str, str]]]:
        """Model of another row → (path to it, column of it that is read)."""
        found: dict[str, set[tuple[str, str]]] = defaultdict(set)
        for path in self.reads:
            *steps, column = path.split("__")
            model, prefix = self.model, ""
            for step in steps:
                field = model._meta.get_field(step)
                prefix = f"{prefix}__{step}" if prefix else step
                if not isinstance(field, ForeignKey):
                    raise ImproperlyConfigured(f"{self.declared.model}: {path} leads over no foreign key")
                model = field.related_model
            if steps:
                found[model._meta.label_lower].add((prefix, column))
                self._relations(found, steps)
        return found

    def _relations(self, found: dict[str, set[tuple[str, str]]], steps: Sequence[str]) -> None:
        """Every row on the way points to the next: it may come to point elsewhere."""
        model, prefix = self.model, ""
        for here, following in pairwise(steps):
            prefix = f"{prefix}__{here}" if prefix else here
            model = model._meta.get_field(here).related_model
            found[model._meta.label_lower].add((prefix, following))


def _line(text: str) -> str:
    """One line: what breaks it is a space to a reader and to the index alike."""
    return " ".join(text.replace("\x00", " ").split())


@cache
def kinds() -> tuple[Kind, ...]:
    return tuple(
        Kind(number, declared, apps.get_model(declared.model)) for number, declared in enumerate(CATALOGUE)
    )


@cache
def readers() -> frozenset[str]:
    """The roles that can find anything at all."""
    return frozenset[str]().union(*(kind.model.reach.roles for kind in kinds()))


@cache
def by_model() -> dict[str, Kind]:
    return {kind.declared.model: kind for kind in kinds()}


@cache
def dependants() -> dict[str, tuple[tuple[Kind, str, frozenset[str]], ...]]:
    """Model → kinds whose text is made of its rows: along which path, of which columns."""
    found: dict[str, dict[tuple[Kind, str], set[str]]] = defaultdict(lambda: defaultdict(set))
    for kind in kinds():
        for model, ways in kind.depends.items():
            for prefix, column in ways:
                found[model][kind, prefix].add(column)
    return {
        model: tuple((kind, prefix, frozenset(columns)) for (kind, prefix), columns in ways.items())
        for model, ways in found.items()
    }
