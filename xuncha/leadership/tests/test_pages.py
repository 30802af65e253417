"""The lists and pages of what concerns the leaders."""

import pytest
from django.test import Client

from xuncha.leadership import tables
from xuncha.leadership.tests import builders as make
from xuncha.people.tests.builders import installation, sign_in
from xuncha.people.tests.pages import Make, asks_no_more_for_more, hidden, opens_whole, refused
from xuncha.records.models import Office
from xuncha.records.rules import Role
from xuncha.records.tests.builders import county, office
from xuncha.ui.tables import Table

pytestmark = pytest.mark.django_db

ROWS: dict[Table, Make] = {
    tables.STUDY: lambda of: make.study(office=of),
    tables.BRIEFINGS: lambda of: make.briefing(office=of),
    tables.SUGGESTIONS: lambda of: make.suggestion(office=of),
    tables.MATTERS: lambda of: make.matter(office=of),
    tables.INSTITUTIONS: lambda of: make.version(office=of).institution,
    tables.VERSIONS: lambda of: make.version(office=of),
    tables.STAFF: lambda of: make.staff(office=of),
    tables.VEHICLES: lambda of: make.vehicle(office=of),
    tables.PRIVILEGES: lambda of: make.privilege(office=of),
}
each = pytest.mark.parametrize("table", ROWS, ids=lambda table: table.name)


@pytest.fixture
def city() -> Office:
    return installation(office()).home


@each
def test_it_opens_whole_to_the_office_and_to_nobody_else(table: Table, city: Office, client: Client) -> None:
    row, foreign = ROWS[table](city), ROWS[table](office())
    for role in (Role.GENERAL, Role.LEADER):
        sign_in(client, role, city)
        assert opens_whole(client, table, row)
        assert hidden(client, table, foreign)
    for role in (Role.AUDITOR, Role.SYSTEM_ADMIN, Role.CLUE_KEEPER):
        sign_in(client, role, city)
        assert refused(client, table, row)


@each
def test_a_county_office_finds_its_own_and_not_the_citys(table: Table, city: Office, client: Client) -> None:
    below = county(city)
    own, citys = ROWS[table](below), ROWS[table](city)
    sign_in(client, Role.COUNTY_OFFICE, below)
    assert opens_whole(client, table, own)
    assert hidden(client, table, citys)


@each
def test_a_longer_list_asks_no_more_questions(table: Table, city: Office, client: Client) -> None:
    sign_in(client, Role.DIRECTOR, city)
    assert asks_no_more_for_more(client, table, ROWS[table], city)
