"""The pages: they open to whom they should, ask a fixed number of questions, and answer nonsense in words."""

from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook

from xuncha.findings.models import Category, Feedback, Finding, FocusDictionary, FocusItem
from xuncha.findings.tests.builders import fed_back, finding, installation, sign_in, task
from xuncha.records.models import Record
from xuncha.records.rules import Role
from xuncha.rounds.models import Task

pytestmark = pytest.mark.django_db
LISTS: dict[str, type[Record]] = {
    "findings": Finding,
    "feedbacks": Feedback,
    "focus_dictionaries": FocusDictionary,
    "focus_items": FocusItem,
    "categories": Category,
}


@pytest.fixture
def handed_over() -> Task:
    target, _ = fed_back(2)
    installation(target.office)
    return target


@pytest.mark.parametrize("name", [*LISTS, "corrections"])
def test_lists_details_and_spreadsheets_open_to_the_office(
    name: str, client: Client, handed_over: Task
) -> None:
    sign_in(client, Role.GENERAL, handed_over.office)
    assert client.get(reverse(f"findings:{name}")).status_code == 200
    assert client.get(reverse(f"findings:{name}_excel")).status_code == 200
    row = LISTS[name].objects.first() if name in LISTS else None
    if row:
        assert client.get(reverse(f"findings:{name}_detail", args=[row.uid])).status_code == 200


@pytest.mark.parametrize("role", [Role.CLUE_KEEPER, Role.SYSTEM_ADMIN, Role.AUDITOR])
def test_other_desks_are_refused(role: Role, client: Client, handed_over: Task) -> None:
    sign_in(client, role, handed_over.office)
    assert client.get(reverse("findings:findings")).status_code == 403


def test_a_contact_finds_its_own_problems_and_no_address_leads_to_others(
    client: Client, handed_over: Task
) -> None:
    foreign = finding(task(office=handed_over.office), title="他处的问题")
    sign_in(client, Role.UNIT_CONTACT, handed_over.office, handed_over.organisation)
    page = client.get(reverse("findings:findings")).content.decode()
    own = Finding.objects.filter(task=handed_over)
    assert all(row.title in page for row in own)
    assert foreign.title not in page
    assert client.get(reverse("findings:findings_detail", args=[foreign.uid])).status_code == 404
    narrowed = client.get(reverse("findings:findings"), {"q": "他处"}).content.decode()
    assert str(foreign.uid) not in narrowed


def test_the_spreadsheet_holds_exactly_what_the_reader_sees(client: Client, handed_over: Task) -> None:
    finding(task(office=handed_over.office), title="他处的问题")
    sign_in(client, Role.UNIT_CONTACT, handed_over.office, handed_over.organisation)
    file = client.get(reverse("findings:findings_excel"))
    sheet = CalamineWorkbook.from_filelike(BytesIO(b"".join(file))).get_sheet_by_index(0)
    text = str(sheet.to_python())
    assert all(row.title in text for row in Finding.objects.filter(task=handed_over))
    assert "他处" not in text


@pytest.mark.parametrize("role", [Role.DIRECTOR, Role.UNIT_CONTACT])
def test_a_longer_list_asks_no_more_questions(role: Role, client: Client, handed_over: Task) -> None:
    unit = handed_over.organisation if role == Role.UNIT_CONTACT else None
    sign_in(client, role, handed_over.office, unit)
    short = asked(client, "findings:findings")
    for _ in range(12):
        fed_back(1, task(office=handed_over.office, organisation=handed_over.organisation))
    assert asked(client, "findings:findings") == short <= 12
    assert asked(client, "findings:feedbacks") <= 12


def asked(client: Client, door: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(reverse(door)).status_code == 200
    return len(queries)


@pytest.mark.parametrize("query", ["state=nonsense", "sort=facts", "cursor=%00", "fed_back_on=yesterday"])
def test_nonsense_is_answered_in_words(query: str, client: Client, handed_over: Task) -> None:
    sign_in(client, Role.DIRECTOR, handed_over.office)
    answer = client.get(reverse("findings:findings") + "?" + query)
    assert answer.status_code in (200, 400)
    assert "Traceback" not in answer.content.decode()
