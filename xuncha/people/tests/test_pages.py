"""The lists and pages of persons and posts; an ID number stands on none of them."""

from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from xuncha.orgs.tests.builders import organisation
from xuncha.people import tables
from xuncha.people.models import Person, Tenure
from xuncha.people.tests import builders as make
from xuncha.people.tests.builders import installation, sign_in
from xuncha.people.tests.pages import (
    Make,
    asks_no_more_for_more,
    hidden,
    list_of,
    opens_whole,
    page_of,
    refused,
)
from xuncha.records import sealing
from xuncha.records.models import Office
from xuncha.records.rules import Role
from xuncha.records.tests.builders import DAY, office
from xuncha.ui.tables import Table

pytestmark = pytest.mark.django_db


def tenure(of: Office) -> Tenure:
    who = make.person(office=of)
    held = make.post(organisation=organisation(office=of))
    return Tenure.objects.create(person=who, post=held, office=of, by=who.by, at=DAY)


ROWS: dict[Table, Make] = {
    tables.PERSONS: lambda of: make.person(office=of),
    tables.POSTS: lambda of: make.post(organisation=organisation(office=of)),
    tables.TENURES: tenure,
}
each = pytest.mark.parametrize("table", ROWS, ids=lambda table: table.name)


@pytest.fixture
def city() -> Office:
    return installation(office()).home


@each
def test_it_opens_whole_to_the_office_and_to_nobody_else(table: Table, city: Office, client: Client) -> None:
    row, foreign = ROWS[table](city), ROWS[table](office())
    sign_in(client, Role.GENERAL, city)
    assert opens_whole(client, table, row)
    assert hidden(client, table, foreign)
    for role in (Role.AUDITOR, Role.SYSTEM_ADMIN, Role.CLUE_KEEPER):
        sign_in(client, role, city)
        assert refused(client, table, row)


def test_an_id_number_stands_on_no_page_and_in_no_spreadsheet(city: Office, client: Client) -> None:
    number = make.id_number()
    row: Person = make.person(office=city, id_number=number, id_blind=sealing.blind(number))
    sign_in(client, Role.DIRECTOR, city)
    addresses = (list_of(tables.PERSONS), page_of(tables.PERSONS, row))
    pages = [client.get(address).content.decode() for address in addresses]
    file = client.get(reverse("people:persons_excel"))
    sheet = CalamineWorkbook.from_filelike(BytesIO(b"".join(file))).get_sheet_by_index(0)
    for text in [*pages, str(sheet.to_python())]:
        assert row.name in text
        assert number not in text
        assert row.id_blind not in text


@pytest.mark.parametrize("asked", ["id_number", "id_blind", "id_number__has", "id_number__icontains"])
def test_no_filter_asks_for_an_id_number(asked: str, city: Office, client: Client) -> None:
    sign_in(client, Role.DIRECTOR, city)
    assert client.get(list_of(tables.PERSONS), {asked: make.id_number()}).status_code == 400


@each
def test_a_longer_list_asks_no_more_questions(table: Table, city: Office, client: Client) -> None:
    sign_in(client, Role.DIRECTOR, city)
    assert asks_no_more_for_more(client, table, ROWS[table], city)
