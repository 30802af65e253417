"""What is due next: of a task by its round's rule set, then of its rectification by the ledger."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from xuncha.kernel.deadlines import Light, Lights
from xuncha.rounds.models import Task
from xuncha.rounds.queries.deadlines import Rules, counted, rules_by_code
from xuncha.rounds.rules.clocks import CLOCKS, clock_of


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
    found = {task.pk: _awaited(task, rules, lights) for task in waiting}
    return {pk: step for pk, step in found.items() if step}


def _awaited(task: Task, rules: Rules, lights: Lights) -> Owed | None:
    clock = clock_of(task.state)
    if clock is None:
        return None
    day: date | None = getattr(task, clock.planned) if clock.planned else None
    if day is None and clock.since:
        row = rules.get((task.round.rule_set_id, clock.code))
        day = counted(getattr(task, clock.since), row, lights.calendar)
    return owed(clock.what.label, day, lights) if day else None
