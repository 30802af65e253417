"""Departments are asked and answer through the browser, before anybody is on site."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from xuncha.basis.tests.builders import document
from xuncha.fieldwork.models import MaterialRequest
from xuncha.orgs.tests.builders import organisation
from xuncha.people.tests.builders import installation, sign_in
from xuncha.records.rules import Role
from xuncha.records.tests.builders import director, office
from xuncha.rounds.actions import rule_sets
from xuncha.rounds.models import Round, Task
from xuncha.rounds.rules.tasks import TaskState
from xuncha.rounds.tests import builders as rounds

pytestmark = pytest.mark.django_db

SENT = date(2019, 5, 6)


@pytest.fixture
def row() -> Round:
    home = office()
    installation(home)
    rules = rule_sets.load(office=home, by=director(home))[0]
    return rounds.round_(office=home, rule_set=rules, at=date(2019, 4, 1))


def asked(row: Round, **over: Any) -> dict[str, Any]:
    return {
        "uid": uuid4(), "at": SENT, "department": organisation(office=row.office).pk,
        "document": document(office=row.office).pk, "subject": "近三年审计情况", **over,
    }  # fmt: skip


def test_a_department_is_asked_once_and_its_term_is_the_rule_sets(row: Round, client: Client) -> None:
    sign_in(client, Role.GENERAL, row.office)
    door = reverse("fieldwork:material_requests_new", args=[row.uid])
    assert door in client.get(reverse("rounds:rounds_detail", args=[row.uid])).content.decode()
    sent = asked(row)
    assert client.post(door, asked(row, due_on=date(2019, 5, 1))).status_code == 422
    assert client.post(door, sent).status_code == 302
    request = MaterialRequest.objects.get()
    assert request.due_on > SENT
    assert client.post(door, sent | {"uid": uuid4()}).status_code == 422
    receive = reverse("fieldwork:material_requests_deed", args=[request.uid, "receive"])
    assert client.post(receive, {"at": date(2019, 5, 1), "volumes": 2}).status_code == 422
    assert client.post(receive, {"at": date(2019, 5, 10), "volumes": 2}).status_code == 302
    request.refresh_from_db()
    assert (request.received_on, request.volumes) == (date(2019, 5, 10), 2)
    assert client.post(receive, {"at": date(2019, 5, 11), "volumes": 3}).status_code == 422


@pytest.mark.parametrize("role", [Role.GUIDANCE, Role.APPROVER, Role.LEADER])
def test_only_the_office_asks(row: Round, client: Client, role: Role) -> None:
    sign_in(client, role, row.office)
    door = reverse("fieldwork:material_requests_new", args=[row.uid])
    assert door not in client.get(reverse("rounds:rounds_detail", args=[row.uid])).content.decode()
    assert client.post(door, asked(row)).status_code == 403
    assert not MaterialRequest.objects.exists()


def test_once_a_group_is_on_site_nobody_is_asked(row: Round, client: Client) -> None:
    rounds.task(round=row, state=TaskState.ENTERED, entered_on=date(2019, 5, 1))
    assert Task.objects.filter(entered_on__lt=SENT).exists()
    sign_in(client, Role.GENERAL, row.office)
    door = reverse("fieldwork:material_requests_new", args=[row.uid])
    assert door not in client.get(reverse("rounds:rounds_detail", args=[row.uid])).content.decode()
    assert client.post(door, asked(row)).status_code == 422
