"""Persons: the ID number is checked, sealed, found again and opened only on record."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from xuncha.audit.models import Entry
from xuncha.kernel.refusals import NotAllowed, WrongRole
from xuncha.kernel.viewer import Viewer
from xuncha.people import actions, queries
from xuncha.people.models import Person
from xuncha.people.rules import Sex
from xuncha.people.tests.builders import id_number
from xuncha.people.tests.builders import person as person_
from xuncha.records import sealing
from xuncha.records.models import Office, Passage
from xuncha.records.rules import ADMINISTRATORS, OFFICE, Role
from xuncha.records.secrets import Closed
from xuncha.records.tests.access import seen_by, seen_by_strangers
from xuncha.records.tests.builders import DAY, director, office, viewer

pytestmark = pytest.mark.django_db

BORN = date(1975, 3, 12)


@pytest.fixture
def city() -> Office:
    return office()


@pytest.fixture
def head(city: Office) -> Viewer:
    return director(city)


def registered(city: Office, by: Viewer, number: str = "", **over: object) -> Person:
    values: dict[str, object] = {"name": " 甲某 ", "sex": Sex.MALE, "born_on": BORN, "by": by, "at": DAY}
    return actions.register(office=city, id_number=number, **(values | over))  # type: ignore[arg-type]


def test_a_person_is_found_by_the_number_without_opening_anybodys(city: Office, head: Viewer) -> None:
    number = id_number(BORN)
    row = registered(city, head, number.lower())
    assert (row.name, Person.objects.get().id_number) == ("甲某", number)
    assert queries.by_id_number(f" {number} ", head) == row
    assert queries.by_id_number(id_number(BORN, 3), head) is None
    assert queries.by_id_number(number, director(office())) is None  # another city's persons are not found


def test_a_person_without_number_is_found_by_none(city: Office, head: Viewer) -> None:
    registered(city, head)
    registered(city, head)
    assert queries.by_id_number("", head) is None


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        ("12", "18位"),
        (id_number(BORN)[:-1] + ("0" if id_number(BORN)[-1] != "0" else "1"), "校验码不符"),
        (id_number(date(1975, 3, 13)), "出生日期不符"),
        (id_number(BORN, 2), "性别不符"),
    ],
)
def test_a_number_that_is_unsound_or_somebody_elses_is_refused_and_never_repeated(
    number: str, sentence: str, city: Office, head: Viewer
) -> None:
    with pytest.raises(NotAllowed, match=sentence) as refusal:
        registered(city, head, number)
    assert number not in str(refusal.value)


def test_a_number_is_registered_once_an_office(city: Office, head: Viewer) -> None:
    registered(city, head, id_number(BORN))
    with pytest.raises(NotAllowed, match="已经登记") as refusal:
        registered(city, head, id_number(BORN))
    assert "甲某" not in str(refusal.value)
    other = office()
    registered(other, director(other), id_number(BORN))


def test_the_database_itself_refuses_a_number_twice(city: Office) -> None:
    index = sealing.blind(id_number(BORN))
    person_(office=city, id_blind=index)
    with pytest.raises(IntegrityError), transaction.atomic():
        person_(office=city, id_blind=index)
    person_(office=city)
    person_(office=city)  # none twice is not one twice


def test_a_corrected_number_is_found_and_the_passage_keeps_both_sealed(city: Office, head: Viewer) -> None:
    wrong, right = id_number(BORN), id_number(BORN, 5)
    row = registered(city, head, wrong)
    actions.correct_id_number(row, right, by=head, at=DAY, note="录入错误")
    assert queries.by_id_number(wrong, head) is None
    assert queries.by_id_number(right, head) == row
    before, after = Passage.objects.get(verb="correct").changes["id_number"]
    field: Any = Person._meta.get_field("id_number")
    assert [field.opened(row, Closed(value)) for value in (before, after)] == [wrong, right]


def test_opening_a_number_takes_a_reason_and_is_recorded(city: Office, head: Viewer) -> None:
    row = registered(city, head, id_number(BORN))
    with pytest.raises(NotAllowed, match="理由"):
        actions.open_id_number(row, by=head, reason=" ")
    assert actions.open_id_number(row, by=head, reason="核对回避关系") == id_number(BORN)
    entry = Entry.objects.get(verb="open id number")
    assert entry.note == "核对回避关系"
    assert id_number(BORN) not in f"{entry.subject}{entry.note}"


@pytest.mark.parametrize(
    "role", [r for r in Role if r not in {Role.DIRECTOR, Role.GENERAL, Role.COUNTY_OFFICE}]
)
def test_others_do_not_open_numbers(role: Role, city: Office) -> None:
    with pytest.raises(WrongRole):
        actions.open_id_number(person_(office=city), by=viewer(role, office=city), reason="—")
    assert not Entry.objects.exists()


def test_persons_are_read_by_their_office_and_nobody_else(city: Office) -> None:
    row = person_(office=city)
    assert seen_by(row) == OFFICE
    assert not seen_by(row) & (ADMINISTRATORS | {Role.UNIT_CONTACT})
    assert seen_by_strangers(row) == set()
