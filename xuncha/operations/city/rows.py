"""The city while it is being put together: rows in memory with their steps, written at the end in one go.

The life cycles are the real ones: a step that the table does not know cannot be taken here either. Guards are
not asked; the city is built so that they would hold, and its tests say so.
"""

from collections import Counter
from collections.abc import Collection, Mapping
from datetime import date
from functools import cache, lru_cache
from typing import Any, TypeVar

from django.db import models

from xuncha.accounts.models import User
from xuncha.kernel.lifecycle import LifeCycle, Step
from xuncha.operations.city.bulk import Table, keep_sequences
from xuncha.operations.city.dice import Dice
from xuncha.records.models import Office, Passage, Record, Stateful, recorded_noon
from xuncha.records.rules import Role

R = TypeVar("R", bound=Record)
S = TypeVar("S", bound=Stateful)
M = TypeVar("M", bound=models.Model)

noon = lru_cache(maxsize=None)(recorded_noon)

# Who takes a step that several roles may take: the section whose daily work it is comes first.
PREFERRED = (
    Role.GENERAL,
    Role.RECTIFICATION,
    Role.GUIDANCE,
    Role.CLUE_RECEIVER,
    Role.CLUE_KEEPER,
    Role.GROUP_LEADER,
    Role.APPROVER,
    Role.DIRECTOR,
    Role.COUNTY_OFFICE,
)


