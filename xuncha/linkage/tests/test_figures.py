"""Linkage's figures: what counts, in which year, as of which day; and the ties of ledgers and papers."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from xuncha.basis.models import Line, Statement
from xuncha.basis.rules import Direction, Stated
from xuncha.basis.tests.builders import addressee, document
from xuncha.findings.tests.builders import finding
from xuncha.kernel.figures import Scope, Tie
from xuncha.linkage.figures import CATALOGUE, TIES
from xuncha.linkage.models import Counterpart
from xuncha.linkage.rules import FilingKind
from xuncha.linkage.tests import builders as make
from xuncha.records.models import Office
from xuncha.records.tests.builders import DAY, county
from xuncha.records.tests.counting import each_row_weighs_one, scope, value
from xuncha.rounds.tests.builders import task

pytestmark = pytest.mark.django_db

BEFORE, AFTER = date(2018, 12, 31), date(2020, 1, 1)
LONG_AGO = date(2018, 3, 1)
KEYS = [figure.key for figure in CATALOGUE.figures]
COUNTED = [key for key in KEYS if key != "linkage.plan_issued"]


@pytest.fixture
def city() -> Office:
    return make.city()


def used(city: Office, at: date) -> Counterpart:
    """A cell asked and received long ago, used on `at`."""
    of = make.campaign(office=city, at=LONG_AGO)
    linked = task(round=of.round)
    return make.counterpart(
        campaign=of, task=linked, received_on=LONG_AGO, used_on=at, finding=finding(linked)
    )


MAKERS: dict[str, Callable[[Office, date], Any]] = {
    "linkage.plan_issued": lambda city, at: make.campaign(office=city, at=at),
    "linkage.groups": lambda city, at: make.sent_group(office=city, at=at),
    "linkage.counties": lambda city, at: make.county_plan(office=city, at=at),
    "linkage.county_units": lambda city, at: make.county_task(office=city, at=at),
    "linkage.county_lookbacks": lambda city, at: make.county_task(office=city, at=at, kind="lookback"),
    "linkage.counterpart_asked": lambda city, at: make.counterpart(office=city, at=at),
    "linkage.counterpart_received": lambda city, at: make.counterpart(
        campaign=make.campaign(office=city, at=LONG_AGO), received_on=at
    ),
    "linkage.counterpart_used": used,
    "linkage.filed": lambda city, at: make.filing(office=city, at=at),
}


def test_every_figure_of_the_app_is_tried_here() -> None:
    assert set(MAKERS) == set(KEYS)


@pytest.mark.parametrize("key", KEYS)
def test_nothing_happened_counts_nothing(key: str, city: Office) -> None:
    assert not value(CATALOGUE, key, scope(city))


@pytest.mark.parametrize("key", COUNTED)
def test_each_row_of_the_year_weighs_one_and_those_of_others_nothing(key: str, city: Office) -> None:
    for day in (date(2019, 1, 1), DAY, date(2019, 12, 31)):
        MAKERS[key](city, day)
    for day in (BEFORE, AFTER):
        MAKERS[key](city, day)
    MAKERS[key](make.city(), DAY)
    assert value(CATALOGUE, key, scope(city)) == 3
    assert each_row_weighs_one(CATALOGUE, key, scope(city))


@pytest.mark.parametrize("key", COUNTED)
def test_as_of_a_day_only_what_had_happened_by_then_counts(key: str, city: Office) -> None:
    MAKERS[key](city, DAY)
    assert value(CATALOGUE, key, scope(city, as_of=date(2019, 6, 2))) == 0
    assert value(CATALOGUE, key, scope(city, as_of=DAY)) == 1


@pytest.mark.parametrize("key", KEYS)
def test_a_figure_asks_the_database_once(key: str, city: Office, django_assert_num_queries: Any) -> None:
    MAKERS[key](city, DAY)
    with django_assert_num_queries(1):
        value(CATALOGUE, key, scope(city))


@pytest.mark.parametrize("key", KEYS)
def test_a_voided_row_counts_no_more(key: str, city: Office) -> None:
    row = MAKERS[key](city, DAY)
    row.voided_at = timezone.now()
    row.save()
    assert not value(CATALOGUE, key, scope(city))


def test_the_plan_was_issued_on_the_first_campaigns_day(city: Office) -> None:
    for day in (BEFORE, date(2019, 10, 14), date(2019, 11, 1)):
        make.campaign(office=city, at=day)
    assert value(CATALOGUE, "linkage.plan_issued", scope(city)) == date(2019, 10, 14)
    assert value(CATALOGUE, "linkage.plan_issued", scope(city, as_of=date(2019, 10, 13))) is None


def test_a_county_that_planned_for_two_campaigns_is_one_county(city: Office) -> None:
    below = county(city)
    for _ in range(2):
        make.county_plan(campaign=make.campaign(office=city), county=below)
    assert value(CATALOGUE, "linkage.counties", scope(city)) == 1


def test_a_county_task_counts_once_on_site_and_apart_from_look_backs(city: Office) -> None:
    of = make.campaign(office=city)
    make.county_task(campaign=of)
    make.county_task(campaign=of, kind="lookback")
    waiting = make.county_task(campaign=of)
    type(waiting.task).objects.filter(pk=waiting.task_id).update(entered_on=None)
    assert value(CATALOGUE, "linkage.county_units", scope(city)) == 1
    assert value(CATALOGUE, "linkage.county_lookbacks", scope(city)) == 1


def test_a_round_plan_filed_is_no_report_filed(city: Office) -> None:
    make.filing(office=city, kind=FilingKind.ROUND_PLAN)
    assert value(CATALOGUE, "linkage.filed", scope(city)) == 0


# --- Ties ---------------------------------------------------------------------------------------


def sides(key: str, asked: Scope) -> tuple[int, int]:
    (tie,) = (tie for tie in TIES if tie.key == key)
    return tie.left(asked), tie.right(asked)


@pytest.mark.parametrize("tie", TIES, ids=lambda tie: tie.key)
def test_a_tie_speaks_of_figures_that_exist_and_holds_where_nothing_happened(
    tie: Tie[int], city: Office
) -> None:
    assert set(tie.figures) <= set(KEYS)
    assert (tie.left(scope(city)), tie.right(scope(city))) == (0, 0)


def test_the_counties_that_filed_are_those_that_answered_the_citys_plan(city: Office) -> None:
    of = make.campaign(office=city)
    one, other = county(city), county(city)
    for below in (one, other):
        make.county_plan(campaign=of, county=below)
    addressee(document=of.plan, name=one.name, replied_on=DAY)
    addressee(document=of.plan, name="市委组织部", replied_on=DAY, copy=True)  # for information only
    late = addressee(document=of.plan, name=other.name)
    assert sides("linkage.counties.answers", scope(city)) == (2, 1)
    late.replied_on = DAY
    late.save()
    assert sides("linkage.counties.answers", scope(city)) == (2, 2)
    assert sides("linkage.counties.answers", scope(city, as_of=date(2019, 6, 2))) == (0, 0)


def test_the_tasks_entered_are_those_on_the_counties_own_lists(city: Office) -> None:
    of, below = make.campaign(office=city), county(city)
    plan = make.county_plan(campaign=of, county=below)
    for serial in (1, 2):
        listed(plan.document, serial)
    make.county_task(campaign=of, county=below)
    assert sides("linkage.county_tasks.lists", scope(city)) == (1, 2)
    make.county_task(campaign=of, county=below, kind="lookback")
    assert sides("linkage.county_tasks.lists", scope(city)) == (2, 2)


def test_the_letters_state_how_many_reports_they_ask_for(city: Office) -> None:
    make.counterpart(office=city)
    state(document(office=city), Stated.COUNTERPARTS, 1)
    state(document(office=city, direction=Direction.IN), Stated.COUNTERPARTS, 5)  # the counties' answers
    assert sides("linkage.counterpart.letters", scope(city)) == (1, 1)
    make.counterpart(office=city)
    assert sides("linkage.counterpart.letters", scope(city)) == (2, 1)


def test_the_covering_letters_state_how_many_reports_were_filed(city: Office) -> None:
    of, letter = make.campaign(office=city), document(office=city)
    state(letter, Stated.UNIT_REPORTS, 2)
    make.filing(campaign=of, document=letter)
    assert sides("linkage.filed.letters", scope(city)) == (1, 2)
    make.filing(campaign=of, document=letter)
    assert sides("linkage.filed.letters", scope(city)) == (2, 2)


def listed(paper: Any, serial: int) -> Line:
    return Line.objects.create(
        document=paper, serial=serial, text="被巡察党组织", office=paper.office, by=paper.by, at=paper.at
    )


def state(paper: Any, what: Stated, count: int) -> Statement:
    return Statement.objects.create(
        document=paper, what=what, count=count, office=paper.office, by=paper.by, at=paper.at
    )
