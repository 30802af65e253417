"""Days on which an office works: everything in the city happens on one."""

import random
from datetime import date, timedelta
from functools import cache

from xuncha.kernel.deadlines import add_months
from xuncha.kernel.workdays import BuiltIn, add_workdays, is_workday, nearest_workday

CALENDAR = BuiltIn()


@cache
def workday(day: date) -> date:
    """The day itself or the next working day."""
    return nearest_workday(day, CALENDAR).date


@cache
def later(day: date, number: int) -> date:
    """The `number`-th working day after the day, before it when negative."""
    return add_workdays(day, number, CALENDAR).date


def months_later(day: date, number: int) -> date:
    return workday(add_months(day, number))


@cache
def _workdays(start: date, end: date) -> tuple[date, ...]:
    days = (start + timedelta(days=n) for n in range((end - start).days + 1))
    return tuple(day for day in days if is_workday(day, CALENDAR))


def between(rng: random.Random, start: date, end: date) -> date:
    """A working day of the span, both ends included; the end when there is none."""
    days = _workdays(start, end)
    return rng.choice(days) if days else end


def spaced(start: date, end: date, number: int) -> list[date]:
    """`number` working days spread evenly over the span, in order."""
    days = _workdays(start, end)
    return [days[place * len(days) // number] for place in range(number)]


def in_words(day: date) -> str:
    """As it stands in the text of a report."""
    return f"{day.year}年{day.month}月{day.day}日"
