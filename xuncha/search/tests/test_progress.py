"""Numbers that rise and may come late: none is passed over, none is read twice for nothing."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xuncha.search.rules.places import MOST_KINDS, first_of, place
from xuncha.search.rules.progress import MOST, PATIENCE, Progress


def test_a_number_that_comes_late_is_still_asked_for() -> None:
    progress = Progress(10).after([11, 14], now=0)
    assert [(gap.first, gap.last) for gap in progress.gaps] == [(12, 13)]
    progress = progress.after([13, 15], now=1)
    assert progress.high == 15
    assert [(gap.first, gap.last) for gap in progress.gaps] == [(12, 12)]


def test_a_number_that_never_comes_is_given_up_in_the_end() -> None:
    progress = Progress(1).after([5], now=0)
    assert progress.after([6], now=PATIENCE - 1).gaps
    assert not progress.after([6], now=PATIENCE).gaps


def test_no_more_gaps_are_remembered_than_can_be_asked_for() -> None:
    progress = Progress().after(list(range(2, 4 * MOST, 2)), now=0)
    assert len(progress.gaps) == MOST
    assert progress.gaps[-1].last == 4 * MOST - 3


@given(st.permutations(range(1, 13)), st.data())
def test_in_whatever_order_numbers_come_each_is_read_once(order: list[int], data: st.DataObject) -> None:
    progress, there, read = Progress(), set[int](), list[int]()
    while order or there - set(read):
        come = data.draw(st.integers(min(1, len(order)), len(order)))
        there |= set(order[:come])
        order = order[come:]
        asked = sorted(
            n for n in there if n > progress.high or any(g.first <= n <= g.last for g in progress.gaps)
        )
        limit = data.draw(st.integers(1, 5))
        read += asked[:limit]
        progress = Progress.from_rows(progress.high, progress.rows()).after(asked[:limit], now=0)
    assert sorted(read) == list(range(1, 13))


@given(
    st.tuples(st.dates(), st.integers(0, MOST_KINDS - 1), st.integers(1, 2**33 - 1)),
    st.tuples(st.dates(), st.integers(0, MOST_KINDS - 1), st.integers(1, 2**33 - 1)),
)
def test_places_are_distinct_and_follow_the_day(
    one: tuple[date, int, int], other: tuple[date, int, int]
) -> None:
    assert (place(*one) == place(*other)) == (one == other)
    assert place(*one) < 2**63
    assert first_of(one[0]) <= place(*one)
    if one[0] < other[0]:
        assert place(*one) < first_of(other[0])


def test_a_key_without_room_is_refused() -> None:
    with pytest.raises(ValueError, match="no place"):
        place(date(2019, 1, 1), 0, 2**33)
