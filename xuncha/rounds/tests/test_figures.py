"""The figures of rounds and coverage, and the ties between papers and rows."""

from collections.abc import Iterator
from datetime import date

import pytest

from xuncha.basis.models import Line
from xuncha.basis.tests.builders import document
from xuncha.kernel.figures import Scope
from xuncha.orgs.tests.builders import division, organisation
from xuncha.records.answers import Rows, Share, Spread
from xuncha.rounds import figures
from xuncha.rounds.models import GroupMember, Round
from xuncha.rounds.rules.kinds import Mode, TaskKind
from xuncha.rounds.rules.tasks import TaskState
from xuncha.rounds.tests import builders as make
from xuncha.talent.tests.builders import pool_member

pytestmark = pytest.mark.django_db

YEAR_END = date(2019, 12, 31)
FIGURES = {figure.key: figure for figure in figures.CATALOGUE.figures}


def answer(key: str, scope: Scope, *number: int) -> Rows | Share | Spread:
    return FIGURES[key].rows(scope, *number)


def value(key: str, scope: Scope, *number: int) -> object:
    rows = answer(key, scope, *number)
    return (rows.numerator(), rows.denominator()) if isinstance(rows, Share) else rows.value()


@pytest.fixture
def seventh() -> Round:
    """Round 7 under way at the end of 2019: 2 linked off site, 1 own on site, 1 own postponed, 2 look-backs."""
    term = make.term()
    units = [organisation(office=term.office, by=term.by, division=division()) for _ in range(8)]
    make.version(units, term=term)
    six = make.round_(term=term, number=6)
    done = [make.finished(six, unit, date(2019, 8, 30)) for unit in units[:3]]
    row = make.round_(term=term, number=7, at=date(2019, 10, 1), approved_on=date(2019, 10, 14))
    row.document = document(office=row.office, by=row.by)
    row.save()
    listed = date(2019, 10, 14)
    for unit in units[3:5]:
        make.finished(row, unit, date(2019, 12, 10), at=listed, modes=("linked", "cross"))
    make.task(
        round=row, organisation=units[5], at=listed, entered_on=date(2019, 11, 5), state=TaskState.ENTERED
    )
    late = make.task(round=row, organisation=units[6], at=listed, state=TaskState.POSTPONED)
    assert late.entered_on is None
    for parent, entered in zip(done, (date(2019, 11, 5), None), strict=False):
        make.task(
            round=row, organisation=parent.organisation, kind=TaskKind.LOOKBACK, parent_task=parent, at=listed,
            entered_on=entered, modes=("own",),
        )  # fmt: skip
    for serial, (unit, mode) in enumerate(
        zip(units[3:7], ["linked", "linked", "own", "own"], strict=True), start=1
    ):
        line(row, serial, Mode(mode).label, unit.name)
    return row


def line(row: Round, serial: int, heading: str, text: str) -> Line:
    return Line.objects.create(
        document=row.document,
        serial=serial,
        heading=heading,
        text=text,
        office=row.office,
        by=row.by,
        at=row.at,
    )


def scope_of(row: Round, as_of: date = YEAR_END) -> Scope:
    return Scope(row.office_id, 2019, as_of)


def test_every_key_of_the_rooms_catalogue_is_there() -> None:
    assert list(FIGURES) == [
        "plan.units", "round[n].units", "round[n].routine", "round[n].linked", "round[n].own", "round[n].lookback",
        "coverage.after_round[n]", "coverage.now", "pool.per_group",
    ]  # fmt: skip


def test_the_years_values(seventh: Round) -> None:
    scope = scope_of(seventh)
    assert value("plan.units", scope) == 8
    assert [value("round[n].units", scope, n) for n in (6, 7)] == [3, 2]
    assert value("round[n].routine", scope, 7) == 3
    assert value("round[n].linked", scope, 7) == 2
    assert value("round[n].own", scope, 7) == 1
    assert value("round[n].lookback", scope, 7) == 1
    assert value("coverage.now", scope) == (5, 8)
    assert value("coverage.after_round[n]", scope, 6) == (3, 8)
    assert value("coverage.after_round[n]", scope, 7) == (6, 8)


def test_only_what_a_round_under_way_will_cover_is_projected(seventh: Round) -> None:
    scope = scope_of(seventh)
    assert answer("coverage.after_round[n]", scope, 7).projected
    assert not answer("coverage.after_round[n]", scope, 6).projected
    assert not answer("coverage.now", scope).projected


def test_an_earlier_day_knows_nothing_of_what_came_later(seventh: Round) -> None:
    before, entered = scope_of(seventh, date(2019, 10, 13)), scope_of(seventh, date(2019, 11, 4))
    assert value("round[n].routine", before, 7) == 0
    assert value("round[n].routine", entered, 7) == 3
    assert value("round[n].lookback", entered, 7) == 0
    assert value("coverage.now", entered) == (3, 8)
    assert value("coverage.now", scope_of(seventh, date(2019, 6, 30))) == (0, 8)


