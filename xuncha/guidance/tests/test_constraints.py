"""What the database itself forbids, whoever writes."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from xuncha.guidance.tests import builders as make
from xuncha.records.models import Office
from xuncha.records.tests.builders import DAY, office

pytestmark = pytest.mark.django_db

EARLIER = date(2019, 1, 1)


def _two_sponsors(city: Office) -> None:
    first = make.sponsorship(office=city)
    make.sponsorship(office=city, county=first.county)


def _point_twice(city: Office) -> None:
    first = make.contact_point(office=city)
    make.contact_point(office=city, division=first.division, county=first.county)


def _number_twice(city: Office) -> None:
    first = make.team(office=city)
    make.team(campaign=first.campaign, number=first.number)


def _visit_twice(city: Office) -> None:
    first = make.visit(office=city)
    make.visit(team=first.team, county=first.county)


def _aspect_twice(city: Office) -> None:
    first = make.aspect(office=city)
    make.aspect(campaign=first.campaign, serial=first.serial)


def _common_twice(city: Office) -> None:
    first = make.common(office=city)
    make.common(campaign=first.campaign, serial=first.serial)


def _reason_twice(city: Office) -> None:
    first = make.reason(office=city)
    make.reason(case=first.case)


def _dispatch_twice(city: Office) -> None:
    make.dispatch(meeting=make.dispatch(office=city).meeting)


def _statement_twice(city: Office) -> None:
    first = make.statement(office=city)
    make.statement(dispatch=first.dispatch, county=first.county)


def _staffing_twice(city: Office) -> None:
    make.staffing(office=city, county=make.staffing(office=city).county)


FORBIDDEN: dict[str, Callable[[Office], object]] = {
    "two sponsors of one county": _two_sponsors,
    "a pair that ends before it begins": lambda city: make.sponsorship(office=city, until=EARLIER),
    "one contact point twice": _point_twice,
    "a contact point that ends before it begins": lambda city: make.contact_point(office=city, until=EARLIER),
    "a check that ends before it begins": lambda city: make.campaign(office=city, until=EARLIER),
    "two teams of one number": _number_twice,
    "a county visited twice by one team": _visit_twice,
    "two aspects of one serial": _aspect_twice,
    "two common problems of one serial": _common_twice,
    "guided but not pointed out": lambda city: make.problem(office=city, pointed_out=False, guided=True),
    "one reason twice": _reason_twice,
    "a talk without its record": lambda city: make.talk(office=city, meeting=None),
    "a case closed without a day": lambda city: make.case(office=city, state="closed"),
    "a day of closing on an open case": lambda city: make.case(office=city, closed_on=DAY),
    "a case closed before it was opened": lambda city: make.case(
        office=city, state="closed", closed_on=EARLIER
    ),
    "one meeting dispatched twice": _dispatch_twice,
    "a county that states twice": _statement_twice,
    "a county's posts counted twice a day": _staffing_twice,
}


@pytest.mark.parametrize("name", FORBIDDEN)
def test_the_database_refuses(name: str) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        FORBIDDEN[name](office())


def test_what_was_voided_may_be_entered_again() -> None:
    seen = make.visit()
    seen.voided_at = timezone.now()
    seen.save()
    make.visit(team=seen.team, county=seen.county)
