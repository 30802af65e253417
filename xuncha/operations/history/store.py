"""Loaded rows with their passages, written at the end in one go.

A fact that is loaded keeps its own day as `at` and the moment of loading as `recorded_at`; every passage says
from which file it came. The verbs are not asked: they judge what is done today, not what was done then.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any, TypeVar

from django.db import models
from django.utils import timezone

from xuncha.kernel.viewer import Viewer
from xuncha.operations.history.lives import Way
from xuncha.records.models import Office, Passage, Record, Stateful

R = TypeVar("R", bound=Record)
BATCH = 500  # rows of one statement
LOADED = "历史数据导入：%s"


class Store:
    """Everything one sheet brings. Rows are written model by model, in the order in which models came first."""

    def __init__(self, office: Office, by: Viewer, file: str) -> None:
        self.office, self.by, self.mark = office, by, LOADED % file
        self.moment = timezone.now()
        self._rows: dict[type[models.Model], list[models.Model]] = {}
        self._passages: list[Passage] = []

    def add(self, row: models.Model) -> None:
        """A row that is no business record."""
        self._rows.setdefault(type(row), []).append(row)

    def enter(self, row: R, at: date) -> R:
        """A business record as it happened on `at`."""
        row.office, row.by_id, row.at, row.recorded_at = self.office, self.by.user, at, self.moment
        self.add(row)
        self._pass(row, "enter", at, after=str(getattr(row, "state", "")))
        return row

    def take(self, row: Stateful, way: Way, note: str | None) -> None:
        """Move the row along the way it took. A step that asks for a reason keeps the sheet's."""
        for step, day in way:
            said = "%s（%s）" % (note, self.mark) if step.needs_note else self.mark
            self._pass(
                row, step.verb, day, before=str(step.source.value), after=str(step.target.value), note=said
            )
            row.state = step.target
            if step.sets:
                setattr(row, step.sets, day)

    def fill(self, row: Record, verb: str, at: date, column: str) -> None:
        """A day that was empty until then."""
        setattr(row, column, at)
        self._pass(row, verb, at, changes={column: ["", at.isoformat()]})

    def write(self) -> dict[str, int]:
        """Write everything; answers with the number of rows by model. The caller holds the transaction."""
        for model, rows in self._rows.items():
            model._base_manager.bulk_create(rows, batch_size=BATCH)
        Passage.objects.bulk_create(sorted(self._passages, key=_day), batch_size=BATCH)
        return {str(model._meta.verbose_name): len(rows) for model, rows in self._rows.items()}

    def rows(self) -> Iterable[tuple[type[models.Model], int]]:
        return ((model, len(rows)) for model, rows in self._rows.items())

    def _pass(self, row: Record, verb: str, at: date, **rest: Any) -> None:
        values = {"note": self.mark, "recorded_at": self.moment, **rest}
        self._passages.append(
            Passage(
                office=self.office,
                subject=row._meta.label_lower,
                subject_uid=row.uid,
                verb=verb,
                by_id=self.by.user,
                at=at,
                **values,
            )
        )


def _day(passage: Passage) -> date:
    return passage.at
