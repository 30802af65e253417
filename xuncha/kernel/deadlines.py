"""When something is due: a rule, an anchor date and a calendar in, a date out (domain §2.2).

Pure: the values of the rules are rows of a rule set, 'today' is an argument, colours are never stored.
"""

import datetime
from calendar import monthrange
from dataclasses import dataclass, replace

from xuncha.kernel.words import Word
from xuncha.kernel.workdays import DAY, Calendar, add_workdays, nearest_workday

ORANGE_DAYS = 3  # working days left, domain §2.2
YELLOW_DAYS = 10


class Unit(Word):
    WORKDAY = "workday", "个工作日"
    DAY = "day", "日"
    MONTH = "month", "个月"


class Direction(Word):
    AFTER = "after", "之后"
    BEFORE = "before", "之前"


class Roll(Word):
    """What happens to an end on a day of rest. Party texts seldom say: by default both days are shown."""

    SHOW_BOTH = "show_both", "两者并列，按较早者提醒"
    ROLL = "roll", "遇休息日调整到工作日"
    NONE = "none", "不调整"


@dataclass(frozen=True)
class Rule:
    """`offset` (not negative) in `unit`s after or before the anchor, whose day is day 0."""

    offset: int
    unit: Unit
    direction: Direction = Direction.AFTER
    roll: Roll = Roll.SHOW_BOTH

    def __post_init__(self) -> None:
        if self.offset < 0:
            raise ValueError("the direction says before; an offset is not negative")


@dataclass(frozen=True)
class Due:
    """date    by plain counting
    rolled  the working day it moves to: the next one, or the one before for a rule that counts backwards,
            since a notice of ten days must not become one of nine; the date itself under Roll.NONE
    alarm   the day that reminders and lights go by
    provisional  a year without the State Council's notice was counted
    """

    date: datetime.date
    rolled: datetime.date
    alarm: datetime.date
    provisional: bool


def due(anchor: datetime.date, rule: Rule, calendar: Calendar) -> Due:
    sign = 1 if rule.direction == Direction.AFTER else -1
    day, provisional = _count(anchor, sign * rule.offset, rule.unit, calendar)
    if rule.roll == Roll.NONE:
        return Due(day, day, day, provisional)
    rolled = nearest_workday(day, calendar, forward=sign > 0)
    alarm = rolled.date if rule.roll == Roll.ROLL else min(day, rolled.date)
    return Due(day, rolled.date, alarm, provisional or rolled.provisional)


def next_period(anchor: datetime.date, rule: Rule, after: datetime.date, calendar: Calendar) -> Due:
    """A rule that repeats: the first of its ends (one offset, two offsets … from the anchor) that lies after a day.

    Each end is counted from the anchor, so that the last of a short month does not pull the later ones forward.
    ValueError for a rule without any length.
    """
    if not rule.offset:
        raise ValueError("a period has a length")
    number, found = 1, due(anchor, rule, calendar)
    while found.date <= after:
        number += 1
        found = due(anchor, replace(rule, offset=number * rule.offset), calendar)
    return found


def add_months(day: datetime.date, months: int) -> datetime.date:
    """The same day of the month, else the last one: one month from 31 January 2024 is 29 February."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return datetime.date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _count(anchor: datetime.date, offset: int, unit: Unit, calendar: Calendar) -> tuple[datetime.date, bool]:
    if unit == Unit.WORKDAY:
        found = add_workdays(anchor, offset, calendar)
        return found.date, found.provisional
    if unit == Unit.MONTH:
        return add_months(anchor, offset), False
    return anchor + datetime.timedelta(days=offset), False


class Light(Word):
    GREEN = "green", "正常"
    YELLOW = "yellow", "临期"
    ORANGE = "orange", "将到期"
    RED = "red", "逾期"


@dataclass(frozen=True)
class Lights:
    """The lights of one day: each colour is a span of due dates, so a list asks once and a query can filter.

    red: before `today` · orange: up to `orange_until` · yellow: up to `yellow_until` · green: later.
    """

    today: datetime.date
    orange_until: datetime.date
    yellow_until: datetime.date
    provisional: bool
    calendar: Calendar  # what the days were counted by

    def of(self, due_on: datetime.date) -> Light:
        """Due today is not overdue."""
        if due_on < self.today:
            return Light.RED
        if due_on <= self.orange_until:
            return Light.ORANGE
        return Light.YELLOW if due_on <= self.yellow_until else Light.GREEN


def lights(today: datetime.date, calendar: Calendar) -> Lights:
    """Days of rest after the third working day still have three left, hence the day before the fourth."""
    fourth = add_workdays(today, ORANGE_DAYS + 1, calendar)
    eleventh = add_workdays(today, YELLOW_DAYS + 1, calendar)
    return Lights(today, fourth.date - DAY, eleventh.date - DAY, eleventh.provisional, calendar)
