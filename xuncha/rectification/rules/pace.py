"""How old what is open is, and how fast it should get less: plain arithmetic of dates."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

BUCKETS = (30, 60, 90, 180, 365)  # days; older is one bucket more
POINTS = 12  # of a line, between its ends


def bucket(age: int) -> int:
    """The place of an age among the buckets: up to 30 days is 0, more than a year the last."""
    return sum(age > most for most in BUCKETS)


@dataclass(frozen=True)
class Change:
    """On `at` so many items became open (more than 0) or ceased to be (less)."""

    at: date
    by: int


def open_on(changes: Iterable[Change], days: Iterable[date], total: int) -> list[int]:
    """How many of `total` are open at the end of each day; all are before anything changes. The days are in order."""
    known = sorted(changes, key=lambda change: change.at)
    found, place = [], 0
    for day in days:
        while place < len(known) and known[place].at <= day:
            total += known[place].by
            place += 1
        found.append(total)
    return found


def elapsed(start: date, end: date, day: date) -> Fraction:
    """The share of the time from `start` to `end` that has passed by the day: 0 before, 1 after."""
    if end <= start:
        return Fraction(day >= end)
    return min(max(Fraction((day - start).days, (end - start).days), Fraction(0)), Fraction(1))


def ideal(total: int, start: date, end: date, days: Iterable[date]) -> list[float]:
    """What would be left if the same number were done every day."""
    return [round(float(total * (1 - elapsed(start, end, day))), 1) for day in days]


def points(start: date, end: date, today: date) -> list[date]:
    """Days for a line from the start to its end or today, whichever is later: evenly spaced, today among them."""
    last = max(end, today)
    step = max((last - start).days // POINTS, 1)
    anchor = max(today, start)
    before, after = (anchor - start).days // step, (last - anchor).days // step
    even = [anchor + timedelta(days=n * step) for n in range(-before, after + 1)]
    inner = [day for day in even if (day - start).days * 2 >= step and (last - day).days * 2 >= step]
    return sorted({start, last, anchor, *inner})


def spread(ages: Mapping[tuple[int, str], int], tones: Iterable[str]) -> dict[str, list[int]]:
    """{light: a number a bucket} of counts by bucket and light."""
    return {tone: [ages.get((n, tone), 0) for n in range(len(BUCKETS) + 1)] for tone in tones}
