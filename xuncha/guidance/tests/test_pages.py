"""The lists and pages of guidance, for the city and for a county."""

import pytest
from django.test import Client

from xuncha.guidance import tables
from xuncha.guidance.tests import builders as make
from xuncha.people.tests.builders import installation, sign_in
from xuncha.people.tests.pages import Make, asks_no_more_for_more, hidden, opens_whole, page_of, refused
from xuncha.records.models import Office
from xuncha.records.rules import Role
from xuncha.records.tests.builders import DAY, county, office
from xuncha.ui.tables import Table

pytestmark = pytest.mark.django_db

OF_THE_CITY: dict[Table, Make] = {
    tables.CAMPAIGNS: lambda of: make.campaign(office=of),
    tables.TEAMS: lambda of: make.team(office=of),
    tables.ASPECTS: lambda of: make.aspect(office=of),
    tables.COMMON_PROBLEMS: lambda of: make.common(office=of),
    tables.DISPATCHES: lambda of: make.dispatch(office=of),
    tables.MEMBERS: lambda of: make.member(office=of),
    tables.POINTS: lambda of: make.point(office=of),
    tables.EVIDENCE: lambda of: make.evidence(office=of),
    tables.LINES: lambda of: make.line(office=of, until=DAY),
    tables.JUDGEMENTS: lambda of: make.judgement(office=of),
}
OF_A_COUNTY: dict[Table, Make] = {
    tables.SPONSORSHIPS: lambda of: make.sponsorship(office=of),
    tables.SPONSOR_VISITS: lambda of: make.sponsor_visit(office=of),
    tables.CONTACT_POINTS: lambda of: make.contact_point(office=of),
    tables.VISITS: lambda of: make.visit(office=of),
    tables.COUNTY_PROBLEMS: lambda of: make.problem(office=of),
    tables.CASES: lambda of: make.case(office=of),
    tables.REASONS: lambda of: make.reason(office=of),
    tables.ACTIONS: lambda of: make.talk(office=of),
    tables.STATEMENTS: lambda of: make.statement(office=of),
    tables.STAFFING: lambda of: make.staffing(office=of),
    tables.RESULTS: lambda of: make.result(office=of),
    tables.RECHECKS: lambda of: make.recheck(office=of),
    tables.GAUGES: lambda of: make.gauge(office=of),
    tables.TASKS: lambda of: make.task(office=of),
}
ROWS = OF_THE_CITY | OF_A_COUNTY
each = pytest.mark.parametrize("table", ROWS, ids=lambda table: table.name)


@pytest.fixture
def city() -> Office:
    return installation(office()).home


@each
def test_it_opens_whole_to_the_office_and_to_no_administrator(
    table: Table, city: Office, client: Client
) -> None:
    row, foreign = ROWS[table](city), ROWS[table](office())
    sign_in(client, Role.GUIDANCE, city)
    assert opens_whole(client, table, row)
    assert hidden(client, table, foreign)
    for role in (Role.AUDITOR, Role.SECURITY_ADMIN, Role.PROVINCIAL_OFFICE):
        sign_in(client, role, city)
        assert refused(client, table, row)


@pytest.mark.parametrize("table", OF_A_COUNTY, ids=lambda table: table.name)
def test_a_county_finds_what_is_about_itself_and_nothing_of_its_neighbour(
    table: Table, city: Office, client: Client
) -> None:
    row = OF_A_COUNTY[table](city)
    sign_in(client, Role.COUNTY_OFFICE, row.county)
    assert opens_whole(client, table, row)
    sign_in(client, Role.COUNTY_OFFICE, county(city))
    assert hidden(client, table, row)


def test_what_is_common_is_not_on_the_page_a_county_reads_before_it_is_told(
    city: Office, client: Client
) -> None:
    common = make.common(office=city, title="县级机构普遍缺编")
    row = make.problem(visit=make.visit(team=make.team(campaign=common.campaign)), common=common)
    sign_in(client, Role.COUNTY_OFFICE, row.county)
    page = client.get(page_of(tables.COUNTY_PROBLEMS, row)).content.decode()
    assert row.text in page
    assert common.title not in page
    sign_in(client, Role.GUIDANCE, city)
    assert (
        row.text in client.get(page_of(tables.COMMON_PROBLEMS, common)).content.decode()
    )  # members are kept


@each
def test_a_longer_list_asks_no_more_questions(table: Table, city: Office, client: Client) -> None:
    sign_in(client, Role.DIRECTOR, city)
    assert asks_no_more_for_more(client, table, ROWS[table], city)
