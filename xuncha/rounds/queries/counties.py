"""Coverage of the counties below an office, each measured by its own plan."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from xuncha.orgs.rules import UnitClass
from xuncha.records.models import Office
from xuncha.rounds.engine.coverage import Coverage, covered
from xuncha.rounds.models import PlanItem, PlanVersion, Task, Term
from xuncha.rounds.queries.frame import Frame, Offices, frames, frames_over
from xuncha.rounds.rules.coverage import Milestone

Shares = tuple[Coverage, Coverage]  # of the units and, apart from them, of the villages
TaskRow = tuple[int, int, date | None]  # term, organisation, the day on which the group left


@dataclass(frozen=True)
class CountyCoverage:
    """One county: its units and, apart from them, its villages. Nothing planned is 0 of 0."""

    office: Office
    units: Coverage
    villages: Coverage


@dataclass(frozen=True)
class _Listed:
    """The organisations on one plan version's list."""

    units: frozenset[int] = frozenset()
    villages: frozenset[int] = frozenset()


@dataclass
class _Reached:
    """The organisations one term's tasks reached; open while one of the tasks is not off site."""

    organisations: set[int] = field(default_factory=set)
    open: bool = False


def by_county(office: int, day: date, milestone: Milestone = Milestone.FINISHED) -> list[CountyCoverage]:
    """The offices below, in the order of their codes; in eight queries however many they are."""
    counties = list(Office.objects.filter(parent=office).order_by("code"))
    return of_counties(counties, day, milestone)


def of_counties(
    counties: Sequence[Office], day: date, milestone: Milestone = Milestone.FINISHED
) -> list[CountyCoverage]:
    """The same for these offices, in their order."""
    measured = frames([county.pk for county in counties], day)
    shares = _shares(
        measured, _listed(measured.values()), _reached(measured.values(), day, milestone), milestone
    )
    return [CountyCoverage(county, *shares[county.pk]) for county in counties]


def finished_over(counties: Offices, days: Collection[date]) -> dict[date, dict[int, Shares]]:
    """Day → county → its units and its villages, of those whose term had begun by then; the others planned nothing.

    In at most seven queries however many counties and days there are.
    """
    measured = frames_over(counties, days)
    every = [frame for of_day in measured.values() for frame in of_day.values()]
    listed, left = _listed(every), _tasks(every, max(days), Milestone.FINISHED)
    return {
        day: _shares(measured[day], listed, _by_term(row for row in left if row[2] and row[2] <= day))
        for day in days
    }


@dataclass(frozen=True)
class Listed:
    """One organisation on a county's list: whether it is a village, and whether it has been inspected."""

    organisation: int
    village: bool
    covered: bool


def listed_of(counties: Sequence[Office], day: date) -> dict[int, list[Listed]]:
    """County → the rows behind its coverage on the day; in as many queries for one as for all."""
    measured = frames([county.pk for county in counties], day)
    listed = _listed(measured.values())
    reached = _reached(measured.values(), day, Milestone.FINISHED)
    return {
        key: _rows(
            frame, listed.get(_key(frame.version), _Listed()), reached.get(_key(frame.term), _Reached())
        )
        for key, frame in measured.items()
    }


def shares_of(rows: Collection[Listed]) -> Shares:
    """The shares that the rows of a list make."""
    villages = [row.covered for row in rows if row.village]
    units = [row.covered for row in rows if not row.village]
    return Coverage(sum(units), len(units)), Coverage(sum(villages), len(villages))


def _rows(measured: Frame, listed: _Listed, reached: _Reached) -> list[Listed]:
    found = []
    for village, organisations in ((False, listed.units), (True, listed.villages)):
        done = covered(reached.organisations, measured.heirs, organisations, measured.kept)
        found += [Listed(each, village, each in done) for each in sorted(organisations)]
    return found


def _shares(
    measured: Mapping[int, Frame],
    listed: Mapping[int, _Listed],
    reached: Mapping[int, _Reached],
    milestone: Milestone = Milestone.FINISHED,
) -> dict[int, Shares]:
    return {
        office: _of(
            frame,
            listed.get(_key(frame.version), _Listed()),
            reached.get(_key(frame.term), _Reached()),
            milestone,
        )
        for office, frame in measured.items()
    }


def _of(measured: Frame, listed: _Listed, reached: _Reached, milestone: Milestone) -> Shares:
    projected = reached.open and milestone == Milestone.SCHEDULED

    def share(organisations: frozenset[int]) -> Coverage:
        done = covered(reached.organisations, measured.heirs, organisations, measured.kept)
        return Coverage(len(done), len(organisations), projected)

    return share(listed.units), share(listed.villages)


def _key(row: PlanVersion | Term | None) -> int:
    return row.pk if row else 0


def _listed(measured: Collection[Frame]) -> dict[int, _Listed]:
    """By plan version."""
    found: dict[int, tuple[set[int], set[int]]] = {}
    items = PlanItem.objects.live().filter(version__in={m.version.pk for m in measured if m.version})
    for version, organisation, unit_class in items.values_list("version", "organisation", "unit_class"):
        units, villages = found.setdefault(version, (set(), set()))
        (villages if unit_class == UnitClass.VILLAGE else units).add(organisation)
    return {version: _Listed(frozenset(u), frozenset(v)) for version, (u, v) in found.items()}


def _reached(measured: Collection[Frame], day: date, milestone: Milestone) -> dict[int, _Reached]:
    """By term."""
    return _by_term(
        (term, organisation, left_on if left_on is not None and left_on <= day else None)
        for term, organisation, left_on in _tasks(measured, day, milestone)
    )


def _tasks(measured: Collection[Frame], day: date, milestone: Milestone) -> list[TaskRow]:
    tasks = Task.objects.counting().filter(round__term__in={m.term.pk for m in measured if m.term})
    return list(tasks.reached(milestone, day).values_list("round__term", "organisation", "left_on"))


def _by_term(rows: Iterable[TaskRow]) -> dict[int, _Reached]:
    found: dict[int, _Reached] = {}
    for term, organisation, left_on in rows:
        of_term = found.setdefault(term, _Reached())
        of_term.organisations.add(organisation)
        of_term.open |= left_on is None
    return found
