"""A life cycle as a page shows it: which light a state carries, and its stages as a stepper.

Both are read out of the table of steps; no page keeps a second list of states.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from xuncha.kernel.lifecycle import LifeCycle, Step


@dataclass(frozen=True)
class Stage:
    """One stage of the stepper. `status` is "done", "now", "ahead", "skipped" or "aside" (off the usual way)."""

    label: str
    status: str
    at: date | None = None


@cache
def main_line(life: LifeCycle) -> tuple[str, ...]:
    """The usual way through: from the beginning, the first step onwards that needs no excuse."""
    line = [str(life.initial)]
    while True:
        onward = [s for s in _leaving(life, line[-1]) if not s.needs_note and s.target not in line]
        if not onward:
            return tuple(line)
        line.append(str(onward[0].target))


@cache
def tone_of(life: LifeCycle, state: str) -> str:
    """grey at rest (not begun, or ended for a stated reason), blue under way, green finished, amber held up."""
    if state == life.initial:
        return "grey"
    excused = all(s.needs_note for s in life.steps if s.target == state)
    ends = not [s for s in _leaving(life, state) if not s.needs_note]
    if ends:
        return "grey" if excused else "green"
    return "amber" if excused else "blue"


def stages(life: LifeCycle, state: str, dates: Mapping[str, date]) -> list[Stage]:
    """The stepper for a row in `state`; `dates` say when a state was reached."""
    line = main_line(life)
    if state not in line:
        passed = [s for s in line if s in dates or s == line[0]]
        aside = Stage(life.states(state).label, "aside", dates.get(state))
        return [*(Stage(life.states(s).label, "done", dates.get(s)) for s in passed), aside]
    here = line.index(state)
    return [Stage(life.states(s).label, _status(i, here, s, dates), dates.get(s)) for i, s in enumerate(line)]


def _status(index: int, here: int, state: str, dates: Mapping[str, date]) -> str:
    if index == here:
        return "now"
    if index > here:
        return "ahead"
    return "skipped" if dates and index and state not in dates else "done"


def _leaving(life: LifeCycle, state: str) -> list[Step]:
    return [step for step in life.steps if step.source == state]
