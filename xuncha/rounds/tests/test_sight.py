"""Who sees which round, task, group and check."""

from datetime import date

import pytest

from xuncha.kernel.viewer import GroupHold, Viewer
from xuncha.people.tests.builders import person
from xuncha.records.models import Installation, Office
from xuncha.records.rules import ADMINISTRATORS, GROUP, LEADERS, OFFICE, STAFF, Role
from xuncha.records.tests.builders import county, office, user, viewer
from xuncha.rounds.models import Group, GroupMember, PlanItem, RecusalCheck, Round, Task
from xuncha.rounds.queries import viewer_of
from xuncha.rounds.rules.groups import SEAT_ROLE, Seat
from xuncha.rounds.rules.tasks import TaskState
from xuncha.rounds.tests import builders as make

pytestmark = pytest.mark.django_db


def seen(viewer: Viewer, *tasks: Task) -> list[bool]:
    visible = set(Task.objects.visible_to(viewer).values_list("pk", flat=True))
    return [task.pk in visible for task in tasks]


@pytest.mark.parametrize("role", list(Role))
def test_the_office_sees_its_tasks_and_nobody_else_does_by_the_office_alone(role: Role) -> None:
    own = make.task()
    other = make.task()
    assert seen(viewer(role, office=own.office), own, other) == [role in OFFICE, False]


def test_a_group_sees_its_own_tasks() -> None:
    row = make.round_()
    first, second = (make.task(round=row, group=make.group(round=row)) for _ in range(2))
    for role in GROUP:
        member = viewer(office=row.office, groups=(GroupHold(role, first.group_id),))
        assert seen(member, first, second) == [True, False]


def test_an_inspected_organisation_learns_of_its_task_by_the_notice() -> None:
    task, other = make.task(), make.task(state=TaskState.NOTIFIED)
    contact = viewer(Role.UNIT_CONTACT, office=task.office, organisation=task.organisation_id)
    assert seen(contact, task, other) == [False, False]
    Task.objects.filter(pk=task.pk).update(notified_on=date(2019, 5, 1))
    assert seen(contact, task, other) == [True, False]


def test_a_contact_who_sits_in_a_group_elsewhere_learns_no_more_of_his_own_task() -> None:
    own = make.task()
    other = make.task(round=own.round, group=make.group(round=own.round))
    both = viewer(
        Role.UNIT_CONTACT, office=own.office, organisation=own.organisation_id,
        groups=(GroupHold(Role.MEMBER, other.group_id),),
    )  # fmt: skip
    assert seen(both, own, other) == [False, True]


def test_a_contact_holds_his_role_towards_his_own_task_only() -> None:
    own, other = make.task(), make.task()
    contact = viewer(Role.UNIT_CONTACT, office=own.office, organisation=own.organisation_id)
    assert own.roles_of(contact) == {Role.UNIT_CONTACT}
    assert other.roles_of(contact) == frozenset()


def test_the_upper_office_sees_a_countys_registry_and_not_its_people() -> None:
    city = office()
    child = county(city)
    task = make.task(round=make.round_(office=child))
    group = make.group(round=task.round)
    make.member(group=group)
    upper = viewer(Role.GUIDANCE, office=city)
    assert seen(upper, task) == [True]
    assert Round.objects.visible_to(upper).count() == 1
    assert Group.objects.visible_to(upper).count() == GroupMember.objects.visible_to(upper).count() == 0


def test_a_county_sees_its_own_and_no_other_county() -> None:
    city = office()
    tasks = [make.task(round=make.round_(office=county(city))) for _ in range(2)]
    assert seen(viewer(Role.COUNTY_OFFICE, office=tasks[0].office), *tasks) == [True, False]
    assert seen(viewer(Role.COUNTY_OFFICE, office=city), *tasks) == [False, False]


@pytest.mark.parametrize("role", list(Role))
def test_recusal_checks_are_for_those_who_staff(role: Role) -> None:
    task = make.task()
    make.cleared(person(office=task.office), task)
    may = role in {Role.DIRECTOR, Role.GENERAL, Role.GUIDANCE, Role.COUNTY_OFFICE}
    assert RecusalCheck.objects.visible_to(viewer(role, office=task.office)).exists() == may


@pytest.mark.parametrize("role", sorted(ADMINISTRATORS))
def test_administrators_see_no_business(role: Role) -> None:
    task = make.task(group=make.group())
    make.version([task.organisation], term=task.round.term)
    administrator = viewer(role, office=task.office)
    for model in (Task, Round, Group, PlanItem):
        assert not model.objects.visible_to(administrator).exists()


def test_staff_and_leaders_see_the_plan() -> None:
    version = make.version([make.task().organisation])
    for role in STAFF | LEADERS:
        assert PlanItem.objects.visible_to(viewer(role, office=version.office)).count() == 1


# --- Who an account is -------------------------------------------------------------------------


@pytest.fixture
def today() -> date:
    day = date(2019, 6, 10)
    Installation.objects.create(home=office(), is_demo=True, business_date=day)
    return day


def seat_of(today: date, **over: object) -> tuple[Office, Viewer]:
    account = user()
    of = make.group()
    who = person(office=of.office, user=account)
    make.member(**({"group": of, "person": who, "at": date(2019, 6, 1)} | over))
    return of, viewer_of(account)


@pytest.mark.parametrize("seat", list(Seat))
def test_a_seat_gives_its_role_in_the_group(today: date, seat: Seat) -> None:
    of, found = seat_of(today, seat=seat)
    assert found.groups == {GroupHold(SEAT_ROLE[seat], of.pk)}
    assert found.office is None


@pytest.mark.parametrize(
    ("over", "sits"),
    [
        ({"until": date(2019, 6, 9)}, False),
        ({"until": date(2019, 6, 10)}, True),
        ({"at": date(2019, 6, 11)}, False),
    ],
)
def test_a_seat_counts_from_its_first_day_to_its_last(today: date, over: dict[str, date], sits: bool) -> None:
    assert bool(seat_of(today, **over)[1].groups) == sits


def test_a_seat_ends_when_the_group_dissolves(today: date) -> None:
    account = user()
    of = make.group(dissolved_on=date(2019, 6, 5))
    make.member(group=of, person=person(office=of.office, user=account), at=date(2019, 6, 1))
    assert viewer_of(account).groups == frozenset()
