"""Who reads guidance: the city, and each county what is about itself."""

from collections.abc import Callable
from typing import Any

import pytest

from xuncha.guidance.tests import builders as make
from xuncha.records.models import Office, Record
from xuncha.records.rules import ADMINISTRATORS, OFFICE, Role
from xuncha.records.tests.access import seen_by, seen_by_strangers, seen_from
from xuncha.records.tests.builders import county, office, province

pytestmark = pytest.mark.django_db

OF_THE_CITY: dict[str, Callable[..., Any]] = {
    "campaign": make.campaign,
    "team": make.team,
    "aspect": make.aspect,
    "common": make.common,
    "dispatch": make.dispatch,
}
OF_THE_CITY_ALONE: dict[str, Callable[..., Any]] = {
    "member": make.member,
    "point": make.point,
    "evidence": make.evidence,
    "line": make.line,
    "judgement": make.judgement,
}
OF_A_COUNTY: dict[str, Callable[..., Any]] = {
    "sponsorship": make.sponsorship,
    "sponsor_visit": make.sponsor_visit,
    "contact_point": make.contact_point,
    "visit": make.visit,
    "problem": make.problem,
    "case": make.case,
    "reason": make.reason,
    "talk": make.talk,
    "statement": make.statement,
    "staffing": make.staffing,
    "result": make.result,
    "recheck": make.recheck,
    "gauge": make.gauge,
    "task": make.task,
}
ROWS = OF_THE_CITY | OF_THE_CITY_ALONE | OF_A_COUNTY
STAFFING = {Role.DIRECTOR, Role.GUIDANCE, Role.LEADER, Role.GENERAL}


@pytest.fixture
def city() -> Office:
    return office(parent=province())


@pytest.mark.parametrize("name", ROWS)
def test_the_city_reads_it_and_neither_administrators_nor_units_do(name: str, city: Office) -> None:
    row: Record = ROWS[name](office=city)
    kept = STAFFING if name == "staffing" else OFFICE
    assert seen_by(row) == (kept - {Role.COUNTY_OFFICE} if name in OF_THE_CITY_ALONE else kept)
    assert not seen_by(row) & (ADMINISTRATORS | {Role.UNIT_CONTACT})


@pytest.mark.parametrize("name", ROWS)
def test_no_neighbour_no_other_county_and_no_office_above_reads_it(name: str, city: Office) -> None:
    assert city.parent is not None
    row: Record = ROWS[name](office=city)
    assert seen_by_strangers(row) == set()
    assert seen_from(row, city.parent) == set()


@pytest.mark.parametrize("name", OF_A_COUNTY)
def test_a_county_office_reads_what_is_about_itself_and_nothing_of_its_neighbour(
    name: str, city: Office
) -> None:
    row: Any = ROWS[name](office=city)
    assert seen_from(row, row.county) == {Role.COUNTY_OFFICE}
    assert seen_from(row, county(city)) == set()
