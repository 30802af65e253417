"""Which days a return speaks of."""

from dataclasses import dataclass
from datetime import date, timedelta

from xuncha.kernel.words import Word

DAY = timedelta(days=1)


class PeriodKind(Word):
    MONTH = "month", "月报"
    QUARTER = "quarter", "季报"
    HALF = "half", "半年报"
    YEAR = "year", "年报"


class Offset(Word):
    """Which days a cell speaks of, as the return's own period has it."""

    THIS = "this", "本期"
    SINCE_JANUARY = "since_january", "本年累计"
    LAST_YEAR = "last_year", "上年同期"
    LAST_YEAR_SINCE = "last_year_since", "上年同期累计"


NUMBERS = {PeriodKind.MONTH: 12, PeriodKind.QUARTER: 4, PeriodKind.HALF: 2, PeriodKind.YEAR: 1}
NAMES = {
    PeriodKind.MONTH: tuple("%s月" % n for n in range(1, 13)),
    PeriodKind.QUARTER: ("第一季度", "第二季度", "第三季度", "第四季度"),
    PeriodKind.HALF: ("上半年", "下半年"),
    PeriodKind.YEAR: ("年度",),
}


@dataclass(frozen=True)
class Span:
    """From the first day to the last, both included."""

    start: date
    end: date


def span(kind: PeriodKind, year: int, number: int) -> Span:
    """The days of a period. ValueError for a number the kind does not have."""
    if not 1 <= number <= NUMBERS[kind]:
        raise ValueError(f"{kind} {number}")
    months = 12 // NUMBERS[kind]
    first = (number - 1) * months + 1
    return Span(date(year, first, 1), _last(year, first + months - 1))


def shifted(own: Span, offset: Offset) -> Span:
    """The days that a cell of that offset speaks of, in a return of `own`."""
    back = offset in (Offset.LAST_YEAR, Offset.LAST_YEAR_SINCE)
    start, end = (_year_before(own.start), _year_before(own.end)) if back else (own.start, own.end)
    if offset in (Offset.SINCE_JANUARY, Offset.LAST_YEAR_SINCE):
        start = date(start.year, 1, 1)
    return Span(start, end)


def name(kind: PeriodKind, year: int, number: int) -> str:
    """2019年第三季度."""
    said = NAMES[kind][number - 1]
    return ("%s年度" % year) if kind == PeriodKind.YEAR else "%s年%s" % (year, said)


def over(kind: PeriodKind, year: int, today: date) -> list[int]:
    """The periods of the year that have ended by today, which returns are owed for."""
    return [n for n in range(1, NUMBERS[kind] + 1) if span(kind, year, n).end <= today]


def ends(kind: PeriodKind, day: date, most: int) -> list[date]:
    """The last days of the periods that had ended by the day, the newest last."""
    found: list[date] = []
    year = day.year
    while len(found) < most:
        found += [span(kind, year, n).end for n in reversed(over(kind, year, day))]
        year -= 1
    return found[most - 1 :: -1]


def _last(year: int, month: int) -> date:
    return date(year, 12, 31) if month == 12 else date(year, month + 1, 1) - DAY


def _year_before(day: date) -> date:
    """The end of a month stays one: 29 February → 28 February, and 28 February → the last of it."""
    if (day + DAY).day == 1:
        return _last(day.year - 1, day.month)
    return day.replace(year=day.year - 1)
