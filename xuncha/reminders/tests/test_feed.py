"""The calendar: days and numbers for whoever holds the address, and nothing for anybody else."""

import re
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from xuncha.accounts.models import User
from xuncha.audit.models import Entry
from xuncha.clues.tests.world import PIECES, planted
from xuncha.people.models import Grant
from xuncha.records.models import Office
from xuncha.records.rules import Role
from xuncha.records.tests.builders import user
from xuncha.reminders.models import Subscription
from xuncha.reminders.rules.kinds import Kind
from xuncha.reminders.rules.secrets import digest_of, new_secret
from xuncha.reminders.tests import builders as make
from xuncha.reminders.tests.builders import CASES, DUE, TODAY

pytestmark = pytest.mark.django_db
SETTINGS = reverse("reminders:settings")


@pytest.fixture
def house() -> Office:
    return make.home()


@pytest.fixture
def director(house: Office) -> User:
    return make.account(Role.DIRECTOR, house)


def opened(client: Client, account: User) -> str:
    """The address as the page shows it, once; its path."""
    client.force_login(account)
    answer = client.post(reverse("reminders:open_feed"))
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store, private"
    found = re.search(r"/reminders/calendar/[\w-]+\.ics", answer.content.decode())
    assert found
    return found.group()


def entries(client: Client, address: str) -> list[tuple[date, str]]:
    client.logout()
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    calendar = Calendar.from_ical(answer.content)
    return [(event.decoded("dtstart"), str(event["summary"])) for event in calendar.walk("VEVENT")]


def test_days_and_numbers_by_kind_without_signing_in(client: Client, house: Office, director: User) -> None:
    for kind in (Kind.MATTER, Kind.MATTER, Kind.KEY_TASK, Kind.REPORT):
        CASES[kind].make(house)
    found = entries(client, opened(client, director))
    assert (DUE, "点人点事到期：2项") in found
    assert (DUE, "工作要点到期：1项") in found
    assert (date(2020, 1, 13), "提交巡察报告到期：1项") in found
    assert [day for day, _ in found] == sorted(day for day, _ in found)


def test_what_lies_far_back_or_ahead_is_left_out(client: Client, house: Office, director: User) -> None:
    for days in (-61, 201, -60, 200):
        make.matter(office=house, due_on=TODAY + timedelta(days=days))
    found = {day for day, _ in entries(client, opened(client, director))}
    assert found == {TODAY - timedelta(days=60), TODAY + timedelta(days=200)}


def test_an_entry_keeps_its_name_while_its_number_changes(
    client: Client, house: Office, director: User
) -> None:
    address = opened(client, director)

    def names() -> dict[str, str]:
        calendar = Calendar.from_ical(client.get(address).content)
        return {str(event["uid"]): str(event["summary"]) for event in calendar.walk("VEVENT")}

    make.matter(office=house, due_on=DUE)
    before = names()
    make.matter(office=house, due_on=DUE)
    after = names()
    assert before.keys() == after.keys()
    assert set(after.values()) == {"点人点事到期：2项"}


def test_each_reads_only_what_he_may_see(client: Client, house: Office) -> None:
    make.measure(house, due_on=DUE)
    stranger = make.account(Role.CLUE_KEEPER, house)
    assert entries(client, opened(client, stranger)) == []


def test_a_role_that_ended_shows_nothing_any_more(client: Client, house: Office, director: User) -> None:
    make.matter(office=house, due_on=DUE)
    address = opened(client, director)
    Grant.objects.filter(user=director).update(until=TODAY - timedelta(days=1))
    assert entries(client, address) == []


def test_no_word_of_what_is_due_is_in_it(client: Client) -> None:
    world = planted()
    for role in Role:
        address = opened(client, world.accounts[role])
        client.logout()
        text = client.get(address).content.decode()
        assert not any(piece in text for piece in PIECES)
        assert world.overdue.number not in text


def test_of_the_secret_only_a_digest_is_kept(client: Client, director: User) -> None:
    address = opened(client, director)
    secret = address.rpartition("/")[2].removesuffix(".ics")
    row = Subscription.objects.get(user=director)
    assert row.feed_digest == digest_of(secret)
    assert secret not in str(Subscription.objects.values())
    assert not Entry.objects.filter(note__contains=secret).exists()
    client.force_login(director)
    assert secret not in client.get(SETTINGS).content.decode()


def test_a_new_address_ends_the_old_one_and_revoking_ends_it(client: Client, director: User) -> None:
    first = opened(client, director)
    second = opened(client, director)
    assert client.get(first).status_code == 404
    assert client.get(second).status_code == 200
    answer = client.post(reverse("reminders:revoke_feed"), follow=True)
    assert "日历地址已停用" in answer.content.decode()
    assert client.get(second).status_code == 404
    assert client.post(reverse("reminders:revoke_feed")).status_code == 422
    verbs = Entry.objects.filter(who=director.username).values_list("verb", flat=True)
    assert {"open feed", "revoke feed"} <= set(verbs)


def test_an_account_out_of_use_has_no_calendar(client: Client, director: User) -> None:
    address = opened(client, director)
    User.objects.filter(pk=director.pk).update(is_active=False)
    client.logout()
    assert client.get(address).status_code == 404


def test_a_guess_finds_nothing(client: Client, director: User) -> None:
    opened(client, director)
    for guess in ("none", new_secret(), ""):
        assert client.get(f"/reminders/calendar/{guess}.ics").status_code in (302, 404)
    assert new_secret() != new_secret()
    assert len(new_secret()) >= 43


def test_the_day_of_the_last_reading_is_noted(client: Client, director: User) -> None:
    address = opened(client, director)
    client.get(address)
    assert Subscription.objects.get(user=director).feed_read_on == TODAY
    client.force_login(director)
    assert "最近读取：2019-12-31" in client.get(SETTINGS).content.decode()


def test_the_calendar_speaks_the_owners_language(client: Client, house: Office, director: User) -> None:
    User.objects.filter(pk=director.pk).update(language="en")
    make.matter(office=house, due_on=DUE)
    ((_, words),) = entries(client, opened(client, director))
    assert "due: 1" in words


def test_the_calendar_is_read_only(client: Client, director: User) -> None:
    address = opened(client, director)
    assert client.post(address).status_code == 405


def test_it_costs_the_same_however_much_is_due(
    client: Client, house: Office, director: User, django_assert_max_num_queries
) -> None:
    for kind in (Kind.MATTER, Kind.REPLY, Kind.HEARING):
        for _ in range(4):
            CASES[kind].make(house)
    address = opened(client, director)
    client.logout()
    client.get(address)
    with django_assert_max_num_queries(16):
        client.get(address)


def test_who_holds_no_role_has_an_empty_calendar(client: Client, house: Office) -> None:
    assert entries(client, opened(client, user())) == []
