"""The life of an item, spelled out a second time, and the arithmetic of a ledger."""

from datetime import date
from decimal import Decimal

import pytest

from xuncha.kernel.refusals import NotAllowed, WrongRole
from xuncha.records.rules import Role
from xuncha.rectification.rules import (
    DONE,
    ITEM_LIFE,
    OPEN,
    STAGED,
    ItemState,
    MeasureKind,
    Progress,
    Tally,
    derived,
    tally,
)

S, R = ItemState, Role
CHECKERS = {R.DIRECTOR, R.RECTIFICATION, R.COUNTY_OFFICE}
DUE = date(2019, 9, 30)
DAY_AFTER = date(2019, 10, 1)
EARLIER = date(2019, 8, 1)

LAW: dict[tuple[str, str], tuple[str, set[Role]]] = {
    (S.NOT_STARTED, "start"): (S.UNDER_WAY, CHECKERS | {R.UNIT_CONTACT}),
    (S.NOT_STARTED, "lapse"): (S.OVERDUE, CHECKERS),
    (S.UNDER_WAY, "lapse"): (S.OVERDUE, CHECKERS),
    (S.UNDER_WAY, "stage"): (S.BASICALLY_DONE, CHECKERS),
    (S.OVERDUE, "stage"): (S.BASICALLY_DONE, CHECKERS),
    (S.UNDER_WAY, "complete"): (S.DONE, CHECKERS),
    (S.OVERDUE, "complete"): (S.DONE, CHECKERS),
    (S.BASICALLY_DONE, "complete"): (S.DONE, CHECKERS),
    (S.STANDING, "complete"): (S.DONE, CHECKERS),
    (S.OVERDUE, "extend"): (S.UNDER_WAY, CHECKERS),
    (S.BASICALLY_DONE, "stand"): (S.STANDING, CHECKERS),
    (S.DONE, "reopen"): (S.UNDER_WAY, CHECKERS),
    (S.BASICALLY_DONE, "reopen"): (S.UNDER_WAY, CHECKERS),
    (S.STANDING, "reopen"): (S.UNDER_WAY, CHECKERS),
}
VERBS = sorted({verb for _, verb in LAW})


def test_the_table_knows_no_verb_that_the_law_does_not() -> None:
    assert sorted(ITEM_LIFE.verbs()) == VERBS
    assert len(ITEM_LIFE.steps) == len(LAW)


@pytest.mark.parametrize("state", ItemState)
@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("role", Role)
def test_each_verb_in_each_state_by_each_role(state: ItemState, verb: str, role: Role) -> None:
    target, roles = LAW.get((state, verb), ("", set()))
    if role in roles:
        assert ITEM_LIFE.step(verb, state, {role}).target == target
    else:
        with pytest.raises(WrongRole if target else NotAllowed):
            ITEM_LIFE.step(verb, state, {role})


def test_every_way_into_done_is_guarded_by_the_measures() -> None:
    assert all("measures_done" in step.guards for step in ITEM_LIFE.steps if step.target == S.DONE)


def test_every_state_is_done_basic_or_open_and_only_one_of_them() -> None:
    assert sorted([*DONE, *STAGED, *OPEN]) == sorted(ItemState)


def test_a_real_citys_figures() -> None:
    """688 of 697, four basically done, five open: 98.71 % (domain §12)."""
    result = tally([S.DONE] * 688 + [S.BASICALLY_DONE] * 3 + [S.STANDING] + [S.UNDER_WAY] * 4 + [S.OVERDUE])
    assert (result.done, result.basic, result.open, result.due) == (688, 4, 5, 697)
    assert result.rate == Decimal("98.71")


@pytest.mark.parametrize(
    ("done", "due", "rate"), [(279, 306, "91.18"), (10, 11, "90.91"), (0, 7, "0.00"), (7, 7, "100.00")]
)
def test_rates_of_other_ledgers(done: int, due: int, rate: str) -> None:
    assert Tally(done=done, open=due - done).rate == Decimal(rate)


def test_nothing_due_is_no_rate() -> None:
    assert Tally().rate is None


def test_an_unknown_state_is_an_error_and_not_left_out() -> None:
    with pytest.raises(ValueError, match="finished"):
        tally(["done", "finished"])


def dated(done_on: date | None = None) -> Progress:
    return Progress(MeasureKind.DATED, done_on)


def lasting(done_on: date | None = None) -> Progress:
    return Progress(MeasureKind.LONG_TERM, done_on)


@pytest.mark.parametrize(
    ("state", "measures", "day", "expected"),
    [
        (S.NOT_STARTED, [], DUE, S.NOT_STARTED),
        (S.NOT_STARTED, [], DAY_AFTER, S.OVERDUE),
        (S.NOT_STARTED, [dated()], DUE, S.NOT_STARTED),
        (S.NOT_STARTED, [dated(EARLIER), dated()], DUE, S.UNDER_WAY),
        (S.NOT_STARTED, [dated(EARLIER), dated()], DAY_AFTER, S.OVERDUE),
        (S.UNDER_WAY, [dated()], DUE, S.UNDER_WAY),
        (S.UNDER_WAY, [dated()], DAY_AFTER, S.OVERDUE),
        (S.UNDER_WAY, [dated(EARLIER)], DAY_AFTER, S.UNDER_WAY),
        (S.UNDER_WAY, [dated(EARLIER), lasting()], DAY_AFTER, S.UNDER_WAY),
        (S.OVERDUE, [dated(EARLIER)], DUE, S.OVERDUE),
        (S.DONE, [dated()], DAY_AFTER, S.DONE),
        (S.BASICALLY_DONE, [dated()], DAY_AFTER, S.BASICALLY_DONE),
        (S.STANDING, [lasting()], DAY_AFTER, S.STANDING),
    ],
)
def test_the_state_that_measures_give_an_item(
    state: ItemState, measures: list[Progress], day: date, expected: ItemState
) -> None:
    assert derived(state, measures, due_on=DUE, day=day) == expected
