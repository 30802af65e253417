"""What the database itself forbids, whoever writes."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from xuncha.leadership.rules import InstitutionAct
from xuncha.leadership.tests import builders as make
from xuncha.records.models import Office, Record
from xuncha.records.tests.builders import DAY, office

pytestmark = pytest.mark.django_db

EARLIER = date(2019, 1, 1)


def _one_paper_twice(city: Office) -> None:
    first = make.briefing(office=city)
    make.briefing(agenda_item=first.agenda_item, document=first.document)


def _one_serial_twice(city: Office) -> None:
    first = make.suggestion(office=city)
    make.suggestion(briefing=first.briefing, serial=first.serial)


def _one_matter_twice(city: Office) -> None:
    first = make.matter(office=city)
    make.matter(meeting=first.meeting, serial=first.serial)


def _one_version_twice(city: Office) -> None:
    first = make.version(office=city)
    make.version(institution=first.institution, number=2)
    make.version(institution=first.institution, number=2)


def _abolished_twice(city: Office) -> None:
    first = make.version(office=city)
    for number in (2, 3):
        make.version(institution=first.institution, number=number, act=InstitutionAct.ABOLISHED)


def _plate_twice(city: Office) -> None:
    make.vehicle(office=city, plate="巡A01")
    make.vehicle(office=city, plate="巡A01")


def _listed_twice(city: Office) -> None:
    first = make.privilege(office=city)
    make.privilege(seat=first.seat)


def _added_twice(city: Office) -> None:
    first = make.staff(office=city)
    make.staff(office=city, person=first.person)


FORBIDDEN: dict[str, Callable[[Office], object]] = {
    "one paper twice under one subject": _one_paper_twice,
    "one serial twice in a list of suggestions": _one_serial_twice,
    "one serial twice in a list of matters": _one_matter_twice,
    "a matter closed before it was named": lambda city: make.matter(
        office=city, state="closed", closed_on=EARLIER
    ),
    "a matter closed without a day": lambda city: make.matter(office=city, state="closed"),
    "a day of closing on an open matter": lambda city: make.matter(office=city, closed_on=DAY),
    "one version twice": _one_version_twice,
    "a rule that begins with its revision": lambda city: make.version(
        office=city, act=InstitutionAct.REVISED
    ),
    "a rule made by its second version": lambda city: make.version(
        office=city, number=2, act=InstitutionAct.MADE
    ),
    "a version before the first": lambda city: make.version(
        office=city, number=0, act=InstitutionAct.REVISED
    ),
    "a rule abolished twice": _abolished_twice,
    "a plate in service twice": _plate_twice,
    "a vehicle withdrawn before it was given": lambda city: make.vehicle(office=city, withdrawn_on=EARLIER),
    "a leader on one list twice": _listed_twice,
    "a leader taken off before coming on": lambda city: make.privilege(office=city, until=EARLIER),
    "a person added twice": _added_twice,
}


@pytest.mark.parametrize("name", FORBIDDEN)
def test_the_database_refuses(name: str) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        FORBIDDEN[name](office())


def test_what_was_voided_may_be_entered_again() -> None:
    city = office()
    for row, again in (
        (first := make.suggestion(office=city), lambda: make.suggestion(briefing=first.briefing, serial=1)),
        (named := make.matter(office=city), lambda: make.matter(meeting=named.meeting, serial=1)),
        (
            made := make.version(office=city),
            lambda: make.version(institution=made.institution, number=1, act="made"),
        ),
        (added := make.staff(office=city), lambda: make.staff(office=city, person=added.person)),
        (listed := make.privilege(office=city), lambda: make.privilege(seat=listed.seat)),
    ):
        _void(row)
        again()


def _void(row: Record) -> None:
    row.voided_at = timezone.now()
    row.save()