class Rows:
    """Everything that will be written. Primary keys are given here, so that rows can point at one another."""

    def __init__(self, dice: Dice) -> None:
        self._dice = dice
        self._tables: dict[type[models.Model], Table] = {}
        self._rows: dict[type[models.Model], list[models.Model]] = {}
        self._next: Counter[type[models.Model]] = Counter()
        self._steps: list[tuple[date, int, Record, dict[str, Any]]] = []
        self._actors: dict[int, dict[Role, int]] = {}

    def appoint(self, office: Office, role: Role, user: User) -> None:
        """From now on this account does the work of `role` in the office."""
        self._actors.setdefault(office.pk, {}).setdefault(role, user.pk)

    def add(self, row: M) -> M:
        """A row that is no business record (a division, an office, a mode)."""
        model = type(row)
        if model not in self._rows:
            self._rows[model] = []
            self._tables[model] = Table(model)
            self._next[model] = self._tables[model].next_key()
        row.pk = self._next[model]
        if "uid" in self._tables[model].columns:
            row.uid = self._dice.uid(model._meta.label_lower)  # type: ignore[attr-defined]
        self._next[model] += 1
        self._rows[model].append(row)
        return row

    def enter(
        self,
        row: R,
        *,
        office: Office,
        at: date,
        role: Role = Role.GENERAL,
        by: int = 0,
        known: date | None = None,
    ) -> R:
        """A business record as entered on `at`, with its first passage.

        `by` is an account, else the one that does the work of `role` there. `known` is given when the row was
        entered on another day than that on which it counts as happened.
        """
        row.office_id, row.at, row.by_id = office.pk, at, by or self.actor(office.pk, (role,))
        row.recorded_at = noon(known or at)
        self.add(row)
        self._pass(row, known or at, "enter", row.by_id, after=getattr(row, "state", ""))
        return row

    def move(
        self, row: S, verb: str, *, at: date, by: int = 0, note: str = "", basis: str = "", **sets: object
    ) -> S:
        """One step of the row's life cycle. KeyError when the table knows no such step from its state."""
        before = str(row.state)
        step = _steps(row.life)[verb, before]
        row.state = step.target
        if step.sets:
            setattr(row, step.sets, at)
        for name, value in sets.items():
            setattr(row, name, value)
        who = by or self.actor(row.office_id, step.roles)
        self._pass(row, at, verb, who, before=before, after=step.target.value, note=note, basis=basis)
        return row

    def fill(self, row: R, verb: str, *, at: date, by: int = 0, basis: str = "", **sets: object) -> R:
        """Columns that were empty until a day: a receipt, a reply, an end. The passage says so, as in the actions."""
        kept = {name: [_plain(getattr(row, name)), _plain(value)] for name, value in sets.items()}
        for name, value in sets.items():
            setattr(row, name, value)
        self._pass(row, at, verb, by or row.by_id, basis=basis, changes=kept)
        return row

    def correct(
        self, row: Record, *, at: date, note: str, changes: Mapping[str, Any], basis: str = ""
    ) -> None:
        """Replace values; the passage keeps the old ones as `records.actions.correct` does."""
        kept = {name: [_plain(getattr(row, name)), _plain(value)] for name, value in changes.items()}
        for name, value in changes.items():
            setattr(row, name, value)
        self._pass(row, at, "correct", row.by_id, note=note, basis=basis, changes=kept)

    def void(self, row: Record, *, at: date, note: str) -> None:
        row.voided_at = noon(at)
        self._pass(row, at, "void", row.by_id, note=note)

    def actor(self, office: int, roles: Collection[str]) -> int:
        """The account that does the work of one of the roles in the office."""
        actors = self._actors[office]
        if Role.COUNTY_OFFICE in actors:
            return actors[Role.COUNTY_OFFICE]  # a county office works with one role
        named = next((role for role in PREFERRED if role in roles and role in actors), None)
        return actors[named or next(role for role in actors if role in roles)]

    def reached(self, model: type[Record]) -> dict[int, dict[str, date]]:
        """By key of the model's rows: the day on which each came into each state it has been in, the last time."""
        days: dict[int, dict[str, date]] = {}
        for at, _order, row, step in self._steps:
            if type(row) is model and step.get("after"):
                days.setdefault(row.pk, {})[step["after"]] = at
        return days

    def steps_of(self, model: type[Record], verb: str) -> dict[int, list[date]]:
        """By key of the model's rows: the days on which each took the step."""
        days: dict[int, list[date]] = {}
        for at, _order, row, step in self._steps:
            if type(row) is model and step["verb"] == verb:
                days.setdefault(row.pk, []).append(at)
        return days

    def all(self, model: type[M]) -> list[M]:
        """The rows of a model, in the order in which they came."""
        return self._rows.get(model, [])  # type: ignore[return-value]

    def models(self) -> list[type[models.Model]]:
        """The models that have rows, in the order in which they came first."""
        return list(self._rows)

    def write(self) -> Counter[str]:
        """Write everything, passages in the order of time. Answers with the number of rows by model."""
        for model, rows in self._rows.items():
            table = self._tables[model]
            table.insert([table.values(row) for row in rows])
        self._write_passages()
        keep_sequences([*self._rows, Passage])
        written = Counter({model._meta.label_lower: len(rows) for model, rows in self._rows.items()})
        written[Passage._meta.label_lower] = len(self._steps)
        return written

    def _write_passages(self) -> None:
        table = Table(Passage)
        steps = sorted(self._steps, key=lambda step: step[:2])
        lines = (_passage(number, *step) for number, step in enumerate(steps, table.next_key()))
        table.insert([table.line(line) for line in lines])

    def _pass(self, row: Record, at: date, verb: str, by: int, **rest: Any) -> None:
        self._steps.append((at, len(self._steps), row, {"verb": verb, "by_id": by, **rest}))


def _passage(key: int, day: date, _order: int, row: Record, step: dict[str, Any]) -> dict[str, Any]:
    """A passage by column; no model instance, since there are more of them than of everything else."""
    return {
        "id": key,
        "office_id": row.office_id,
        "subject": row._meta.label_lower,
        "subject_uid": row.uid,
        "at": day,
        "recorded_at": noon(day),
        "before": "",
        "after": "",
        "basis": "",
        "note": "",
        "changes": {},
        **step,
    }


@cache
def _steps(life: LifeCycle) -> dict[tuple[str, str], Step]:
    """The first step of each verb and state."""
    return {(step.verb, step.source.value): step for step in reversed(life.steps)}


def _plain(value: Any) -> str:
    return "" if value is None else str(getattr(value, "pk", value))
