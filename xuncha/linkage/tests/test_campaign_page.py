"""The page of a campaign, the county's page of its part in it, and the grid as a spreadsheet."""

import io
from datetime import date
from typing import Any

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from xuncha.findings.tests.builders import finding
from xuncha.linkage.models import Campaign, CountyPlan
from xuncha.linkage.queries import presence, standing
from xuncha.linkage.queries.grid import grid
from xuncha.linkage.tests import builders as make
from xuncha.orgs.tests.builders import organisation
from xuncha.people.tests.builders import installation, sign_in
from xuncha.people.tests.pages import questions
from xuncha.records.models import Office
from xuncha.records.rules import Role
from xuncha.records.tests.builders import DAY, county, director
from xuncha.rounds.models import Group
from xuncha.rounds.tests.builders import task

pytestmark = pytest.mark.django_db

ENTERED, LEFT = date(2019, 10, 21), date(2019, 12, 6)
BETWEEN, AFTER = date(2019, 11, 5), date(2019, 12, 20)
MOST = 32  # queries of the whole page, however large the campaign


@pytest.fixture
def city() -> Office:
    return installation(make.city()).home


@pytest.fixture
def campaign(city: Office) -> Campaign:
    return make.campaign(office=city, name="市县上下联动巡察")


def page_of(row: Any, kind: str = "campaigns", **asked: str) -> str:
    address = reverse(f"linkage:{kind}_detail", args=[row.uid])
    return address + ("?" + "&".join(f"{k}={v}" for k, v in asked.items()) if asked else "")


def on_site(campaign: Campaign, name: str, sent: Group | None = None, **over: Any) -> Any:
    unit = organisation(office=campaign.office, short_name=name)
    sent = sent or make.sent_group(campaign=campaign).group
    values = {"round": campaign.round, "organisation": unit, "group": sent, "entered_on": ENTERED} | over
    return make.target(campaign=campaign, task=task(**values)).task


def grown(campaign: Campaign, counties: int, units: int) -> None:
    below = [make.call(campaign=campaign).county for _ in range(counties)]
    for number in range(units):
        linked = on_site(campaign, f"第{number}局")
        for place in below:
            make.counterpart(campaign=campaign, task=linked, county=place)
    for place in below:
        make.county_task(campaign=campaign, county=place)


def test_who_is_where_goes_by_the_day_that_is_asked(campaign: Campaign, client: Client) -> None:
    on_site(campaign, "市财政局", left_on=LEFT)
    make.county_task(campaign=campaign, at=BETWEEN)
    make.call(campaign=campaign, county=campaign.county_tasks.get().county)
    sign_in(client, Role.GUIDANCE, campaign.office)

    def said(day: date) -> list[str]:
        now = client.get(page_of(campaign, on=day.isoformat())).context["now"]
        return [str(each.place) for each in now]

    assert said(date(2019, 10, 1)) == ["to_come", "to_come"]
    assert said(ENTERED) == ["on_site", "to_come"]
    assert said(BETWEEN) == ["on_site", "on_site"]
    assert said(LEFT) == ["on_site", "on_site"]
    assert said(AFTER) == ["gone", "on_site"]
    assert "市财政局" in client.get(page_of(campaign, on=BETWEEN.isoformat())).content.decode()


@pytest.mark.parametrize("asked", [{"on": "昨天"}, {"on": "2020-01-01"}, {"on": "2019-02-30"}, {"day": "1"}])
def test_a_day_that_is_none_or_lies_ahead_is_a_malformed_question(
    campaign: Campaign, client: Client, asked: dict[str, str]
) -> None:
    sign_in(client, Role.GUIDANCE, campaign.office)
    assert client.get(page_of(campaign), asked).status_code == 400


def test_tallies_are_the_cells_and_lead_to_as_many_rows(campaign: Campaign, client: Client) -> None:
    linked = on_site(campaign, "市财政局")
    found = finding(linked)
    days: list[dict[str, Any]] = [
        {},
        {"sent_on": DAY},
        {"sent_on": DAY, "received_on": DAY},
        {"sent_on": DAY, "received_on": DAY, "read_on": DAY},
        {"received_on": DAY, "read_on": DAY, "used_on": DAY, "finding": found},
    ]
    for values in days:
        make.counterpart(campaign=campaign, task=linked, **values)
    make.counterpart(office=campaign.office)  # of another campaign
    sign_in(client, Role.GUIDANCE, campaign.office)
    context = client.get(page_of(campaign)).context
    told = {each.label: (each.number, url) for each, url in context["tallies"]}
    assert {label: number for label, (number, _) in told.items()} == {
        "已商请": 5, "已收到": 3, "已阅研": 2, "已运用": 1, "未收到": 2,
    }  # fmt: skip
    assert [(str(stage), number) for stage, _, number in context["legend"]] == [
        ("asked", 1), ("sent", 1), ("received", 1), ("read", 1), ("used", 1),
    ]  # fmt: skip
    for number, url in told.values():
        if not url.startswith("#"):
            assert client.get(url).context["count"].number == number, url


def test_what_is_missing_is_told_with_how_late_it_is_and_when_it_was_chased(campaign: Campaign) -> None:
    silent = make.call(campaign=campaign, plan_due_on=date(2019, 10, 26))
    filed = make.call(campaign=campaign).county
    plan = make.county_plan(campaign=campaign, county=filed)
    cell = make.counterpart(campaign=campaign, county=filed, due_on=date(2019, 11, 29))
    sent = make.counterpart(campaign=campaign, sent_on=DAY)
    make.chase(counterpart=cell, at=date(2019, 12, 3))
    paper = make.filing(campaign=campaign)
    found = standing.missing(campaign, director(campaign.office), date(2019, 12, 31))
    assert [(each.call, each.late) for each in found.plans] == [(silent, 66)]
    assert [(each.cell, each.late, each.chased) for each in found.reports] == [(cell, 32, date(2019, 12, 3))]
    assert found.plans_unreceived == [plan]
    assert found.reports_unreceived == [sent]
    assert found.filings == [paper]
    assert found.number == 5


