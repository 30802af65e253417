from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xuncha.kernel.numerals import (
    GREATEST_IN_CHINESE,
    Range,
    Style,
    Value,
    half_up,
    in_chinese,
    mean,
    print_full_day,
    print_value,
)


@pytest.mark.parametrize(
    ("part", "whole", "percent"),
    [
        (62, 84, "73.81"),
        (50, 84, "59.52"),
        (38, 84, "45.24"),
        (31, 42, "73.81"),
        (93, 126, "73.81"),
        (688, 697, "98.71"),
        (279, 306, "91.18"),
        (10, 11, "90.91"),
        (15, 16, "93.75"),
        (1, 800, "0.13"),  # 0.125: half goes up, where round() and binary fractions go down
        (0, 84, "0.00"),
        (-1, 800, "-0.13"),
    ],
)
def test_a_rate_is_percent_with_halves_up(part: int, whole: int, percent: str) -> None:
    assert half_up(part, whole) == Decimal(percent)


def test_none_of_nothing_is_no_rate() -> None:
    assert half_up(0, 0) is None
    assert mean(0, 0) is None


def test_a_negative_whole_is_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        half_up(1, -84)


def test_an_average_has_one_place() -> None:
    assert mean(289, 9) == Decimal("32.1")


@given(st.integers(0, 10**30), st.integers(1, 10**30), st.integers(0, 6))
def test_a_rate_is_never_further_than_half_a_unit_away_and_ties_go_up(
    part: int, whole: int, places: int
) -> None:
    rate = half_up(part, whole, places)
    assert rate is not None
    assert rate.as_tuple().exponent == -places
    error = Fraction(rate) - Fraction(100 * part, whole)
    half = Fraction(1, 2 * 10**places)
    assert -half < error <= half


@pytest.mark.parametrize(
    ("value", "unit", "style", "projected", "printed"),
    [
        (6, "次", Style.EXACT, False, "6次"),
        (11, "次", Style.EXACT, False, "11次"),
        (52, "件", Style.EXACT, False, "52件"),
        (84, "个", Style.EXACT, False, "84个"),
        (12, "家", Style.EXACT, False, "12家"),
        (5, "大类", Style.EXACT, False, "5大类"),
        (0, "件", Style.EXACT, False, "0件"),
        (43, "次", Style.OVER, False, "40余次"),
        (42, "项", Style.OVER, False, "40余项"),
        (360, "名", Style.ABOUT, False, "360名左右"),
        (358, "名", Style.ABOUT, False, "360名左右"),
        (5, "个方面", Style.IN_CHINESE, False, "五个方面"),
        (2, "个方面", Style.IN_CHINESE, False, "两个方面"),
        (12, "个方面", Style.IN_CHINESE, False, "十二个方面"),
        (2, "", Style.IN_CHINESE, False, "二"),
        (Range(4, 6), "名", Style.EXACT, False, "4-6名"),
        (Range(4, 4), "名", Style.EXACT, False, "4名"),
        (Decimal("59.52"), "%", Style.EXACT, False, "59.52%"),
        (Decimal("90.50"), "%", Style.EXACT, False, "90.50%"),
        (Decimal("100.00"), "%", Style.EXACT, False, "100%"),
        (Decimal("59.52"), "%", Style.ABOUT, False, "60%左右"),
        (Decimal("1E+3"), "万元", Style.EXACT, False, "1000万元"),
        (Decimal("43.70"), "万元", Style.OVER, False, "40余万元"),
        (date(2019, 10, 14), "", Style.EXACT, False, "10月14日"),
        (Decimal("73.81"), "%", Style.EXACT, True, "预计73.81%"),
        (43, "次", Style.OVER, True, "预计40余次"),
        (360, "名", Style.ABOUT, True, "预计360名左右"),
        (5, "个方面", Style.IN_CHINESE, True, "预计五个方面"),
        (Range(4, 6), "名", Style.EXACT, True, "预计4-6名"),
        (date(2020, 1, 8), "", Style.EXACT, True, "预计1月8日"),
        (None, "%", Style.EXACT, True, "—"),
    ],
)
def test_a_value_prints_as_the_report_has_it(
    value: Value | None, unit: str, style: Style, projected: bool, printed: str
) -> None:
    assert print_value(value, unit, style, projected) == printed


