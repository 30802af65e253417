"""Proposing people for the pool, known or new; what raises a doubt; who can be drawn."""

from datetime import date
from typing import Any

import pytest

from xuncha.kernel.refusals import NotAllowed, WrongRole
from xuncha.kernel.viewer import Viewer
from xuncha.people.models import Person
from xuncha.people.rules import Rank, Sex
from xuncha.people.tests.builders import id_number, person
from xuncha.records.models import Office, Passage
from xuncha.records.rules import Role
from xuncha.records.tests.builders import director, office, viewer
from xuncha.talent import actions
from xuncha.talent.models import Channel, PoolMember, PoolTarget, Renewal, Training, Unavailability
from xuncha.talent.queries.availability import available
from xuncha.talent.rules import OFFICE, Absence, MemberState, PoolKind, Specialty
from xuncha.talent.rules.entry import Candidate, age, doubts
from xuncha.talent.tests import builders as make

pytestmark = pytest.mark.django_db

DAY = date(2019, 5, 6)
BORN = date(1980, 3, 12)
JOINED = date(2003, 7, 1)


@pytest.fixture
def home() -> Office:
    return office()


@pytest.fixture
def by(home: Office) -> Viewer:
    return director(home)


@pytest.fixture
def channel(home: Office) -> Channel:
    return make.channel(office=home)


def proposed(channel: Channel, by: Viewer, **over: Any) -> PoolMember:
    member = PoolMember(
        channel=channel, organisation=channel.body, pool=over.pop("pool", PoolKind.MEMBER), specialty=Specialty.LAW,
        rank=over.pop("rank", Rank.TOWNSHIP_CHIEF),
    )  # fmt: skip
    said: dict[str, Any] = {
        "name": "赵 明", "sex": Sex.MALE, "born_on": BORN, "joined_party_on": JOINED, "by": by, "at": DAY
    }  # fmt: skip
    return actions.nominate_anyone(member, **(said | over))


def test_a_new_person_is_registered_with_the_nomination_and_the_number_sealed(
    channel: Channel, by: Viewer
) -> None:
    row = proposed(
        channel, by, id_number=f" {id_number(BORN)[:-1]}{id_number(BORN)[-1].lower()} ", paper="推荐函"
    )
    who = Person.objects.get(pk=row.person_id)
    assert (who.name, who.id_number, who.born_on) == ("赵明", id_number(BORN), BORN)
    said = Passage.objects.filter(subject_uid__in=[row.uid, who.uid])
    assert {(p.verb, p.basis) for p in said} == {("enter", "推荐函"), ("enter", "")}
    assert not any(id_number(BORN) in f"{p.note}{p.basis}{p.changes}" for p in said)


def test_a_known_person_is_found_by_number_or_by_name_and_birth_and_completed(
    channel: Channel, by: Viewer
) -> None:
    first = proposed(channel, by, id_number=id_number(BORN))
    assert Person.objects.count() == 1
    with pytest.raises(NotAllowed, match="已经提名或者在库"):
        proposed(channel, by, id_number=id_number(BORN))
    with pytest.raises(NotAllowed, match="已经提名或者在库"):
        proposed(channel, by)
    bare = person(office=channel.office, name="钱某", born_on=BORN, sex=Sex.FEMALE)
    female = id_number(BORN, 2)
    row = proposed(channel, by, name="钱某", sex=Sex.FEMALE, id_number=female, education="大学本科")
    assert row.person_id == bare.pk != first.person_id
    bare.refresh_from_db()
    assert (bare.id_number, bare.joined_party_on, bare.education) == (female, JOINED, "大学本科")
    assert Person.objects.count() == 2


def test_a_number_of_somebody_else_is_refused_and_names_nobody(channel: Channel, by: Viewer) -> None:
    proposed(channel, by, id_number=id_number(BORN))
    with pytest.raises(NotAllowed, match="另一名人员") as why:
        proposed(channel, by, name="孙某", id_number=id_number(BORN))
    assert "赵明" not in str(why.value)
    assert id_number(BORN) not in str(why.value)


def test_a_namesake_of_the_same_day_is_a_doubt_and_two_of_them_need_the_number(
    channel: Channel, by: Viewer
) -> None:
    proposed(channel, by, id_number=id_number(BORN))
    with pytest.raises(NotAllowed, match="同名同日出生"):
        proposed(channel, by, id_number=id_number(BORN, 3))
    proposed(channel, by, id_number=id_number(BORN, 3), note="确为两人")
    with pytest.raises(NotAllowed, match="请填写身份证号"):
        proposed(channel, by)


