"""The way a loaded row took through its life cycle, from the days in its columns."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from xuncha.kernel.lifecycle import LifeCycle, Step
from xuncha.kernel.words import Word
from xuncha.operations.history.columns import Column, Faults, Line, dated, word


@dataclass(frozen=True)
class Life:
    """A life cycle as columns: for each state after the first the day it was reached, in their usual order.

    `begun` is the column of the day it began. The state itself stands in the column "state", as a check.
    """

    cycle: LifeCycle
    begun: str
    days: tuple[tuple[Word, str, str], ...]  # state, column, head

    def columns(self, state_head: str = "状态") -> tuple[Column, ...]:
        return (
            *(dated(name, head) for _, name, head in self.days),
            word("state", state_head, self.cycle.states, required=True),
            Column("note", "说明", help="办理程序要求写明理由的（退回、延期、撤销等），填写理由"),
        )


Way = list[tuple[Step, date]]


def way(line: Line, life: Life, today: date, faults: Faults) -> Way:
    """The steps with their days. What is out of order, skipped unlawfully, or unlike the stated state is a fault."""
    steps: Way = []
    state, name, last = life.cycle.initial, life.begun, line[life.begun]
    _not_to_come(line, name, today, faults)
    for target, column, _ in life.days:
        day = line[column]
        if day is None:
            continue
        _not_to_come(line, column, today, faults)
        if last and day < last:
            faults.add(line, column, "早于“%s”（%s）。" % (faults.heads[name], last.isoformat()))
        step = _step(life.cycle, state, target)
        if step is None:
            faults.add(line, column, "从“%s”不能直接到“%s”，请补上其间的日期。" % (state.label, target.label))
            return steps
        if step.needs_note and not line["note"]:
            faults.add(line, "note", "请写明“%s”的理由。" % step.label)
        steps.append((step, day))
        state, name, last = target, column, day
    if line["state"] and line["state"] != state:
        faults.add(line, "state", "与日期不符：按所填日期应为“%s”。" % state.label)
    return steps


def _step(cycle: LifeCycle, source: Word, target: Word) -> Step | None:
    return next((s for s in cycle.steps if s.source == source and s.target == target), None)


def _not_to_come(line: Line, name: str, today: date, faults: Faults) -> None:
    day = line[name]
    if day and day > today:
        faults.add(line, name, "晚于今天（%s）。" % today.isoformat())


def in_order(line: Line, names: Sequence[str], faults: Faults) -> None:
    """Further days that follow one another."""
    last = ""
    for name in names:
        if line[name] is None:
            continue
        if last and line[name] < line[last]:
            faults.add(line, name, "早于“%s”（%s）。" % (faults.heads[last], line[last].isoformat()))
        last = name
