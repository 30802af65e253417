"""Coverage over rows against coverage by hand: small worlds drawn at random, counted by everything we have.

The count by hand shares no line with the product: it walks backwards, from each listed organisation to those that
merged into it, and asks every task one by one.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from xuncha.kernel.figures import Scope
from xuncha.orgs.models import Organisation, OrganisationChange
from xuncha.orgs.rules import ChangeKind
from xuncha.orgs.tests.builders import division, organisation
from xuncha.records.models import Office
from xuncha.records.tests.builders import county, director, office, user
from xuncha.rounds import figures
from xuncha.rounds.models import PlanVersion, Round, Task, Term
from xuncha.rounds.queries.counties import by_county
from xuncha.rounds.queries.coverage import after_round, by_class, coverage, first_by_round, first_inspected
from xuncha.rounds.queries.frame import Frame, frame
from xuncha.rounds.queries.grid import grid
from xuncha.rounds.queries.progress import series
from xuncha.rounds.rules.coverage import Milestone
from xuncha.rounds.rules.kinds import TaskKind
from xuncha.rounds.rules.plans import PlanChangeKind
from xuncha.rounds.rules.tasks import TaskState
from xuncha.rounds.tests import builders as make

pytestmark = pytest.mark.django_db

ORGANISATIONS, ROUNDS, DAYS = 6, 3, 20
FIRST = date(2018, 1, 1)
day = st.integers(0, DAYS)


@dataclass(frozen=True)
class Visit:
    """A task: its organisation, round, and the days it was listed, entered and left."""

    organisation: int
    round: int
    listed: int
    entered: int | None
    left: int | None
    counts: bool
    postponed: int | None


@dataclass(frozen=True)
class World:
    """Two versions of a plan, mergers by plan and by register, rounds with their days of approval, tasks."""

    first: frozenset[int]
    second: frozenset[int]
    revised: int
    by_plan: dict[int, int]
    kept: frozenset[int]
    by_register: dict[int, tuple[int, int]]
    approved: tuple[int | None, ...]
    visits: tuple[Visit, ...]


def mostly(usual: st.SearchStrategy[Any], otherwise: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Worlds in which little happens prove little: most tasks are carried out, most organisations stay listed."""
    return st.integers(0, 4).flatmap(lambda n: usual if n else otherwise)