def test_a_full_date_names_its_year() -> None:
    assert print_full_day(date(2019, 10, 14)) == "2019年10月14日"


@pytest.mark.parametrize(
    ("number", "printed"),
    [
        (7, "7次"),
        (10, "10次"),
        (11, "10余次"),
        (20, "20次"),
        (99, "90余次"),
        (100, "100次"),
        (101, "100余次"),
        (143, "140余次"),
        (999, "990余次"),
        (1000, "1000次"),
        (1001, "1000余次"),
        (1234, "1200余次"),
        (1230, "1200余次"),
        (12345, "12000余次"),
        (120000, "120000次"),
    ],
)
def test_over_floors_to_tens_and_above_a_thousand_to_the_second_digit(number: int, printed: str) -> None:
    assert print_value(number, "次", Style.OVER) == printed


@given(st.integers(0, 10**9))
def test_over_never_claims_more_than_there_is(number: int) -> None:
    printed = print_value(number, "次", Style.OVER).removesuffix("次")
    claimed = int(printed.removesuffix("余"))
    assert printed.endswith("余") == (claimed < number)
    assert claimed <= number
    assert number - claimed < max(10, number / 10)


@given(st.integers(11, 10**9))
def test_about_stays_within_a_twentieth_or_five(number: int) -> None:
    claimed = int(print_value(number, "名", Style.ABOUT).removesuffix("名左右"))
    assert abs(claimed - number) <= max(5, number / 20)


@pytest.mark.parametrize(
    ("value", "unit", "style"),
    [
        (Decimal("59.52"), "%", Style.OVER),
        (Decimal("59.52"), "%", Style.IN_CHINESE),
        (Range(4, 6), "名", Style.OVER),
        (Range(4, 6), "名", Style.IN_CHINESE),
        (date(2019, 10, 14), "", Style.ABOUT),
        (GREATEST_IN_CHINESE + 1, "个", Style.IN_CHINESE),
        (-1, "个", Style.IN_CHINESE),
    ],
)
def test_a_style_that_says_nothing_about_a_value_is_refused(value: Value, unit: str, style: Style) -> None:
    with pytest.raises(ValueError, match=r"."):
        print_value(value, unit, style)


def test_a_range_does_not_run_backwards() -> None:
    with pytest.raises(ValueError, match="from 6 down to 4"):
        Range(6, 4)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "零"),
        (5, "五"),
        (10, "十"),
        (11, "十一"),
        (20, "二十"),
        (100, "一百"),
        (101, "一百零一"),
        (110, "一百一十"),
        (1001, "一千零一"),
        (1010, "一千零一十"),
        (2019, "二千零一十九"),
        (10_000, "一万"),
        (10_010, "一万零一十"),
        (10_100, "一万零一百"),
        (32_000, "三万二千"),
        (100_000, "十万"),
        (100_001, "十万零一"),
        (110_000, "十一万"),
        (1_000_110, "一百万零一百一十"),
        (10_100_000, "一千零一十万"),
        (GREATEST_IN_CHINESE, "九千九百九十九万九千九百九十九"),
    ],
)
def test_chinese_numerals(number: int, words: str) -> None:
    assert in_chinese(number) == words


def _read(words: str) -> int:
    """A reader of its own, to turn the words back."""
    total = section = digit = 0
    for sign in words:
        if sign == "万":
            total, section, digit = (section + digit) * 10_000, 0, 0
        elif sign in "十百千":
            section += (digit or 1) * 10 ** ("十百千".index(sign) + 1)
            digit = 0
        else:
            digit = "零一二三四五六七八九".index(sign)
    return total + section + digit


@given(st.integers(0, GREATEST_IN_CHINESE) | st.integers(0, 20_000))
def test_chinese_numerals_read_back_and_never_stammer(number: int) -> None:
    words = in_chinese(number)
    assert _read(words) == number
    assert "零零" not in words
    assert words == "零" or not words.endswith("零")
