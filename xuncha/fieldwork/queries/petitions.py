"""Until when a group receives petitions."""

from datetime import date

from xuncha.rounds.models import Task
from xuncha.rounds.queries.deadlines import due_by
from xuncha.rounds.rules.deadlines import PETITIONS_CLOSE


def closing_day(task: Task) -> date | None:
    """The last day, by the round's rules, counted from the day of exit or the planned one; None where none is known."""
    leaves = task.left_on or task.exit_planned_on
    due = due_by(task.round, PETITIONS_CLOSE, leaves) if leaves else None
    return due.date if due else None
