"""What the database itself forbids, whoever writes."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from xuncha.findings.tests.builders import finding
from xuncha.linkage.rules import FilingKind
from xuncha.linkage.tests import builders as make
from xuncha.records.models import Office
from xuncha.records.tests.builders import DAY

pytestmark = pytest.mark.django_db

EARLIER, LATER = date(2019, 1, 1), date(2019, 7, 1)


def _group_twice(city: Office) -> None:
    first = make.sent_group(office=city)
    make.sent_group(campaign=first.campaign, group=first.group)


def _plan_twice(city: Office) -> None:
    first = make.county_plan(office=city)
    make.county_plan(campaign=first.campaign, county=first.county)


def _task_twice(city: Office) -> None:
    first = make.county_task(office=city)
    make.county_task(campaign=first.campaign, county=first.county, task=first.task)


def _cell_twice(city: Office) -> None:
    first = make.counterpart(office=city)
    make.counterpart(campaign=first.campaign, task=first.task, county=first.county)


def _used_before_received(city: Office) -> None:
    make.counterpart(office=city, received_on=LATER, used_on=DAY, finding=finding())


def _filed_twice(city: Office) -> None:
    first = make.filing(office=city)
    make.filing(campaign=first.campaign, task=first.task)


FORBIDDEN: dict[str, Callable[[Office], object]] = {
    "a group sent twice": _group_twice,
    "a county's plan twice": _plan_twice,
    "a plan filed before it was made": lambda city: make.county_plan(office=city, filed_on=EARLIER),
    "a county's task twice": _task_twice,
    "a cell twice": _cell_twice,
    "a report received before it was asked for": lambda city: make.counterpart(
        office=city, received_on=EARLIER
    ),
    "a report read and never received": lambda city: make.counterpart(office=city, read_on=LATER),
    "a report read before it was received": lambda city: make.counterpart(
        office=city, received_on=LATER, read_on=DAY
    ),
    "a report used and never received": lambda city: make.counterpart(
        office=city, used_on=LATER, finding=finding()
    ),
    "a report used before it was received": _used_before_received,
    "a report used for no finding": lambda city: make.counterpart(office=city, received_on=DAY, used_on=DAY),
    "a filed report of no task": lambda city: make.filing(office=city, task=None),
    "a receipt before the filing": lambda city: make.filing(office=city, received_on=EARLIER),
    "one unit's report filed twice": _filed_twice,
}


@pytest.mark.parametrize("name", FORBIDDEN)
def test_the_database_refuses(name: str) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        FORBIDDEN[name](make.city())


def test_what_was_voided_may_be_entered_again_and_other_filings_name_no_task() -> None:
    cell = make.counterpart()
    cell.voided_at = timezone.now()
    cell.save()
    make.counterpart(campaign=cell.campaign, task=cell.task, county=cell.county)
    make.filing(campaign=cell.campaign, kind=FilingKind.COMPOSITE, task=None)
