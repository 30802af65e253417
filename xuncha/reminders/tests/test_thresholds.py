"""On which threshold a thing stands, and who is told there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xuncha.kernel.refusals import NotAllowed
from xuncha.reminders.queries.schemes import bundled
from xuncha.reminders.rules.kinds import Kind
from xuncha.reminders.rules.thresholds import Audience, Ladder, Row, check_days, ladder

STEPS = ladder(bundled(), Kind.MEASURE)


@pytest.mark.parametrize(
    ("left", "step"),
    [(21, None), (20, 20), (11, 20), (10, 10), (1, 10), (0, 10), (-1, -1), (-14, -1), (-15, -15), (-30, -30),
     (-59, -30), (-60, -60), (-900, -60)],
)  # fmt: skip
def test_a_thing_stands_on_the_last_threshold_it_has_passed(left: int, step: int | None) -> None:
    assert STEPS.step(left) == step


def test_the_bundled_thresholds_go_up_as_they_are_asked_to() -> None:
    """20 days: the owner; 10: the owner and the lead official; overdue: unit and head, then ever higher persons."""
    assert list(STEPS.steps) == [20, 10, -1, -15, -30, -60]
    assert STEPS.steps[20] == (Audience.OWNER,)
    assert STEPS.steps[10] == (Audience.OWNER, Audience.LEAD)
    assert {Audience.UNIT, Audience.HEAD} <= set(STEPS.steps[-1])
    order = list(Audience)
    late = [max(order.index(who) for who in STEPS.steps[days]) for days in (-1, -15, -30, -60)]
    assert late == sorted(set(late))
    assert STEPS.steps[-60][-1] == Audience.LEADERS


@given(st.integers(-1000, 200), st.sets(st.integers(-400, 180), max_size=8))
def test_the_bounds_that_the_database_asks_for_are_the_same_thresholds(left: int, days: set[int]) -> None:
    steps = Ladder(dict.fromkeys(sorted(days, reverse=True), (Audience.OWNER,)))
    by_bounds = next((day for day, below in steps.bounds() if left > below), None) if days else None
    inside = bool(days) and left <= max(days)
    assert (by_bounds if inside else None) == steps.step(left)


@given(st.integers(-1000, 200), st.sets(st.integers(-400, 180), min_size=1, max_size=8))
def test_one_day_later_a_thing_never_stands_on_an_earlier_threshold(left: int, days: set[int]) -> None:
    steps = Ladder(dict.fromkeys(days, (Audience.OWNER,)))
    now, then = steps.step(left), steps.step(left - 1)
    assert now is None or (then is not None and then <= now)


def test_a_kind_with_lines_of_its_own_goes_by_those_alone() -> None:
    rows = [
        Row("", 20, Audience.OWNER),
        Row(Kind.NOTICE, 3, Audience.HEAD),
        Row(Kind.NOTICE, 3, Audience.OWNER),
    ]
    assert ladder(rows, Kind.NOTICE).steps == {3: (Audience.OWNER, Audience.HEAD)}
    assert ladder(rows, Kind.MEASURE).steps == {20: (Audience.OWNER,)}
    assert ladder([], Kind.MEASURE).ahead is None


@pytest.mark.parametrize("days", [181, -731])
def test_what_nobody_could_act_on_is_refused(days: int) -> None:
    with pytest.raises(NotAllowed, match="提前天数应在"):
        check_days(days)


def test_the_ends_of_the_range_are_allowed() -> None:
    check_days(180)
    check_days(-730)
