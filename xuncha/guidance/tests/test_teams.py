"""Check teams: drawn for the occasion, and nobody past a recusal check towards a county of theirs."""

from datetime import date

import pytest

from xuncha.guidance.actions import checks, teams
from xuncha.guidance.models import CheckMember, CheckTeam
from xuncha.guidance.queries.recusal import checks_of
from xuncha.guidance.tests import builders as make
from xuncha.kernel.refusals import NotAllowed, WrongRole
from xuncha.kernel.viewer import Viewer
from xuncha.people.models import Person
from xuncha.people.tests.builders import installation, person
from xuncha.records.models import Office
from xuncha.records.rules import Role
from xuncha.records.tests.builders import DAY, county, director, office, viewer
from xuncha.rounds.actions import groups
from xuncha.rounds.rules.groups import RecusalVerdict, Ruling
from xuncha.talent.models import CareerEntry

pytestmark = pytest.mark.django_db

LATER = date(2019, 7, 1)


@pytest.fixture
def city() -> Office:
    return installation(office()).home


@pytest.fixture
def head(city: Office) -> Viewer:
    return director(city)


@pytest.fixture
def team(city: Office) -> CheckTeam:
    return make.team(office=city)


@pytest.fixture
def below(city: Office) -> Office:
    found = county(city)
    make.committee(found)
    return found


def decided(team: CheckTeam, by: Viewer) -> None:
    judge = director(team.office)
    for check in checks_of(team.campaign).filter(verdict=""):
        groups.decide(check, RecusalVerdict.CLEAR, by=judge, at=DAY)


def served(who: Person, below: Office) -> None:
    CareerEntry.objects.create(
        office=who.office, by=who.by, person=who, organisation=make.committee(below), title="科员",
        at=date(2016, 1, 1), until=date(2018, 6, 1),
    )  # fmt: skip


def add(team: CheckTeam, who: Person, by: Viewer) -> CheckMember:
    return teams.add_member(CheckMember(team=team, person=who), by=by, at=DAY)


def test_a_team_goes_to_a_county_once_head_and_members_are_cleared_towards_it(
    team: CheckTeam, below: Office, head: Viewer
) -> None:
    who = person(office=team.office)
    with pytest.raises(NotAllowed, match="回避核查尚未作出决定"):
        checks.visit(team, below, by=head, at=LATER)
    teams.screen_team(team, counties=[below], people=[who], by=head, at=DAY)
    assert checks_of(team.campaign).count() == 2
    with pytest.raises(NotAllowed, match="回避核查尚未作出决定"):  # screened is not decided
        checks.visit(team, below, by=head, at=LATER)
    decided(team, head)
    assert checks.visit(team, below, by=head, at=LATER).county == below
    assert add(team, who, head).campaign == team.campaign
    assert [row.person for row in team.members.all()] == [who]


def test_a_member_is_refused_towards_every_county_that_the_team_has(
    team: CheckTeam, below: Office, head: Viewer
) -> None:
    """Cleared towards the first county only: the second bars, whichever comes first, the seat or the county."""
    second, who = county(team.office), person(office=team.office)
    make.cleared(team, below, people=[who])
    make.cleared(team, second)
    checks.visit(team, below, by=head, at=LATER)
    add(team, who, head)
    with pytest.raises(NotAllowed, match="回避核查尚未作出决定"):
        checks.visit(team, second, by=head, at=LATER)
    make.cleared(team, second, people=[who], verdict=RecusalVerdict.BARRED, reason="曾在该县任职")
    with pytest.raises(NotAllowed, match="应当回避"):
        checks.visit(team, second, by=head, at=LATER)


def test_what_the_rules_find_is_kept_and_who_worked_there_is_barred(
    team: CheckTeam, below: Office, head: Viewer
) -> None:
    who = person(office=team.office, name="周知远")
    served(who, below)
    teams.screen_team(team, counties=[below], people=[who], by=head, at=DAY)
    check = checks_of(team.campaign).get(person=who)
    tie = check.hits.get()
    with pytest.raises(NotAllowed, match="查出1项情形"):
        groups.decide(check, RecusalVerdict.CLEAR, by=director(team.office), at=DAY)
    groups.rule(tie, Ruling.ACCEPTED, by=director(team.office), at=DAY, reason="三年内在该县工作")
    decided(team, head)
    checks.visit(team, below, by=head, at=LATER)
    with pytest.raises(NotAllowed, match=r"周知远.*应当回避"):
        add(team, who, head)


def test_facts_that_changed_after_the_decision_bar_until_they_are_looked_at(
    team: CheckTeam, below: Office, head: Viewer
) -> None:
    who = person(office=team.office)
    teams.screen_team(team, counties=[below], people=[who], by=head, at=DAY)
    decided(team, head)
    checks.visit(team, below, by=head, at=LATER)
    served(who, below)
    with pytest.raises(NotAllowed, match="已有变化"):
        add(team, who, head)


def test_a_check_of_one_campaign_clears_nobody_for_another(team: CheckTeam, head: Viewer) -> None:
    below = county(team.office)
    make.cleared(team, below)
    other = make.team(office=team.office, head=team.head)
    with pytest.raises(NotAllowed, match="回避核查尚未作出决定"):
        checks.visit(other, below, by=head, at=LATER)


def test_a_county_whose_committee_is_not_on_the_register_is_named(team: CheckTeam, head: Viewer) -> None:
    below = county(team.office)
    with pytest.raises(NotAllowed, match=r"%s.*尚未登记为党组织" % below.committee):
        teams.screen_team(team, counties=[below], by=head, at=DAY)


def test_a_person_sits_in_one_team_and_goes_home_once(team: CheckTeam, below: Office, head: Viewer) -> None:
    who = person(office=team.office)
    other = make.team(campaign=team.campaign)
    make.cleared(team, below)
    checks.visit(team, below, by=head, at=LATER)
    for seated in (team.head, other.head):
        with pytest.raises(NotAllowed, match=r"带队人|其他检查组"):
            add(team, seated, head)
    row = make.member(team=other, person=who)
    with pytest.raises(NotAllowed, match="其他检查组"):
        add(team, who, head)
    teams.release(row, by=head, at=LATER)
    with pytest.raises(NotAllowed, match="不能重复办理"):
        teams.release(row, by=head, at=LATER)


def test_no_county_and_no_other_section_draws_members(team: CheckTeam, below: Office) -> None:
    for by in (viewer(Role.COUNTY_OFFICE, office=below), viewer(Role.RECTIFICATION, office=team.office)):
        with pytest.raises(WrongRole):
            add(team, person(office=team.office), by)
        with pytest.raises(WrongRole):
            teams.screen_team(team, counties=[below], by=by, at=DAY)
