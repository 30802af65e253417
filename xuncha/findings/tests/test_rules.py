"""The life of a finding, spelled out a second time: state, verb → state and who may."""

import pytest

from xuncha.findings.rules import FINDING_LIFE, FindingState
from xuncha.kernel.refusals import NotAllowed, WrongRole
from xuncha.records.rules import Role

S, R = FindingState, Role
LEAD = {R.GROUP_LEADER, R.COUNTY_OFFICE}
OFFICE = {R.DIRECTOR, R.GENERAL, R.RECTIFICATION, R.COUNTY_OFFICE}
HEAD = {R.DIRECTOR, R.RECTIFICATION, R.COUNTY_OFFICE}

LAW: dict[tuple[str, str], tuple[str, set[Role]]] = {
    (S.DRAFT, "confirm"): (S.CONFIRMED, LEAD),
    (S.DRAFT, "drop"): (S.DROPPED, LEAD),
    (S.CONFIRMED, "send_back"): (S.DRAFT, OFFICE),
    (S.CONFIRMED, "feed_back"): (S.FED_BACK, OFFICE),
    (S.FED_BACK, "rectify"): (S.RECTIFIED, HEAD | {R.UNIT_CONTACT}),
    (S.RECTIFIED, "return"): (S.FED_BACK, HEAD),
    (S.RECTIFIED, "accept"): (S.ACCEPTED, HEAD),
    (S.ACCEPTED, "reopen"): (S.FED_BACK, HEAD),
}
VERBS = sorted({verb for _, verb in LAW})


def test_the_table_knows_no_verb_that_the_law_does_not() -> None:
    assert sorted(FINDING_LIFE.verbs()) == VERBS
    assert len(FINDING_LIFE.steps) == len(LAW)


@pytest.mark.parametrize("state", FindingState)
@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("role", Role)
def test_each_verb_in_each_state_by_each_role(state: FindingState, verb: str, role: Role) -> None:
    target, roles = LAW.get((state, verb), ("", set()))
    if role in roles:
        assert FINDING_LIFE.step(verb, state, {role}).target == target
    else:
        with pytest.raises(WrongRole if target else NotAllowed):
            FINDING_LIFE.step(verb, state, {role})


def test_what_undoes_asks_for_a_reason() -> None:
    asking = {step.verb for step in FINDING_LIFE.steps if step.needs_note}
    assert asking == {"drop", "send_back", "return", "reopen"}
