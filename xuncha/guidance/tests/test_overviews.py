"""The pages of counties: each county its own, nobody the others' beside it; the office all of them."""

import io
import re
from datetime import date
from typing import Any

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from xuncha.audit.models import Entry
from xuncha.clues.tests.builders import registered
from xuncha.findings.tests import builders as finding_builders
from xuncha.guidance.queries.gauges import readings
from xuncha.guidance.queries.home import comparison
from xuncha.guidance.tests import builders as make
from xuncha.guidance.tests.builders import committee
from xuncha.people.tests.builders import installation, sign_in
from xuncha.people.tests.pages import questions
from xuncha.records.models import Office
from xuncha.records.rules import ADMINISTRATORS, GROUP, OFFICE, Role
from xuncha.records.tests.builders import county, office
from xuncha.rounds.tests.builders import term, version

pytestmark = pytest.mark.django_db

SIDE_BY_SIDE = ("comparison", "comparison_excel", "proposals", "gaps", "tree")
CITY_ROLES = sorted(OFFICE - {Role.COUNTY_OFFICE})
# Queries of each page; none grows with the number of counties or of their rows.
MOST = {"counties": 8, "county": 32, "comparison": 32, "proposals": 19, "gaps": 11, "tree": 14}


@pytest.fixture
def city() -> Office:
    return installation(office()).home


def furnished(city: Office) -> Office:
    """A county with a row of everything that its page shows."""
    below = county(city)
    make.staffing(office=city, county=below, approved=10, filled=4)
    make.sponsor_visit(office=city, sponsorship=make.sponsorship(office=city, county=below), seen="看了台账")
    seen = make.visit(office=city, county=below)
    make.problem(visit=seen)
    make.talk(case=make.case(office=city, county=below), office=city)
    make.task(office=city, county=below)
    make.place(below)
    return below


def page(client: Client, name: str, *args: str) -> Any:
    return client.get(reverse(f"guidance:{name}", args=args))


def test_a_county_reads_its_own_page_and_finds_no_other(city: Office, client: Client) -> None:
    own, other = furnished(city), furnished(city)
    make.line(office=city)
    sign_in(client, Role.COUNTY_OFFICE, own)
    home = reverse("guidance:county", args=[own.code])
    assert page(client, "counties").headers["Location"] == home
    text = client.get(home).content.decode()
    for shown in ("40.00", "看了台账", "全覆盖进度", "按月报告"):
        assert shown in text
    assert other.short_name not in text
    assert other.code not in text
    assert "督办线" not in text  # the office's, and how it proposes
    assert page(client, "county", other.code).status_code == 404


@pytest.mark.parametrize("name", SIDE_BY_SIDE)
def test_no_county_sees_the_counties_side_by_side(name: str, city: Office, client: Client) -> None:
    own = furnished(city)
    sign_in(client, Role.COUNTY_OFFICE, own)
    assert page(client, name).status_code == 403


@pytest.mark.parametrize("role", [*sorted(ADMINISTRATORS | GROUP), Role.PROVINCIAL_OFFICE])
def test_nobody_else_opens_any_of_them(role: Role, city: Office, client: Client) -> None:
    below = furnished(city)
    sign_in(client, role, city)
    for name in (*SIDE_BY_SIDE, "counties"):
        assert page(client, name).status_code == 403, name
    assert page(client, "county", below.code).status_code == 403


@pytest.mark.parametrize("role", CITY_ROLES)
def test_the_office_compares_its_own_counties_and_no_neighbours(
    role: Role, city: Office, client: Client
) -> None:
    below, foreign = furnished(city), furnished(office())
    sign_in(client, role, city)
    for name in ("counties", "comparison", "gaps"):
        text = page(client, name).content.decode()
        assert below.short_name in text, name
        assert foreign.short_name not in text, name
    assert page(client, "county", below.code).status_code == 200
    assert page(client, "county", foreign.code).status_code == 404


@pytest.mark.parametrize("name", MOST)
def test_a_page_asks_no_more_for_more_counties(name: str, city: Office, client: Client) -> None:
    below = furnished(city)
    make.line(office=city)
    sign_in(client, Role.GUIDANCE, city)
    address = reverse(f"guidance:{name}", args=[below.code] if name == "county" else [])
    few = questions(client, address)
    for _ in range(3):
        furnished(city)
    make.problem(visit=make.visit(office=city, county=below))
    many = questions(client, address)
    assert many <= few <= MOST[name], f"{few} for one county, {many} for more"