def test_the_joint_calendar_holds_both_levels_on_one_line(campaign: Campaign) -> None:
    on_site(campaign, "市财政局", left_on=LEFT)
    below = make.county_task(campaign=campaign, at=date(2019, 10, 28))
    make.call(campaign=campaign, county=below.county)
    lines = presence.lines(campaign, director(campaign.office))
    found = presence.calendar(lines, BETWEEN)
    assert found is not None
    assert (found.first, found.last) == (date(2019, 10, 1), date(2019, 12, 31))
    (city,), (far,) = found.rows[0].bars, found.rows[1].bars
    assert (city.left, city.width) == (round(2000 / 92, 2), round(100 * 67 / 92, 2) - round(2000 / 92, 2))
    assert far.left == round(2700 / 92, 2)
    assert found.today == round(3500 / 92, 2)
    assert presence.calendar([], BETWEEN) is None


def test_a_larger_campaign_asks_no_more_questions(campaign: Campaign, client: Client) -> None:
    sign_in(client, Role.GUIDANCE, campaign.office)
    grown(campaign, 2, 2)
    few = questions(client, page_of(campaign))
    grown(campaign, 3, 2)
    assert questions(client, page_of(campaign)) <= few <= MOST


def test_a_countys_page_asks_no_more_for_more_reports(campaign: Campaign, client: Client) -> None:
    call = make.call(campaign=campaign)
    sign_in(client, Role.COUNTY_OFFICE, call.county)
    make.counterpart(campaign=campaign, county=call.county)
    few = questions(client, page_of(call, "calls"))
    for _ in range(4):
        make.counterpart(campaign=campaign, county=call.county)
    assert questions(client, page_of(call, "calls")) <= few <= 17


def test_the_grid_leaves_as_a_spreadsheet_in_words(campaign: Campaign, client: Client) -> None:
    linked = on_site(campaign, "=市财政局")
    used = {"received_on": DAY, "read_on": DAY, "used_on": DAY, "finding": finding(linked)}
    cell = make.counterpart(campaign=campaign, task=linked, **used)
    make.counterpart(campaign=campaign, task=on_site(campaign, "市审计局"), county=county(campaign.office))
    sign_in(client, Role.GUIDANCE, campaign.office)
    answer: Any = client.get(reverse("linkage:grid_excel", args=[campaign.uid]))
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
    rows = [[str(value) for value in row] for row in sheet.iter_rows(min_row=4, values_only=True)]
    at = rows[0].index(cell.county.short_name)
    line = next(row for row in rows if row[0] == "=市财政局")
    assert line[at] == f"已运用 {DAY.isoformat()}"
    assert "未商请" in line
    assert len(rows) == 3


def test_the_county_opens_neither_campaign_nor_grid_and_sees_in_its_part_only_its_own(
    campaign: Campaign, client: Client
) -> None:
    call, other = make.call(campaign=campaign), make.call(campaign=campaign)
    own = make.counterpart(campaign=campaign, county=call.county)
    foreign = make.counterpart(campaign=campaign, county=other.county)
    sign_in(client, Role.COUNTY_OFFICE, call.county)
    for address in (page_of(campaign), reverse("linkage:grid_excel", args=[campaign.uid])):
        assert client.get(address).status_code == 404
    assert client.get(page_of(other, "calls")).status_code == 404
    page = client.get(page_of(call, "calls")).content.decode()
    assert str(own.uid) in page
    assert str(foreign.uid) not in page
    assert other.county.short_name not in page


def test_feedback_goes_to_the_unit_and_to_the_counties(campaign: Campaign) -> None:
    linked = on_site(campaign, "市财政局", fed_back_on=LEFT)
    make.call(campaign=campaign)
    (row,) = standing.fed_back(campaign, director(campaign.office))
    assert (row.target.task, row.body, row.counties, row.called) == (linked, LEFT, 0, 1)


def test_an_empty_grid_has_neither_lines_nor_tallies(campaign: Campaign) -> None:
    found = grid(campaign, director(campaign.office))
    assert (found.lines, sum(standing.stages(found).values())) == ((), 0)


@pytest.mark.parametrize("role", [Role.DIRECTOR, Role.COUNTY_OFFICE])
def test_a_number_of_the_countys_part_opens_as_many_rows_or_none_at_all(
    role: Role, city: Office, campaign: Campaign, client: Client
) -> None:
    """Of two campaigns: the list of a county, which does not see the campaign, cannot be narrowed to one."""
    place = county(city)
    call = make.call(office=city, campaign=campaign, county=place)
    make.county_plan(office=city, campaign=campaign, county=place)
    sign_in(client, role, place if role == Role.COUNTY_OFFICE else city)
    text = client.get(page_of(call, "calls")).content.decode()
    assert f"{reverse('linkage:county_plans')}?county={place.pk}" in text
    make.county_plan(office=city, campaign=make.campaign(office=city), county=place)
    text = client.get(page_of(call, "calls")).content.decode()
    narrowed = f"{reverse('linkage:county_plans')}?county={place.pk}&amp;campaign={campaign.pk}"
    assert (narrowed in text) == (role == Role.DIRECTOR)
    assert (f"{reverse('linkage:county_plans')}?county=" in text) == (role == Role.DIRECTOR)
    if role == Role.DIRECTOR:
        listed = client.get(narrowed.replace("&amp;", "&")).content.decode()
        others = CountyPlan.objects.exclude(campaign=campaign).get()
        assert str(others.uid) not in listed
