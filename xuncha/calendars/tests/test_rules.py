"""The arithmetic of a year's notice."""

from datetime import date

import pytest

from xuncha.calendars.rules import (
    DayKind,
    Span,
    bundled,
    check_apart,
    check_span,
    table_of,
    years_in_words,
)
from xuncha.kernel.refusals import NotAllowed
from xuncha.kernel.workdays import BuiltIn, check_table

GOLDEN_WEEK = Span(DayKind.REST, date(2019, 10, 1), date(2019, 10, 7), "国庆节")


def test_lines_become_the_days_of_a_year() -> None:
    table = table_of(2019, [GOLDEN_WEEK, Span(DayKind.WORK, date(2019, 10, 12), date(2019, 10, 12))])
    assert len(table.rest) == 7
    assert table.work == {date(2019, 10, 12)}


@pytest.mark.parametrize("year", sorted(BuiltIn.years))
def test_every_bundled_year_can_be_taken_over_line_by_line(year: int) -> None:
    lines = bundled(year)
    table = table_of(year, lines)
    check_table(table)
    assert (table.rest, table.work) == (BuiltIn().table(year).rest, BuiltIn().table(year).work)
    assert all(line.occasion for line in lines)
    assert len(lines) < 25


def test_the_bundled_lines_of_a_year_read_like_its_notice() -> None:
    assert bundled(2019)[0] == Span(DayKind.WORK, date(2018, 12, 29), date(2018, 12, 29), "元旦")
    assert bundled(2019)[1] == Span(DayKind.REST, date(2018, 12, 30), date(2019, 1, 1), "元旦")
    assert GOLDEN_WEEK in bundled(2019)
    assert bundled(2031) == []


@pytest.mark.parametrize(
    ("span", "sentence"),
    [
        (Span(DayKind.REST, date(2019, 10, 7), date(2019, 10, 1)), "截止日期早于起始日期"),
        (Span(DayKind.REST, date(2019, 10, 1), date(2019, 11, 1)), "不超过31天"),
        (Span(DayKind.REST, date(2020, 1, 1), date(2020, 1, 1)), "不属于该年度"),
        (Span(DayKind.WORK, date(2019, 10, 14), date(2019, 10, 14)), "不是周六或周日"),
    ],
)
def test_a_line_that_cannot_stand_in_the_notice_is_refused(span: Span, sentence: str) -> None:
    with pytest.raises(NotAllowed) as why:
        check_span(2019, span)
    assert sentence in why.value.message


def test_a_line_does_not_name_a_day_twice() -> None:
    check_apart(GOLDEN_WEEK, [Span(DayKind.WORK, date(2019, 9, 29), date(2019, 9, 29))])
    with pytest.raises(NotAllowed, match="重叠"):
        check_apart(GOLDEN_WEEK, [Span(DayKind.WORK, date(2019, 10, 7), date(2019, 10, 7))])


def test_years_are_told_in_runs() -> None:
    assert years_in_words([2006, 2004, 2005, 2009]) == "2004—2006、2009"
    assert years_in_words([]) == ""
