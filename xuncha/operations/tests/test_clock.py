"""The computer's clock is set back or on between two requests: nothing fails, nothing is lost, and the chain says so."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from unittest.mock import patch

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from xuncha.audit import actions as audit
from xuncha.audit.models import Entry
from xuncha.audit.queries import broken_entries, verified
from xuncha.audit.rules import Act
from xuncha.fieldwork.models import SitIn
from xuncha.fieldwork.tests.records import on_site, sits_in
from xuncha.people.tests.builders import installation
from xuncha.records.queries import today
from xuncha.records.rules import Role
from xuncha.reminders.actions.sweep import sweep
from xuncha.reminders.models import Notice

pytestmark = pytest.mark.django_db
BACK, ON = timedelta(hours=-2), timedelta(days=3)
really = timezone.now


@contextmanager
def clock(by: timedelta) -> Iterator[None]:
    with patch("django.utils.timezone.now", lambda: really() + by):
        yield


def door(client: Client) -> str:
    task = on_site()
    installation(task.office)
    sits_in(client, Role.MEMBER, task)
    return reverse("fieldwork:sit_ins_new", args=[task.uid])


def enter(client: Client, address: str, name: str) -> int:
    return client.post(address, {"at": "2019-06-12", "meeting": name, "topic": "议题"}).status_code


def test_a_clock_set_back_is_said_in_the_chain_once_and_loses_nothing(client: Client) -> None:
    address = door(client)
    assert enter(client, address, "拨回之前") == 302
    audit.record(who="a", verb="sign in", subject="1")
    with clock(BACK):
        assert enter(client, address, "拨回之后") == 302
        for number in range(3):
            audit.record(who="a", verb="sign in", subject=str(number))
        _, checkpoint = audit.take_checkpoint(who="a")
        assert verified(checkpoint).good
    said = Entry.objects.filter(verb=Act.CLOCK_BACK)
    assert [(entry.who, entry.subject) for entry in said] == [(audit.CLOCK, "audit")]
    audit.record(who="a", verb="sign in", subject="put right")
    assert said.count() == 1
    assert not broken_entries()
    assert verified(checkpoint).good
    assert set(SitIn.objects.values_list("meeting", flat=True)) == {"拨回之前", "拨回之后"}


def test_a_clock_that_is_set_right_by_seconds_is_nothing_to_speak_of() -> None:
    audit.record(who="a", verb="sign in", subject="1")
    with clock(timedelta(seconds=-20)):
        audit.record(who="a", verb="sign in", subject="2")
    assert not Entry.objects.filter(verb=Act.CLOCK_BACK).exists()
    assert not broken_entries()


def test_a_session_is_over_after_a_leap_and_not_by_a_step_back(client: Client) -> None:
    address = door(client)
    with clock(BACK):
        assert client.get(address).status_code == 200
    with clock(ON):
        answer = client.get(address)
        assert answer.status_code == 302
        assert answer["Location"].startswith(reverse(settings.LOGIN_URL))
        assert enter(client, address, "过期") == 302
    assert not SitIn.objects.exists()


def test_reminders_go_by_the_business_date_and_none_comes_twice(client: Client) -> None:
    address = door(client)
    sweep(today())
    first = Notice.objects.count()
    for by in (BACK, ON, BACK):
        with clock(by):
            sweep(today())
    assert Notice.objects.count() == first
    assert enter(client, address, "照常") == 302
