"""Who reads linkage: the city, of each row its own county, and above what was filed there."""

from collections.abc import Callable
from typing import Any

import pytest

from xuncha.linkage.tests import builders as make
from xuncha.records.models import Office, Record
from xuncha.records.rules import ADMINISTRATORS, GROUP, OFFICE, Role
from xuncha.records.tests.access import seen_by, seen_by_strangers, seen_from, seen_from_group
from xuncha.records.tests.builders import county
from xuncha.rounds.tests.builders import group, task

pytestmark = pytest.mark.django_db

ROWS: dict[str, Callable[..., Any]] = {
    "campaign": make.campaign,
    "sent_group": make.sent_group,
    "target": make.target,
    "call": make.call,
    "chase": make.chase,
    "county_plan": make.county_plan,
    "county_task": make.county_task,
    "counterpart": make.counterpart,
    "filing": make.filing,
}
OF_A_COUNTY = ("call", "chase", "county_plan", "county_task", "counterpart")


@pytest.fixture
def city() -> Office:
    return make.city()


@pytest.mark.parametrize("name", ROWS)
def test_the_city_reads_it_and_neither_administrators_nor_units_do(name: str, city: Office) -> None:
    row: Record = ROWS[name](office=city)
    assert seen_by(row) == OFFICE
    assert not seen_by(row) & (ADMINISTRATORS | {Role.UNIT_CONTACT})
    assert seen_by_strangers(row) == set()


@pytest.mark.parametrize("name", OF_A_COUNTY)
def test_a_county_office_reads_what_concerns_it_and_nothing_of_its_neighbour(name: str, city: Office) -> None:
    row: Any = ROWS[name](office=city)
    assert seen_from(row, row.county) == {Role.COUNTY_OFFICE}
    assert seen_from(row, county(city)) == set()


def test_the_office_above_reads_what_was_filed_with_it_and_only_that(city: Office) -> None:
    filed, cell = make.filing(office=city), make.counterpart(office=city)
    receivers = {Role.PROVINCIAL_OFFICE, Role.GENERAL, Role.GUIDANCE, Role.DIRECTOR}
    assert seen_from(filed, filed.receiver) == receivers
    assert seen_from(cell, filed.receiver) == set()
    assert seen_from(filed, make.city().parent or city) == set()


def test_the_group_of_the_task_reads_its_own_cells_only(city: Office) -> None:
    of = make.campaign(office=city)
    own, other = group(round=of.round), group(round=of.round)
    cell = make.counterpart(campaign=of, task=task(group=own))
    assert seen_from_group(cell, own.pk) == GROUP
    assert seen_from_group(cell, other.pk) == set()
    assert seen_from_group(make.county_plan(campaign=of), own.pk) == set()
