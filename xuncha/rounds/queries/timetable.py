"""The deadlines of a task as its page shows them: what is kept, what is late, what is still to come."""

from collections.abc import Iterator
from dataclasses import dataclass

from xuncha.kernel.deadlines import Lights
from xuncha.records.rules import Level
from xuncha.rounds.models import Task
from xuncha.rounds.queries.deadlines import MET_BY, Deadline, deadlines_of
from xuncha.rounds.queries.owed import Owed, owed
from xuncha.rounds.rules.deadlines import OF_COUNTIES, PETITIONS_CLOSE
from xuncha.rounds.rules.tasks import IDLE, SETTLED, TaskState

BEFORE_EXIT = (TaskState.LISTED, TaskState.NOTIFIED, TaskState.ENTERED)


@dataclass(frozen=True)
class Slot:
    """One deadline with a day.

    owed  how it stands while the task itself does not show it as done; None where it does, or never will
    """

    deadline: Deadline
    owed: Owed | None

    @property
    def provisional(self) -> bool:
        return self.deadline.due is not None and self.deadline.due.provisional

    @property
    def days_late(self) -> int:
        """By how much it was missed; 0 where it was kept or is open."""
        late = self.deadline
        return (late.met_on - late.due.alarm).days if late.is_late and late.met_on and late.due else 0


@dataclass(frozen=True)
class Timetable:
    """What the task is about now, and every deadline that has a day, in the order of days."""

    now: list[Slot]
    all: list[Slot]


def timetable(task: Task, lights: Lights) -> Timetable:
    """One query."""
    slots = sorted(
        _slots(task, lights), key=lambda slot: slot.deadline.due.alarm if slot.deadline.due else lights.today
    )
    return Timetable([slot for slot in slots if _is_of_now(slot, task)], slots)


def _slots(task: Task, lights: Lights) -> Iterator[Slot]:
    open_ = task.state not in (*IDLE, *SETTLED)
    left_out = frozenset[str]() if task.office.level == Level.COUNTY else OF_COUNTIES
    for each in deadlines_of(task, lights.calendar):
        if each.due is None or each.rule.code in left_out:
            continue
        waits = open_ and each.rule.code in MET_BY and each.met_on is None
        yield Slot(each, owed(each.rule.event, each.due.alarm, lights) if waits else None)


def _is_of_now(slot: Slot, task: Task) -> bool:
    """What the task waits for; and while a group is on site, until when it receives petitions."""
    return slot.owed is not None or (slot.deadline.rule.code == PETITIONS_CLOSE and task.state in BEFORE_EXIT)
