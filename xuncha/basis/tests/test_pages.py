"""The lists and pages of the register."""

import pytest
from django.test import Client

from xuncha.basis import tables
from xuncha.basis.tests import builders as make
from xuncha.basis.tests.test_access import ROWS as BY_NAME
from xuncha.people.tests.builders import installation, sign_in
from xuncha.people.tests.pages import Make, asks_no_more_for_more, hidden, opens_whole, page_of, refused
from xuncha.records.models import Office
from xuncha.records.rules import Role
from xuncha.records.tests.builders import county, office
from xuncha.ui.tables import Table

pytestmark = pytest.mark.django_db

ROWS: dict[Table, Make] = {
    tables.DOCUMENTS: BY_NAME["document"],
    tables.ADDRESSEES: BY_NAME["addressee"],
    tables.LINES: BY_NAME["line"],
    tables.STATEMENTS: BY_NAME["statement"],
    tables.MEETINGS: BY_NAME["meeting"],
    tables.AGENDA: BY_NAME["agenda"],
    tables.DECISIONS: BY_NAME["decision"],
    tables.ATTENDANCES: BY_NAME["attendance"],
}
each = pytest.mark.parametrize("table", ROWS, ids=lambda table: table.name)


@pytest.fixture
def city() -> Office:
    return installation(office()).home


@each
def test_it_opens_whole_to_the_office_and_to_nobody_else(table: Table, city: Office, client: Client) -> None:
    row, countys = ROWS[table](city), ROWS[table](county(city))
    sign_in(client, Role.GENERAL, city)
    assert opens_whole(client, table, row)
    assert hidden(client, table, countys)
    for role in (Role.AUDITOR, Role.SYSTEM_ADMIN, Role.PROVINCIAL_OFFICE):
        sign_in(client, role, city)
        assert refused(client, table, row)


def test_the_page_of_a_document_shows_to_whom_it_went_and_what_it_states(
    city: Office, client: Client
) -> None:
    to = make.addressee(document=make.document(office=city), name="第九县委巡察办")
    sign_in(client, Role.GENERAL, city)
    assert to.name in client.get(page_of(tables.DOCUMENTS, to.document)).content.decode()


@each
def test_a_longer_list_asks_no_more_questions(table: Table, city: Office, client: Client) -> None:
    sign_in(client, Role.DIRECTOR, city)
    assert asks_no_more_for_more(client, table, ROWS[table], city)
