from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xuncha.kernel.deadlines import Direction, Due, Light, Lights, Roll, Rule, Unit, add_months, due, lights
from xuncha.kernel.workdays import BuiltIn, add_workdays, count_workdays, is_workday

KNOWN = BuiltIn()
UNKNOWN_YEAR = max(BuiltIn.years) + 1
days = st.dates(date(2005, 1, 1), date(2040, 12, 31))
rules = st.builds(
    Rule, st.integers(0, 90), st.sampled_from(Unit), st.sampled_from(Direction), st.sampled_from(Roll)
)


@pytest.mark.parametrize(
    ("anchor", "rule", "expected"),
    [
        (date(2024, 1, 31), Rule(1, Unit.MONTH), date(2024, 2, 29)),
        (date(2023, 8, 31), Rule(6, Unit.MONTH), date(2024, 2, 29)),
        (date(2023, 1, 31), Rule(1, Unit.MONTH), date(2023, 2, 28)),
        (date(2019, 2, 28), Rule(2, Unit.MONTH), date(2019, 4, 28)),
        (date(2019, 11, 30), Rule(2, Unit.MONTH), date(2020, 1, 30)),
        (date(2020, 3, 31), Rule(1, Unit.MONTH, Direction.BEFORE), date(2020, 2, 29)),
        (date(2022, 8, 23), Rule(7, Unit.DAY, Direction.BEFORE), date(2022, 8, 16)),
        (date(2019, 10, 28), Rule(10, Unit.WORKDAY, Direction.BEFORE), date(2019, 10, 14)),
        (date(2019, 9, 30), Rule(5, Unit.WORKDAY), date(2019, 10, 12)),
        (date(2019, 10, 28), Rule(0, Unit.DAY), date(2019, 10, 28)),
    ],
)
def test_the_due_date_of_each_unit_and_direction(anchor: date, rule: Rule, expected: date) -> None:
    assert due(anchor, rule, KNOWN).date == expected


def test_an_end_in_a_holiday_shows_both_days_and_warns_on_the_earlier() -> None:
    answer = due(date(2019, 8, 3), Rule(2, Unit.MONTH), KNOWN)
    assert answer == Due(date(2019, 10, 3), date(2019, 10, 8), date(2019, 10, 3), provisional=False)


def test_a_rule_that_rolls_warns_on_the_working_day() -> None:
    answer = due(date(2019, 8, 3), Rule(2, Unit.MONTH, roll=Roll.ROLL), KNOWN)
    assert (answer.rolled, answer.alarm) == (date(2019, 10, 8), date(2019, 10, 8))


def test_a_rule_that_does_not_roll_knows_one_day() -> None:
    answer = due(date(2019, 8, 3), Rule(2, Unit.MONTH, roll=Roll.NONE), KNOWN)
    assert {answer.date, answer.rolled, answer.alarm} == {date(2019, 10, 3)}


def test_a_deadline_before_an_event_moves_to_the_working_day_before() -> None:
    answer = due(date(2019, 10, 8), Rule(3, Unit.DAY, Direction.BEFORE), KNOWN)
    assert (answer.date, answer.rolled, answer.alarm) == (
        date(2019, 10, 5),
        date(2019, 9, 30),
        date(2019, 9, 30),
    )


def test_a_due_date_is_provisional_only_where_an_unknown_year_was_counted() -> None:
    anchor = date(UNKNOWN_YEAR - 1, 12, 25)
    assert due(anchor, Rule(20, Unit.WORKDAY), KNOWN).provisional
    assert due(anchor, Rule(20, Unit.DAY), KNOWN).provisional
    assert not due(anchor, Rule(20, Unit.DAY, roll=Roll.NONE), KNOWN).provisional
    assert not due(anchor, Rule(20, Unit.DAY, Direction.BEFORE), KNOWN).provisional


def test_an_offset_is_not_negative() -> None:
    with pytest.raises(ValueError, match="not negative"):
        Rule(-1, Unit.DAY)


