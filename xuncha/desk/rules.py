"""The arithmetic of the desk: how fast coverage must go to be finished with the term."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from xuncha.kernel.numerals import mean

BLOCKS = 7  # more than seven things on a first page and none is read


@dataclass(frozen=True)
class Pace:
    """Organisations a year: `so_far` on average since the term began, `needed` for what is left of it."""

    so_far: Decimal
    needed: Decimal

    @property
    def suffices(self) -> bool:
        """At the speed of the past the term's plan is finished in time."""
        return self.needed <= self.so_far


def pace(covered: int, left: int, elapsed: Fraction, years: Fraction) -> Pace | None:
    """From `covered` in the `elapsed` share of a term of `years` to `left` in the rest of it.

    None where one of them has no length: on the first day of a term, and once it is over.
    """
    so_far, needed = _a_year(covered, years * elapsed), _a_year(left, years * (1 - elapsed))
    return Pace(so_far, needed) if so_far is not None and needed is not None else None


def _a_year(organisations: int, years: Fraction) -> Decimal | None:
    return mean(organisations * years.denominator, years.numerator) if years > 0 else None


def spans(sizes: Sequence[int]) -> list[tuple[float, float]]:
    """Where each of several sizes begins and how long it is on a bar from 0 to 100."""
    whole, passed, found = sum(sizes), 0, []
    for size in sizes:
        found.append((round(100 * passed / whole, 2), round(100 * size / whole, 2)) if whole else (0.0, 0.0))
        passed += size
    return found
