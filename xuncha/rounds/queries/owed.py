"""What is due next: of a task by its round's rule set, then of its rectification by the ledger."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from xuncha.kernel.deadlines import Light, Lights, due
from xuncha.kernel.workdays import BuiltIn, Calendar
from xuncha.rounds.models import DeadlineRule, Task
from xuncha.rounds.queries.deadlines import MET_BY
from xuncha.rounds.rules.deadlines import Anchor
from xuncha.rounds.rules.tasks import IDLE


@dataclass(frozen=True)
class Owed:
    """`what` is owed by `by`; `left` are the days until then, negative once it is late."""

    what: str
    by: date
    left: int
    light: Light

    @property
    def late(self) -> int:
        """Days since it was due."""
        return -self.left

    @property
    def tone(self) -> str:
        return {"yellow": "amber"}.get(self.light, self.light.value)


def owed(what: str, by: date, lights: Lights) -> Owed:
    return Owed(what, by, (by - lights.today).days, lights.of(by))


def next_steps(tasks: Iterable[Task], lights: Lights, calendar: Calendar | None = None) -> dict[int, Owed]:
    """By task: the first thing its own dates do not show as done. One query; all tasks are of one round."""
    waiting = [task for task in tasks if task.state not in IDLE]
    if not waiting:
        return {}
    rule_set = waiting[0].round.rule_set_id
    rules = list(
        DeadlineRule.objects.live().filter(rule_set=rule_set, code__in=MET_BY).order_by("serial", "pk")
    )
    found = {task.pk: _first(task, rules, lights, calendar or BuiltIn()) for task in waiting}
    return {pk: step for pk, step in found.items() if step}


def _first(task: Task, rules: list[DeadlineRule], lights: Lights, calendar: Calendar) -> Owed | None:
    open_ = [row for row in rules if getattr(task, MET_BY[row.code]) is None]
    days = [
        (due(anchor, row.rule, calendar).alarm, row)
        for row in open_
        if row.rule and (anchor := _anchor(task, row))
    ]
    if not days:
        return None
    day, row = min(days, key=lambda found: found[0])
    return owed(row.event, day, lights)


def _anchor(task: Task, row: DeadlineRule) -> date | None:
    """The fact, else the plan, that the rule counts from."""
    return {
        Anchor.ENTRY: task.entered_on or task.entry_planned_on,
        Anchor.EXIT: task.left_on or task.exit_planned_on,
        Anchor.SECRETARY: task.decided_on,
    }.get(Anchor(row.anchor))
