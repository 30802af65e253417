"""Guidance's figures: what counts, in which year, as of which day; and the ties of ledgers and papers."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from xuncha.basis.models import Statement
from xuncha.basis.rules import Direction, MeetingKind, Stated
from xuncha.basis.tests.builders import document, meeting
from xuncha.guidance.figures import CATALOGUE, TIES
from xuncha.guidance.rules import ActionKind, ContactLevel, ContactPurpose
from xuncha.guidance.tests import builders as make
from xuncha.kernel.figures import Scope, Tie
from xuncha.kernel.numerals import print_value
from xuncha.records.models import Office
from xuncha.records.tests.builders import DAY, county, office
from xuncha.records.tests.counting import each_row_weighs_one, scope, value

pytestmark = pytest.mark.django_db

BEFORE, AFTER = date(2018, 12, 31), date(2020, 1, 1)
KEYS = [figure.key for figure in CATALOGUE.figures]

Maker = Callable[[Office, date], Any]
STANDING: dict[str, Maker] = {  # read on a day
    "liaison.pairs": lambda city, at: make.sponsorship(office=city, at=at),
    "liaison.model_counties": lambda city, at: make.contact_point(office=city, at=at),
    "liaison.townships": lambda city, at: make.contact_point(office=city, at=at, level=ContactLevel.TOWNSHIP),
    "liaison.villages": lambda city, at: make.contact_point(office=city, at=at, level=ContactLevel.VILLAGE),
}
HAPPENING: dict[str, Maker] = {  # counted over a year
    "guidance.march_groups": lambda city, at: make.team(office=city, at=at),
    "guidance.aspects": lambda city, at: make.aspect(office=city, at=at),
    "guidance.common_problems": lambda city, at: make.common(office=city, at=at),
    "guidance.supervised": lambda city, at: make.talked_case(office=city, at=at),
    "guidance.dispatch": lambda city, at: make.dispatch(office=city, at=at),
}
MAKERS = STANDING | HAPPENING


@pytest.fixture
def city() -> Office:
    return office()


def test_every_figure_of_the_app_is_tried_here() -> None:
    assert set(MAKERS) == set(KEYS)


@pytest.mark.parametrize("key", KEYS)
def test_nothing_happened_counts_nothing(key: str, city: Office) -> None:
    assert value(CATALOGUE, key, scope(city)) == 0


@pytest.mark.parametrize("key", KEYS)
def test_each_row_weighs_one_and_those_of_others_nothing(key: str, city: Office) -> None:
    for day in (date(2019, 1, 1), DAY, date(2019, 12, 31)):
        MAKERS[key](city, day)
    MAKERS[key](city, AFTER)
    MAKERS[key](office(), DAY)
    assert value(CATALOGUE, key, scope(city)) == 3
    assert each_row_weighs_one(CATALOGUE, key, scope(city))


@pytest.mark.parametrize("key", HAPPENING)
def test_what_happened_before_the_year_is_the_year_befores(key: str, city: Office) -> None:
    MAKERS[key](city, BEFORE)
    assert value(CATALOGUE, key, scope(city)) == 0
    assert value(CATALOGUE, key, scope(city, 2018)) == 1


@pytest.mark.parametrize("key", STANDING)
def test_what_stands_counts_in_later_years_until_it_ends(key: str, city: Office) -> None:
    row = MAKERS[key](city, BEFORE)
    assert value(CATALOGUE, key, scope(city)) == 1
    type(row).objects.filter(pk=row.pk).update(until=DAY)
    assert value(CATALOGUE, key, scope(city)) == 0
    assert value(CATALOGUE, key, scope(city, as_of=DAY)) == 1  # the last day belongs to it


@pytest.mark.parametrize("key", KEYS)
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
    assert value(CATALOGUE, key, scope(city)) == 0


def test_aspects_are_printed_in_chinese() -> None:
    (figure,) = (f for f in CATALOGUE.figures if f.key == "guidance.aspects")
    assert print_value(5, figure.unit, figure.style) == "五个方面"


def test_a_county_with_an_old_and_a_new_sponsor_on_one_day_is_one_county(city: Office) -> None:
    below = county(city)
    make.sponsorship(office=city, county=below, until=DAY)
    make.sponsorship(office=city, county=below)
    assert value(CATALOGUE, "liaison.pairs", scope(city, as_of=DAY)) == 1


def test_a_contact_point_counts_by_purpose_and_level(city: Office) -> None:
    make.contact_point(office=city, purpose=ContactPurpose.RECTIFICATION)
    make.contact_point(office=city, level=ContactLevel.VILLAGE, purpose=ContactPurpose.STANDARDISATION)
    for key in ("liaison.model_counties", "liaison.townships", "liaison.villages"):
        assert value(CATALOGUE, key, scope(city)) == 0


def test_what_a_check_of_last_year_still_yields_is_not_this_years(city: Office) -> None:
    of = make.campaign(office=city, at=BEFORE)
    make.common(campaign=of, at=DAY)
    make.team(campaign=of, at=DAY)
    assert value(CATALOGUE, "guidance.common_problems", scope(city)) == 0
    assert value(CATALOGUE, "guidance.march_groups", scope(city)) == 0


def test_a_case_counts_once_its_talk_is_held_and_its_county_once(city: Office) -> None:
    case = make.case(office=city)
    case.case_actions.create(
        office=city, by=case.by, at=DAY, county=case.county, kind=ActionKind.LETTER, note="督办函"
    )
    assert value(CATALOGUE, "guidance.supervised", scope(city)) == 0
    make.talk(case=case, at=date(2019, 6, 20))
    make.talk(case=case, at=date(2019, 9, 20))
    make.talked_case(office=city, county=case.county)
    assert value(CATALOGUE, "guidance.supervised", scope(city, as_of=date(2019, 6, 19))) == 1
    assert value(CATALOGUE, "guidance.supervised", scope(city)) == 1


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


def test_the_circular_lists_the_common_problems_from_the_day_it_is_out(city: Office) -> None:
    of = make.campaign(office=city)
    for _ in range(2):
        make.common(campaign=of)
    assert sides("guidance.common_problems.circular", scope(city)) == (0, 0)  # nothing told yet
    of.circular = make.circular(of, lines=2, at=date(2019, 7, 1))
    of.save()
    assert sides("guidance.common_problems.circular", scope(city, as_of=date(2019, 6, 30))) == (0, 0)
    assert sides("guidance.common_problems.circular", scope(city)) == (2, 2)
    make.common(campaign=of)
    assert sides("guidance.common_problems.circular", scope(city)) == (3, 2)


def test_the_notice_states_how_many_counties_it_puts_under_supervision(city: Office) -> None:
    notice = document(office=city)
    state(notice, 2)
    state(document(office=city, direction=Direction.IN), 7)  # what others supervise
    make.case(document=notice)
    assert sides("guidance.supervised.papers", scope(city)) == (1, 2)
    make.case(document=notice)
    assert sides("guidance.supervised.papers", scope(city)) == (2, 2)


def test_every_dispatch_meeting_of_the_register_is_on_the_ledger(city: Office) -> None:
    held = meeting(kind=MeetingKind.DISPATCH, office=city)
    assert sides("guidance.dispatch.meetings", scope(city)) == (0, 1)
    make.dispatch(meeting=held)
    assert sides("guidance.dispatch.meetings", scope(city)) == (1, 1)


def state(paper: Any, count: int) -> Statement:
    return Statement.objects.create(
        document=paper, what=Stated.SUPERVISED, count=count, office=paper.office, by=paper.by, at=paper.at
    )
