"""The pool: channels, nominations, members along their life, and the figures."""

from datetime import date

import pytest

from xuncha.kernel.figures import Scope
from xuncha.kernel.refusals import NotAllowed, WrongRole
from xuncha.kernel.viewer import Viewer
from xuncha.orgs.tests.builders import organisation
from xuncha.people.models import Person
from xuncha.people.rules import Rank
from xuncha.people.tests.builders import person
from xuncha.records.answers import Rows
from xuncha.records.models import Office, Passage
from xuncha.records.rules import Role
from xuncha.records.tests.builders import director, office, viewer
from xuncha.talent import actions, figures
from xuncha.talent.models import Channel, PoolMember, Relative
from xuncha.talent.rules import IN_THE_POOL, MEMBER_LIFE, OFFICE, ExitReason, MemberState, PoolKind, Specialty
from xuncha.talent.tests import builders as make

pytestmark = pytest.mark.django_db

DAY = date(2018, 5, 1)
WAYS = {
    ("review", "nominated", "reviewing"),
    ("vet", "reviewing", "vetting"),
    ("admit", "vetting", "in_pool"),
    ("reject", "reviewing", "out"),
    ("reject", "vetting", "out"),
    ("post", "in_pool", "posted"),
    ("release", "posted", "in_pool"),
    ("pause", "in_pool", "paused"),
    ("resume", "paused", "in_pool"),
    ("remove", "in_pool", "out"),
    ("remove", "paused", "out"),
}
STAFF = {Role.GUIDANCE, Role.DIRECTOR, Role.COUNTY_OFFICE}
HEAD = {Role.DIRECTOR, Role.COUNTY_OFFICE}
HEADS_VERBS = {"admit", "reject", "remove"}


@pytest.fixture
def home() -> Office:
    return office()


@pytest.fixture
def by(home: Office) -> Viewer:
    return director(home)


@pytest.fixture
def channel(home: Office, by: Viewer) -> Channel:
    return actions.open_channel(office=home, body=organisation(office=home), name="组织部渠道", by=by, at=DAY)


def cadre(home: Office) -> Person:
    return person(office=home, joined_party_on=date(2000, 7, 1))


def nominate(channel: Channel, by: Viewer, who: Person | None = None, at: date = DAY) -> PoolMember:
    return actions.nominate(
        who or cadre(channel.office), channel=channel, organisation=channel.body, pool=PoolKind.MEMBER,
        specialty=Specialty.LAW, rank=Rank.TOWNSHIP_DEPUTY, by=by, at=at,
    )  # fmt: skip


# --- The law -----------------------------------------------------------------------------------


def test_every_verb_in_every_state_for_every_role_does_what_the_law_says() -> None:
    targets = {(verb, source): target for verb, source, target in WAYS}
    for verb in MEMBER_LIFE.verbs():
        for state in MemberState:
            for role in Role:
                target = targets.get((verb, state))
                if target is None:
                    with pytest.raises(NotAllowed, match="当前状态"):
                        MEMBER_LIFE.step(verb, state, {role})
                elif role not in (HEAD if verb in HEADS_VERBS else STAFF):
                    with pytest.raises(WrongRole):
                        MEMBER_LIFE.step(verb, state, {role})
                else:
                    assert MEMBER_LIFE.step(verb, state, {role}).target == target
    assert {(s.verb, s.source.value, s.target.value) for s in MEMBER_LIFE.steps} == WAYS


def test_posted_and_paused_are_in_the_pool() -> None:
    assert set(MemberState) - set(IN_THE_POOL) == {
        MemberState.NOMINATED,
        MemberState.REVIEWING,
        MemberState.VETTING,
        MemberState.OUT,
    }


# --- The verbs ---------------------------------------------------------------------------------


def test_a_body_is_a_channel_once(channel: Channel, by: Viewer) -> None:
    with pytest.raises(NotAllowed, match="已是抽调渠道"):
        actions.open_channel(office=channel.office, body=channel.body, name="又一渠道", by=by, at=DAY)


def test_a_nominee_is_reviewed_admitted_and_dated(channel: Channel, by: Viewer) -> None:
    member = nominate(channel, by)
    assert (member.state, member.entered_on) == (MemberState.NOMINATED, None)
    actions.move(member, "review", by=by, at=date(2018, 5, 8))
    actions.move(member, "vet", by=by, at=date(2018, 5, 20))
    with pytest.raises(NotAllowed, match="廉政审查意见"):
        actions.admit(member, by=by, at=date(2018, 6, 1), opinion=" ")
    actions.admit(member, by=by, at=date(2018, 6, 1), opinion="同意")
    member.refresh_from_db()
    assert (member.state, member.entered_on) == (MemberState.IN_POOL, date(2018, 6, 1))
    assert member.opinion == "同意"
    assert [p.verb for p in member.passages()] == ["enter", "review", "vet", "admit"]