def test_values_as_the_database_holds_them_work_like_the_words() -> None:
    stored = Rule(10, Unit("workday"), Direction("before"), Roll("show_both"))
    assert due(date(2019, 10, 28), stored, KNOWN).date == date(2019, 10, 14)


@settings(deadline=None)
@given(days, rules)
def test_every_due_date_lies_on_its_side_and_rolls_to_a_working_day(anchor: date, rule: Rule) -> None:
    answer = due(anchor, rule, KNOWN)
    ahead = rule.direction == Direction.AFTER
    assert answer.date >= anchor if ahead else answer.date <= anchor
    assert answer.alarm in (answer.date, answer.rolled)
    if rule.roll == Roll.NONE:
        assert answer.rolled == answer.date
    else:
        assert is_workday(answer.rolled, KNOWN)
        assert answer.rolled >= answer.date if ahead else answer.rolled <= answer.date
    if rule.roll == Roll.SHOW_BOTH:
        assert answer.alarm == min(answer.date, answer.rolled)


@given(days, st.integers(-60, 60))
def test_months_land_in_the_right_month_on_the_same_day_or_its_last(day: date, months: int) -> None:
    landed = add_months(day, months)
    assert (landed.year - day.year) * 12 + landed.month - day.month == months
    assert landed.day == day.day or (landed.day < day.day and (landed + timedelta(days=1)).day == 1)


@settings(deadline=None)
@given(days, st.integers(0, 24), st.sampled_from([Unit.WORKDAY, Unit.DAY, Unit.MONTH]))
def test_a_longer_offset_is_never_due_earlier(anchor: date, offset: int, unit: Unit) -> None:
    assert due(anchor, Rule(offset, unit), KNOWN).date < due(anchor, Rule(offset + 1, unit), KNOWN).date


@pytest.mark.parametrize(
    ("due_on", "light"),
    [
        (date(2019, 9, 29), Light.RED),
        (date(2019, 9, 30), Light.ORANGE),
        (date(2019, 10, 8), Light.ORANGE),
        (date(2019, 10, 10), Light.ORANGE),  # third working day
        (date(2019, 10, 11), Light.YELLOW),
        (date(2019, 10, 12), Light.YELLOW),  # swapped Saturday, fifth
        (date(2019, 10, 18), Light.YELLOW),  # tenth
        (date(2019, 10, 20), Light.YELLOW),  # Sunday: still ten left
        (date(2019, 10, 21), Light.GREEN),
    ],
)
def test_the_light_on_the_eve_of_the_national_holiday(due_on: date, light: Light) -> None:
    assert lights(date(2019, 9, 30), KNOWN).of(due_on) == light


def _by_counting(due_on: date, today: date) -> Light:
    left = count_workdays(today, due_on, KNOWN).days
    if due_on < today:
        return Light.RED
    return Light.ORANGE if left <= 3 else Light.YELLOW if left <= 10 else Light.GREEN


@settings(deadline=None)
@given(days, st.integers(-10, 40))
def test_the_spans_of_the_lights_agree_with_counting_the_days_left(today: date, distance: int) -> None:
    due_on = today + timedelta(days=distance)
    assert lights(today, KNOWN).of(due_on) == _by_counting(due_on, today)


def test_lights_that_look_into_an_unknown_year_are_provisional() -> None:
    assert lights(date(UNKNOWN_YEAR - 1, 12, 30), KNOWN).provisional
    assert lights(date(UNKNOWN_YEAR - 1, 12, 22), KNOWN).provisional
    assert not lights(date(UNKNOWN_YEAR - 1, 12, 1), KNOWN).provisional
    settled = lights(date(2019, 10, 14), KNOWN)
    assert settled == Lights(
        date(2019, 10, 14), date(2019, 10, 17), date(2019, 10, 28), provisional=False, calendar=KNOWN
    )
    assert settled.yellow_until == add_workdays(date(2019, 10, 14), 10, KNOWN).date
