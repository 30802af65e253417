"""Numbers as an office prints them: exact, 余, 左右, ranges, rates, dates and Chinese numerals.

The exact value stays behind every print; nothing is rounded without a word that says so.
Digits follow GB/T 15835-2011 (Arabic for counts and dates, Chinese where the text counts aspects).
"""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal
from enum import StrEnum

NOTHING = "—"  # printed where there is no value: none of nothing is no rate, not zero
GREATEST_IN_CHINESE = 9999_9999

_DIGITS = "零一二三四五六七八九"
_PLACES = ("", "十", "百", "千")


class Style(StrEnum):
    """How a report prints a value; the last three are chosen figure by figure, never by the program."""

    EXACT = "exact"
    OVER = "over"
    ABOUT = "about"
    IN_CHINESE = "in_chinese"


@dataclass(frozen=True)
class Range:
    """From `low` to `high`, both included."""

    low: int
    high: int

    def __post_init__(self) -> None:
        if self.low > self.high:
            raise ValueError(f"range from {self.low} down to {self.high}")


Value = int | Decimal | Range | date


def half_up(numerator: int, denominator: int, places: int = 2) -> Decimal | None:
    """`numerator` of `denominator` in percent, half rounded up (away from zero); None of nothing.

    half_up(62, 84) == Decimal("73.81"). Whole-number arithmetic: no binary fraction decides a digit.
    ValueError for a negative denominator.
    """
    return mean(100 * numerator, denominator, places)


def mean(total: int, count: int, places: int = 1) -> Decimal | None:
    """`total` shared among `count`, half rounded up; None of nothing. mean(289, 9) == Decimal("32.1")."""
    if count < 0 or places < 0:
        raise ValueError("a share of a negative whole, or to negative places")
    if count == 0:
        return None
    size = (2 * abs(total) * 10**places + count) // (2 * count)
    return Decimal(f"{'-' if total < 0 and size else ''}{size}E-{places}")


def print_value(
    value: Value | None, unit: str = "", style: Style = Style.EXACT, projected: bool = False
) -> str:
    """`value` with its measure word, as the report's text has it; 预计 in front when projected.

    6 "次" → 6次 · 43 "次" OVER → 40余次 · 360 "名" ABOUT → 360名左右 · 5 "个方面" IN_CHINESE → 五个方面
    Range(4, 6) "名" → 4-6名 · Decimal("73.81") "%" projected → 预计73.81% · date(2019, 10, 14) → 10月14日

    The unit of a date is not printed. ValueError where a style says nothing about such a value.
    """
    if value is None:
        return NOTHING
    text = _plain(value, unit) if style == Style.EXACT else _styled(value, unit, style)
    return "预计" + text if projected else text


def print_day(day: date) -> str:
    """10月14日: a day of the year that the text is about."""
    return str(day.month) + "月" + str(day.day) + "日"


def print_full_day(day: date) -> str:
    """2019年10月14日."""
    return str(day.year) + "年" + print_day(day)


def _plain(value: Value, unit: str) -> str:
    if isinstance(value, date):
        return print_day(value)
    if isinstance(value, Range):
        span = str(value.low) if value.low == value.high else f"{value.low}-{value.high}"
        return span + unit
    return _digits(value) + unit


def _digits(number: int | Decimal) -> str:
    """Places as given, but a whole number without them: an office writes 100%, not 100.00%."""
    return format(number, "f") if number % 1 else str(int(number))


def _styled(value: Value, unit: str, style: Style) -> str:
    if not isinstance(value, int | Decimal):
        raise ValueError(f"style {style} says nothing about {value!r}")
    if style == Style.IN_CHINESE:
        return _counted_in_chinese(value, unit)
    if style == Style.OVER:
        return _over(value, unit)
    return _digits(_near(value, ROUND_HALF_UP)) + unit + "左右"


def _over(value: int | Decimal, unit: str) -> str:
    """43 → 40余; what is 10 or less, or round already, stays exact. Nobody writes 50余%: refused."""
    if unit == "%":
        raise ValueError("style over is for counts, not for a rate")
    floor = _near(value, ROUND_FLOOR)
    if floor == value:
        return _plain(value, unit)
    return _digits(floor) + "余" + unit


def _near(value: int | Decimal, rounding: str) -> Decimal:
    """`value` on the step an office rounds to: tens below 1,000, above it the second leading digit.

    43 → 40, 360 → 360, 143 → 140, 1234 → 1200, 12345 → 12000. Up to 10 a count is known exactly.
    """
    number = Decimal(value)
    if number <= 10:
        return number
    step = Decimal(10) ** max(1, number.adjusted() - 1)
    return (number / step).quantize(Decimal(1), rounding=rounding) * step


def _counted_in_chinese(value: int | Decimal, unit: str) -> str:
    """Before a measure word two is 两: 两个方面, but 十二个方面."""
    if value % 1:
        raise ValueError(f"{value} is not a whole number")
    return "两" + unit if value == 2 and unit else in_chinese(int(value)) + unit


def in_chinese(number: int) -> str:
    """五, 十一, 一百零五, 三万二千: whole numbers from 0 to 9999,9999. ValueError outside."""
    if not 0 <= number <= GREATEST_IN_CHINESE:
        raise ValueError(f"{number} is not between 0 and {GREATEST_IN_CHINESE}")
    high, low = divmod(number, 10_000)
    if not high:
        text = _four(low)
    elif not low:
        text = _four(high) + "万"
    else:
        text = _four(high) + "万" + ("零" if low < 1000 else "") + _four(low)
    return text.removeprefix("一") if text.startswith("一十") else text


def _four(number: int) -> str:
    """Up to four digits; one 零 for a run of zeros inside, none for zeros at the end."""
    if number == 0:
        return "零"
    text = ""
    for place, digit in enumerate(reversed(str(number))):
        if digit != "0":
            text = _DIGITS[int(digit)] + _PLACES[place] + text
        elif text and not text.startswith("零"):
            text = "零" + text
    return text