def test_what_contradicts_the_register_is_not_taken(channel: Channel, by: Viewer) -> None:
    person(office=channel.office, name="李某", born_on=BORN, joined_party_on=date(2003, 7, 15))
    with pytest.raises(NotAllowed, match="入党日期与人员登记不符"):
        proposed(channel, by, name="李某", joined_party_on=date(2004, 7, 1))
    proposed(channel, by, name="李某", joined_party_on=date(2003, 7, 1))  # the month is the same


@pytest.mark.parametrize(
    ("candidate", "count"),
    [
        (Candidate(BORN, JOINED, PoolKind.MEMBER, Rank.CLERK), 0),
        (Candidate(BORN, date(2017, 7, 1), PoolKind.MEMBER, Rank.CLERK), 1),
        (Candidate(date(1963, 5, 6), JOINED, PoolKind.MEMBER, Rank.CLERK), 1),
        (Candidate(date(1963, 5, 7), JOINED, PoolKind.MEMBER, Rank.CLERK), 0),
        (Candidate(date(1963, 5, 6), JOINED, PoolKind.EXPERT, Rank.CLERK), 0),
        (Candidate(date(1963, 5, 6), JOINED, PoolKind.LEADER, Rank.COUNTY_CHIEF), 1),
        (Candidate(BORN, JOINED, PoolKind.LEADER, Rank.CLERK), 1),
        (Candidate(date(1960, 1, 1), date(2018, 1, 1), PoolKind.LEADER, Rank.CLERK, True), 4),
    ],
)
def test_conditions_of_entry(candidate: Candidate, count: int) -> None:
    assert len(list(doubts(candidate, DAY))) == count


def test_age_is_whole_years() -> None:
    assert age(date(2000, 2, 29), date(2019, 2, 28)) == 18
    assert age(date(2000, 2, 29), date(2019, 3, 1)) == 19


def test_a_doubt_takes_a_reason_that_is_kept(channel: Channel, by: Viewer) -> None:
    with pytest.raises(NotAllowed, match="党龄不满3年"):
        proposed(channel, by, joined_party_on=date(2018, 7, 1))
    row = proposed(channel, by, joined_party_on=date(2018, 7, 1), note="急需财会人才")
    assert row.passages().get().note == "急需财会人才"


def test_a_sanction_in_its_time_is_a_doubt(channel: Channel, by: Viewer) -> None:
    who = person(office=channel.office, name="赵明", born_on=BORN, joined_party_on=JOINED)
    absence = Unavailability(
        office=channel.office, person=who, reason=Absence.SANCTION, until=date(2019, 12, 1)
    )
    actions.enter_unavailability(absence, by=by, at=date(2018, 12, 2))
    with pytest.raises(NotAllowed, match="处分影响期"):
        proposed(channel, by)
    proposed(channel, by, at=date(2019, 12, 2))


@pytest.mark.parametrize("role", [role for role in Role if role not in OFFICE])
def test_nobody_else_nominates_or_registers(channel: Channel, role: Role) -> None:
    with pytest.raises(WrongRole):
        proposed(channel, viewer(role, office=channel.office))
    assert not Person.objects.filter(name="赵明").exists()


# --- Who can be drawn ---------------------------------------------------------------------------


def test_who_is_away_is_neither_available_nor_posted(home: Office, by: Viewer) -> None:
    here, away, posted = (make.pool_member(office=home) for _ in range(3))
    PoolMember.objects.filter(pk=posted.pk).update(state=MemberState.POSTED)
    absence = Unavailability(office=home, person=away.person, reason=Absence.HEALTH, until=date(2019, 6, 30))
    actions.enter_unavailability(absence, by=by, at=date(2019, 6, 1))
    spans = {
        (date(2019, 5, 1), date(2019, 5, 31)): {here, away},
        (date(2019, 5, 1), date(2019, 6, 1)): {here},
        (date(2019, 6, 30), date(2019, 8, 1)): {here},
        (date(2019, 7, 1), date(2019, 8, 1)): {here, away},
    }
    for (since, until), free in spans.items():
        assert set(available(home.pk, since, until)) == free
    with pytest.raises(NotAllowed, match="身体原因"):
        actions.move(away, "post", by=by, at=date(2019, 6, 15))
    actions.move(away, "post", by=by, at=date(2019, 7, 1))


