"""The next thing that is due in a task that is not fed back yet, by the rule set of its round (domain §2.2)."""

from collections.abc import Iterable
from datetime import date

from xuncha.desk.queries.lines import Line, address
from xuncha.kernel.deadlines import due
from xuncha.kernel.workdays import BuiltIn, Calendar
from xuncha.rounds.models import DeadlineRule, Task
from xuncha.rounds.rules.tasks import TaskState

NEXT = {  # what a task waits for in each state: the rule, and the task's own date from which it counts
    TaskState.LEFT: ("D10", "left_on"),
    TaskState.REPORTED: ("D11", "left_on"),
    TaskState.REVIEWED: ("D11", "left_on"),
    TaskState.HEARD: ("D12", "left_on"),
    TaskState.DECIDED: ("D13", "decided_on"),
}
Rules = dict[tuple[int, str], DeadlineRule]


def next_steps(tasks: Iterable[Task]) -> list[Line]:
    """One line a task, where its round's rules give a day; tasks come with organisation, round and group. One query."""
    rules, calendar = _rules(), BuiltIn()
    found = (_next(task, rules, calendar) for task in tasks)
    return [line for line in found if line is not None]


def _rules() -> Rules:
    rows = DeadlineRule.objects.live().filter(code__in={code for code, _ in NEXT.values()})
    return {(row.rule_set_id, row.code): row for row in rows}


def _next(task: Task, rules: Rules, calendar: Calendar) -> Line | None:
    if task.state == TaskState.ENTERED and task.exit_planned_on:
        return _line(task, "现场了解结束", "巡察组", task.exit_planned_on)
    code, anchor = NEXT.get(TaskState(task.state), ("", ""))
    row = rules.get((task.round.rule_set_id, code))
    since: date | None = getattr(task, anchor) if anchor else None
    if row is None or row.rule is None or since is None:
        return None
    return _line(task, row.event, row.debtor, due(since, row.rule, calendar).alarm)


def _line(task: Task, event: str, debtor: str, day: date) -> Line:
    owner = task.group.name if task.group and "巡察组" in debtor else debtor
    return Line(event, task.organisation.short_name, owner, day, address(Task, task))
