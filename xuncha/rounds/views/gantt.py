"""Rounds of a scheme as bars on a line of months, in the units of a drawing."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from xuncha.rounds.queries.schemes import Shown, Turn

LEFT, WIDTH, ROW, TOP = 72, 1080, 38, 34
NAME = 28  # half of a month's name
MONTHS_APART = 18  # months from which only every third is named


@dataclass(frozen=True)
class Bar:
    x: int
    y: int
    width: int
    turn: Turn
    round: int

    @property
    def middle(self) -> int:
        return self.x + self.width // 2

    @property
    def text_y(self) -> int:
        return self.y + 17


@dataclass(frozen=True)
class Tick:
    x: int
    month: date
    is_named: bool


@dataclass(frozen=True)
class Gantt:
    """`deadline` is the place of the last day of the term."""

    width: int
    height: int
    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    rows: tuple[tuple[int, str], ...]
    deadline: int
    left: int = LEFT
    top: int = TOP


def gantt(shown: Shown, start: date) -> Gantt | None:
    """From the day the plan starts to its end or that of the term, whichever is later; None without rounds."""
    if not shown.lines:
        return None
    first = start.replace(day=1)
    last = max(shown.lines[-1].leaves, shown.scheme.deadline) + timedelta(days=10)
    names = sorted({(turn.number, turn.name) for line in shown.lines for turn in line.turns})
    row = {number: n for n, (number, _) in enumerate(names)}

    def at(day: date) -> int:
        return LEFT + (day - first).days * (WIDTH - LEFT) // (last - first).days

    bars = tuple(
        Bar(
            at(turn.enters),
            TOP + row[turn.number] * ROW + 6,
            at(turn.leaves) - at(turn.enters),
            turn,
            line.number,
        )
        for line in shown.lines
        for turn in line.turns
    )
    ticks = tuple(_ticks(first, last, at))
    return Gantt(
        width=WIDTH,
        height=TOP + ROW * len(names) + 8,
        bars=bars,
        ticks=ticks,
        rows=tuple((TOP + n * ROW + 23, name) for n, (_, name) in enumerate(names)),
        deadline=at(shown.scheme.deadline),
    )


def _ticks(first: date, last: date, at: Callable[[date], int]) -> Iterable[Tick]:
    months, day = [], first
    while day <= last:
        months.append(day)
        day = (day.replace(day=28) + timedelta(days=4)).replace(day=1)
    step = 3 if len(months) > MONTHS_APART else 1
    for month in months:
        yield Tick(at(month), month, (month.month - 1) % step == 0 and LEFT <= at(month) < WIDTH - NAME)
