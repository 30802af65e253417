"""What is due next: of a task by its round's rule set, then of its rectification by the ledger."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from xuncha.kernel.deadlines import Light, Lights
from xuncha.rounds.models import Task
from xuncha.rounds.queries.deadlines import Rules, counted, rules_by_code
from xuncha.rounds.rules.clocks import CLOCKS, Clock, clock_of


@dataclass(frozen=True)
class Owed:
    """`what` is owed by `by`; `left` are the days until then, negative once it is late."""

    what: str
    by: date
    left: int
    light: Light

    @property
    def late(self) -> int:
        """Days since it was due; 0 while it is not late."""
        return max(-self.left, 0)

    @property
    def tone(self) -> str:
        return {"yellow": "amber"}.get(self.light, self.light.value)

    @property
    def chip(self) -> str:
        """The tone in a list where what is far off needs no colour."""
        return "grey" if self.light == Light.GREEN else self.tone


def owed(what: str, by: date, lights: Lights) -> Owed:
    return Owed(what, by, (by - lights.today).days, lights.of(by))


def next_steps(tasks: Iterable[Task], lights: Lights) -> dict[int, Owed]:
    """By task, with its round: what it waits for in its state, where a rule or a plan gives a day. One query."""
    waiting = [task for task in tasks if clock_of(task.state)]
    if not waiting:
        return {}
    rules = rules_by_code(clock.code for clock in CLOCKS)
    known: dict[tuple[Any, ...], Owed | None] = {}  # the tasks of a round share their days: counted once
    found: dict[int, Owed] = {}
    for task in waiting:
        clock = clock_of(task.state)
        if clock is None:
            continue
        planned, since = (getattr(task, name) if name else None for name in (clock.planned, clock.since))
        asked = (clock, planned, since, task.round.rule_set_id)
        if asked not in known:
            known[asked] = _awaited(*asked, rules, lights)
        if step := known[asked]:
            found[task.pk] = step
    return found


def _awaited(
    clock: Clock, planned: date | None, since: date | None, rule_set: int, rules: Rules, lights: Lights
) -> Owed | None:
    day = planned
    if day is None and clock.since:
        day = counted(since, rules.get((rule_set, clock.code)), lights.calendar)
    return owed(clock.what.label, day, lights) if day else None
