"""The life of a clue, spelled out a second time, and its number."""

from datetime import date

import pytest

from xuncha.clues.rules import CLUE_LIFE, ClueState, check_reflects, clue_number, is_early
from xuncha.kernel.refusals import NotAllowed, WrongRole
from xuncha.records.rules import Role

S, R = ClueState, Role
KEEPER = {R.CLUE_KEEPER, R.COUNTY_OFFICE}

LAW: dict[tuple[str, str], tuple[str, set[Role]]] = {
    (S.REGISTERED, "suggest"): (S.SUGGESTED, {R.GROUP_LEADER, R.COUNTY_OFFICE}),
    (S.SUGGESTED, "decide"): (S.DECIDED, {R.APPROVER, R.COUNTY_OFFICE}),
    (S.DECIDED, "transfer"): (S.TRANSFERRED, KEEPER),
    (S.TRANSFERRED, "dispose"): (S.DISPOSED, KEEPER | {R.CLUE_RECEIVER}),
    (S.DISPOSED, "close"): (S.CLOSED, KEEPER),
    (S.CLOSED, "reopen"): (S.TRANSFERRED, KEEPER),
}
VERBS = sorted({verb for _, verb in LAW})


def test_the_table_knows_no_verb_that_the_law_does_not() -> None:
    assert sorted(CLUE_LIFE.verbs()) == VERBS
    assert len(CLUE_LIFE.steps) == len(LAW)


@pytest.mark.parametrize("state", ClueState)
@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("role", Role)
def test_each_verb_in_each_state_by_each_role(state: ClueState, verb: str, role: Role) -> None:
    target, roles = LAW.get((state, verb), ("", set()))
    if role in roles:
        assert CLUE_LIFE.step(verb, state, {role}).target == target
    else:
        with pytest.raises(WrongRole if target else NotAllowed):
            CLUE_LIFE.step(verb, state, {role})


def test_who_proposes_does_not_decide_and_who_decides_does_not_execute() -> None:
    by_verb = {verb: roles - {R.COUNTY_OFFICE} for (_, verb), (_, roles) in LAW.items()}
    assert not by_verb["suggest"] & by_verb["decide"]
    assert not by_verb["decide"] & by_verb["transfer"]


def test_a_number_names_year_round_group_and_serial() -> None:
    assert clue_number(2019, 6, 2, 1) == "2019-6-2-001"
    assert clue_number(2019, 6, 2, 1234) == "2019-6-2-1234"


@pytest.mark.parametrize(("persons", "organisation"), [(1, ""), (0, "某公司"), (3, "某公司")])
def test_a_clue_reflects_a_person_or_an_organisation(persons: int, organisation: str) -> None:
    check_reflects(persons, organisation)


@pytest.mark.parametrize("organisation", ["", "  "])
def test_what_reflects_neither_is_no_clue(organisation: str) -> None:
    with pytest.raises(NotAllowed, match="被反映人或者被反映组织"):
        check_reflects(0, organisation)


def test_a_transfer_is_early_before_the_secretary_meeting_and_on_its_day_no_more() -> None:
    heard = date(2019, 9, 2)
    assert is_early(date(2019, 9, 1), heard)
    assert is_early(date(2019, 9, 1), None)
    assert not is_early(heard, heard)