def test_a_pause_is_an_absence_that_ends_with_it(home: Office, by: Viewer) -> None:
    member = make.pool_member(office=home)
    actions.pause(member, reason=Absence.MATERNITY, by=by, at=DAY, note="产假")
    assert member.state == MemberState.PAUSED
    absence = Unavailability.objects.get()
    assert (absence.reason, absence.until) == (Absence.MATERNITY, None)
    actions.resume(member, by=by, at=date(2019, 9, 2))
    absence.refresh_from_db()
    assert (member.state, absence.until) == (MemberState.IN_POOL, date(2019, 9, 1))
    actions.move(member, "post", by=by, at=date(2019, 9, 2))


def test_an_absence_runs_forward_and_ends_once(home: Office, by: Viewer) -> None:
    who = make.pool_member(office=home).person
    with pytest.raises(NotAllowed, match="不能早于"):
        actions.enter_unavailability(
            Unavailability(office=home, person=who, reason=Absence.AWAY, until=date(2019, 5, 5)),
            by=by,
            at=DAY,
        )
    absence = actions.enter_unavailability(
        Unavailability(office=home, person=who, reason=Absence.AWAY), by=by, at=DAY
    )
    actions.end_unavailability(absence, by=by, at=date(2019, 8, 1))
    with pytest.raises(NotAllowed, match="不能重复"):
        actions.end_unavailability(absence, by=by, at=date(2019, 9, 1))


@pytest.mark.parametrize("role", list(Role))
def test_why_somebody_is_away_is_read_by_those_who_keep_it(home: Office, by: Viewer, role: Role) -> None:
    who = make.pool_member(office=home).person
    actions.enter_unavailability(
        Unavailability(office=home, person=who, reason=Absence.HEALTH), by=by, at=DAY
    )
    seen = Unavailability.objects.visible_to(viewer(role, office=home)).exists()
    assert seen == (role in OFFICE)


def test_a_training_has_length_and_is_entered_once(home: Office, by: Viewer) -> None:
    who = make.pool_member(office=home).person

    def trained(**over: Any) -> Training:
        values: dict[str, Any] = {
            "office": home,
            "person": who,
            "course": "业务培训班",
            "days": 3,
            "hours": 24,
        }
        return actions.enter_training(Training(**(values | over)), by=by, at=DAY)

    with pytest.raises(NotAllowed, match="大于0"):
        trained(days=0)
    trained()
    with pytest.raises(NotAllowed, match="已经登记"):
        trained()


# --- How large ----------------------------------------------------------------------------------


def test_beyond_its_capacity_the_pool_takes_a_member_only_with_a_reason(home: Office, by: Viewer) -> None:
    target = PoolTarget(office=home, most=2)
    actions.set_target(target, by=by, at=DAY, since=date(2019, 6, 1), part="capacity:", label="")
    for _ in range(2):
        make.pool_member(office=home)
    early, late = (
        make.pool_member(office=home, state=MemberState.VETTING, entered_on=None) for _ in range(2)
    )
    actions.admit(early, by=by, at=date(2019, 5, 31), opinion="同意")  # not in force yet
    with pytest.raises(NotAllowed, match="现有3名，已达定额2名"):
        actions.admit(late, by=by, at=date(2019, 6, 1), opinion="同意")
    actions.admit(late, by=by, at=date(2019, 6, 1), opinion="同意", note="本轮急需")


def test_several_are_admitted_together_or_none(home: Office, channel: Channel, by: Viewer) -> None:
    rows = [make.pool_member(channel=channel, state=MemberState.VETTING, entered_on=None) for _ in range(2)]
    stray = make.pool_member(office=home, state=MemberState.VETTING, entered_on=None)
    with pytest.raises(NotAllowed, match="不是本渠道的"):
        actions.admit_all(channel, members=[*rows, stray], by=by, at=DAY, opinion="同意")
    wrong = make.pool_member(channel=channel, state=MemberState.NOMINATED, entered_on=None)
    with pytest.raises(NotAllowed, match="当前状态"):
        actions.admit_all(channel, members=[*rows, wrong], by=by, at=DAY, opinion="同意")
    assert PoolMember.objects.filter(state=MemberState.IN_POOL).count() == 0
    fresh = list(PoolMember.objects.filter(pk__in=[row.pk for row in rows]))
    actions.admit_all(channel, members=fresh, by=by, at=DAY, opinion="同意")
    assert PoolMember.objects.filter(state=MemberState.IN_POOL, opinion="同意").count() == 2


def test_only_who_is_in_the_pool_is_renewed(home: Office, by: Viewer) -> None:
    actions.renew(Renewal(member=make.pool_member(office=home)), by=by, at=DAY)
    gone = make.pool_member(office=home, state=MemberState.OUT)
    with pytest.raises(NotAllowed, match="不在库"):
        actions.renew(Renewal(member=gone), by=by, at=DAY)
