"""Who is told, and what becomes of a notice whose receiver has no account."""

from dataclasses import replace

import pytest

from xuncha.records.rules import OFFICE, Role
from xuncha.reminders.rules.audience import Directory, Owing, told
from xuncha.reminders.rules.thresholds import Audience

OFFICE_ROW, UNIT, COUNTY, GROUP, POST, LEAD = 1, 2, 3, 4, 5, 6
SECTION, DIRECTOR, LEADER = 20, 21, 22
PERSON, HOLDER, OFFICIAL, CONTACT, PRINCIPAL, OF_COUNTY, LIAISON, HEAD_OF_GROUP = range(30, 38)

EVERYBODY = Directory(
    active=frozenset({PERSON}),
    posts={POST: (HOLDER,), LEAD: (OFFICIAL,)},
    principals={UNIT: (PRINCIPAL,)},
    offices={
        (Role.RECTIFICATION, OFFICE_ROW): (SECTION,),
        (Role.DIRECTOR, OFFICE_ROW): (DIRECTOR,),
        (Role.LEADER, OFFICE_ROW): (LEADER,),
        (Role.COUNTY_OFFICE, COUNTY): (OF_COUNTY,),
    },
    contacts={(Role.UNIT_CONTACT, UNIT): (CONTACT,)},
    seats={(Role.LIAISON, GROUP): (LIAISON,), (Role.GROUP_LEADER, GROUP): (HEAD_OF_GROUP,)},
)
NOBODY_OUTSIDE = replace(EVERYBODY, active=frozenset(), posts={}, principals={}, contacts={}, seats={})
OWN = Owing(OFFICE_ROW, section=frozenset({Role.RECTIFICATION}), readers=OFFICE)
OF_UNIT = replace(OWN, post=POST, lead=LEAD, unit=UNIT, head=UNIT)


@pytest.mark.parametrize(
    ("audience", "accounts"),
    [
        (Audience.OWNER, (HOLDER,)),
        (Audience.LEAD, (OFFICIAL,)),
        (Audience.UNIT, (CONTACT,)),
        (Audience.HEAD, (PRINCIPAL,)),
        (Audience.SECTION, (SECTION,)),
        (Audience.DIRECTOR, (DIRECTOR,)),
        (Audience.LEADERS, (LEADER,)),
    ],
)
def test_each_audience_is_told_itself_where_it_has_an_account(
    audience: Audience, accounts: tuple[int, ...]
) -> None:
    found = told(audience, OF_UNIT, EVERYBODY)
    assert (found.accounts, found.relayed) == (accounts, False)


def test_a_post_without_an_account_is_answered_for_by_the_units_contact() -> None:
    found = told(Audience.OWNER, replace(OF_UNIT, post=99), EVERYBODY)
    assert (found.accounts, found.relayed) == ((CONTACT,), False)


def test_a_person_comes_before_the_post_and_only_while_the_account_is_in_use() -> None:
    owing = replace(OF_UNIT, account=PERSON)
    assert told(Audience.OWNER, owing, EVERYBODY).accounts == (PERSON,)
    assert told(Audience.OWNER, owing, replace(EVERYBODY, active=frozenset())).accounts == (HOLDER,)


@pytest.mark.parametrize("audience", [Audience.OWNER, Audience.UNIT, Audience.HEAD])
def test_a_unit_without_any_account_is_told_by_the_section(audience: Audience) -> None:
    found = told(audience, OF_UNIT, NOBODY_OUTSIDE)
    assert (found.accounts, found.relayed) == ((SECTION,), True)


def test_a_lead_official_without_account_is_told_by_who_owes_it() -> None:
    found = told(Audience.LEAD, replace(OF_UNIT, lead=None), EVERYBODY)
    assert (found.accounts, found.relayed) == ((HOLDER,), True)


def test_a_county_and_a_group_answer_for_what_is_theirs() -> None:
    county = replace(OWN, county=COUNTY)
    assert {
        told(who, county, EVERYBODY).accounts for who in (Audience.OWNER, Audience.UNIT, Audience.HEAD)
    } == {(OF_COUNTY,)}
    group = replace(OWN, group=GROUP, seats=frozenset({Role.GROUP_LEADER, Role.LIAISON}))
    assert set(told(Audience.OWNER, group, EVERYBODY).accounts) == {LIAISON, HEAD_OF_GROUP}
    assert told(Audience.HEAD, group, EVERYBODY).accounts == (HEAD_OF_GROUP,)


def test_what_the_office_owes_itself_goes_to_its_section_and_then_its_director() -> None:
    found = [told(audience, OWN, EVERYBODY) for audience in (Audience.OWNER, Audience.UNIT, Audience.HEAD)]
    assert [each.accounts for each in found] == [(SECTION,), (SECTION,), (DIRECTOR,)]
    assert not any(each.relayed for each in found)


def test_what_is_owed_from_outside_the_system_is_passed_on() -> None:
    found = told(Audience.OWNER, replace(OWN, relays=True), EVERYBODY)
    assert (found.accounts, found.relayed) == ((SECTION,), True)


def test_a_section_without_account_leaves_it_to_the_director() -> None:
    found = told(Audience.SECTION, replace(OWN, section=frozenset({Role.GUIDANCE})), EVERYBODY)
    assert found.accounts == (DIRECTOR,)


def test_nobody_in_the_office_is_told_of_what_he_may_not_read() -> None:
    """Of clues the leading group and the sections hear nothing."""
    closed = replace(OWN, readers=frozenset({Role.DIRECTOR}))
    assert told(Audience.LEADERS, closed, EVERYBODY).accounts == ()
    assert told(Audience.SECTION, closed, EVERYBODY).accounts == (DIRECTOR,)
    assert told(Audience.DIRECTOR, replace(OWN, readers=frozenset()), EVERYBODY).accounts == ()
