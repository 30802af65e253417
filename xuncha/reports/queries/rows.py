"""The rows behind a figure, as far as the asker may see them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Model, QuerySet

from xuncha.kernel.figures import Scope
from xuncha.kernel.viewer import Viewer
from xuncha.records.answers import Answer, Share
from xuncha.records.models import Office
from xuncha.reports.queries.values import answer, of_county
from xuncha.ui.tables.paths import place
from xuncha.ui.tables.spoken import joined, read_by_str

CHUNK = 500


@dataclass(frozen=True)
class Row:
    """One row: which record, what it is called, when it happened, whether it is in the part."""

    model: str
    pk: int
    label: str
    date: date | None
    part: bool
    record: Any


@dataclass(frozen=True)
class Opened:
    """A figure opened: how many rows it rests on and those of them this viewer sees ("52件，可见0件")."""

    answer: Answer
    total: int
    visible: QuerySet[Any]

    @property
    def model(self) -> type[Model]:
        return self.answer.queryset.model

    @property
    def is_share(self) -> bool:
        """Whether each row is in the part or not: otherwise all are."""
        return isinstance(self.answer, Share)

    def rows(self, start: int = 0, stop: int | None = None) -> Iterator[Row]:
        """The visible rows in order of date, from `start` up to `stop`: two queries for every CHUNK."""
        while stop is None or start < stop:
            end = start + CHUNK if stop is None else min(start + CHUNK, stop)
            records = list(self.visible[start:end])
            yield from self.marked(records)
            if len(records) < end - start:
                return
            start = end

    def marked(self, records: list[Any]) -> list[Row]:
        """These records as rows, each in the part or not."""
        part = self._in_part(records)
        return [self._row(record, part) for record in records]

    def _in_part(self, records: list[Any]) -> frozenset[int]:
        keys = [record.pk for record in records]
        if not isinstance(self.answer, Share):
            return frozenset(keys)
        inside = self.answer.queryset.order_by().filter(self.answer.part, pk__in=keys)
        return frozenset(inside.values_list("pk", flat=True))

    def _row(self, record: Any, part: frozenset[int]) -> Row:
        return Row(
            model=record._meta.label_lower,
            pk=record.pk,
            label=str(record),
            date=_along(record, self.answer.date),
            part=record.pk in part,
            record=record,
        )


def open_figure(key: str, scope: Scope, viewer: Viewer, county: Office | None = None) -> Opened:
    """The rows of a figure that `viewer` reaches, in order of date; of one county alone. BadInput for an unknown key."""
    _, rows = answer(key, scope)
    if county is not None:
        rows = of_county(rows, county)
    model = rows.queryset.model
    seen = model._default_manager.visible_to(viewer).values("pk")
    visible = rows.queryset.filter(pk__in=seen).order_by(rows.date, "pk")
    reads = _reads(model, rows.date)
    return Opened(rows, rows.queryset.count(), joined(visible, reads).only(*reads))


def _reads(model: type[Model], date_path: str) -> list[str]:
    """The columns that naming and dating a row takes: sealed ones never leave the database for it."""
    own = {"pk", "uid"} if hasattr(model, "uid") else {"pk"}
    return sorted(own | read_by_str(model) | place(model, date_path).reads)


def _along(record: Any, path: str) -> date | None:
    for step in path.split("__"):
        if record is None:
            return None
        record = getattr(record, step)
    day: date | None = record
    return day
