"""The auditor's lists and pages: opened by the auditor only, and silent on what records say."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse

from xuncha.audit import actions, tables
from xuncha.audit.models import Entry, Trace
from xuncha.leadership.tests.builders import matter
from xuncha.people.tests.builders import installation, sign_in
from xuncha.people.tests.pages import Make, asks_no_more_for_more, list_of, opens_whole, page_of, refused
from xuncha.records import actions as records
from xuncha.records import appendonly
from xuncha.records.models import Office
from xuncha.records.rules import Role
from xuncha.records.tests.builders import DAY, director, office
from xuncha.ui.tables import Table

pytestmark = pytest.mark.django_db
CHAIN = "/audit/chain/"


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


def test_the_auditor_takes_a_checkpoint_away_and_reads_the_chain_by_it(city: Office, client: Client) -> None:
    actions.record(who="甲", verb="grant", subject="乙")
    sign_in(client, Role.AUDITOR, city)
    assert "尚未取走检查点" in client.get(CHAIN).content.decode()
    answer = client.post(reverse("audit:checkpoint"))
    file = b"".join(answer)
    assert "attachment" in answer["Content-Disposition"]
    assert answer["Cache-Control"] == "no-store, private"
    assert Entry.objects.filter(verb="checkpoint").count() == 1
    page = client.post(CHAIN, {"checkpoint": SimpleUploadedFile("c.txt", file)}).content.decode()
    assert "与取走时完全一致" in page
    first = Entry.objects.order_by("pk")[0]
    with appendonly.lifted(Entry), connection.cursor() as cursor:
        cursor.execute("DELETE FROM audit_entry WHERE id = %s", [first.pk])
    page = client.post(CHAIN, {"checkpoint": SimpleUploadedFile("c.txt", file)}).content.decode()
    assert f"第{first.pk}条（" in page
    assert "被删除" in page


@pytest.mark.parametrize(
    "file", [b"", b"nothing", b"xuncha checkpoint 1\n{}\n\n\n", b"\xff" * 9999, b"\n\n\n\n"]
)
def test_a_file_that_is_no_checkpoint_is_refused_in_words(file: bytes, city: Office, client: Client) -> None:
    sign_in(client, Role.AUDITOR, city)
    answer = client.post(CHAIN, {"checkpoint": SimpleUploadedFile("c.txt", file)})
    assert answer.status_code == 422


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.AUDITOR, Role.UNIT_CONTACT}))
def test_nobody_else_reads_the_chain_or_takes_a_checkpoint(role: Role, city: Office, client: Client) -> None:
    sign_in(client, role, city)
    assert client.get(CHAIN).status_code == 403
    assert client.post(CHAIN).status_code == 403
    assert client.post(reverse("audit:checkpoint")).status_code == 403
    assert not Entry.objects.filter(verb="checkpoint").exists()