def test_the_middle_of_the_counties_stands_below_them(city: Office, client: Client) -> None:
    for filled in (2, 5, 9):
        make.staffing(office=city, county=county(city), approved=10, filled=filled)
    sign_in(client, Role.DIRECTOR, city)
    text = page(client, "comparison").content.decode()
    foot = text[text.index("<tfoot>") : text.index("</tfoot>")]
    assert "50.00" in foot
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(page(client, "comparison_excel")))).active
    assert sheet is not None
    rows = list(sheet.iter_rows(min_row=3, values_only=True))
    assert [row[3] for row in rows[1:]] == [20, 50, 90, 50]
    assert rows[-1][0] == "中位数"


def test_a_part_shows_its_counties_and_the_middle_of_all(city: Office) -> None:
    """Nothing late and nothing seen count as 0; what nobody visited has no number of days."""
    places = [county(city) for _ in range(5)]
    for place, filled in zip(places, (2, 5, 9), strict=False):
        make.staffing(office=city, county=place, approved=10, filled=filled)
    make.sponsor_visit(sponsorship=make.sponsorship(office=city, county=places[0]))
    make.task(office=city, county=places[1])
    version([committee(places[2])], term=term(office=places[2]))
    day = date(2019, 12, 31)
    whole = comparison(city.pk, day)
    order = [places[n] for n in (0, 1, 2, 3, 4)]
    assert [row.county for row in whole.rows] == order
    assert [row.readings for row in whole.rows] == [readings(order, day)[each.pk] for each in order]
    assert whole.medians["staffing"] == 50
    assert (whole.medians["late_replies"], whole.medians["problems"]) == (0, 0)
    assert [row.days is None for row in whole.rows] == [False, True, True, True, True]
    assert whole.medians["days"] == whole.rows[0].days
    assert whole.rows[2].trend[-1] == 0
    assert whole.rows[3].trend == [None] * 8
    for number, cut in ((1, slice(0, 2)), (2, slice(2, 4)), (3, slice(4, 6))):
        part = comparison(city.pk, day, number, 2)
        assert part.rows == whole.rows[cut]
        assert part.medians == whole.medians


def test_a_county_that_crosses_a_line_is_led_to_the_form_with_its_reasons(
    city: Office, client: Client
) -> None:
    below = furnished(city)
    make.line(office=city, value=70)
    sign_in(client, Role.GUIDANCE, city)
    text = page(client, "proposals").content.decode()
    address = f"{reverse('guidance:cases_new')}?county={below.pk}&amp;reasons=low_staffing"
    assert below.short_name in text
    assert address not in text  # it has an open case already
    other = county(city)
    make.staffing(office=city, county=other, approved=10, filled=1)
    text = page(client, "proposals").content.decode()
    address = f"{reverse('guidance:cases_new')}?county={other.pk}&amp;reasons=low_staffing"
    assert address in text
    form = client.get(address.replace("&amp;", "&")).content.decode()
    ticked = re.findall(r'value="(\w+)"[^>]* checked', form)
    assert ticked == ["low_staffing"]
    sign_in(client, Role.LEADER, city)
    assert reverse("guidance:cases_new") not in page(client, "proposals").content.decode()


def test_no_page_of_counties_says_what_a_county_found_or_was_told_on_site(
    city: Office, client: Client
) -> None:
    """The city reads how far a county is; its findings, talks and clues are the county's."""
    below = furnished(city)
    team = finding_builders.group(office=below)
    held = finding_builders.task(group=team)
    word = "禁读词样本"
    finding_builders.finding(held, title=word)
    registered(held, summary=word)
    sign_in(client, Role.DIRECTOR, city)
    for name in ("comparison", "gaps", "proposals", "tree"):
        assert word not in page(client, name).content.decode(), name
    assert word not in page(client, "county", below.code).content.decode()


def test_what_the_pages_show_is_taken_out_and_the_taking_is_on_record(city: Office, client: Client) -> None:
    below = furnished(city)
    sign_in(client, Role.GUIDANCE, city)
    taken = {
        "gaps": [],
        "tree": [],
        "county": [below.code],
    }
    for name, args in taken.items():
        answer = client.get(reverse(f"guidance:{name}", args=args), {"excel": "1"})
        sheet = openpyxl.load_workbook(io.BytesIO(b"".join(answer))).active
        assert sheet is not None
        said = [str(cell) for row in sheet.iter_rows(values_only=True) for cell in row]
        assert any(below.short_name in cell or below.code == cell for cell in said), name
    assert Entry.objects.filter(verb="export").count() == len(taken)
    sign_in(client, Role.COUNTY_OFFICE, below)
    own = client.get(reverse("guidance:county", args=[below.code]), {"excel": "1"})
    assert own.headers["Content-Type"].endswith("sheet")
    for name in ("gaps", "tree"):
        assert client.get(reverse(f"guidance:{name}"), {"excel": "1"}).status_code == 403
