"""Coverage over rows: the reference vectors, the milestones, and what becomes of organisations."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from xuncha.orgs.models import OrganisationChange
from xuncha.orgs.rules import ChangeKind, UnitClass
from xuncha.orgs.tests.builders import division, organisation
from xuncha.records.models import Office
from xuncha.records.rules import Level
from xuncha.records.tests.builders import county, director, office
from xuncha.rounds.engine.coverage import Coverage
from xuncha.rounds.models import PlanVersion, Round, Task
from xuncha.rounds.queries.counties import by_county, finished_over, listed_of, shares_of
from xuncha.rounds.queries.coverage import (
    after_round,
    by_class,
    by_level,
    coverage,
    first_inspected,
    village_coverage,
)
from xuncha.rounds.queries.frame import frame
from xuncha.rounds.queries.grid import grid
from xuncha.rounds.queries.progress import elapsed, series
from xuncha.rounds.rules.coverage import Milestone
from xuncha.rounds.rules.kinds import Mode, TaskKind
from xuncha.rounds.rules.plans import PlanChangeKind
from xuncha.rounds.rules.rounds import RoundState
from xuncha.rounds.rules.tasks import TaskState
from xuncha.rounds.tests import builders as make

pytestmark = pytest.mark.django_db

YEAR_END = date(2019, 12, 31)
SIZES = (7, 7, 7, 8, 9, 12, 12)
OFF_SITE = (
    date(2017, 6, 30), date(2017, 12, 1), date(2018, 4, 30), date(2018, 8, 31), date(2018, 12, 20), date(2019, 8, 30),
)  # fmt: skip


def plan_of(count: int, **over: object) -> PlanVersion:
    """A plan of `count` government departments."""
    own = make.term()
    place = division()
    units = [organisation(office=own.office, by=own.by, division=place, **over) for _ in range(count)]
    return make.version(units, term=own)


def units_of(version: PlanVersion) -> list:
    return [item.organisation for item in version.items.select_related("organisation").order_by("pk")]


def round_of(version: PlanVersion, **over: object) -> Round:
    return make.round_(term=version.plan.term, **over)


def revised(version: PlanVersion, at: date, gone: set[int], came: tuple = ()) -> PlanVersion:
    """The next version: without those gone, with those that came."""
    kept = [unit for unit in units_of(version) if unit.pk not in gone]
    return make.version([*kept, *came], plan=version.plan, at=at)


@pytest.fixture
def reference() -> PlanVersion:
    """84 units, six rounds finished, round 7 with seven of twelve off site: the shape of the reference year."""
    version = plan_of(84)
    units = iter(units_of(version))
    for number, (size, day) in enumerate(zip(SIZES[:6], OFF_SITE, strict=True), start=1):
        row = round_of(version, number=number)
        for _ in range(size):
            make.finished(row, next(units), day)
    seventh = round_of(version, number=7, at=date(2019, 10, 1), approved_on=date(2019, 10, 14))
    earlier = list(Task.objects.filter(round__number=1))
    for place in range(12):
        linked = place < 7
        make.task(
            round=seventh, organisation=next(units), at=date(2019, 10, 14), entered_on=date(2019, 10, 28),
            left_on=date(2019, 12, 10) if linked else None, exit_planned_on=date(2020, 1, 10),
            modes=("linked",) if linked else ("own",), state=TaskState.LEFT if linked else TaskState.ENTERED,
        )  # fmt: skip
    for parent in earlier:
        make.task(
            round=seventh, organisation=parent.organisation, kind=TaskKind.LOOKBACK, parent_task=parent,
            at=date(2019, 10, 14), entered_on=date(2019, 11, 5), state=TaskState.ENTERED,
        )  # fmt: skip
    return version


# --- The reference year ------------------------------------------------------------------------


def test_fifty_of_eighty_four_after_round_six(reference: PlanVersion) -> None:
    after = after_round(frame(reference.office_id, YEAR_END), 6)
    assert (after.items.filter(after.part).count(), after.items.count(), after.projected) == (50, 84, False)


def test_sixty_two_of_eighty_four_are_projected_after_round_seven(reference: PlanVersion) -> None:
    after = after_round(frame(reference.office_id, YEAR_END), 7)
    share = Coverage(after.items.filter(after.part).count(), after.items.count(), after.projected)
    assert share == Coverage(62, 84, projected=True)
    assert share.percent == Decimal("73.81")


def test_the_projection_becomes_a_fact_when_the_last_has_left(reference: PlanVersion) -> None:
    Task.objects.filter(left_on=None).update(left_on=date(2020, 1, 10))
    after = after_round(frame(reference.office_id, date(2020, 1, 10)), 7)
    assert (after.items.filter(after.part).count(), after.projected) == (62, False)
    assert after_round(frame(reference.office_id, date(2020, 1, 9)), 7).projected


def test_covered_alone_means_off_site(reference: PlanVersion) -> None:
    assert coverage(reference.office_id, YEAR_END) == Coverage(57, 84)
    assert coverage(reference.office_id, date(2019, 12, 9)) == Coverage(50, 84)
    assert coverage(reference.office_id, date(2016, 12, 31)) == Coverage(0, 0)


def test_each_milestone_reaches_less_far_than_the_one_before(reference: PlanVersion) -> None:
    found = [coverage(reference.office_id, YEAR_END, milestone) for milestone in Milestone]
    assert [share.numerator for share in found] == [62, 62, 57, 0]
    assert [share.projected for share in found] == [True, False, False, False]


def test_a_round_counts_who_is_inspected_for_the_first_time(reference: PlanVersion) -> None:
    measured = frame(reference.office_id, YEAR_END)
    assert [first_inspected(measured, n).count() for n in range(1, 9)] == [*SIZES[:6], 7, 0]
    assert first_inspected(measured, 7, Milestone.SCHEDULED).count() == 12


def test_the_series_climbs_to_the_projection(reference: PlanVersion) -> None:
    steps = series(reference.office_id, YEAR_END)
    assert [step.new for step in steps] == list(SIZES)
    assert [step.coverage.numerator for step in steps] == [7, 14, 21, 29, 38, 50, 62]
    assert [step.coverage.projected for step in steps] == [False] * 6 + [True]
    assert [step.day for step in steps] == [*OFF_SITE, date(2020, 1, 10)]
    assert steps[4].coverage.percent == Decimal("45.24")


def test_the_series_knows_only_rounds_approved_by_the_day(reference: PlanVersion) -> None:
    assert len(series(reference.office_id, date(2019, 10, 13))) == 6
    assert len(series(reference.office_id, date(2019, 10, 14))) == 7


def test_coverage_is_held_against_the_term(reference: PlanVersion) -> None:
    assert elapsed(frame(reference.office_id, YEAR_END)) == Fraction(3, 5)


def test_deleting_a_row_shows_at_once(reference: PlanVersion) -> None:
    measured = frame(reference.office_id, YEAR_END)
    first_inspected(measured, 6)[0].delete()
    assert first_inspected(measured, 6).count() == 11
    assert coverage(reference.office_id, YEAR_END) == Coverage(56, 84)
    reference.items.last().delete()
    assert coverage(reference.office_id, YEAR_END).denominator == 83


def test_a_voided_task_counts_no_more(reference: PlanVersion) -> None:
    first = Task.objects.filter(round__number=6).first()
    Task.objects.filter(pk=first.pk).update(voided_at=first.recorded_at)
    assert coverage(reference.office_id, YEAR_END) == Coverage(56, 84)


# --- What counts -------------------------------------------------------------------------------


def test_a_look_back_never_adds() -> None:
    version = plan_of(2)
    one, other = units_of(version)
    row = round_of(version)
    make.finished(row, one, date(2018, 1, 1), kind=TaskKind.LOOKBACK)
    make.finished(row, other, date(2018, 1, 1), kind=TaskKind.LOOKBACK)
    assert coverage(version.office_id, YEAR_END) == Coverage(0, 2)


def test_a_second_routine_inspection_in_the_term_adds_nothing() -> None:
    version = plan_of(2)
    one, _ = units_of(version)
    make.finished(round_of(version), one, date(2018, 1, 1))
    make.finished(round_of(version), one, date(2019, 1, 1))
    assert coverage(version.office_id, YEAR_END) == Coverage(1, 2)
    measured = frame(version.office_id, YEAR_END)
    assert [first_inspected(measured, n).count() for n in (1, 2)] == [1, 0]


def test_two_kinds_that_count_in_one_round_are_one_organisation() -> None:
    version = plan_of(1)
    (one,) = units_of(version)
    row = round_of(version)
    make.finished(row, one, date(2018, 1, 1))
    make.finished(row, one, date(2018, 1, 1), kind=TaskKind.SPECIAL, counts=True)
    assert first_inspected(frame(version.office_id, YEAR_END), 1).count() == 1
    assert coverage(version.office_id, YEAR_END) == Coverage(1, 1)


def test_a_special_inspection_counts_only_when_it_was_said_to() -> None:
    version = plan_of(2)
    one, other = units_of(version)
    row = round_of(version)
    make.finished(row, one, date(2018, 1, 1), kind=TaskKind.SPECIAL)
    make.finished(
        row, other, date(2018, 1, 1), kind=TaskKind.MOBILE, counts=True, counts_reason="以机动代替常规"
    )
    assert coverage(version.office_id, YEAR_END) == Coverage(1, 2)


def test_who_is_inspected_outside_the_plan_is_not_counted() -> None:
    version = plan_of(1)
    stranger = organisation(office=version.office)
    make.finished(round_of(version), stranger, date(2018, 1, 1))
    assert coverage(version.office_id, YEAR_END) == Coverage(0, 1)
    assert first_inspected(frame(version.office_id, YEAR_END), 1).count() == 0


def test_an_inspection_of_the_last_term_is_over_with_it() -> None:
    version = plan_of(1)
    (one,) = units_of(version)
    make.finished(round_of(version), one, date(2018, 1, 1))
    later = make.term(office=version.office, number=5, at=date(2022, 1, 1), ends_on=date(2026, 12, 31))
    make.version([one], term=later, at=date(2022, 2, 1))
    assert coverage(version.office_id, date(2021, 12, 31)) == Coverage(1, 1)
    assert coverage(version.office_id, date(2022, 1, 31)) == Coverage(0, 0)
    assert coverage(version.office_id, date(2022, 2, 1)) == Coverage(0, 1)


def test_a_postponed_or_withdrawn_task_is_not_scheduled_from_that_day_on() -> None:
    version = plan_of(2)
    row = round_of(version)
    tasks = [make.task(round=row, organisation=unit) for unit in units_of(version)]
    for task, state, day in zip(
        tasks, ("postponed", "withdrawn"), (date(2018, 3, 1), date(2018, 5, 1)), strict=True
    ):
        make.passage(task, state, day, before="listed", verb="postpone")
        Task.objects.filter(pk=task.pk).update(state=state)
    found = {
        day: coverage(version.office_id, day, Milestone.SCHEDULED).numerator
        for day in (date(2018, 2, 28), date(2018, 3, 1), date(2018, 5, 1))
    }
    assert list(found.values()) == [2, 1, 0]


def test_a_schedule_stands_on_the_rounds_approval_and_falls_with_its_cancellation() -> None:
    version = plan_of(1)
    row = round_of(version, approved_on=date(2018, 3, 1), state=RoundState.APPROVED)
    make.task(round=row, organisation=units_of(version)[0])
    make.passage(row, RoundState.CANCELLED, date(2018, 6, 1), before=RoundState.APPROVED, verb="cancel")
    days = (date(2018, 2, 28), date(2018, 3, 1), date(2018, 5, 31), date(2018, 6, 1))
    assert [coverage(version.office_id, day, Milestone.SCHEDULED).numerator for day in days] == [0, 1, 1, 0]
    assert series(version.office_id, date(2018, 6, 1)) == []


def test_a_round_not_yet_approved_makes_what_comes_after_it_a_projection() -> None:
    version = plan_of(1)
    make.finished(round_of(version), units_of(version)[0], date(2018, 1, 1))
    round_of(version, approved_on=None, state=RoundState.DRAFTING)
    measured = frame(version.office_id, YEAR_END)
    assert not after_round(measured, 1).projected
    assert after_round(measured, 2).projected


# --- What becomes of organisations -------------------------------------------------------------


def test_two_that_were_inspected_and_merged_count_once() -> None:
    version = plan_of(4)
    one, other, *_ = units_of(version)
    row = round_of(version)
    make.finished(row, one, date(2018, 1, 1))
    make.finished(row, other, date(2018, 2, 1))
    heir = organisation(office=version.office)
    after = revised(version, date(2019, 3, 1), {one.pk, other.pk}, (heir,))
    for gone in (one, other):
        make.change(after, gone, PlanChangeKind.MERGED, heir)
    assert coverage(version.office_id, date(2019, 2, 28)) == Coverage(2, 4)
    assert coverage(version.office_id, YEAR_END) == Coverage(1, 3)
    measured = frame(version.office_id, YEAR_END)
    assert first_inspected(measured, 1).count() == 1
    assert [step.new for step in series(version.office_id, YEAR_END)] == [1]


def test_the_successor_inherits_along_a_chain_of_mergers_by_either_register() -> None:
    version = plan_of(1)
    (one,) = units_of(version)
    between, last = organisation(office=version.office), organisation(office=version.office)
    make.finished(round_of(version), one, date(2018, 1, 1))
    second = revised(version, date(2018, 6, 1), {one.pk}, (between,))
    make.change(second, one, PlanChangeKind.MERGED, between)
    revised(second, date(2019, 6, 1), {between.pk}, (last,))
    merged(between, last, date(2019, 5, 1))
    assert coverage(version.office_id, date(2018, 12, 31)) == Coverage(1, 1)
    assert coverage(version.office_id, YEAR_END) == Coverage(1, 1)


def merged(gone, heir, at: date) -> OrganisationChange:
    return OrganisationChange.objects.create(
        organisation=gone,
        kind=ChangeKind.MERGED,
        successor=heir,
        basis="机构改革方案",
        office=heir.office,
        by=heir.by,
        at=at,
    )


def test_between_a_merger_and_the_revision_of_the_plan_nothing_counts_twice() -> None:
    version = plan_of(2)
    gone, heir = units_of(version)
    make.finished(round_of(version), gone, date(2018, 1, 1))
    merged(gone, heir, date(2018, 6, 1))
    assert coverage(version.office_id, YEAR_END) == Coverage(1, 2)
    revised(version, date(2020, 1, 1), {gone.pk})
    assert coverage(version.office_id, date(2020, 1, 1)) == Coverage(1, 1)


def test_a_merger_before_its_day_is_none() -> None:
    version = plan_of(1)
    (one,) = units_of(version)
    heir = organisation(office=version.office)
    make.finished(round_of(version), one, date(2018, 1, 1))
    revised(version, date(2018, 6, 1), {one.pk}, (heir,))
    merged(one, heir, date(2018, 9, 1))
    assert coverage(version.office_id, date(2018, 8, 31)) == Coverage(0, 1)
    assert coverage(version.office_id, date(2018, 9, 1)) == Coverage(1, 1)


def test_a_split_adds_to_the_denominator_and_its_new_part_is_still_to_be_inspected() -> None:
    version = plan_of(2)
    one, _ = units_of(version)
    make.finished(round_of(version), one, date(2018, 1, 1))
    part = organisation(office=version.office)
    after = revised(version, date(2019, 1, 1), set(), (part,))
    make.change(after, one, PlanChangeKind.SPLIT, part)
    assert coverage(version.office_id, YEAR_END) == Coverage(1, 3)


def test_an_abolished_organisation_leaves_both_sides() -> None:
    version = plan_of(3)
    one, *_ = units_of(version)
    make.finished(round_of(version), one, date(2018, 1, 1))
    after = revised(version, date(2019, 1, 1), {one.pk})
    make.change(after, one, PlanChangeKind.ABOLISHED)
    assert coverage(version.office_id, date(2018, 12, 31)) == Coverage(1, 3)
    assert coverage(version.office_id, YEAR_END) == Coverage(0, 2)


def test_an_abolished_organisation_stays_as_covered_when_that_was_decided() -> None:
    version = plan_of(3)
    one, other, _ = units_of(version)
    make.finished(round_of(version), one, date(2018, 1, 1))
    after = revised(version, date(2019, 1, 1), set())
    make.change(after, one, PlanChangeKind.KEPT)
    make.change(after, other, PlanChangeKind.KEPT)  # inspectors were there, but had not left
    assert coverage(version.office_id, date(2018, 12, 31)) == Coverage(1, 3)
    assert coverage(version.office_id, YEAR_END) == Coverage(2, 3)
    assert coverage(version.office_id, YEAR_END, Milestone.FED_BACK) == Coverage(2, 3)
    assert series(version.office_id, YEAR_END)[0].coverage == Coverage(2, 3)
    measured = after_round(frame(version.office_id, YEAR_END), 1)
    assert measured.items.filter(measured.part).count() == 2


def test_what_the_plan_removes_is_not_inherited_though_the_register_names_a_successor() -> None:
    version = plan_of(2)
    one, other = units_of(version)
    make.finished(round_of(version), one, date(2018, 1, 1))
    merged(one, other, date(2018, 6, 1))
    after = revised(version, date(2018, 7, 1), {one.pk})
    make.change(after, one, PlanChangeKind.ABOLISHED)
    assert coverage(version.office_id, YEAR_END) == Coverage(0, 1)


def test_each_day_is_measured_by_the_version_in_force_on_it() -> None:
    version = plan_of(2)
    came = organisation(office=version.office)
    after = revised(version, date(2019, 7, 1), set(), (came,))
    make.change(after, came, PlanChangeKind.ADDED)
    make.finished(round_of(version), came, date(2019, 3, 1))
    assert coverage(version.office_id, date(2019, 6, 30)) == Coverage(0, 2)
    assert coverage(version.office_id, date(2019, 7, 1)) == Coverage(1, 3)
    assert frame(version.office_id, date(2019, 6, 30)).version == version
    assert frame(version.office_id, YEAR_END).version == after


# --- By class, level and county ----------------------------------------------------------------


def test_villages_are_counted_apart() -> None:
    version = plan_of(2)
    village = organisation(office=version.office, unit_class=UnitClass.VILLAGE, level=Level.VILLAGE)
    make.list_(version, village)
    row = round_of(version)
    make.finished(row, village, date(2018, 1, 1))
    make.finished(row, units_of(version)[0], date(2018, 1, 1))
    assert coverage(version.office_id, YEAR_END) == Coverage(1, 2)
    assert village_coverage(version.office_id, YEAR_END) == Coverage(1, 1)
    assert by_class(version.office_id, YEAR_END) == {
        UnitClass.GOVERNMENT: Coverage(1, 2),
        UnitClass.VILLAGE: Coverage(1, 1),
    }
    assert by_level(version.office_id, YEAR_END) == {
        Level.CITY: Coverage(1, 2),
        Level.VILLAGE: Coverage(1, 1),
    }


def county_with(city: Office, planned: int, done: int) -> Office:
    child = county(city)
    own = make.term(office=child)
    units = [organisation(office=child, level=Level.COUNTY, division=division()) for _ in range(planned)]
    make.version(units, term=own)
    row = make.round_(term=own)
    for unit in units[:done]:
        make.finished(row, unit, date(2019, 5, 1))
    return child


def test_each_county_is_measured_by_its_own_plan() -> None:
    city = office()
    counties = [county_with(city, 4, 1), county_with(city, 3, 3)]
    empty = county(city)
    found = by_county(city.pk, YEAR_END)
    assert [row.office for row in found] == [*counties, empty]
    assert [row.units for row in found] == [Coverage(1, 4), Coverage(3, 3), Coverage(0, 0)]
    assert [row.units for row in found[:2]] == [coverage(child.pk, YEAR_END) for child in counties]


def test_counties_cost_the_same_number_of_questions_however_many(django_assert_num_queries) -> None:
    city = office()
    county_with(city, 2, 1)
    with django_assert_num_queries(7):
        by_county(city.pk, YEAR_END)
    for _ in range(3):
        county_with(city, 2, 1)
    with django_assert_num_queries(7):
        by_county(city.pk, YEAR_END)


def test_days_read_together_are_as_each_read_by_itself() -> None:
    """A term that has not begun, a list revised, a merger and a task still open: each day knows its own."""
    city = office()
    one, late, empty = county(city), county_with(city, 3, 2), county(city)
    own = make.term(office=one)
    units = [organisation(office=one, level=Level.COUNTY, division=division()) for _ in range(4)]
    first = make.version(units, term=own)
    row = make.round_(term=own)
    make.finished(row, units[0], date(2018, 5, 1))
    make.finished(row, units[3], date(2019, 5, 1))
    merged(units[3], units[1], date(2018, 9, 1))
    make.version(units[:3], plan=first.plan, at=date(2019, 1, 1))
    days = [date(2016, 1, 1), date(2018, 6, 30), date(2018, 12, 31), date(2019, 3, 31), YEAR_END]
    found = finished_over([one.pk, late.pk, empty.pk], days)
    for day in days:
        alone = {each.office.pk: (each.units, each.villages) for each in by_county(city.pk, day)}
        nothing = Coverage(0, 0), Coverage(0, 0)
        assert {pk: found[day].get(pk, nothing) for pk in alone} == alone, day
    assert [found[day][one.pk][0] for day in days[1:]] == [
        Coverage(1, 4), Coverage(1, 4), Coverage(1, 3), Coverage(2, 3),
    ]  # fmt: skip
    assert empty.pk not in found[YEAR_END]


def test_more_days_ask_no_more(django_assert_num_queries) -> None:
    city = office()
    county_with(city, 2, 1)
    below = Office.objects.filter(parent=city)
    for days in ([YEAR_END], [date(2018, 12, 31), date(2019, 6, 30), YEAR_END]):
        with django_assert_num_queries(6):
            finished_over(below, days)


def test_the_shares_of_a_list_are_those_of_its_county() -> None:
    city = office()
    child = county_with(city, 3, 1)
    rows = listed_of([child], YEAR_END)[child.pk]
    assert shares_of(rows) == finished_over([child.pk], [YEAR_END])[YEAR_END][child.pk]


# --- The grid ----------------------------------------------------------------------------------


def test_the_grid_shows_kind_modes_and_milestone(reference: PlanVersion) -> None:
    shown = grid(reference.office_id, YEAR_END, director(reference.office))
    assert [row.number for row in shown.rounds] == list(range(1, 8))
    assert len(shown.rows) == 84
    assert sum(row.covered for row in shown.rows) == 57
    first = shown.rows[0]
    assert [cell.milestone for cell in first.cells[1]] == [Milestone.FINISHED]
    assert [(cell.kind, cell.milestone) for cell in first.cells[7]] == [
        (TaskKind.LOOKBACK, Milestone.ON_SITE)
    ]
    linked = shown.rows[50]
    assert linked.cells[7][0].modes == (Mode.LINKED,)
    assert shown.rows[83].cells == {}
    assert shown.steps[-1].coverage == Coverage(62, 84, projected=True)


def test_the_grid_counts_as_coverage_does(reference: PlanVersion) -> None:
    viewer = director(reference.office)
    for day in (date(2017, 12, 31), date(2019, 8, 29), date(2019, 12, 10)):
        rows = grid(reference.office_id, day, viewer).rows
        assert Coverage(sum(r.covered for r in rows), sum(r.planned for r in rows)) == coverage(
            reference.office_id, day
        )


def test_the_grid_puts_a_predecessors_task_into_the_heirs_row() -> None:
    version = plan_of(1)
    (one,) = units_of(version)
    heir = organisation(office=version.office)
    make.finished(round_of(version), one, date(2018, 1, 1))
    make.change(revised(version, date(2019, 1, 1), {one.pk}, (heir,)), one, PlanChangeKind.MERGED, heir)
    (row,) = grid(version.office_id, YEAR_END, director(version.office)).rows
    assert row.organisation == heir
    assert row.covered
    assert row.cells[1][0].inherited


def test_the_grid_ends_with_those_inspected_outside_the_plan() -> None:
    version = plan_of(1)
    stranger = organisation(office=version.office)
    make.finished(round_of(version), stranger, date(2018, 1, 1), unplanned_reason="上级交办")
    rows = grid(version.office_id, YEAR_END, director(version.office)).rows
    assert [(row.planned, row.covered) for row in rows] == [(True, False), (False, False)]


def test_a_stranger_sees_an_empty_grid(reference: PlanVersion) -> None:
    assert grid(reference.office_id, YEAR_END, director(office())).rows == ()


def test_the_grid_asks_the_same_number_of_questions_whatever_its_size(
    reference: PlanVersion, django_assert_num_queries
) -> None:
    small = plan_of(1)
    make.finished(round_of(small), units_of(small)[0], date(2018, 1, 1))
    for version in (small, reference):
        viewer = director(version.office)
        with django_assert_num_queries(12):
            grid(version.office_id, YEAR_END, viewer)


def test_coverage_costs_five_questions(reference: PlanVersion, django_assert_num_queries) -> None:
    with django_assert_num_queries(5):
        coverage(reference.office_id, YEAR_END)
    with django_assert_num_queries(5):
        by_class(reference.office_id, YEAR_END)
    with django_assert_num_queries(7):
        series(reference.office_id, YEAR_END)
