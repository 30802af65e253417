"""The arithmetic of coverage on plain values."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xuncha.rounds.engine.coverage import Coverage, Step, covered, elapsed, heir, heirs, steps

KEYS = st.integers(1, 12)


@pytest.mark.parametrize(
    ("part", "whole", "printed"),
    [
        (62, 84, "73.81"),
        (50, 84, "59.52"),
        (38, 84, "45.24"),
        (31, 42, "73.81"),
        (93, 126, "73.81"),
        (84, 84, "100.00"),
    ],
)
def test_the_golden_shares(part: int, whole: int, printed: str) -> None:
    assert Coverage(part, whole).percent == Decimal(printed)


def test_an_empty_plan_has_no_share() -> None:
    assert Coverage(0, 0).percent is None


def test_what_is_left_is_the_rest_of_the_plan() -> None:
    assert Coverage(62, 84).left == 22


def test_a_listed_organisation_answers_for_itself_alone() -> None:
    assert heir(1, {1: 2}, {1, 2}) == 1


def test_the_heir_is_the_end_of_the_chain_that_is_listed() -> None:
    assert heir(1, {1: 2, 2: 3}, {3}) == 3
    assert heir(1, {1: 2, 2: 3}, {2, 3}) == 2
    assert heir(1, {1: 2}, {9}) is None


def test_organisations_that_merged_into_one_another_do_not_turn_in_circles() -> None:
    assert heir(1, {1: 2, 2: 1}, {9}) is None


def test_two_that_merged_count_once() -> None:
    assert covered([1, 2], heirs({1: 3, 2: 3}, {3, 4}), {3, 4}) == {3}


def test_what_a_decision_keeps_is_covered_while_it_is_listed() -> None:
    assert covered([], {}, {1, 2}, kept=[1]) == {1}
    assert covered([], {}, {2}, kept=[1]) == set()


@given(st.lists(KEYS), st.dictionaries(KEYS, KEYS), st.sets(KEYS), st.sets(KEYS))
def test_covered_is_a_subset_of_the_plan(
    reached: list[int], successors: dict[int, int], listed: set[int], kept: set[int]
) -> None:
    assert covered(reached, heirs(successors, listed), listed, kept) <= listed


@given(st.lists(KEYS), st.lists(KEYS), st.dictionaries(KEYS, KEYS), st.sets(KEYS))
def test_more_inspections_never_cover_fewer(
    some: list[int], more: list[int], successors: dict[int, int], listed: set[int]
) -> None:
    answering = heirs(successors, listed)
    assert covered(some, answering, listed) <= covered(some + more, answering, listed)


@given(st.lists(KEYS), st.dictionaries(KEYS, KEYS), st.sets(KEYS))
def test_one_inspection_covers_at_most_one_organisation(
    reached: list[int], successors: dict[int, int], listed: set[int]
) -> None:
    assert len(covered(reached, heirs(successors, listed), listed)) <= len(set(reached))


@given(st.lists(st.tuples(st.integers(1, 9), KEYS)))
def test_the_sum_of_first_inspections_is_the_number_of_organisations(reached: list[tuple[int, int]]) -> None:
    found = steps(reached, range(1, 10))
    assert sum(step.new for step in found) == len({organisation for _, organisation in reached})
    for step in found:
        assert step.covered == len({o for number, o in reached if number <= step.number})


def test_a_second_inspection_in_the_term_adds_nothing() -> None:
    assert steps([(1, 7), (2, 7), (2, 8)], [1, 2]) == [Step(1, 1, 1), Step(2, 1, 2)]


def test_three_years_of_five_are_sixty_percent() -> None:
    assert elapsed(date(2017, 1, 1), date(2021, 12, 31), date(2019, 12, 31)) == Fraction(3, 5)


@pytest.mark.parametrize(
    ("day", "share"),
    [
        (date(2016, 12, 31), Fraction(0)),
        (date(2017, 1, 31), Fraction(1, 60)),
        (date(2017, 2, 14), Fraction(3, 2) / 60),
        (date(2021, 12, 31), Fraction(1)),
        (date(2022, 6, 30), Fraction(1)),
    ],
)
def test_the_elapsed_share_runs_from_nothing_to_one(day: date, share: Fraction) -> None:
    assert elapsed(date(2017, 1, 1), date(2021, 12, 31), day) == share


def test_a_term_may_begin_on_any_day_of_a_month() -> None:
    start, end = date(2016, 10, 31), date(2021, 10, 30)
    assert elapsed(start, end, date(2017, 10, 30)) == Fraction(1, 5)
    assert elapsed(start, end, date(2019, 4, 29)) == Fraction(1, 2)
    assert elapsed(start, end, date(2021, 10, 30)) == 1


def test_a_term_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(ValueError, match="ends before"):
        elapsed(date(2020, 1, 2), date(2020, 1, 1), date(2020, 1, 1))


@given(st.dates(date(2010, 1, 1), date(2030, 1, 1)), st.dates(date(2010, 1, 1), date(2030, 1, 1)))
def test_the_elapsed_share_never_falls(one: date, other: date) -> None:
    start, end = date(2016, 10, 31), date(2021, 10, 30)
    shares = [elapsed(start, end, day) for day in sorted((one, other))]
    assert shares == sorted(shares)
