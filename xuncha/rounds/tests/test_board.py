"""The board of a round: whole to the office, to a group's people their own row of it, shut to everybody else."""

import pytest
from django.test import Client
from django.urls import reverse

from xuncha.people.tests.builders import installation, person, sign_in
from xuncha.records.rules import Role
from xuncha.records.tests.builders import user
from xuncha.rounds.models import Group, Round, Task
from xuncha.rounds.rules.groups import Seat
from xuncha.rounds.tests import builders as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def round_() -> Round:
    """With two groups, each with a task, and a task that is nobody's yet."""
    row = make.round_()
    installation(row.office)
    for _ in range(2):
        make.task(round=row, group=make.group(round=row))
    make.task(round=row)
    return row


def sit(client: Client, group: Group, seat: Seat) -> None:
    account = user()
    make.member(group=group, seat=seat, person=person(office=group.office, user=account))
    client.force_login(account)


def shown(client: Client, round_: Round) -> set[Task]:
    page = client.get(reverse("rounds:board", args=[round_.uid]))
    assert page.status_code == 200
    text = page.content.decode()
    return {task for task in round_.tasks.all() if task.organisation.short_name in text}


def test_the_office_sees_all_of_it(round_: Round, client: Client) -> None:
    sign_in(client, Role.GENERAL, round_.office)
    assert shown(client, round_) == set(round_.tasks.all())
    assert reverse("rounds:rounds_detail", args=[round_.uid]) in client.get(
        reverse("rounds:board", args=[round_.uid])
    ).content.decode()  # fmt: skip


@pytest.mark.parametrize("seat", list(Seat))
def test_a_groups_people_see_their_own_tasks_on_it(round_: Round, client: Client, seat: Seat) -> None:
    own, other = round_.groups.order_by("number")
    sit(client, own, seat)
    assert shown(client, round_) == set(own.tasks.all())
    page = client.get(reverse("rounds:board", args=[round_.uid])).content.decode()
    assert own.name in page
    assert other.name not in page
    assert reverse("rounds:rounds_detail", args=[round_.uid]) not in page  # which they may not open


def test_the_workspace_of_a_group_leads_to_the_board(round_: Round, client: Client) -> None:
    sit(client, round_.groups.order_by("number")[0], Seat.MEMBER)
    page = client.get(reverse("desk:workspaces"), follow=True).content.decode()
    assert reverse("rounds:board", args=[round_.uid]) in page


def test_another_round_is_nowhere_and_a_dissolved_groups_round_too(round_: Round, client: Client) -> None:
    own = round_.groups.order_by("number")[0]
    sit(client, own, Seat.LEADER)
    foreign = make.round_(office=round_.office)
    make.task(round=foreign, group=make.group(round=foreign))
    assert client.get(reverse("rounds:board", args=[foreign.uid])).status_code == 404
    Group.objects.filter(pk=own.pk).update(dissolved_on=own.at)
    assert client.get(reverse("rounds:board", args=[round_.uid])).status_code == 403  # holds nothing any more


@pytest.mark.parametrize("role", [Role.CLUE_KEEPER, Role.CLUE_RECEIVER, Role.SYSTEM_ADMIN, Role.AUDITOR])
def test_it_is_shut_to_who_reads_no_rounds(round_: Round, client: Client, role: Role) -> None:
    sign_in(client, role, round_.office)
    assert client.get(reverse("rounds:board", args=[round_.uid])).status_code == 403
