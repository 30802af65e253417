"""What is done for many rows on one page: people checked by name, checks decided together, steps ticked together."""

from dataclasses import replace
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from xuncha.kernel.refusals import NotAllowed, WrongRole
from xuncha.people.models import Person
from xuncha.people.tests.builders import installation, person, sign_in
from xuncha.records.rules import Role
from xuncha.records.tests.builders import director, user, viewer
from xuncha.rounds.actions import checklists, groups, screening
from xuncha.rounds.models import GroupMember, RecusalCheck, Task
from xuncha.rounds.rules.checklists import Doer
from xuncha.rounds.rules.groups import RecusalVerdict, Seat
from xuncha.rounds.rules.tasks import TaskState
from xuncha.rounds.tests import builders as make

pytestmark = pytest.mark.django_db

DAY = date(2019, 4, 1)


@pytest.fixture
def tasks() -> list[Task]:
    """Two tasks of one group."""
    group = make.group(round=make.round_(at=DAY))
    installation(group.office)
    return [make.task(group=group) for _ in range(2)]


@pytest.fixture
def people(tasks: list[Task]) -> list[Person]:
    return [person(office=tasks[0].office, name=name) for name in ("周知远", "吴敬之")]


def seated(client: Client, task: Task, seat: Seat) -> GroupMember:
    account = user()
    row = make.member(group=task.group, seat=seat, at=DAY, person=person(office=task.office, user=account))
    client.force_login(account)
    return row


def test_people_are_checked_by_name_towards_each_organisation_of_their_group(
    tasks: list[Task], people: list[Person], client: Client
) -> None:
    group = tasks[0].group
    assert group
    groups.check(group.round, people[0], tasks[0].organisation, by=director(group.office), at=DAY)
    sign_in(client, Role.GUIDANCE, group.office)
    door = reverse("rounds:groups_deed", args=[group.uid, "check"])
    assert client.post(door, {"at": DAY, "people": "周知远\n无此人"}).status_code == 422
    assert RecusalCheck.objects.count() == 1
    assert client.post(door, {"at": DAY, "people": "周知远\n吴敬之"}).status_code == 302
    pairs = set(RecusalCheck.objects.values_list("person", "organisation"))
    assert pairs == {(who.pk, task.organisation_id) for who in people for task in tasks}
    assert RecusalCheck.objects.count() == 4  # the one that was there is not opened again


def test_two_of_one_name_are_not_told_apart_by_guessing(
    tasks: list[Task], people: list[Person], client: Client
) -> None:
    group = tasks[0].group
    assert group
    person(office=group.office, name="周知远")
    sign_in(client, Role.GENERAL, group.office)
    door = reverse("rounds:groups_deed", args=[group.uid, "check"])
    answer = client.post(door, {"at": DAY, "people": "周知远"})
    assert answer.status_code == 422
    assert "周知远" in answer.content.decode()
    assert not RecusalCheck.objects.exists()


def test_a_group_without_targets_has_nothing_to_be_checked_against(
    people: list[Person], tasks: list[Task]
) -> None:
    empty = make.group(round=tasks[0].round)
    with pytest.raises(NotAllowed, match="尚未分配"):
        screening.check_all(empty, people=people, by=director(empty.office), at=DAY)


def opened(tasks: list[Task], people: list[Person]) -> list[RecusalCheck]:
    group = tasks[0].group
    assert group
    return screening.check_all(group, people=people, by=director(group.office), at=DAY)


def test_checks_are_decided_together_and_the_rest_waits(
    tasks: list[Task], people: list[Person], client: Client
) -> None:
    checks = opened(tasks, people)
    sign_in(client, Role.DIRECTOR, tasks[0].office)
    door = reverse("rounds:rounds_deed", args=[tasks[0].round.uid, "decide"])
    shown = client.get(door).content.decode()
    assert shown.count("checked") == 4  # all are ticked to begin with
    sent = {"at": DAY, "verdict": "clear", "checks": [check.pk for check in checks[:3]]}
    assert client.post(door, sent).status_code == 302
    waiting = RecusalCheck.objects.get(verdict="")
    assert waiting == checks[3]
    assert set(RecusalCheck.objects.exclude(verdict="").values_list("verdict", "decided_on")) == {
        ("clear", DAY)
    }
    assert client.post(door, sent).status_code == 422  # what is decided is not to be chosen any more
    barred = {"at": DAY, "verdict": "barred", "checks": [waiting.pk]}
    assert client.post(door, barred).status_code == 422  # without a reason
    assert client.post(door, barred | {"reason": "曾在该单位任职"}).status_code == 302
    assert client.get(door).status_code == 422  # nothing waits


