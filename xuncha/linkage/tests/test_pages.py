"""The lists and pages of linkage, for the city, for a county, for the office above."""

import pytest
from django.test import Client

from xuncha.findings.tests.builders import finding
from xuncha.linkage import tables
from xuncha.linkage.tests import builders as make
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
from xuncha.records.models import Office
from xuncha.records.rules import Role
from xuncha.records.tests.builders import DAY, county
from xuncha.rounds.tests.builders import task
from xuncha.ui.tables import Table

pytestmark = pytest.mark.django_db

ROWS: dict[Table, Make] = {
    tables.CAMPAIGNS: lambda of: make.campaign(office=of),
    tables.GROUPS: lambda of: make.sent_group(office=of),
    tables.TARGETS: lambda of: make.target(office=of),
    tables.CALLS: lambda of: make.call(office=of),
    tables.CHASES: lambda of: make.chase(office=of),
    tables.COUNTY_PLANS: lambda of: make.county_plan(office=of),
    tables.COUNTY_TASKS: lambda of: make.county_task(office=of),
    tables.COUNTERPARTS: lambda of: make.counterpart(office=of),
    tables.FILINGS: lambda of: make.filing(office=of),
}
OF_A_COUNTY = (tables.CALLS, tables.CHASES, tables.COUNTY_PLANS, tables.COUNTY_TASKS, tables.COUNTERPARTS)
each = pytest.mark.parametrize("table", ROWS, ids=lambda table: table.name)


@pytest.fixture
def city() -> Office:
    return installation(make.city()).home


@each
def test_it_opens_whole_to_the_office_and_to_no_administrator(
    table: Table, city: Office, client: Client
) -> None:
    row, foreign = ROWS[table](city), ROWS[table](make.city())
    sign_in(client, Role.GUIDANCE, city)
    assert opens_whole(client, table, row)
    assert hidden(client, table, foreign)
    for role in (Role.AUDITOR, Role.SECURITY_ADMIN, Role.UNIT_CONTACT):
        unit = task(office=city).organisation if role == Role.UNIT_CONTACT else None
        sign_in(client, role, city, unit)
        assert refused(client, table, row)


@pytest.mark.parametrize("table", OF_A_COUNTY, ids=lambda table: table.name)
def test_a_county_finds_what_concerns_it_and_nothing_of_its_neighbour(
    table: Table, city: Office, client: Client
) -> None:
    row = ROWS[table](city)
    sign_in(client, Role.COUNTY_OFFICE, row.county)
    assert opens_whole(client, table, row)
    sign_in(client, Role.COUNTY_OFFICE, county(city))
    assert hidden(client, table, row)


def test_the_finding_that_a_countys_report_supports_is_not_on_the_page_the_county_reads(
    city: Office, client: Client
) -> None:
    of = make.campaign(office=city)
    linked = task(round=of.round)
    found = finding(linked, title="违规发放津贴补贴")
    cell = make.counterpart(campaign=of, task=linked, received_on=DAY, used_on=DAY, finding=found)
    sign_in(client, Role.COUNTY_OFFICE, cell.county)
    for address in (list_of(tables.COUNTERPARTS), page_of(tables.COUNTERPARTS, cell)):
        page = client.get(address).content.decode()
        assert cell.county.short_name in page
        assert found.title not in page
        assert str(found.uid) not in page


def test_a_county_cannot_find_out_by_asking_what_that_finding_says(city: Office, client: Client) -> None:
    of = make.campaign(office=city)
    linked = task(round=of.round)
    found = finding(linked, title="违规发放津贴补贴")
    cell = make.counterpart(campaign=of, task=linked, received_on=DAY, used_on=DAY, finding=found)
    sign_in(client, Role.COUNTY_OFFICE, cell.county)
    for asked in ({"finding__has": "津贴"}, {"finding": str(found.pk)}):
        assert str(cell.uid) not in client.get(list_of(tables.COUNTERPARTS), asked).content.decode()


def test_the_office_above_finds_what_was_filed_with_it(city: Office, client: Client) -> None:
    row, other = make.filing(office=city), make.filing()
    sign_in(client, Role.PROVINCIAL_OFFICE, row.receiver)
    assert opens_whole(client, tables.FILINGS, row)
    assert hidden(client, tables.FILINGS, other)
    assert refused(client, tables.COUNTERPARTS, make.counterpart(office=city))


@each
def test_a_longer_list_asks_no_more_questions(table: Table, city: Office, client: Client) -> None:
    sign_in(client, Role.DIRECTOR, city)
    by_hand = table in (tables.CAMPAIGNS, tables.CALLS)  # pinned with their pages
    assert asks_no_more_for_more(client, table, ROWS[table], city, page_too=not by_hand)
