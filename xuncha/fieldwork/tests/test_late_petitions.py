"""Petitions after the day on which a group stops receiving them: said, and taken for a reason only (domain §2.2, D6)."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from xuncha.fieldwork.models import Petition
from xuncha.fieldwork.queries.petitions import closing_day
from xuncha.fieldwork.rules.petitions import is_late
from xuncha.fieldwork.tests.records import ENTERED, EXIT, on_site, petition, sits_in
from xuncha.kernel.refusals import NotAllowed
from xuncha.people.tests.builders import installation
from xuncha.records.models import Installation
from xuncha.records.rules import Role
from xuncha.records.tests.builders import director, office
from xuncha.rounds.actions import rule_sets
from xuncha.rounds.models import Task
from xuncha.rounds.tests import builders as rounds

pytestmark = pytest.mark.django_db

CLOSES = date(2019, 7, 19)  # seven days before the planned exit
AFTER = date(2019, 7, 22)


@pytest.fixture
def task() -> Task:
    """On site, in a round that is bound to the bundled rules of 2017."""
    home = office()
    installation(home)
    rules = rule_sets.load(office=home, by=director(home))[0]
    return on_site(round=rounds.round_(office=home, rule_set=rules))


def test_the_window_closes_seven_days_before_the_end(task: Task) -> None:
    assert closing_day(task) == CLOSES
    assert not is_late(CLOSES, CLOSES)
    task.exit_planned_on = None
    assert closing_day(task) is None
    task.left_on = date(2019, 7, 31)
    assert closing_day(task) == date(2019, 7, 24)


def test_a_late_one_is_taken_for_a_reason_that_stays_on_record(task: Task) -> None:
    assert petition(task, at=CLOSES).serial == 1
    with pytest.raises(NotAllowed, match="停止受理信访"):
        petition(task, at=AFTER)
    with pytest.raises(NotAllowed, match="停止受理信访"):
        petition(task, at=AFTER, late_reason="  ")
    late = petition(task, at=AFTER, late_reason="邮戳日期在截止以前")
    assert late.serial == 2
    assert [p.note for p in late.passages()] == ["邮戳日期在截止以前"]


def test_a_round_without_the_rule_keeps_its_window_open() -> None:
    free = on_site()
    assert closing_day(free) is None
    assert petition(free, at=EXIT).pk


def boxes(at: date, **over: str) -> dict[str, str]:
    return {
        "at": at.isoformat(), "channel": "letter", "scope": "within", "objects_reflected": "某科室",
        "summary": "反映食堂承包未公开", **over,
    }  # fmt: skip


def test_the_page_says_the_day_and_asks_for_a_reason_once_it_is_over(task: Task, client: Client) -> None:
    sits_in(client, Role.PETITION_CLERK, task)
    address = reverse("fieldwork:petitions_new", args=[task.uid])
    Installation.objects.update(business_date=CLOSES)
    page = client.get(address).content.decode()
    assert "2019-07-19停止受理信访" in page
    assert "late_reason" not in page
    Installation.objects.update(business_date=AFTER)
    assert "late_reason" in client.get(address).content.decode()
    refused = client.post(address, boxes(AFTER))
    assert refused.status_code == 422
    assert "请写明理由" in refused.content.decode()
    assert client.post(address, boxes(ENTERED)).status_code == 302
    assert client.post(address, boxes(AFTER, late_reason="邮件迟到")).status_code == 302
    assert Petition.objects.count() == 2