def test_who_was_rejected_or_left_may_be_nominated_again(channel: Channel, by: Viewer) -> None:
    member = nominate(channel, by)
    actions.move(member, "review", by=by, at=DAY)
    actions.move(member, "reject", by=by, at=DAY, note="不符合条件")
    again = nominate(channel, by, member.person, at=date(2019, 5, 1))
    for verb in ("review", "vet", "admit"):
        actions.move(again, verb, by=by, at=date(2019, 5, 2))
    with pytest.raises(NotAllowed, match="出库原因"):
        actions.move(again, "remove", by=by, at=date(2019, 6, 1))
    actions.remove(again, reason=ExitReason.RETIRED, by=by, at=date(2019, 6, 1))
    again.refresh_from_db()
    assert (again.state, again.left_on) == (MemberState.OUT, date(2019, 6, 1))
    assert again.exit_reason == ExitReason.RETIRED
    nominate(channel, by, member.person, at=date(2019, 7, 1))


def test_a_person_is_in_the_pool_once_and_a_party_member(channel: Channel, by: Viewer) -> None:
    member = nominate(channel, by)
    with pytest.raises(NotAllowed, match="已经提名或者在库"):
        nominate(channel, by, member.person)
    with pytest.raises(NotAllowed, match="不是中共党员"):
        nominate(channel, by, person(office=channel.office))
    with pytest.raises(NotAllowed, match="不是中共党员"):
        nominate(channel, by, person(office=channel.office, joined_party_on=date(2018, 5, 2)))


@pytest.mark.parametrize("role", [role for role in Role if role not in OFFICE])
def test_nobody_else_keeps_the_pool(channel: Channel, role: Role) -> None:
    stranger = viewer(role, office=channel.office)
    for attempt in (
        lambda: nominate(channel, stranger),
        lambda: actions.open_channel(
            office=channel.office, body=organisation(office=channel.office), name="渠道", by=stranger, at=DAY
        ),
        lambda: actions.add_career(
            cadre(channel.office), organisation=channel.body, title="科长", by=stranger, at=DAY
        ),
    ):
        with pytest.raises(WrongRole):
            attempt()


def test_a_career_runs_forward(channel: Channel, by: Viewer) -> None:
    who = cadre(channel.office)
    entry = actions.add_career(
        who, organisation=channel.body, title="科长", by=by, at=date(2015, 3, 1), until=DAY
    )
    assert list(who.career.all()) == [entry]
    with pytest.raises(NotAllowed, match="截止日期"):
        actions.add_career(
            who, organisation=channel.body, title="科长", by=by, at=DAY, until=date(2015, 3, 1)
        )


def test_what_is_declared_of_a_relative_is_sealed_and_seen_by_few(channel: Channel) -> None:
    clerk = viewer(Role.GUIDANCE, office=channel.office)
    row = actions.declare_relative(
        cadre(channel.office),
        relation="配偶",
        details="某局副局长",
        by=clerk,
        at=DAY,
        organisation=channel.body,
    )
    stored = (
        Relative.objects.filter(pk=row.pk)
        .extra(select={"raw": "details"})
        .values_list("raw", flat=True)
        .get()
    )
    assert "某局" not in stored
    assert Relative.objects.get(pk=row.pk).details == "某局副局长"
    assert not Passage.objects.filter(note__contains="某局").exists()
    sees = {
        role for role in Role if Relative.objects.visible_to(viewer(role, office=channel.office)).exists()
    }
    assert sees == {Role.GUIDANCE, Role.COUNTY_OFFICE}
    with pytest.raises(WrongRole):
        actions.declare_relative(
            cadre(channel.office), relation="配偶", details="x", by=director(channel.office), at=DAY
        )


@pytest.mark.parametrize("role", list(Role))
def test_the_pool_is_read_by_those_who_use_it(home: Office, role: Role) -> None:
    make.pool_member(office=home)
    may = role in {Role.DIRECTOR, Role.GUIDANCE, Role.GENERAL, Role.LEADER, Role.COUNTY_OFFICE}
    assert PoolMember.objects.visible_to(viewer(role, office=home)).exists() == may


# --- The figures -------------------------------------------------------------------------------


def value(figure: str, home: Office, as_of: date) -> object:
    (found,) = (f for f in figures.CATALOGUE.figures if f.key == figure)
    rows = found.rows(Scope(home.pk, as_of.year, as_of))
    assert isinstance(rows, Rows)
    return rows.value()


def test_the_size_of_the_pool_is_that_of_the_day(home: Office, by: Viewer) -> None:
    for state in MemberState:
        make.pool_member(office=home, state=state)
    make.pool_member()
    left = make.pool_member(office=home)
    assert value("pool.size", home, date(2019, 12, 31)) == 4
    actions.remove(left, reason=ExitReason.MOVED, by=by, at=date(2019, 10, 1))
    assert value("pool.size", home, date(2019, 12, 31)) == 3
    assert value("pool.size", home, date(2019, 9, 30)) == 4
    assert value("pool.size", home, date(2016, 12, 31)) == 0


def test_a_channel_counts_while_somebody_came_through_it(home: Office) -> None:
    used, unused = make.channel(office=home), make.channel(office=home)
    member = make.pool_member(channel=used)
    make.pool_member(channel=unused, state=MemberState.OUT)
    assert value("pool.channels", home, date(2019, 12, 31)) == 1
    member.delete()
    assert value("pool.channels", home, date(2019, 12, 31)) == 0


def test_removing_a_member_lowers_the_size_by_one(home: Office) -> None:
    rows = [make.pool_member(office=home) for _ in range(3)]
    rows[0].delete()
    assert value("pool.size", home, date(2019, 12, 31)) == 2
