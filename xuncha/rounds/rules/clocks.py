"""What a task waits for in each of its states, and by which of its own days (domain §2.2, §4.2).

Only what the task itself shows as done; where the evidence lies higher, the app that holds it declares its own.
"""

from dataclasses import dataclass

from xuncha.kernel.words import Word
from xuncha.rounds.rules.tasks import TaskState


class Awaited(Word):
    """What is waited for, as a list calls it."""

    NOTICE = "entry_notice", "发进驻通知"
    ENTRY = "entry", "进驻"
    EXIT = "exit", "现场了解结束"
    REPORT = "report", "提交巡察报告"
    HEARING = "hearing", "领导小组听取汇报"
    SECRETARY = "secretary", "书记专题会听取汇报"
    FEEDBACK = "feedback", "向被巡察党组织反馈"


@dataclass(frozen=True)
class Clock:
    """One thing that a task waits for while it stands in one of `states`.

    code     the rule of the round's set that gives the time; "" where only a plan does
    since    the task's day from which the rule counts
    planned  a day of the task's own that goes before the rule; "" for none
    by_group whether its group owes it; else the office does
    """

    what: Awaited
    states: frozenset[TaskState]
    code: str = ""
    since: str = ""
    planned: str = ""
    by_group: bool = False


CLOCKS = (
    Clock(Awaited.NOTICE, frozenset({TaskState.LISTED}), "D1", "entry_planned_on"),
    Clock(Awaited.ENTRY, frozenset({TaskState.NOTIFIED}), planned="entry_planned_on", by_group=True),
    Clock(Awaited.EXIT, frozenset({TaskState.ENTERED}), "D7", "entered_on", "exit_planned_on", by_group=True),
    Clock(Awaited.REPORT, frozenset({TaskState.LEFT}), "D10", "left_on", by_group=True),
    Clock(Awaited.HEARING, frozenset({TaskState.REPORTED, TaskState.REVIEWED}), "D11", "left_on"),
    Clock(Awaited.SECRETARY, frozenset({TaskState.HEARD}), "D12", "left_on"),
    Clock(Awaited.FEEDBACK, frozenset({TaskState.DECIDED}), "D13", "decided_on"),
)


def clock_of(state: str) -> Clock | None:
    """What a task waits for in this state; None for one that waits for nothing of its own."""
    return next((clock for clock in CLOCKS if state in clock.states), None)
