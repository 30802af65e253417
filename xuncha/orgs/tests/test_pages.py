"""The lists and pages of divisions and organisations."""

import pytest
from django.test import Client

from xuncha.orgs import tables
from xuncha.orgs.models import OrganisationChange
from xuncha.orgs.rules import ChangeKind
from xuncha.orgs.tests.builders import division, organisation
from xuncha.people.tests.builders import installation, sign_in
from xuncha.people.tests.pages import Make, asks_no_more_for_more, hidden, opens_whole, refused
from xuncha.records.models import Office
from xuncha.records.rules import Role
from xuncha.records.tests.builders import DAY, office
from xuncha.ui.tables import Table

pytestmark = pytest.mark.django_db


def change(of: Office) -> OrganisationChange:
    gone = organisation(office=of)
    return OrganisationChange.objects.create(
        organisation=gone, kind=ChangeKind.ABOLISHED, basis="市委文件", office=of, by=gone.by, at=DAY
    )


ROWS: dict[Table, Make] = {
    tables.ORGANISATIONS: lambda of: organisation(office=of),
    tables.CHANGES: change,
    tables.DIVISIONS: lambda of: division(),
}
each = pytest.mark.parametrize("table", ROWS, ids=lambda table: table.name)


@pytest.fixture
def city() -> Office:
    return installation(office()).home


@each
def test_it_opens_whole_to_the_office_and_to_no_administrator(
    table: Table, city: Office, client: Client
) -> None:
    row = ROWS[table](city)
    sign_in(client, Role.GENERAL, city)
    assert opens_whole(client, table, row)
    if table is not tables.DIVISIONS:  # those are everybody's
        assert hidden(client, table, ROWS[table](office()))
    for role in (Role.AUDITOR, Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN):
        sign_in(client, role, city)
        assert refused(client, table, row)


def test_a_units_contact_opens_the_own_units_page_and_no_other(city: Office, client: Client) -> None:
    own, other = organisation(office=city), organisation(office=city)
    sign_in(client, Role.UNIT_CONTACT, city, own)
    assert opens_whole(client, tables.ORGANISATIONS, own)
    assert hidden(client, tables.ORGANISATIONS, other)
    assert refused(client, tables.CHANGES, change(city))


@each
def test_a_longer_list_asks_no_more_questions(table: Table, city: Office, client: Client) -> None:
    sign_in(client, Role.DIRECTOR, city)
    page_too = table is not tables.ORGANISATIONS  # made of what higher apps know of it
    assert asks_no_more_for_more(client, table, ROWS[table], city, page_too)