@st.composite
def visits(draw: st.DrawFn, organisation: int) -> Visit:
    listed = draw(st.integers(0, DAYS // 4))
    entered = draw(mostly(st.integers(listed, DAYS // 2), st.none()))
    left = draw(mostly(st.integers(entered, DAYS), st.none())) if entered is not None else None
    postponed = draw(st.none() | st.integers(listed, DAYS)) if entered is None else None
    counts = draw(mostly(st.just(True), st.just(False)))
    return Visit(organisation, draw(st.integers(1, ROUNDS)), listed, entered, left, counts, postponed)


@st.composite
def lists(draw: st.DrawFn) -> frozenset[int]:
    return frozenset(one for one in range(ORGANISATIONS) if draw(mostly(st.just(True), st.just(False))))


@st.composite
def mergers(draw: st.DrawFn) -> dict[int, int]:
    """Up to two that go into another."""
    gone = draw(st.lists(st.integers(0, ORGANISATIONS - 1), max_size=2))
    heirs = {one: draw(st.integers(0, ORGANISATIONS - 1)) for one in gone}
    return {one: heir for one, heir in heirs.items() if one != heir}


@st.composite
def worlds(draw: st.DrawFn) -> World:
    by_plan, by_register = draw(mergers()), draw(mergers())
    leave = {one for one in (*by_plan, *by_register) if draw(mostly(st.just(True), st.just(False)))}
    first, second = draw(lists()), draw(lists()) - leave
    tasks = [draw(visits(one)) for one in range(ORGANISATIONS) if draw(mostly(st.just(True), st.just(False)))]
    again = [draw(visits(one)) for one in range(ORGANISATIONS) if draw(mostly(st.just(False), st.just(True)))]
    kept = frozenset(one for one in second if draw(mostly(st.just(False), st.just(True))))
    approved = tuple(draw(mostly(st.integers(0, DAYS // 2), st.none())) for _ in range(ROUNDS))
    registered = {one: (heir, draw(day)) for one, heir in by_register.items()}
    once = {(visit.organisation, visit.round): visit for visit in (*tasks, *again)}  # I1
    return World(
        first, second, draw(st.integers(0, DAYS)), by_plan, kept, registered, approved, (*once.values(),)
    )


# --- By hand -----------------------------------------------------------------------------------


class ByHand:
    """What a clerk would count on a day."""

    def __init__(self, world: World, today: int) -> None:
        self.world, self.today = world, today
        self.revised = today >= world.revised
        self.listed = world.second if self.revised else world.first
        self.kept = (world.kept if self.revised else frozenset()) & self.listed

    def into(self) -> dict[int, int]:
        found = {one: heir for one, (heir, on) in self.world.by_register.items() if on <= self.today}
        if self.revised:
            found |= self.world.by_plan
        return found

    def stands_for(self, organisation: int) -> set[int]:
        """Itself and those that merged into it, as long as nobody between is listed."""
        found, fresh = {organisation}, {organisation}
        while fresh:
            fresh = {
                one for one, heir in self.into().items() if heir in fresh and one not in self.listed
            } - found
            found |= fresh
        return found

    def is_finished(self, visit: Visit) -> bool:
        return visit.counts and visit.left is not None and visit.left <= self.today

    def is_scheduled(self, visit: Visit) -> bool:
        if not visit.counts:
            return False
        if visit.entered is not None and visit.entered <= self.today:
            return True
        approved = self.world.approved[visit.round - 1]
        off = visit.postponed is not None and visit.postponed <= self.today
        return approved is not None and approved <= self.today and visit.listed <= self.today and not off

    def first_rounds(self, *, scheduled: bool) -> dict[int, int]:
        """Organisation on the list → the round of its first inspection."""
        counts = self.is_scheduled if scheduled else self.is_finished
        found = {}
        for one in self.listed:
            of_one = self.stands_for(one)
            rounds = [v.round for v in self.world.visits if v.organisation in of_one and counts(v)]
            if rounds:
                found[one] = min(rounds)
        return found

    def covered(self, *, scheduled: bool = False) -> set[int]:
        return set(self.first_rounds(scheduled=scheduled)) | self.kept

    def after(self, number: int) -> tuple[int, bool]:
        """How many are covered after a round, and whether that is a projection."""
        unapproved = any(a is None or a > self.today for a in self.world.approved[:number])
        open_ = any(
            v.round <= number and self.is_scheduled(v) and not self.is_finished(v) for v in self.world.visits
        )
        first = self.first_rounds(scheduled=unapproved or open_)
        by_task = {one for one, where in first.items() if where <= number}
        return len(by_task | (self.kept - set(first))), unapproved or open_


# --- In rows -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Ground:
    """What every world stands on: a county's office, its term, its organisations and its rounds."""

    home: Office
    term: Term
    units: list[Organisation]
    rounds: list[Round]


@pytest.fixture
def ground(db: None) -> Ground:
    home, clerk, place = county(office()), user(), division()
    term = make.term(at=FIRST, office=home, by=clerk)
    rules = make.rule_set(home, by=clerk)
    return Ground(
        home,
        term,
        [organisation(division=place, office=home, by=clerk) for _ in range(ORGANISATIONS)],
        [make.round_(term=term, number=n, rule_set=rules, at=FIRST) for n in range(1, ROUNDS + 1)],
    )


@contextmanager
def in_rows(world: World, ground: Ground) -> Iterator[Office]:
    """The world in the database, and out of it again."""
    with transaction.atomic():
        _load(world, ground)
        yield ground.home
        transaction.set_rollback(True)


def _day(number: int) -> date:
    return FIRST + timedelta(days=number)


def _load(world: World, ground: Ground) -> None:
    units = ground.units
    version = make.version([units[i] for i in sorted(world.first)], term=ground.term, at=FIRST)
    after = make.version(
        [units[i] for i in sorted(world.second)], plan=version.plan, at=_day(world.revised), number=2
    )
    _changes(world, after, units)
    for row, approved in zip(ground.rounds, world.approved, strict=True):
        Round.objects.filter(pk=row.pk).update(approved_on=None if approved is None else _day(approved))
    for visit in world.visits:
        _task(visit, ground.rounds, units)


def _changes(world: World, after: PlanVersion, units: list[Organisation]) -> None:
    for one, heir in world.by_plan.items():
        make.change(after, units[one], PlanChangeKind.MERGED, units[heir])
    for one in world.kept:
        make.change(after, units[one], PlanChangeKind.KEPT)
    for one, (heir, on) in world.by_register.items():
        OrganisationChange.objects.create(
            organisation=units[one], kind=ChangeKind.MERGED, successor=units[heir], basis="机构改革方案",
            office=after.office, by=after.by, at=_day(on),
        )  # fmt: skip


def _task(visit: Visit, rounds: list[Round], units: list[Organisation]) -> Task:
    left, entered = visit.left, visit.entered
    row = make.task(
        round=rounds[visit.round - 1], organisation=units[visit.organisation], at=_day(visit.listed),
        kind=TaskKind.ROUTINE if visit.counts else TaskKind.LOOKBACK,
        entered_on=None if entered is None else _day(entered), left_on=None if left is None else _day(left),
    )  # fmt: skip
    if visit.postponed is not None:
        make.passage(
            row, TaskState.POSTPONED, _day(visit.postponed), before=TaskState.LISTED, verb="postpone"
        )
    return row


# The same worlds at every run; not shrunk, since each takes its rows to the database and back. The paths are
# arithmetic: the second database has to show that it answers the same questions, not all the worlds again.
worldly = settings(
    max_examples=50 if connection.vendor == "sqlite" else 15,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@worldly
@given(worlds(), mostly(st.integers(DAYS // 2, DAYS), day))
def test_every_path_to_coverage_agrees_with_the_count_by_hand(
    ground: Ground, world: World, today: int
) -> None:
    hand, on = ByHand(world, today), _day(today)
    with in_rows(world, ground) as home:
        finished = coverage(home.pk, on)
        assert (finished.numerator, finished.denominator) == (len(hand.covered()), len(hand.listed))
        assert coverage(home.pk, on, Milestone.SCHEDULED).numerator == len(hand.covered(scheduled=True))
        assert sum(share.numerator for share in by_class(home.pk, on).values()) == finished.numerator
        assert [row.units for row in by_county(home.parent.pk, on)] == [finished]
        assert sum(row.covered for row in grid(home.pk, on, director(home)).rows) == finished.numerator
        _check_rounds(hand, frame(home.pk, on))
        for step in series(home.pk, on):
            assert (step.coverage.numerator, step.coverage.projected) == hand.after(step.round.number)
        scope = Scope(home.pk, FIRST.year, on)
        assert all(tie.left(scope) == tie.right(scope) for tie in figures.ties(scope))


def _check_rounds(hand: ByHand, measured: Frame) -> None:
    first = list(hand.first_rounds(scheduled=False).values())
    for number in range(1, ROUNDS + 1):
        after = after_round(measured, number)
        assert (after.items.filter(after.part).count(), after.projected) == hand.after(number)
        assert first_inspected(measured, number).count() == first.count(number)
        assert first_by_round(measured)[number] == first.count(number)
