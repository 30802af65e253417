from collections.abc import Set
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xuncha.kernel.refusals import NotAllowed
from xuncha.kernel.workdays import (
    BuiltIn,
    Count,
    Day,
    WithTables,
    YearTable,
    add_workdays,
    count_workdays,
    is_workday,
    nearest_workday,
    read_year_table,
)

KNOWN = BuiltIn()
days = st.dates(date(2005, 1, 1), date(2040, 12, 31))
numbers = st.integers(-60, 60)


@dataclass(frozen=True)
class Nothing:
    """A calendar without any notice; that it calls every day a working day must not matter."""

    def is_workday(self, day: date) -> bool:
        return True

    def covers(self, year: int) -> bool:
        return False


def table(year: int, rest: Set[date], work: Set[date] = frozenset()) -> YearTable:
    """A table with New Year's Day."""
    return YearTable(year, frozenset(rest | {date(year, 1, 1)}), frozenset(work))


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2018, 12, 29), True),  # Saturday swapped by the notice for 2019
        (date(2018, 12, 31), False),
        (date(2019, 4, 28), True),  # Sunday swapped for May
        (date(2019, 5, 3), False),
        (date(2019, 9, 29), True),  # Sunday swapped for October
        (date(2019, 10, 7), False),
        (date(2019, 10, 12), True),
        (date(2019, 10, 13), False),
        (date(2019, 10, 14), True),  # Monday
    ],
)
def test_the_swapped_days_of_the_reference_year(day: date, works: bool) -> None:
    assert is_workday(day, KNOWN) is works


def test_counting_starts_after_the_event() -> None:
    assert add_workdays(date(2019, 9, 30), 1, KNOWN) == Day(date(2019, 10, 8), provisional=False)
    assert add_workdays(date(2019, 9, 30), 0, KNOWN).date == date(2019, 9, 30)
    assert add_workdays(date(2019, 10, 28), -10, KNOWN).date == date(2019, 10, 14)
    assert count_workdays(date(2019, 9, 30), date(2019, 10, 12), KNOWN) == Count(5, provisional=False)
    assert count_workdays(date(2019, 10, 12), date(2019, 9, 30), KNOWN).days == -5


def test_a_rest_day_moves_to_the_neighbouring_working_day() -> None:
    assert nearest_workday(date(2019, 10, 3), KNOWN).date == date(2019, 10, 8)
    assert nearest_workday(date(2019, 10, 3), KNOWN, forward=False).date == date(2019, 9, 30)
    assert nearest_workday(date(2019, 10, 12), KNOWN).date == date(2019, 10, 12)


def test_a_year_without_notice_counts_monday_to_friday_and_says_so() -> None:
    friday = date(2035, 9, 28)
    assert add_workdays(friday, 1, Nothing()) == Day(date(2035, 10, 1), provisional=True)
    assert count_workdays(friday, date(2035, 10, 7), Nothing()) == Count(5, provisional=True)
    assert nearest_workday(date(2035, 9, 29), Nothing()) == Day(date(2035, 10, 1), provisional=True)
    assert nearest_workday(friday, Nothing()) == Day(friday, provisional=True)


def test_only_years_that_were_counted_make_a_result_provisional() -> None:
    last = max(BuiltIn.years)
    assert not add_workdays(date(last, 12, 1), 5, KNOWN).provisional
    assert add_workdays(date(last, 12, 31), 1, KNOWN).provisional
    assert add_workdays(date(last, 12, 31), -1, KNOWN).provisional is False
    assert add_workdays(date(last + 1, 1, 1), -1, KNOWN).provisional is False
    assert add_workdays(date(last + 1, 1, 15), -30, KNOWN).provisional
    assert count_workdays(date(last, 12, 31), date(last + 1, 1, 1), KNOWN).provisional


def test_a_day_of_rest_that_moves_into_or_out_of_an_unknown_year_is_provisional() -> None:
    saturday = date(2033, 12, 31)
    calendar = WithTables(Nothing(), (table(2033, rest=set()),))
    assert nearest_workday(saturday, calendar) == Day(date(2034, 1, 2), provisional=True)
    assert nearest_workday(saturday, calendar, forward=False) == Day(date(2033, 12, 30), provisional=False)
    following = WithTables(Nothing(), (table(2034, rest=set()),))
    assert nearest_workday(saturday, following) == Day(date(2034, 1, 2), provisional=True)


def test_an_empty_count_is_never_provisional() -> None:
    assert count_workdays(date(2035, 9, 28), date(2035, 9, 28), Nothing()) == Count(0, provisional=False)