def test_removing_a_row_of_a_figure_lowers_it_by_one(seventh: Round) -> None:
    scope = scope_of(seventh)
    for key, number in [
        ("round[n].units", 6), ("round[n].linked", 7), ("round[n].own", 7), ("round[n].lookback", 7),
        ("round[n].routine", 7),
    ]:  # fmt: skip
        rows = answer(key, scope, number)
        before = rows.value()
        victim = rows.queryset.first()
        victim.later_tasks.update(parent_task=None, without_parent_reason="前次任务已删除")
        victim.delete()
        assert answer(key, scope, number).value() == before - 1 == rows.value(), key


def test_a_figure_is_not_asked_of_the_database_before_it_is_counted(
    seventh: Round, django_assert_num_queries
) -> None:
    scope = scope_of(seventh)
    for key, number, asked in [
        ("plan.units", (), 4), ("coverage.now", (), 4), ("round[n].units", (6,), 4), ("round[n].routine", (7,), 4),
        ("coverage.after_round[n]", (7,), 6),
    ]:  # fmt: skip
        with django_assert_num_queries(asked):
            answer(key, scope, *number)


def test_the_ties_of_the_year_hold(seventh: Round) -> None:
    scope = scope_of(seventh)
    found = {tie.key: (tie.left(scope), tie.right(scope)) for tie in figures.ties(scope)}
    assert found == {
        "coverage.after_round6.rounds": (3, 3),
        "coverage.after_round7.rounds": (6, 6),
        "round7.routine.document": (4, 4),
        "round7.linked.document": (2, 2),
        "round7.own.document": (2, 2),
    }


def broken(scope: Scope) -> Iterator[str]:
    return (tie.key for tie in figures.ties(scope) if tie.left(scope) != tie.right(scope))


def test_a_task_that_is_gone_breaks_the_tie_with_the_paper(seventh: Round) -> None:
    seventh.tasks.filter(modes__mode="linked").first().delete()
    assert set(broken(scope_of(seventh))) == {"round7.routine.document", "round7.linked.document"}


def test_a_line_that_is_gone_breaks_it_too(seventh: Round) -> None:
    seventh.document.lines.filter(heading=Mode.OWN.label).first().delete()
    assert set(broken(scope_of(seventh))) == {"round7.routine.document", "round7.own.document"}


def test_a_round_under_way_is_held_against_its_paper_even_if_that_lists_nothing(seventh: Round) -> None:
    seventh.document.lines.all().delete()
    assert "round7.routine.document" in set(broken(scope_of(seventh)))


def test_a_tie_names_the_round_and_its_figures(seventh: Round) -> None:
    ties = {tie.key: tie for tie in figures.ties(scope_of(seventh))}
    assert ties["round7.linked.document"].name == "四届市委第7轮巡察上下联动任务"
    assert ties["round7.linked.document"].figures == ("round7.linked",)
    assert ties["coverage.after_round7.rounds"].figures == ("coverage.after_round7",)


# --- Members of the pool per group -------------------------------------------------------------


def drawn(row: Round, number: int, at: date) -> None:
    """A group of the round with a leader of the core staff and `number` members of the pool."""
    of = make.group(round=row)
    make.member(group=of, seat="leader", at=at)
    for _ in range(number):
        pooled = pool_member(office=row.office, by=row.by)
        make.member(group=of, person=pooled.person, pool_member=pooled, at=at)


def test_the_spread_runs_from_the_smallest_to_the_largest_group_without_core_staff() -> None:
    row = make.round_()
    drawn(row, 4, date(2019, 5, 20))
    drawn(row, 6, date(2019, 5, 21))
    assert value("pool.per_group", scope_of(row)) == (4, 6)


def test_groups_posted_in_another_year_or_not_yet_do_not_count() -> None:
    row = make.round_()
    drawn(row, 4, date(2019, 5, 20))
    earlier = make.round_(term=row.term)
    drawn(earlier, 2, date(2018, 11, 1))
    drawn(earlier, 1, date(2019, 1, 5))  # a group that joined a round posted the year before
    assert value("pool.per_group", scope_of(row)) == (4, 4)
    assert value("pool.per_group", scope_of(row, date(2019, 5, 19))) is None


def test_removing_a_seat_changes_the_spread() -> None:
    row = make.round_()
    drawn(row, 4, date(2019, 5, 20))
    drawn(row, 5, date(2019, 5, 20))
    GroupMember.objects.filter(group__number=1, pool_member__isnull=False).first().delete()
    assert value("pool.per_group", scope_of(row)) == (3, 5)
