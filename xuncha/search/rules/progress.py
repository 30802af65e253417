"""How far a reader of a rising number has come, and which numbers it passed over.

A number is given out before its transaction commits (PostgreSQL), so a smaller one may appear after a larger one was
read. What was passed over is therefore remembered and asked for again until it comes, or is so old that its
transaction must have been rolled back.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Self

PATIENCE = 6 * 3600  # seconds after which a number that never came is given up
MOST = 200  # stretches remembered, the newest


@dataclass(frozen=True)
class Gap:
    """Numbers from `first` to `last` that were not there; `since` is when that was noticed (seconds)."""

    first: int
    last: int
    since: float


@dataclass(frozen=True)
class Progress:
    """Everything up to `high` was read, but for the gaps."""

    high: int = 0
    gaps: tuple[Gap, ...] = ()

    def after(self, seen: Sequence[int], now: float) -> Self:
        """Having read these numbers, which rise: those that filled a gap first, then those above `high`."""
        gaps = [part for gap in self.gaps for part in _without(gap, seen) if now - part.since < PATIENCE]
        high = self.high
        for number in seen:
            if number > high + 1:
                gaps.append(Gap(high + 1, number - 1, now))
            high = max(high, number)
        return type(self)(high, tuple(gaps[-MOST:]))

    @classmethod
    def from_rows(cls, high: int, gaps: Iterable[Sequence[float]]) -> Self:
        return cls(high, tuple(Gap(int(first), int(last), since) for first, last, since in gaps))

    def rows(self) -> list[list[float]]:
        """The gaps as they are stored."""
        return [[gap.first, gap.last, gap.since] for gap in self.gaps]


def _without(gap: Gap, seen: Iterable[int]) -> list[Gap]:
    """What is left of a gap once these numbers have come."""
    parts, first = [], gap.first
    for number in sorted(n for n in seen if gap.first <= n <= gap.last):
        if number > first:
            parts.append(Gap(first, number - 1, gap.since))
        first = number + 1
    if first <= gap.last:
        parts.append(Gap(first, gap.last, gap.since))
    return parts
