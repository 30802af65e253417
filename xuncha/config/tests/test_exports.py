"""How many files an account takes out within an hour: each counts wherever it came from, the next is refused on record."""

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings

from xuncha.accounts.models import User
from xuncha.audit import actions as audit
from xuncha.audit.models import Entry
from xuncha.audit.queries import broken_entries
from xuncha.audit.rules import TAKEN_OUT
from xuncha.config import exports
from xuncha.kernel.refusals import TooOften
from xuncha.people.tests.builders import installation, sign_in
from xuncha.records.models import Office
from xuncha.records.rules import Role
from xuncha.records.tests.builders import office

SHEET = "/orgs/organisations/excel/"
ENOUGH = "一小时内导出次数已达上限（2次），请稍后再试；确需批量导出的，请联系安全保密管理员。"


@pytest.fixture
def home(db: None, settings: Settings) -> Office:
    settings.EXPORTS_PER_HOUR = 2
    return installation(office()).home


def status(client: Client) -> int:
    return client.get(SHEET).status_code


def taken(who: str, minutes: int, verb: str = "export") -> None:
    """A file that was taken out so many minutes ago."""
    with pytest.MonkeyPatch.context() as patch:
        then = timezone.now() - timedelta(minutes=minutes)
        patch.setattr(timezone, "now", lambda: then)
        audit.record(who=who, verb=verb, subject="earlier")


def test_the_one_too_many_is_refused_in_a_sentence(home: Office, client: Client) -> None:
    sign_in(client, Role.DIRECTOR, home)
    assert (status(client), status(client)) == (200, 200)
    answer = client.get(SHEET)
    assert (answer.status_code, ENOUGH in answer.content.decode()) == (429, True)
    assert "Content-Disposition" not in answer
    assert client.get("/orgs/organisations/").status_code == 200  # reading goes on


def test_it_is_counted_by_account(home: Office, client: Client) -> None:
    sign_in(client, Role.DIRECTOR, home)
    assert [status(client) for _ in range(3)] == [200, 200, 429]
    other = Client()
    sign_in(other, Role.GENERAL, home)
    assert status(other) == 200


def test_the_hour_slides(home: Office, client: Client) -> None:
    who = sign_in(client, Role.DIRECTOR, home).username
    taken(who, 61)
    taken(who, 59)
    assert [status(client), status(client)] == [200, 429]


@pytest.mark.parametrize("verb", TAKEN_OUT)
def test_every_kind_of_file_counts(verb: str, home: Office, client: Client) -> None:
    who = sign_in(client, Role.DIRECTOR, home).username
    for _ in range(2):
        taken(who, 1, verb)
    taken(who, 1, "open clue")
    assert status(client) == 429


def test_what_was_refused_was_not_taken_and_the_auditor_reads_it(home: Office, client: Client) -> None:
    who = sign_in(client, Role.DIRECTOR, home).username
    assert [status(client) for _ in range(4)] == [200, 200, 429, 429]
    assert Entry.objects.filter(who=who, verb="export").count() == 2
    refusals = Entry.objects.filter(who=who, verb="refused")
    assert [(row.subject, row.note) for row in refusals] == [(SHEET, ENOUGH)] * 2
    assert not broken_entries()
    auditor = Client()
    sign_in(auditor, Role.AUDITOR, home)
    page = auditor.get(f"/audit/entries/{refusals[0].uid}/").content.decode()
    assert ENOUGH in page
    assert who in page


def test_none_is_refused_where_there_is_no_limit(home: Office, client: Client, settings: Settings) -> None:
    settings.EXPORTS_PER_HOUR = 0
    sign_in(client, Role.DIRECTOR, home)
    assert {status(client) for _ in range(4)} == {200}


def test_counting_is_one_question_more(home: Office, settings: Settings) -> None:
    request = RequestFactory().get(SHEET)
    request.user = User.objects.create(username="counted")
    asked: dict[int, int] = {}
    for most in (0, 60):
        settings.EXPORTS_PER_HOUR = most
        with CaptureQueriesContext(connection) as questions:
            exports.record(request, "of a table", "", verb="export")
        asked[most] = len(questions)
    assert asked[60] == asked[0] + 1


@pytest.mark.django_db(transaction=True)
def test_of_many_at_once_no_more_than_the_number_come_through(settings: Settings) -> None:
    """Real threads where the database has rows to wait for; an embedded one lets one writer in at a time anyway."""
    settings.EXPORTS_PER_HOUR = 3
    with ThreadPoolExecutor(8) if connection.vendor == "postgresql" else nullcontext() as pool:
        outcomes = list((pool.map if pool else map)(_take, range(8)))
    assert sorted(outcomes) == [False] * 5 + [True] * 3
    assert Entry.objects.filter(who="hasty").count() == 3


def _take(number: int) -> bool:
    request = RequestFactory().get(SHEET)
    request.user = User(username="hasty")
    try:
        exports.record(request, "of a table", str(number), verb="export")
        return True
    except TooOften:
        return False
    finally:
        if threading.current_thread() is not threading.main_thread():
            connection.close()
