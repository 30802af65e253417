"""The leaders' figures: what counts, in which year, as of which day; and the ties of both ledgers and papers."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from xuncha.basis.models import Statement
from xuncha.basis.rules import MeetingKind, Stated
from xuncha.basis.tests.builders import agenda_item, document, meeting
from xuncha.kernel.figures import Scope, Tie
from xuncha.leadership import actions
from xuncha.leadership.figures import CATALOGUE, TIES
from xuncha.leadership.rules import Forum, InstitutionAct, Privilege, Purpose
from xuncha.leadership.tests import builders as make
from xuncha.records.models import Office
from xuncha.records.tests.builders import DAY, director, office
from xuncha.records.tests.counting import each_row_weighs_one, scope, value

pytestmark = pytest.mark.django_db

BEFORE, AFTER = date(2018, 12, 31), date(2020, 1, 1)
OTHER_YEARS = (BEFORE, AFTER)
KEYS = [figure.key for figure in CATALOGUE.figures]


@pytest.fixture
def city() -> Office:
    return office()


def both_lists(city: Office, at: date) -> None:
    seat = make.leader(city)
    for privilege in Privilege:
        make.privilege(seat=seat, privilege=privilege, at=at)


MAKERS: dict[str, Callable[[Office, date], object]] = {
    "leadership.study": lambda city, at: make.study(office=city, at=at),
    "leadership.standing_committee": lambda city, at: make.briefing(office=city, at=at),
    "leadership.secretary_meeting": lambda city, at: make.briefing(
        office=city, at=at, forum=Forum.SECRETARY, purpose=Purpose.COMPOSITE
    ),
    "leadership.leading_group": lambda city, at: make.briefing(office=city, at=at, forum=Forum.LEADING_GROUP),
    "leadership.suggestions": lambda city, at: make.suggestion(office=city, at=at),
    "rules.revised": lambda city, at: make.version(office=city, at=at),
    "named.supervised": lambda city, at: make.matter(office=city, at=at),
    "resources.staff": lambda city, at: make.staff(office=city, at=at),
    "resources.vehicles": lambda city, at: make.vehicle(office=city, at=at),
    "resources.privileges": both_lists,
}


def test_every_figure_of_the_app_is_tried_here() -> None:
    assert set(MAKERS) == set(KEYS)


@pytest.mark.parametrize("key", KEYS)
def test_nothing_happened_counts_nothing(key: str, city: Office) -> None:
    assert value(CATALOGUE, key, scope(city)) == 0


@pytest.mark.parametrize("key", KEYS)
def test_each_row_of_the_year_weighs_one_and_those_of_others_nothing(key: str, city: Office) -> None:
    for day in (date(2019, 1, 1), DAY, date(2019, 12, 31)):
        MAKERS[key](city, day)
    MAKERS[key](city, AFTER)
    MAKERS[key](office(), DAY)
    assert value(CATALOGUE, key, scope(city)) == 3
    assert each_row_weighs_one(CATALOGUE, key, scope(city))


@pytest.mark.parametrize("key", [key for key in KEYS if key != "named.supervised"])
def test_what_happened_before_the_year_is_the_year_befores(key: str, city: Office) -> None:
    MAKERS[key](city, BEFORE)
    assert value(CATALOGUE, key, scope(city)) == 0
    assert value(CATALOGUE, key, scope(city, 2018)) == 1


@pytest.mark.parametrize("key", KEYS)
def test_as_of_a_day_only_what_had_happened_by_then_counts(key: str, city: Office) -> None:
    MAKERS[key](city, DAY)
    assert value(CATALOGUE, key, scope(city, as_of=date(2019, 6, 2))) == 0
    assert value(CATALOGUE, key, scope(city, as_of=DAY)) == 1
    assert value(CATALOGUE, key, scope(city, as_of=BEFORE)) == 0


@pytest.mark.parametrize("key", KEYS)
def test_a_figure_asks_the_database_once(key: str, city: Office, django_assert_num_queries: Any) -> None:
    MAKERS[key](city, DAY)
    with django_assert_num_queries(1):
        value(CATALOGUE, key, scope(city))


@pytest.mark.parametrize("key", [key for key in KEYS if key != "resources.privileges"])
def test_a_voided_row_counts_no_more(key: str, city: Office) -> None:
    row: Any = MAKERS[key](city, DAY)
    row.voided_at = timezone.now()
    row.save()
    assert value(CATALOGUE, key, scope(city)) == 0


def test_a_conveyance_counts_as_a_report_does_but_only_in_its_forum(city: Office) -> None:
    make.briefing(office=city, purpose=Purpose.CONVEY)
    make.briefing(office=city, forum=Forum.SECRETARY, purpose=Purpose.REPORT)
    assert value(CATALOGUE, "leadership.standing_committee", scope(city)) == 1
    assert value(CATALOGUE, "leadership.secretary_meeting", scope(city)) == 0  # no composite report
    assert value(CATALOGUE, "leadership.leading_group", scope(city)) == 0


def test_two_reports_at_one_meeting_are_two(city: Office) -> None:
    held = meeting(kind=MeetingKind.STANDING_COMMITTEE, office=city)
    for _ in range(2):
        make.briefing(agenda_item=agenda_item(meeting=held))
    assert value(CATALOGUE, "leadership.standing_committee", scope(city)) == 2


def test_suggestions_to_another_forum_or_after_no_upper_meeting_are_not_these(city: Office) -> None:
    make.suggestion(briefing=make.briefing(office=city, forum=Forum.LEADING_GROUP))
    make.suggestion(office=city, upper_meeting=None)
    assert value(CATALOGUE, "leadership.suggestions", scope(city)) == 0


def test_a_revision_counts_and_an_abolition_does_not(city: Office) -> None:
    rule = make.version(office=city, at=BEFORE).institution
    make.version(institution=rule, at=DAY)
    make.version(institution=rule, at=DAY, act=InstitutionAct.ABOLISHED)
    assert value(CATALOGUE, "rules.revised", scope(city)) == 1


@pytest.mark.parametrize(
    ("named_on", "closed_on", "counts"),
    [
        (BEFORE, BEFORE, 0),
        (BEFORE, date(2019, 1, 1), 1),
        (BEFORE, None, 1),
        (DAY, DAY, 1),
        (date(2019, 12, 31), date(2020, 3, 1), 1),
        (AFTER, None, 0),
    ],
)
def test_a_named_matter_counts_while_it_is_open_on_a_day_of_the_year(
    named_on: date, closed_on: date | None, counts: int, city: Office
) -> None:
    state = "closed" if closed_on else "assigned"
    make.matter(office=city, at=named_on, closed_on=closed_on, state=state)
    assert value(CATALOGUE, "named.supervised", scope(city)) == counts


def test_a_matter_that_rested_for_a_year_counts_before_and_after_but_not_in_it(city: Office) -> None:
    head = director(city)
    row = make.matter(office=city, at=date(2017, 3, 1))
    actions.move_matter(row, "start", by=head, at=date(2017, 4, 1))
    actions.move_matter(row, "reply", by=head, at=date(2017, 5, 1), result="已办")
    actions.move_matter(row, "close", by=director(city), at=date(2017, 6, 1))
    assert value(CATALOGUE, "named.supervised", scope(city, 2018)) == 0
    actions.move_matter(row, "reopen", by=head, at=date(2019, 2, 1), note="反弹")
    years = {
        year: value(CATALOGUE, "named.supervised", scope(city, year)) for year in (2017, 2018, 2019, 2020)
    }
    assert years == {2017: 1, 2018: 0, 2019: 1, 2020: 1}
    assert value(CATALOGUE, "named.supervised", scope(city, 2019, date(2019, 1, 31))) == 0


def test_a_vehicle_withdrawn_before_the_day_does_not_count_on_it(city: Office) -> None:
    make.vehicle(office=city, withdrawn_on=date(2019, 9, 1))
    assert value(CATALOGUE, "resources.vehicles", scope(city)) == 0
    assert value(CATALOGUE, "resources.vehicles", scope(city, as_of=date(2019, 8, 31))) == 1


def test_a_leader_counts_once_and_only_on_both_lists(city: Office) -> None:
    one, other = make.leader(city), make.leader(city)
    make.privilege(seat=one, privilege=Privilege.MEETINGS)
    both = make.privilege(seat=other, privilege=Privilege.MEETINGS)
    assert value(CATALOGUE, "resources.privileges", scope(city)) == 0
    make.privilege(seat=other, privilege=Privilege.PAPERS, at=date(2019, 7, 1))
    assert value(CATALOGUE, "resources.privileges", scope(city)) == 1
    actions.take_off_list(both, by=director(city), at=date(2019, 10, 1))
    assert value(CATALOGUE, "resources.privileges", scope(city)) == 0
    assert value(CATALOGUE, "resources.privileges", scope(city, as_of=date(2019, 9, 30))) == 1


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


def test_the_agenda_of_the_standing_committee_has_each_report(city: Office) -> None:
    held = meeting(kind=MeetingKind.STANDING_COMMITTEE, office=city)
    make.briefing(agenda_item=agenda_item(meeting=held))
    assert sides("leadership.standing_committee.agenda", scope(city)) == (1, 1)
    agenda_item(meeting=held)
    assert sides("leadership.standing_committee.agenda", scope(city)) == (1, 2)


def test_the_paper_states_how_many_suggestions_it_makes(city: Office) -> None:
    briefing = make.briefing(office=city, purpose=Purpose.SUGGESTION)
    state(briefing.document, Stated.SUGGESTIONS, 2)
    make.suggestion(briefing=briefing)
    assert sides("leadership.suggestions.papers", scope(city)) == (1, 2)
    make.suggestion(briefing=briefing)
    assert sides("leadership.suggestions.papers", scope(city)) == (2, 2)


def test_the_issuing_papers_state_how_many_rules_they_issue(city: Office) -> None:
    paper = document(office=city)
    state(paper, Stated.INSTITUTIONS, 2)
    make.version(office=city, document=paper)
    make.version(office=city, document=paper)
    assert sides("rules.revised.documents", scope(city)) == (2, 2)
    assert sides("rules.revised.documents", scope(city, 2018)) == (0, 0)


def test_the_minutes_state_how_many_matters_were_named_in_every_year_so_far(city: Office) -> None:
    for held_on in (BEFORE, DAY):
        minutes = document(office=city, at=held_on)
        state(minutes, Stated.NAMED_MATTERS, 1)
        make.matter(meeting=make.special_meeting(office=city, at=held_on, minutes=minutes))
    assert sides("named.supervised.minutes", scope(city)) == (2, 2)
    assert sides("named.supervised.minutes", scope(city, 2018)) == (1, 1)
    make.matter(meeting=make.special_meeting(office=city))
    assert sides("named.supervised.minutes", scope(city)) == (3, 2)


def state(paper: Any, what: Stated, count: int) -> Statement:
    return Statement.objects.create(
        document=paper, what=what, count=count, office=paper.office, by=paper.by, at=paper.at
    )
