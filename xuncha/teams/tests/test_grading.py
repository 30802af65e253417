"""From a leader's note to the unit that is told: grading, review, the quota of excellent ones."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from xuncha.kernel.refusals import NotAllowed, WrongRole
from xuncha.kernel.viewer import GroupHold, Viewer
from xuncha.people.tests.builders import installation, sign_in
from xuncha.people.tests.pages import asks_no_more_for_more, hidden, opens_whole, refused
from xuncha.records.models import Office
from xuncha.records.rules import Role
from xuncha.records.tests.builders import director, office, user, viewer
from xuncha.rounds.models import Group, GroupMember
from xuncha.rounds.tests import builders as rounds
from xuncha.talent.tests.builders import pool_member
from xuncha.teams import tables
from xuncha.teams.actions import appraisals, refusals
from xuncha.teams.models import Appraisal, AppraisalQuota, Refusal, SeatGrading, SeatNote
from xuncha.teams.rules import (
    APPRAISERS,
    GRADING_LIFE,
    Conduct,
    Grade,
    GradingState,
    RefusalReason,
    most_excellent,
)
from xuncha.ui.tables import Table

pytestmark = pytest.mark.django_db

ENTERED, YEAR_END = date(2019, 6, 1), date(2019, 12, 20)


@pytest.fixture
def city() -> Office:
    return installation(office()).home


@pytest.fixture
def group(city: Office) -> Group:
    return rounds.group(round=rounds.round_(office=city))


@pytest.fixture
def by(city: Office) -> Viewer:
    return director(city)


def seconded(group: Group, **over: Any) -> GroupMember:
    member = pool_member(office=group.office)
    return rounds.member(group=group, person=member.person, pool_member=member, at=ENTERED, **over)


def leader(group: Group, role: Role = Role.GROUP_LEADER) -> Viewer:
    return Viewer(user().pk, office=group.office_id, groups=frozenset({GroupHold(role, group.pk)}))


def graded(
    seat: GroupMember, by: Viewer, grade: Grade = Grade.COMPETENT, at: date = date(2019, 9, 2)
) -> SeatGrading:
    return appraisals.grade_seat(SeatGrading(seat=seat, grade=grade, text="工作扎实"), by=by, at=at)


def appraised(seat: GroupMember, by: Viewer, grade: Grade, basis: str = "") -> Appraisal:
    return appraisals.appraise(seat.person, year=2019, grade=grade, by=by, at=YEAR_END, basis=basis)


def test_the_leader_notes_and_grades_those_of_the_own_group_once(group: Group) -> None:
    seat, head = seconded(group), leader(group)
    note = appraisals.note(
        SeatNote(seat=seat, conduct=Conduct.GOOD, text="查实问题"), by=head, at=date(2019, 7, 1)
    )
    assert note.office_id == group.office_id
    row = graded(seat, head)
    assert row.state == GradingState.PROPOSED
    with pytest.raises(NotAllowed, match="已经鉴定"):
        graded(seat, head)
    with pytest.raises(NotAllowed, match="到组日期"):
        graded(seconded(group), head, at=date(2019, 5, 31))
    with pytest.raises(NotAllowed, match="抽调人员"):
        graded(rounds.member(group=group, at=ENTERED), head)
    other = rounds.group(round=group.round)
    with pytest.raises(WrongRole):
        graded(seconded(other), head)
    for role in (Role.LIAISON, Role.MEMBER):
        with pytest.raises(WrongRole):
            graded(seconded(group), leader(group, role))


def test_nobody_grades_oneself(group: Group) -> None:
    seat = seconded(group)
    head = leader(group)
    own = Viewer(head.user, person=seat.person_id, office=head.office, groups=head.groups)
    with pytest.raises(NotAllowed, match="本人"):
        graded(seat, own)


def test_a_grading_is_reviewed_or_sent_back_and_made_again(group: Group, by: Viewer) -> None:
    head = leader(group)
    row = graded(seconded(group), head, Grade.EXCELLENT)
    with pytest.raises(WrongRole):
        appraisals.move_grading(row, "review", by=head, at=date(2019, 9, 3))
    with pytest.raises(NotAllowed, match="理由"):
        appraisals.move_grading(row, "send_back", by=by, at=date(2019, 9, 3))
    appraisals.move_grading(row, "send_back", by=by, at=date(2019, 9, 3), note="优秀理由不充分")
    with pytest.raises(NotAllowed, match="当前状态"):
        appraisals.move_grading(row, "review", by=by, at=date(2019, 9, 4))
    appraisals.grade_again(row, grade=Grade.COMPETENT, text="工作扎实", by=head, at=date(2019, 9, 4))
    appraisals.move_grading(row, "review", by=by, at=date(2019, 9, 5))
    row.refresh_from_db()
    assert (row.grade, row.state, row.reviewed_on) == ("competent", GradingState.REVIEWED, date(2019, 9, 5))
    assert [p.verb for p in row.passages()] == ["enter", "send_back", "correct", "propose", "review"]


def test_every_verb_of_a_grading_belongs_to_whom_the_table_says() -> None:
    allowed = {(s.verb, s.source.value): s.roles for s in GRADING_LIFE.steps}
    assert allowed == {
        ("review", "proposed"): APPRAISERS,
        ("send_back", "proposed"): APPRAISERS,
        ("propose", "returned"): {Role.GROUP_LEADER},
    }


def test_the_year_is_not_graded_past_a_leaders_grading_that_waits(group: Group, by: Viewer) -> None:
    seat = seconded(group)
    row = graded(seat, leader(group))
    with pytest.raises(NotAllowed, match="尚未审核"):
        appraised(seat, by, Grade.COMPETENT)
    appraisals.move_grading(row, "review", by=by, at=date(2019, 9, 3))
    appraised(seat, by, Grade.COMPETENT)


@pytest.mark.parametrize(
    ("number", "percent", "most"), [(22, 20, 4), (4, 20, 0), (5, 20, 1), (0, 20, 0), (7, 100, 7)]
)
def test_parts_of_a_person_are_not_excellent(number: int, percent: int, most: int) -> None:
    assert most_excellent(number, percent) == most


def test_beyond_the_quota_nobody_is_excellent_without_a_basis(group: Group, by: Viewer) -> None:
    seats = [seconded(group) for _ in range(6)]
    for seat in seats[:4]:
        appraised(seat, by, Grade.COMPETENT)
    appraised(seats[4], by, Grade.EXCELLENT)  # one of five
    with pytest.raises(NotAllowed, match="参加考核6名，优秀比例20%，最多1名，已有1名") as why:
        appraised(seats[5], by, Grade.EXCELLENT)
    assert "写明依据" in str(why.value)
    row = appraised(seats[5], by, Grade.EXCELLENT, basis="市委组织部批复")
    assert row.passages().get().basis == "市委组织部批复"


def test_those_graded_by_their_leaders_count_and_the_share_is_the_days(group: Group, by: Viewer) -> None:
    seats = [seconded(group) for _ in range(4)]
    for seat in seats:
        appraisals.move_grading(graded(seat, leader(group)), "review", by=by, at=date(2019, 9, 3))
    with pytest.raises(NotAllowed, match="参加考核4名，优秀比例20%，最多0名"):
        appraised(seats[0], by, Grade.EXCELLENT)
    appraisals.set_quota(AppraisalQuota(office=group.office, percent=25), by=by, at=date(2019, 12, 20))
    appraised(seats[0], by, Grade.EXCELLENT)
    with pytest.raises(NotAllowed, match="已经设定"):
        appraisals.set_quota(AppraisalQuota(office=group.office, percent=30), by=by, at=date(2019, 12, 20))


def test_the_unit_is_told_once_and_not_before(group: Group, by: Viewer) -> None:
    row = appraised(seconded(group), by, Grade.COMPETENT)
    with pytest.raises(NotAllowed, match="不能早于考核日期"):
        appraisals.tell(row, by=by, at=date(2019, 12, 19))
    appraisals.tell(row, by=by, at=date(2019, 12, 25))
    row.refresh_from_db()
    assert row.told_on == date(2019, 12, 25)
    with pytest.raises(NotAllowed, match="不能重复"):
        appraisals.tell(row, by=by, at=date(2019, 12, 26))


@pytest.mark.parametrize("role", list(Role))
def test_gradings_are_read_by_the_office_and_the_groups_leader(group: Group, role: Role) -> None:
    graded(seconded(group), leader(group))
    assert SeatGrading.objects.visible_to(viewer(role, office=group.office)).exists() == (
        role in {Role.DIRECTOR, Role.GUIDANCE, Role.LEADER, Role.COUNTY_OFFICE}
    )
    if role in {Role.GROUP_LEADER, Role.LIAISON, Role.MEMBER, Role.PETITION_CLERK}:
        seen = SeatGrading.objects.visible_to(leader(group, role)).exists()
        assert seen == (role == Role.GROUP_LEADER)
    assert not SeatGrading.objects.visible_to(viewer(role, office=office())).exists()


def test_a_refusal_is_kept_once_a_round_and_not_of_who_came(group: Group, by: Viewer) -> None:
    who = pool_member(office=group.office).person

    def refused(person: Any) -> Refusal:
        return refusals.enter(
            Refusal(person=person, round=group.round, reason=RefusalReason.DUTIES), by=by, at=ENTERED
        )

    refused(who)
    with pytest.raises(NotAllowed, match="已经登记"):
        refused(who)
    with pytest.raises(NotAllowed, match="已在巡察组任职"):
        refused(seconded(group).person)
    with pytest.raises(WrongRole):
        refusals.enter(
            Refusal(person=pool_member(office=group.office).person, round=group.round, reason=RefusalReason.OTHER),
            by=viewer(Role.GENERAL, office=group.office), at=ENTERED,
        )  # fmt: skip


def test_the_chain_by_its_doors(client: Client, city: Office, group: Group) -> None:
    seat = seconded(group)
    sign_in(client, Role.DIRECTOR, city)
    door = reverse("teams:appraisals_new", args=[seat.uid])
    sent = {"at": "2019-12-20", "year": "2019", "grade": "excellent", "award": "", "basis": ""}
    answer = client.post(door, sent)
    assert answer.status_code == 422
    assert "最多0名" in answer.content.decode()
    assert client.post(door, sent | {"basis": "市委组织部批复"}).status_code == 302
    row = Appraisal.objects.get()
    told = reverse("teams:appraisals_deed", args=[row.uid, "tell"])
    assert client.get(told).status_code == 200
    assert client.post(told, {"at": "2019-12-25"}).status_code == 302
    listed = client.get(reverse("teams:appraisals"), {"year": "2019"}).content.decode()
    assert "年度考核一览" in listed
    assert "100.0%" in listed
    assert client.get(reverse("teams:appraisals_excel"), {"year": "2019"}).status_code == 200
    sign_in(client, Role.GENERAL, city)
    assert client.get(door).status_code == 403
    assert client.get(told).status_code == 403


@pytest.mark.parametrize(
    "table", [tables.GRADINGS, tables.SEAT_NOTES, tables.QUOTAS, tables.REFUSALS], ids=lambda t: t.name
)
def test_lists_ask_no_more_for_more_and_open_to_nobody_else(
    table: Table, client: Client, city: Office
) -> None:
    def row(of: Office) -> Any:
        seat = seconded(rounds.group(round=rounds.round_(office=of)))
        own = {"office": of, "by": seat.by}
        number = AppraisalQuota.objects.count()
        return {
            tables.GRADINGS: lambda: SeatGrading.objects.create(
                seat=seat, grade=Grade.COMPETENT, text="x", at=ENTERED, **own
            ),
            tables.SEAT_NOTES: lambda: SeatNote.objects.create(seat=seat, text="x", at=ENTERED, **own),
            tables.QUOTAS: lambda: AppraisalQuota.objects.create(
                percent=20, at=date(2019, 1, 1 + number), **own
            ),
            tables.REFUSALS: lambda: Refusal.objects.create(
                person=pool_member(office=of).person,
                round=seat.round,
                reason=RefusalReason.DUTIES,
                at=ENTERED,
                **own,
            ),
        }[table]()

    sign_in(client, Role.DIRECTOR, city)
    first, foreign = row(city), row(office())
    assert opens_whole(client, table, first)
    assert hidden(client, table, foreign)
    assert asks_no_more_for_more(client, table, row, city)
    sign_in(client, Role.RECTIFICATION, city)
    assert refused(client, table, first)
