"""The auditor's lists and pages: opened by the auditor only, and silent on what records say."""

import pytest
from django.test import Client

from xuncha.audit import actions, tables
from xuncha.audit.models import Trace
from xuncha.leadership.tests.builders import matter
from xuncha.people.tests.builders import installation, sign_in
from xuncha.people.tests.pages import Make, asks_no_more_for_more, list_of, opens_whole, page_of, refused
from xuncha.records import actions as records
from xuncha.records.models import Office
from xuncha.records.rules import Role
from xuncha.records.tests.builders import DAY, director, office
from xuncha.ui.tables import Table

pytestmark = pytest.mark.django_db


def trace(of: Office) -> Trace:
    row = matter(office=of, gist="不可外传的事项")
    head = director(of)
    records.correct(row, by=head, at=DAY, note="不可外传的理由", changes={"gist": "不可外传的更正"})
    return Trace.objects.get(subject_uid=row.uid)


ROWS: dict[Table, Make] = {
    tables.ENTRIES: lambda of: actions.record(who="甲", verb="grant", subject="乙"),
    tables.TRACES: trace,
}
each = pytest.mark.parametrize("table", ROWS, ids=lambda table: table.name)


@pytest.fixture
def city() -> Office:
    return installation(office()).home


@each
@pytest.mark.parametrize("role", Role)
def test_it_opens_to_the_auditor_and_to_nobody_else(
    role: Role, table: Table, city: Office, client: Client
) -> None:
    row = ROWS[table](city)
    sign_in(client, role, city, matter(office=city).lead if role == Role.UNIT_CONTACT else None)
    assert (opens_whole if role == Role.AUDITOR else refused)(client, table, row)


def test_what_was_done_is_told_in_the_offices_words(city: Office, client: Client) -> None:
    ROWS[tables.ENTRIES](city)
    ROWS[tables.TRACES](city)
    sign_in(client, Role.AUDITOR, city)
    assert "授予岗位" in client.get(list_of(tables.ENTRIES)).content.decode()
    assert "更正" in client.get(list_of(tables.TRACES)).content.decode()


def test_a_trace_shows_that_a_record_was_corrected_and_not_how_or_why(city: Office, client: Client) -> None:
    row = trace(city)
    sign_in(client, Role.AUDITOR, city)
    for address in (list_of(tables.TRACES), page_of(tables.TRACES, row)):
        assert "不可外传" not in client.get(address).content.decode()
    searched = client.get(list_of(tables.TRACES), {"q": "不可外传"}).content.decode()
    assert str(row.uid) not in searched  # nor can it be found by what it says


@each
def test_a_longer_list_asks_no_more_questions(table: Table, city: Office, client: Client) -> None:
    sign_in(client, Role.AUDITOR, city)
    assert asks_no_more_for_more(client, table, ROWS[table], city)
