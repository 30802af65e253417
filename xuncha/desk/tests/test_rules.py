"""The arithmetic of the desk."""

from decimal import Decimal
from fractions import Fraction

from xuncha.desk.rules import pace, spans

THREE_OF_FIVE = Fraction(3, 5)


def test_the_pace_shares_what_is_left_among_the_years_that_are_left() -> None:
    found = pace(50, 34, THREE_OF_FIVE, Fraction(5))
    assert found is not None
    assert (found.so_far, found.needed) == (Decimal("16.7"), Decimal("17.0"))
    assert not found.suffices


def test_a_pace_that_was_kept_suffices() -> None:
    found = pace(60, 40, THREE_OF_FIVE, Fraction(5))
    assert found is not None
    assert found.suffices


def test_there_is_no_pace_on_the_first_day_of_a_term_nor_after_its_last() -> None:
    assert pace(0, 84, Fraction(0), Fraction(5)) is None
    assert pace(84, 0, Fraction(1), Fraction(5)) is None


def test_the_parts_of_a_bar_follow_one_another_and_fill_it() -> None:
    assert spans([12, 7, 1]) == [(0.0, 60.0), (60.0, 35.0), (95.0, 5.0)]


def test_a_bar_of_nothing_has_parts_without_length() -> None:
    assert spans([0, 0]) == [(0.0, 0.0), (0.0, 0.0)]
    assert spans([]) == []
