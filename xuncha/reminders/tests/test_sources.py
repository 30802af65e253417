"""Every kind of deadline: when it is owed, that it ceases to be, and who is shown it."""

from datetime import date
from uuid import UUID

import pytest

from xuncha.calendars.queries import calendar
from xuncha.kernel.figures import Period
from xuncha.kernel.workdays import BuiltIn
from xuncha.records.models import Office
from xuncha.records.rules import Role
from xuncha.records.tests.builders import county, viewer
from xuncha.rectification.models import Ledger, Publication
from xuncha.rectification.rules.publications import Scope
from xuncha.reminders.queries.counting import counted_lines, rules_of
from xuncha.reminders.queries.due import first, stored, tally
from xuncha.reminders.queries.sources.base import Counted
from xuncha.reminders.queries.sources.catalogue import BY_KIND, SOURCES
from xuncha.reminders.queries.standing import counted_days
from xuncha.reminders.rules.kinds import Kind
from xuncha.reminders.tests import builders as make
from xuncha.reminders.tests.builders import CASES
from xuncha.rounds.actions.rule_sets import read
from xuncha.rounds.rules.bundled import RULE_SETS
from xuncha.rounds.rules.tasks import TaskState

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> Office:
    return make.home()


def owed(kind: Kind) -> dict[UUID, date]:
    source = BY_KIND[kind]
    if isinstance(source, Counted):
        return {uid: day for uid, day, _ in counted_days(source, source.open(), rules_of(), calendar())}
    rows = source.dated(source.open())
    return dict(rows.values_list("uid", "line_day"))


def test_every_kind_has_one_source_and_a_case() -> None:
    assert {str(source.kind) for source in SOURCES} == {kind.value for kind in Kind} == set(CASES)
    assert len(SOURCES) == len(Kind)


def test_the_rules_behind_the_sources_are_lines_of_the_table() -> None:
    codes = {rule.code for rule in read(RULE_SETS[0])}
    assert {source.rule for source in SOURCES} - {""} <= codes


@pytest.mark.parametrize("kind", Kind)
def test_a_thing_is_owed_by_its_day_until_it_is_done(kind: Kind, house: Office) -> None:
    row, due_on = CASES[kind].make(house)
    assert owed(kind).get(row.uid) == due_on
    CASES[kind].settle(row)
    assert row.uid not in owed(kind)


@pytest.mark.parametrize("kind", Kind)
def test_who_deals_with_a_thing_may_read_it(kind: Kind) -> None:
    """The office's roles that are told of a kind are among those who reach it."""
    source = BY_KIND[kind]
    assert source.debtors.section <= source.model.reach.roles
    assert source.debtors.section & source.model.reach.office


@pytest.mark.parametrize("kind", Kind)
def test_the_head_of_the_office_is_shown_it_and_a_stranger_is_not(kind: Kind, house: Office) -> None:
    row, due_on = CASES[kind].make(house)
    span = Period(due_on, due_on)
    source = BY_KIND[kind]
    for who, seen in (
        (viewer(Role.DIRECTOR, office=house), True),
        (viewer(Role.DIRECTOR, office=county(house)), False),
        (viewer(Role.UNIT_CONTACT, office=house, organisation=-1), False),
    ):
        counted = counted_lines(who, calendar())
        sizes = dict(tally(stored(who), {"due": span}, counted))[source]["due"]
        lines = [line for line in first(stored(who), span, counted, 100) if line.kind == source.label]
        assert (sizes, len(lines)) == ((1, 1) if seen else (0, 0)), (kind, row)


def test_a_unit_is_shown_what_it_owes_and_nothing_of_how_the_office_goes_on(house: Office) -> None:
    """Its contact reads the task, but not when the leaders hear of it."""
    inside = make.task(house, state=TaskState.REVIEWED, left_on=date(2019, 11, 29))
    planned, _ = CASES[Kind.PLAN].make(house)
    for task, seen in ((inside, []), (planned, [Kind.PLAN.label, Kind.ITEM.label])):
        contact = viewer(Role.UNIT_CONTACT, office=house, organisation=task.organisation_id)
        lines = first(stored(contact), Period(date.min, date.max), counted_lines(contact, calendar()), 100)
        assert sorted(line.kind for line in lines) == sorted(seen)


def test_an_office_above_is_shown_only_what_is_owed_to_it(house: Office) -> None:
    below = county(house)
    make.rule_sets.load(office=below, by=make.director(below))
    make.task(below, state=TaskState.REVIEWED, left_on=date(2019, 11, 29))
    round_ = make.round_of(below, approved_on=date(2019, 12, 27))
    director = viewer(Role.DIRECTOR, office=house)
    lines = first(stored(director), Period(date.min, date.max), counted_lines(director, calendar()), 100)
    plans = [line for line in lines if line.kind == Kind.ROUND_PLAN.label]
    assert {line.kind for line in lines} == {Kind.ROUND_PLAN.label}
    assert round_.name in {line.title for line in plans}


def test_a_way_that_leads_past_the_secretary_waits_for_no_meeting_of_his(house: Office) -> None:
    row = make.task(house, state=TaskState.HEARD, left_on=date(2019, 11, 29))
    assert row.uid in owed(Kind.SECRETARY)
    light = make.rounds.template(house, skips=[TaskState.DECIDED.value])
    type(row).objects.filter(pk=row.pk).update(template=light)
    assert row.uid not in owed(Kind.SECRETARY)


def test_publication_is_owed_until_both_scopes_are_settled(house: Office) -> None:
    row, _ = CASES[Kind.PUBLICATION].make(house)
    for scope in Scope:
        assert row.uid in owed(Kind.PUBLICATION)
        Publication.objects.create(
            ledger=Ledger.objects.get(task=row), scope=scope, medium="通报", paper="通报", office=house, by=row.by,
            at=make.TODAY,
        )  # fmt: skip
    assert row.uid not in owed(Kind.PUBLICATION)


def test_a_long_term_measure_and_a_planned_item_are_owed_by_nobody(house: Office) -> None:
    lasting = make.measure(house, kind="long_term")
    dated = make.measure(house)
    assert set(owed(Kind.MEASURE)) == {dated.uid}
    assert dated.item.uid not in owed(Kind.ITEM)
    assert lasting.item.uid in owed(Kind.ITEM)


def test_what_is_due_costs_four_questions_however_much_it_is(
    house: Office, django_assert_num_queries
) -> None:
    who = viewer(Role.DIRECTOR, office=house)
    for kind in (Kind.MEASURE, Kind.HEARING, Kind.MATTER):
        for _ in range(3):
            CASES[kind].make(house)
    with django_assert_num_queries(4):
        counted = counted_lines(who, BuiltIn())
        tally(stored(who), {"late": Period(date.min, make.TODAY)}, counted)
        first(stored(who), Period(date.min, date.max), counted, 10)