def test_one_check_that_cannot_be_decided_leaves_all_undecided(
    tasks: list[Task], people: list[Person]
) -> None:
    checks = opened(tasks, people)
    official = replace(director(tasks[0].office), person=people[1].pk)
    with pytest.raises(NotAllowed, match="本人"):
        groups.decide_all(tasks[0].round, checks=checks, verdict=RecusalVerdict.CLEAR, by=official, at=DAY)
    assert not RecusalCheck.objects.exclude(verdict="").exists()


@pytest.mark.parametrize("role", [Role.GENERAL, Role.GUIDANCE, Role.APPROVER])
def test_only_the_head_decides(tasks: list[Task], people: list[Person], client: Client, role: Role) -> None:
    checks = opened(tasks, people)
    sign_in(client, role, tasks[0].office)
    door = reverse("rounds:rounds_deed", args=[tasks[0].round.uid, "decide"])
    sent = {"at": DAY, "verdict": "clear", "checks": [check.pk for check in checks]}
    assert client.post(door, sent).status_code == 403
    assert not RecusalCheck.objects.exclude(verdict="").exists()


# --- Seats ----------------------------------------------------------------------------------------


def test_the_section_that_keeps_no_pool_is_offered_no_seat(tasks: list[Task], client: Client) -> None:
    """Else it would be shown a page and then be turned away over a member of the pool."""
    group = tasks[0].group
    assert group
    door = reverse("rounds:group_members_new", args=[group.uid])
    page = reverse("rounds:groups_detail", args=[group.uid])
    sign_in(client, Role.GENERAL, group.office)
    assert door not in client.get(page).content.decode()
    assert client.get(door).status_code == 403
    with pytest.raises(WrongRole):
        groups.post(
            group,
            person(office=group.office),
            Seat.MEMBER,
            by=viewer(Role.GENERAL, office=group.office),
            at=DAY,
        )
    sign_in(client, Role.GUIDANCE, group.office)
    assert door in client.get(page).content.decode()
    assert client.get(door).status_code == 200


def test_a_round_takes_over_the_groups_names_of_the_round_before(tasks: list[Task], client: Client) -> None:
    before = tasks[0].group
    assert before
    type(before).objects.filter(pk=before.pk).update(name="市委第一巡察组")
    later = make.round_(office=before.office)
    sign_in(client, Role.GENERAL, before.office)
    shown = client.get(reverse("rounds:groups_new", args=[later.uid])).content.decode()
    assert "市委第一巡察组" in shown


# --- Steps ----------------------------------------------------------------------------------------


def test_steps_of_the_stage_are_ticked_together_each_by_whom_it_is_for(
    tasks: list[Task], client: Client
) -> None:
    task = tasks[0]
    Task.objects.filter(pk=task.pk).update(state=TaskState.ENTERED, entered_on=DAY)
    task.refresh_from_db()
    own = [make.task_step(task, text=f"听取汇报{n}") for n in range(3)]
    theirs = make.task_step(task, text="审核方案", who=Doer.OFFICE)
    later = make.task_step(task, text="形成报告", stage=TaskState.LEFT)
    seated(client, task, Seat.LEADER)
    door = reverse("rounds:tasks_deed", args=[task.uid, "steps"])
    assert door in client.get(reverse("rounds:tasks_detail", args=[task.uid])).content.decode()
    shown = client.get(door).content.decode()
    assert "听取汇报0" in shown
    assert "审核方案" not in shown
    assert "形成报告" not in shown
    sent = {"at": DAY, "steps": [own[0].pk, own[1].pk]}
    assert client.post(door, sent | {"steps": [own[0].pk, theirs.pk]}).status_code == 422
    assert client.post(door, sent | {"steps": [later.pk]}).status_code == 422
    assert not task.steps.filter(done_on__isnull=False).exists()
    assert client.post(door, sent).status_code == 302
    assert set(task.steps.filter(done_on=DAY).values_list("text", flat=True)) == {"听取汇报0", "听取汇报1"}


def test_a_step_that_was_ticked_in_the_meantime_keeps_all_unticked(tasks: list[Task]) -> None:
    task = tasks[0]
    steps = [make.task_step(task) for _ in range(2)]
    by = director(task.office)
    checklists.finish(task.steps.get(pk=steps[1].pk), by=by, at=DAY)
    with pytest.raises(NotAllowed, match="已经"):
        checklists.finish_all(task, steps=steps, by=by, at=DAY)
    assert task.steps.filter(done_on__isnull=False).count() == 1


def test_a_contact_of_the_organisation_ticks_nothing(tasks: list[Task], client: Client) -> None:
    task = tasks[0]
    Task.objects.filter(pk=task.pk).update(state=TaskState.NOTIFIED, notified_on=DAY)
    make.task_step(Task.objects.get(pk=task.pk), who=Doer.UNIT)
    sign_in(client, Role.UNIT_CONTACT, task.office, task.organisation)
    door = reverse("rounds:tasks_deed", args=[task.uid, "steps"])
    assert client.post(door, {"at": DAY, "steps": [task.steps.get().pk]}).status_code == 403