def test_an_imported_table_continues_the_built_in_one() -> None:
    imported = table(2035, rest={date(2035, 10, 1)}, work={date(2035, 9, 29)})
    calendar = WithTables(KNOWN, (imported,))
    assert calendar.covers(2035)
    assert calendar.covers(2019)
    assert not calendar.covers(2036)
    assert add_workdays(date(2035, 9, 28), 2, calendar) == Day(date(2035, 10, 2), provisional=False)
    assert not is_workday(date(2035, 10, 6), calendar)
    assert is_workday(date(2019, 10, 12), calendar)


def test_an_imported_table_replaces_the_built_in_year_and_a_later_one_corrects_it() -> None:
    empty = WithTables(KNOWN, (table(2019, rest=set()),))
    assert is_workday(date(2019, 10, 3), empty)
    assert not is_workday(date(2019, 10, 12), empty)
    corrected = WithTables(KNOWN, (*empty.tables, table(2019, rest={date(2019, 10, 3)})))
    assert not is_workday(date(2019, 10, 3), corrected)
    worked = WithTables(KNOWN, (*corrected.tables, table(2019, rest=set(), work={date(2019, 10, 3)})))
    assert is_workday(date(2019, 10, 3), worked)


def test_the_last_week_of_december_belongs_to_the_next_notice() -> None:
    of_2018 = table(2018, rest=set())
    assert not is_workday(date(2018, 12, 31), WithTables(KNOWN, (of_2018,)))
    of_2019 = table(2019, rest={date(2018, 12, 28)})
    assert not is_workday(date(2018, 12, 28), WithTables(KNOWN, (of_2018, of_2019)))
    assert is_workday(date(2018, 12, 31), WithTables(KNOWN, (of_2018, of_2019)))
    assert not is_workday(date(2018, 12, 28), WithTables(KNOWN, (of_2019,)))


def test_a_table_reads_back_from_what_it_writes() -> None:
    imported = YearTable(
        2027, frozenset({date(2027, 1, 1), date(2026, 12, 31)}), frozenset({date(2027, 1, 3)}), "示例通知"
    )
    assert read_year_table(imported.as_json()) == imported


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        "null",
        '{"year": 2027, "rest": ["2027-01-01"]}',
        '{"year": 2027, "rest": ["2027-02-30"], "work": []}',
        '{"year": 2027, "rest": [20270101], "work": []}',
        '{"year": "明年", "rest": ["2027-01-01"], "work": []}',
        '{"year": null, "rest": ["2027-01-01"], "work": []}',
    ],
)
def test_a_malformed_table_is_refused_with_the_form_it_should_have(text: str) -> None:
    with pytest.raises(NotAllowed, match="格式有误"):
        read_year_table(text)


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        (table(2027, {date(2028, 1, 1), date(2026, 12, 24)}), "不属于该年度：2026-12-24、2028-01-01"),
        (table(2027, {date(2027, 1, 2)}, {date(2027, 1, 2)}), "又列为上班：2027-01-02"),
        (table(2027, set(), {date(2027, 1, 4)}), "不是周六或周日：2027-01-04"),
        (YearTable(2027, frozenset(), frozenset()), "没有元旦"),
        (YearTable(20, frozenset(), frozenset()), "2000年至2099年"),
    ],
)
def test_a_table_that_contradicts_itself_is_refused_by_name_of_its_days(bad: YearTable, words: str) -> None:
    with pytest.raises(NotAllowed) as refusal:
        read_year_table(bad.as_json())
    assert words in str(refusal.value)


@settings(deadline=None)
@given(days, numbers)
def test_counting_undoes_adding(start: date, number: int) -> None:
    found = add_workdays(start, number, KNOWN)
    assert count_workdays(start, found.date, KNOWN).days == number
    assert number == 0 or is_workday(found.date, KNOWN)


@settings(deadline=None)
@given(days, st.integers(0, 30), st.integers(0, 30))
def test_adding_in_two_steps_is_adding_at_once(start: date, first: int, second: int) -> None:
    middle = add_workdays(start, first, KNOWN).date
    assert add_workdays(middle, second, KNOWN).date == add_workdays(start, first + second, KNOWN).date


@settings(deadline=None)
@given(days, st.integers(0, 90), st.integers(0, 90))
def test_the_parts_of_a_span_add_up_and_count_no_day_twice(start: date, first: int, second: int) -> None:
    middle = start + timedelta(days=first)
    end = middle + timedelta(days=second)
    parts = count_workdays(start, middle, KNOWN).days + count_workdays(middle, end, KNOWN).days
    assert parts == count_workdays(start, end, KNOWN).days <= first + second


@given(days)
def test_the_nearest_working_day_is_the_day_itself_or_has_only_rest_before_it(day: date) -> None:
    found = nearest_workday(day, KNOWN).date
    assert is_workday(found, KNOWN)
    assert not any(is_workday(day + timedelta(days=n), KNOWN) for n in range((found - day).days))
