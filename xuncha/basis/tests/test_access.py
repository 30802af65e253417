"""Who reads the register: the office that keeps it and nobody else."""

from collections.abc import Callable
from typing import Any

import pytest

from xuncha.basis.models import Line, Statement
from xuncha.basis.rules import Attendee, Stated
from xuncha.basis.tests import builders as make
from xuncha.records.models import Office, Record
from xuncha.records.rules import ADMINISTRATORS, OFFICE, Role
from xuncha.records.tests.access import seen_by, seen_by_strangers, seen_from
from xuncha.records.tests.builders import DAY, county, office, province

pytestmark = pytest.mark.django_db


def line(city: Office) -> Line:
    paper = make.document(office=city)
    return Line.objects.create(document=paper, serial=1, text="—", office=city, by=paper.by, at=DAY)


def statement(city: Office) -> Statement:
    paper = make.document(office=city)
    return Statement.objects.create(
        document=paper, what=Stated.TASKS, count=1, office=city, by=paper.by, at=DAY
    )


def attendance(city: Office) -> Any:
    held = make.meeting(office=city)
    return held.attendances.create(name=Attendee("甲某").name, office=city, by=held.by, at=held.at)


ROWS: dict[str, Callable[[Office], Any]] = {
    "document": lambda city: make.document(office=city),
    "addressee": lambda city: make.addressee(document=make.document(office=city)),
    "line": line,
    "statement": statement,
    "meeting": lambda city: make.meeting(office=city),
    "agenda": lambda city: make.agenda_item(meeting=make.meeting(office=city)),
    "decision": lambda city: make.decision(agenda_item=make.agenda_item(meeting=make.meeting(office=city))),
    "attendance": attendance,
}


@pytest.mark.parametrize("name", ROWS)
def test_the_keeping_office_reads_it_and_neither_administrators_units_nor_neighbours_do(name: str) -> None:
    city = office(parent=province())
    row: Record = ROWS[name](city)
    assert seen_by(row) == OFFICE
    assert not seen_by(row) & (ADMINISTRATORS | {Role.UNIT_CONTACT, Role.CLUE_KEEPER})
    assert seen_by_strangers(row) == set()
    assert city.parent is not None
    assert seen_from(row, city.parent) == set()


@pytest.mark.parametrize("name", ROWS)
def test_a_county_office_reads_its_own_register_and_no_neighbours(name: str) -> None:
    city = office()
    row: Record = ROWS[name](county(city))
    assert Role.COUNTY_OFFICE in seen_by(row)
    assert seen_from(row, county(city)) == set()
    assert seen_from(row, city) == set()  # what a county keeps in its register is not the city's to read
