"""Who reads what was put to the leaders: the office that owns it and nobody else."""

from collections.abc import Callable
from typing import Any

import pytest

from xuncha.leadership.tests import builders as make
from xuncha.records.models import Office, Record
from xuncha.records.rules import ADMINISTRATORS, OFFICE, Role
from xuncha.records.tests.access import seen_by, seen_by_strangers, seen_from, seen_from_group
from xuncha.records.tests.builders import county, office, province

pytestmark = pytest.mark.django_db

ROWS: dict[str, Callable[..., Any]] = {
    "study": make.study,
    "briefing": make.briefing,
    "suggestion": make.suggestion,
    "matter": make.matter,
    "institution": make.institution,
    "version": make.version,
    "staff": make.staff,
    "vehicle": make.vehicle,
    "privilege": make.privilege,
}
READ_FROM_ABOVE = {"institution": {Role.DIRECTOR, Role.GUIDANCE}, "version": {Role.DIRECTOR, Role.GUIDANCE}}


@pytest.fixture
def city() -> Office:
    return office(parent=province())


@pytest.mark.parametrize("name", ROWS)
def test_the_owning_office_reads_it_and_no_other_role_does(name: str, city: Office) -> None:
    row: Record = ROWS[name](office=city)
    assert seen_by(row) == OFFICE
    assert not seen_by(row) & (ADMINISTRATORS | {Role.UNIT_CONTACT})


@pytest.mark.parametrize("name", ROWS)
def test_no_neighbour_no_county_below_and_no_group_reads_it(name: str, city: Office) -> None:
    row: Record = ROWS[name](office=city)
    assert seen_by_strangers(row) == set()
    seat = make.leader(city)
    assert seen_from_group(row, seat.group_id) == set()


@pytest.mark.parametrize("name", ROWS)
def test_the_office_above_reads_the_rules_of_the_office_below_and_nothing_else(
    name: str, city: Office
) -> None:
    assert city.parent is not None
    row: Record = ROWS[name](office=city)
    assert seen_from(row, city.parent) == READ_FROM_ABOVE.get(name, set())


@pytest.mark.parametrize("name", ROWS)
def test_a_county_office_reads_its_own_and_not_its_neighbours(name: str, city: Office) -> None:
    one, other = county(city), county(city)
    row: Record = ROWS[name](office=one)
    assert Role.COUNTY_OFFICE in seen_by(row)
    assert seen_from(row, other) == set()
