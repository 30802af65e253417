"""Working days with the swapped days of the State Council's yearly notice (domain §9.5).

The day of the event is day 0. Where no notice is known for a year that was looked at, Monday to Friday
count and the result is marked provisional.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from chinese_calendar.constants import Holiday, holidays, workdays

from xuncha.kernel.refusals import NotAllowed

DAY = timedelta(days=1)
SATURDAY = 5
YEARS = range(2000, 2100)

MALFORMED = "工作日表格式有误：应有年份（year）、放假日（rest）、调休上班日（work），日期写作2027-01-01。"


class Calendar(Protocol):
    def is_workday(self, day: date) -> bool:
        """Meaningful where the day's year is covered."""

    def covers(self, year: int) -> bool:
        """Whether the notice of that year is known."""


class BuiltIn:
    """The tables of the package chinesecalendar (2004 to the year of its release)."""

    # The package's own is_workday searches its whole table for the covered years at every call.
    years = frozenset(day.year for day in holidays)

    def is_workday(self, day: date) -> bool:
        return day in workdays or (_is_weekday(day) and day not in holidays)

    def covers(self, year: int) -> bool:
        return year in self.years

    def table(self, year: int) -> "YearTable":
        """One of its years, with the days at the end of the year before that its notice moved."""
        first, following = _reach(year), _reach(year + 1)
        rest, work = (
            frozenset(day for day in days if first <= day < following) for days in (holidays, workdays)
        )
        return YearTable(year, rest, work)

    def occasion(self, day: date) -> str:
        """The holiday that a day of rest or a swapped day belongs to; "" for any other."""
        found = holidays.get(day) or workdays.get(day)
        return str(Holiday(found).chinese) if found else ""


@dataclass(frozen=True)
class YearTable:
    """One year's notice: days of `rest` and swapped days of `work`; `source` is the notice's number.

    Like the notices it may reach into the last week of the year before (31 December 2018 was a day of rest
    by the notice for 2019).
    """

    year: int
    rest: frozenset[date]
    work: frozenset[date]
    source: str = ""

    def as_json(self) -> str:
        """The form that `read_year_table` reads."""
        days = {"rest": sorted(map(str, self.rest)), "work": sorted(map(str, self.work))}
        return json.dumps({"year": self.year, "source": self.source, **days}, ensure_ascii=False, indent=1)


@dataclass(frozen=True)
class WithTables:
    """Imported year tables before the calendar they correct or continue; a later table wins."""

    base: Calendar
    tables: tuple[YearTable, ...]

    def is_workday(self, day: date) -> bool:
        for table in reversed(self.tables):
            if day in table.work or day in table.rest:
                return day in table.work
        return self.base.is_workday(day) if self._base_speaks_on(day) else _is_weekday(day)

    def covers(self, year: int) -> bool:
        return self._imported(year) or self.base.covers(year)

    def _base_speaks_on(self, day: date) -> bool:
        if not self._imported(day.year):
            return self.base.covers(day.year)
        # The table is silent on days that the next year's notice moves; the base may know that notice.
        following = day.year + 1
        return day >= _reach(following) and not self._imported(following) and self.base.covers(following)

    def _imported(self, year: int) -> bool:
        return any(table.year == year for table in self.tables)


@dataclass(frozen=True)
class Day:
    """A day found by counting; provisional when a year without notice was counted."""

    date: date
    provisional: bool


@dataclass(frozen=True)
class Count:
    days: int
    provisional: bool


def is_workday(day: date, calendar: Calendar) -> bool:
    return calendar.is_workday(day) if calendar.covers(day.year) else _is_weekday(day)


def add_workdays(start: date, number: int, calendar: Calendar) -> Day:
    """The `number`-th working day after `start`, before it when negative.

    Zero is `start` itself, working day or not.
    """
    step = DAY if number >= 0 else -DAY
    day, left, provisional = start, abs(number), False
    while left:
        day += step
        provisional = provisional or not calendar.covers(day.year)
        left -= is_workday(day, calendar)
    return Day(day, provisional)


def nearest_workday(day: date, calendar: Calendar, forward: bool = True) -> Day:
    """`day` if it is a working day, else the next one (the one before, unless `forward`)."""
    provisional = not calendar.covers(day.year)
    if is_workday(day, calendar):
        return Day(day, provisional)
    found = add_workdays(day, 1 if forward else -1, calendar)
    return Day(found.date, provisional or found.provisional)


def count_workdays(start: date, end: date, calendar: Calendar) -> Count:
    """Working days after `start` up to and with `end`.

    When `end` lies before `start`: those from `end` up to the eve of `start`, as a negative number.
    """
    if end < start:
        back = count_workdays(end - DAY, start - DAY, calendar)
        return Count(-back.days, back.provisional)
    days = [start + DAY * n for n in range(1, (end - start).days + 1)]
    provisional = not all(calendar.covers(year) for year in {day.year for day in days})
    return Count(sum(is_workday(day, calendar) for day in days), provisional)


def read_year_table(text: str) -> YearTable:
    """A table from JSON: {"year": 2027, "source": "…", "rest": ["2027-01-01", …], "work": ["2027-02-06", …]}.

    NotAllowed with a sentence that names every day at fault.
    """
    try:
        data = json.loads(text)
        rest, work = (frozenset(date.fromisoformat(day) for day in data[key]) for key in ("rest", "work"))
        table = YearTable(int(data["year"]), rest, work, str(data.get("source", "")))
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise NotAllowed(MALFORMED) from error
    check_table(table)
    return table


def check_table(table: YearTable) -> None:
    """Refuse a table that cannot be the whole notice of its year."""
    check_days(table)
    if date(table.year, 1, 1) not in table.rest:
        raise NotAllowed("放假日中没有元旦，请核对年度通知。")


def check_days(table: YearTable) -> None:
    """Refuse days that cannot stand in a notice of that year, whole or not."""
    check_year(table.year)
    first, last = _reach(table.year), date(table.year, 12, 31)
    outside = [day for day in table.rest | table.work if not first <= day <= last]
    _refuse("下列日期不属于该年度：%(days)s。", outside)
    _refuse("下列日期既列为放假又列为上班：%(days)s。", table.rest & table.work)
    _refuse("下列调休上班日不是周六或周日：%(days)s。", [day for day in table.work if _is_weekday(day)])


def check_year(year: int) -> None:
    if year not in YEARS:
        raise NotAllowed("年份应在2000年至2099年之间。")


def _refuse(sentence: str, days: Iterable[date]) -> None:
    listed = "、".join(day.isoformat() for day in sorted(days))
    if listed:
        raise NotAllowed(sentence, days=listed)


def _reach(year: int) -> date:
    """The first day that a year's notice may speak of."""
    return date(year - 1, 12, 25)


def _is_weekday(day: date) -> bool:
    return day.weekday() < SATURDAY
