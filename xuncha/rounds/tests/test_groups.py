"""Groups, seats and recusal: nobody is posted past an undecided or barring check by any route (I3, I4)."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from xuncha.basis.tests.builders import document
from xuncha.kernel.refusals import NotAllowed, WrongRole
from xuncha.kernel.viewer import Viewer
from xuncha.people.models import Person
from xuncha.people.tests.builders import person
from xuncha.records.rules import Role
from xuncha.records.tests.builders import director, viewer
from xuncha.rounds.actions import groups, rounds, tasks
from xuncha.rounds.models import Authorisation, Group, GroupMember, RecusalCheck, Round, Task
from xuncha.rounds.rules.groups import RecusalVerdict, Seat
from xuncha.rounds.rules.rounds import RoundState
from xuncha.rounds.rules.tasks import TaskState
from xuncha.rounds.tests import builders as make
from xuncha.talent.rules import MemberState
from xuncha.talent.tests.builders import pool_member

pytestmark = pytest.mark.django_db

DAY = date(2019, 4, 1)


@pytest.fixture
def task() -> Task:
    """A listed task of an approved round, given to a group in which nobody sits yet."""
    row = make.round_(at=DAY, approved_on=DAY, state=RoundState.APPROVED)
    return make.task(round=row, group=make.group(round=row))


@pytest.fixture
def by(task: Task) -> Viewer:
    return director(task.office)


@pytest.fixture
def someone(task: Task) -> Person:
    return person(office=task.office, by=task.by)


def post(task: Task, who: Person, by: Viewer, seat: Seat = Seat.MEMBER, at: date = DAY) -> GroupMember:
    return groups.post(task.group, who, seat, by=by, at=at)


# --- Checks ------------------------------------------------------------------------------------


def test_a_check_is_opened_once_and_decided_once(task: Task, someone: Person, by: Viewer) -> None:
    check = groups.check(task.round, someone, task.organisation, by=by, at=DAY)
    assert check.verdict == ""
    assert groups.check(task.round, someone, task.organisation, by=by, at=DAY) == check
    official = viewer(Role.DIRECTOR, office=task.office)
    groups.decide(check, RecusalVerdict.CLEAR, by=official, at=DAY)
    check.refresh_from_db()
    assert (check.verdict, check.decided_on) == (RecusalVerdict.CLEAR, DAY)
    with pytest.raises(NotAllowed, match="不能重复"):
        groups.decide(check, RecusalVerdict.BARRED, by=official, at=DAY, reason="另有情况")


def test_the_official_is_named_and_never_decides_for_himself(task: Task, someone: Person, by: Viewer) -> None:
    check = groups.check(task.round, someone, task.organisation, by=by, at=DAY)
    own = Viewer(user=by.user, person=someone.pk, holds=by.holds)
    with pytest.raises(NotAllowed, match="本人"):
        groups.decide(check, RecusalVerdict.CLEAR, by=own, at=DAY)
    official = person(office=task.office)
    groups.decide(
        check, RecusalVerdict.CLEAR, by=Viewer(user=by.user, person=official.pk, holds=by.holds), at=DAY
    )
    assert RecusalCheck.objects.get().decided_by == official


@pytest.mark.parametrize("verdict", [RecusalVerdict.WAIVED, RecusalVerdict.BARRED])
def test_keeping_somebody_out_or_in_needs_a_reason(
    task: Task, someone: Person, by: Viewer, verdict: RecusalVerdict
) -> None:
    check = groups.check(task.round, someone, task.organisation, by=by, at=DAY)
    with pytest.raises(NotAllowed, match="理由"):
        groups.decide(check, verdict, by=by, at=DAY, reason=" ")
    with pytest.raises(NotAllowed, match="早于"):
        groups.decide(check, verdict, by=by, at=date(2019, 3, 31), reason="曾任职")
    groups.decide(check, verdict, by=by, at=DAY, reason="曾任职")


def test_only_the_head_decides(task: Task, someone: Person, by: Viewer) -> None:
    check = groups.check(task.round, someone, task.organisation, by=by, at=DAY)
    for role in set(Role) - groups.HEAD:
        with pytest.raises(WrongRole):
            groups.decide(check, RecusalVerdict.CLEAR, by=viewer(role, office=task.office), at=DAY)


# --- Posting (I3, I4) --------------------------------------------------------------------------


def test_nobody_is_posted_without_a_decided_check(task: Task, someone: Person, by: Viewer) -> None:
    with pytest.raises(NotAllowed, match="尚未作出决定"):
        post(task, someone, by)
    check = groups.check(task.round, someone, task.organisation, by=by, at=DAY)
    with pytest.raises(NotAllowed, match="尚未作出决定"):
        post(task, someone, by)
    groups.decide(check, RecusalVerdict.CLEAR, by=by, at=DAY)
    assert post(task, someone, by).group == task.group


def test_who_has_to_keep_out_is_not_posted_and_who_may_stay_is(
    task: Task, someone: Person, by: Viewer
) -> None:
    barred, waived = someone, person(office=task.office)
    make.cleared(barred, task, RecusalVerdict.BARRED)
    make.cleared(waived, task, RecusalVerdict.WAIVED)
    with pytest.raises(NotAllowed, match="应当回避"):
        post(task, barred, by)
    post(task, waived, by)
    assert list(GroupMember.objects.values_list("person", flat=True)) == [waived.pk]


def test_every_target_of_the_group_needs_its_check(task: Task, someone: Person, by: Viewer) -> None:
    other = make.task(round=task.round, group=task.group)
    make.cleared(someone, task)
    with pytest.raises(NotAllowed, match=other.organisation.name):
        post(task, someone, by)
    make.cleared(someone, other)
    post(task, someone, by)


def test_a_withdrawn_target_keeps_nobody_out(task: Task, someone: Person, by: Viewer) -> None:
    make.task(round=task.round, group=task.group, state=TaskState.WITHDRAWN)
    make.cleared(someone, task)
    post(task, someone, by)


def test_a_decision_of_another_time_does_not_clear(task: Task, someone: Person, by: Viewer) -> None:
    make.cleared(someone, task, at=date(2019, 3, 1), decided_on=date(2019, 3, 31))
    with pytest.raises(NotAllowed, match="尚未作出决定"):
        post(task, someone, by)
    RecusalCheck.objects.update(decided_on=date(2019, 4, 2))
    with pytest.raises(NotAllowed, match="尚未作出决定"):
        post(task, someone, by, at=date(2019, 4, 1))
    post(task, someone, by, at=date(2019, 4, 2))


def test_a_check_of_another_round_does_not_clear(task: Task, someone: Person, by: Viewer) -> None:
    other = make.task(round=make.round_(term=task.round.term, at=DAY), organisation=task.organisation)
    make.cleared(someone, other)
    with pytest.raises(NotAllowed, match="尚未作出决定"):
        post(task, someone, by)


def test_a_group_without_targets_takes_nobody(task: Task, someone: Person, by: Viewer) -> None:
    empty = groups.form(task.round, number=2, name="第二巡察组", by=by, at=DAY)
    with pytest.raises(NotAllowed, match="尚未分配"):
        groups.post(empty, someone, Seat.MEMBER, by=by, at=DAY)


def test_a_group_has_one_leader_and_a_person_one_seat(task: Task, someone: Person, by: Viewer) -> None:
    second = person(office=task.office)
    for who in (someone, second):
        make.cleared(who, task)
    post(task, someone, by, Seat.LEADER)
    with pytest.raises(NotAllowed, match="已有组长"):
        post(task, second, by, Seat.LEADER)
    elsewhere = make.task(round=task.round, group=make.group(round=task.round))
    make.cleared(someone, elsewhere)
    with pytest.raises(NotAllowed, match="已在巡察组任职"):
        post(elsewhere, someone, by)


def test_a_leader_who_left_is_followed_by_another(task: Task, someone: Person, by: Viewer) -> None:
    second = person(office=task.office)
    for who in (someone, second):
        make.cleared(who, task)
    groups.release(post(task, someone, by, Seat.LEADER), by=by, at=date(2019, 4, 10))
    assert post(task, second, by, Seat.LEADER, at=date(2019, 4, 11)).until is None


def test_the_pool_knows_who_is_posted_and_who_came_home(task: Task, by: Viewer) -> None:
    pooled = pool_member(office=task.office, by=task.by)
    make.cleared(pooled.person, task)
    seat = groups.post(task.group, pooled.person, Seat.MEMBER, by=by, at=DAY, pool_member=pooled)
    pooled.refresh_from_db()
    assert pooled.state == MemberState.POSTED
    groups.release(seat, by=by, at=date(2019, 7, 1))
    pooled.refresh_from_db()
    seat.refresh_from_db()
    assert (pooled.state, seat.until) == (MemberState.IN_POOL, date(2019, 7, 1))
    with pytest.raises(NotAllowed, match="不能重复"):
        groups.release(seat, by=by, at=date(2019, 7, 2))


@pytest.mark.parametrize(
    "state", [MemberState.PAUSED, MemberState.OUT, MemberState.NOMINATED, MemberState.POSTED]
)
def test_only_who_is_free_in_the_pool_is_drawn(task: Task, by: Viewer, state: MemberState) -> None:
    pooled = pool_member(office=task.office, by=task.by, state=state)
    make.cleared(pooled.person, task)
    with pytest.raises(NotAllowed, match="当前状态"):
        groups.post(task.group, pooled.person, Seat.MEMBER, by=by, at=DAY, pool_member=pooled)
    assert not GroupMember.objects.exists()


def test_nobody_is_posted_under_anothers_name_in_the_pool(task: Task, someone: Person, by: Viewer) -> None:
    make.cleared(someone, task)
    with pytest.raises(NotAllowed, match="不是本人"):
        groups.post(
            task.group, someone, Seat.MEMBER, by=by, at=DAY, pool_member=pool_member(office=task.office)
        )


@pytest.mark.parametrize("role", [role for role in Role if role not in groups.STAFFING])
def test_nobody_else_fills_seats(task: Task, someone: Person, role: Role) -> None:
    stranger = viewer(role, office=task.office)
    make.cleared(someone, task)
    with pytest.raises(WrongRole):
        post(task, someone, stranger)
    with pytest.raises(WrongRole):
        groups.form(task.round, number=9, name="第九巡察组", by=stranger, at=DAY)
    with pytest.raises(WrongRole):
        groups.check(task.round, person(office=task.office), task.organisation, by=stranger, at=DAY)


def test_the_database_itself_refuses_a_second_leader_and_a_second_seat(task: Task) -> None:
    first = make.member(group=task.group, seat=Seat.LEADER)
    for over in ({"seat": Seat.LEADER}, {"person": first.person}):
        with pytest.raises(IntegrityError), transaction.atomic():
            make.member(group=task.group, **over)


# --- Assigning and authorising -----------------------------------------------------------------


def test_a_task_given_to_a_group_opens_a_check_for_each_member(task: Task, by: Viewer) -> None:
    seats = [make.member(group=task.group) for _ in range(2)]
    new = make.task(round=task.round)
    tasks.assign(new, task.group, by=by, at=DAY)
    opened = RecusalCheck.objects.filter(organisation=new.organisation, verdict="")
    assert {check.person_id for check in opened} == {seat.person_id for seat in seats}
    new.refresh_from_db()
    assert new.group == task.group


def test_a_task_changes_its_group_with_a_reason_and_before_it_enters(task: Task, by: Viewer) -> None:
    other = make.group(round=task.round)
    with pytest.raises(NotAllowed, match="理由"):
        tasks.assign(task, other, by=by, at=DAY)
    tasks.assign(task, other, by=by, at=DAY, note="调整分工")
    foreign = make.group()
    with pytest.raises(NotAllowed, match="不属于本轮"):
        tasks.assign(task, foreign, by=by, at=DAY, note="调整分工")
    entered = make.task(round=task.round, state=TaskState.ENTERED)
    with pytest.raises(NotAllowed, match="已经进驻"):
        tasks.assign(entered, other, by=by, at=DAY)


def staffed(task: Task, *seats: Seat) -> Group:
    for seat in seats:
        make.cleared(make.member(group=task.group, seat=seat).person, task)
    return task.group


FULL = (Seat.LEADER, Seat.DEPUTY, Seat.LIAISON)


def authorise(group: Group, by: Viewer) -> Authorisation:
    return groups.authorise(group, document=document(office=group.office), by=by, at=DAY)


@pytest.mark.parametrize("missing", FULL)
def test_a_group_is_authorised_only_with_leader_deputy_and_liaison(
    task: Task, by: Viewer, missing: Seat
) -> None:
    group = staffed(task, *(seat for seat in FULL if seat != missing))
    with pytest.raises(NotAllowed, match="组长1名"):
        authorise(group, by)


def test_a_group_is_authorised_once_and_by_the_head(task: Task, by: Viewer) -> None:
    group = staffed(task, *FULL)
    for role in set(Role) - groups.HEAD:
        with pytest.raises(WrongRole):
            authorise(group, viewer(role, office=task.office))
    authorise(group, by)
    with pytest.raises(NotAllowed, match="重复"):
        authorise(group, by)


def test_one_undecided_check_keeps_the_group_at_home(task: Task, by: Viewer) -> None:
    group = staffed(task, *FULL)
    make.member(group=group)
    with pytest.raises(NotAllowed, match="尚未作出决定"):
        authorise(group, by)


def test_a_round_is_authorised_when_every_task_has_a_group_and_every_group_is_cleared(
    task: Task, by: Viewer
) -> None:
    loose = make.task(round=task.round)
    with pytest.raises(NotAllowed, match="1个巡察任务"):
        rounds.move(task.round, "authorise", by=by, at=DAY)
    Task.objects.filter(pk=loose.pk).update(state=TaskState.WITHDRAWN)
    with pytest.raises(NotAllowed, match="组长1名"):
        rounds.move(task.round, "authorise", by=by, at=DAY)
    staffed(task, *FULL)
    rounds.move(task.round, "authorise", by=by, at=DAY)
    assert Round.objects.get(pk=task.round_id).state == RoundState.AUTHORISED


def test_a_round_without_groups_is_not_authorised(by: Viewer, task: Task) -> None:
    row = make.round_(term=task.round.term, at=DAY, state=RoundState.APPROVED)
    with pytest.raises(NotAllowed, match="尚未组建"):
        rounds.move(row, "authorise", by=by, at=DAY)


def test_a_round_is_closed_when_all_is_archived_or_withdrawn(task: Task, by: Viewer) -> None:
    Round.objects.filter(pk=task.round_id).update(state=RoundState.MOBILISED)
    row = Round.objects.get(pk=task.round_id)
    make.task(round=row, state=TaskState.ARCHIVED)
    make.task(round=row, state=TaskState.WITHDRAWN)
    with pytest.raises(NotAllowed, match="1个任务没有归档"):
        rounds.move(row, "close", by=by, at=date(2020, 3, 1))
    Task.objects.filter(pk=task.pk).update(state=TaskState.ARCHIVED)
    rounds.move(row, "close", by=by, at=date(2020, 3, 1))
    assert Round.objects.get(pk=row.pk).closed_on == date(2020, 3, 1)


def test_a_group_dissolves_when_its_reports_are_in_and_its_people_go_home(task: Task, by: Viewer) -> None:
    pooled = pool_member(office=task.office, by=task.by, state=MemberState.POSTED)
    seat = make.member(group=task.group, person=pooled.person, pool_member=pooled)
    with pytest.raises(NotAllowed, match="不能撤组"):
        groups.dissolve(task.group, by=by, at=date(2019, 9, 1))
    Task.objects.filter(pk=task.pk).update(state=TaskState.REVIEWED)
    groups.dissolve(task.group, by=by, at=date(2019, 9, 1))
    seat.refresh_from_db()
    pooled.refresh_from_db()
    assert (seat.until, pooled.state) == (date(2019, 9, 1), MemberState.IN_POOL)
    assert Group.objects.get(pk=task.group_id).dissolved_on == date(2019, 9, 1)
    with pytest.raises(NotAllowed, match="已经撤组"):
        groups.post(
            Group.objects.get(pk=task.group_id), person(office=task.office), Seat.MEMBER, by=by, at=DAY
        )
