"""How every county stands on a day, held against the lines of the office: what proposes one for key supervision.

A reading is a value of the office; the rows behind it are on the county's own page.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q, QuerySet

from xuncha.guidance.models import (
    CaseAction,
    CaseJudgement,
    DispatchTask,
    Staffing,
    SupervisionCase,
    SupervisionLine,
)
from xuncha.guidance.queries.contacts import counties_below
from xuncha.guidance.rules import Gauge, Judgement, crosses, printed, quarter_of
from xuncha.kernel.numerals import half_up
from xuncha.records.models import Office
from xuncha.rectification.models import Item
from xuncha.rounds.engine.coverage import Coverage
from xuncha.rounds.queries.counties import Shares, finished_over


@dataclass(frozen=True)
class Reading:
    """One gauge of one county: `part` of `whole`, or so many things. Nothing known has no value."""

    gauge: Gauge
    value: Decimal | None
    part: int = 0
    whole: int = 0

    @property
    def said(self) -> str:
        return printed(self.gauge, self.value)

    @property
    def rows(self) -> str:
        """What it is made of, in rows."""
        return str(self.part) if self.gauge == Gauge.LATE_REPLIES else f"{self.part}/{self.whole}"


Readings = Mapping[Gauge, Reading]


Counties = Collection[Office] | QuerySet[Office]  # thousands are named by their question, not one by one


@dataclass(frozen=True)
class Measured:
    """Gauge → county → (part, whole) on a day. A county of which nothing is known has no entry.

    Readings are made of it where they are shown: of thousands of counties a page shows fifty.
    """

    parts: Mapping[Gauge, Mapping[int, tuple[int, int]]]

    def of(self, county: int) -> Readings:
        return {gauge: self.reading(gauge, county) for gauge in Gauge}

    def reading(self, gauge: Gauge, county: int) -> Reading:
        return Reading(gauge, self.value(gauge, county), *self.parts[gauge].get(county, (0, 0)))

    def value(self, gauge: Gauge, county: int) -> Decimal | None:
        """None where nothing is known; that nothing is late is known of every county."""
        part, whole = self.parts[gauge].get(county, (0, 0))
        return Decimal(part) if gauge == Gauge.LATE_REPLIES else half_up(part, whole)

    def known(self, gauge: Gauge) -> dict[int, Decimal]:
        """County → its value, of those that have an entry."""
        found = ((county, self.value(gauge, county)) for county in self.parts[gauge])
        return {county: value for county, value in found if value is not None}

    def values(self, gauge: Gauge, counties: int) -> list[Decimal]:
        """What is known of the gauge in so many counties: those without an entry are late with nothing."""
        found = [*self.known(gauge).values()]
        return found + [Decimal(0)] * (counties - len(found)) if gauge == Gauge.LATE_REPLIES else found


def measured(counties: Counties, day: date, shares: Mapping[int, Shares] | None = None) -> Measured:
    """In as many queries for one county as for all; whoever knows their shares of coverage brings them."""
    if shares is None:
        shares = finished_over(counties, [day])[day]
    return Measured(
        {
            Gauge.COVERAGE: {county: _parts(units) for county, (units, _) in shares.items()},
            Gauge.VILLAGES: {county: _parts(villages) for county, (_, villages) in shares.items()},
            Gauge.STAFFING: _staffing(counties, day),
            Gauge.RECTIFICATION: _rectified(counties, day),
            Gauge.LATE_REPLIES: {county: (late, late) for county, late in _late(counties, day).items()},
        }
    )


def readings(counties: Counties, day: date) -> dict[int, Readings]:
    """County → its readings on the day."""
    found = measured(counties, day)
    return {county.pk: found.of(county.pk) for county in counties}


def lines_on(office: int, day: date) -> dict[Gauge, SupervisionLine]:
    """The office's lines that hold on the day."""
    rows = SupervisionLine.objects.of(office).in_force_on(day)
    return {Gauge(row.gauge): row for row in rows}


@dataclass(frozen=True)
class Crossed:
    """A line that a county's reading crosses."""

    reading: Reading
    line: SupervisionLine

    @property
    def said(self) -> str:
        return "%s%s，督办线%s" % (
            self.reading.gauge.label,
            self.reading.said,
            printed(self.reading.gauge, self.line.value),
        )


@dataclass(frozen=True)
class Proposal:
    """A county with what it crosses; `case` is its open case, `judged` the last decision of this quarter."""

    county: Office
    crossed: list[Crossed]
    case: SupervisionCase | None
    judged: CaseJudgement | None

    @property
    def waits(self) -> bool:
        """Nobody has decided about it yet."""
        return self.case is None and self.judged is None

    @property
    def grounds(self) -> str:
        return "；".join(one.said for one in self.crossed)


def proposals(office: int, day: date) -> list[Proposal]:
    """The counties that cross a line on the day, those with most lines first."""
    lines = lines_on(office, day)
    if not lines:
        return []
    counties = counties_below(office)
    read = measured(counties, day)
    open_cases = {
        case.county_id: case
        for case in SupervisionCase.objects.of(office).filter(at__lte=day, closed_on=None)
    }
    judged = _judged(office, day)
    found = []
    for county in counties:
        crossed = _crossed(read, county.pk, lines)
        if crossed:
            found.append(Proposal(county, crossed, open_cases.get(county.pk), judged.get(county.pk)))
    return sorted(found, key=lambda one: (-len(one.crossed), one.county.code))


def proposal_of(county: Office, day: date) -> Proposal | None:
    """The county's proposal on the day, None where it crosses no line."""
    found = proposals(county.parent_id or 0, day)
    return next((one for one in found if one.county.pk == county.pk), None)


def late_actions(counties: Counties, day: date) -> Q:
    """The condition for actions whose reply was owed before the day and had not come by it."""
    return Q(county__in=counties, due_on__lt=day) & (Q(replied_on=None) | Q(replied_on__gt=day))


def late_tasks(counties: Counties, day: date) -> Q:
    return Q(county__in=counties, due_on__lt=day) & (Q(done_on=None) | Q(done_on__gt=day))


def _crossed(read: Measured, county: int, lines: Mapping[Gauge, SupervisionLine]) -> list[Crossed]:
    held = [(read.reading(gauge, county), line) for gauge, line in sorted(lines.items())]
    return [Crossed(one, line) for one, line in held if crosses(one.gauge, one.value, line.value)]


def _judged(office: int, day: date) -> dict[int, CaseJudgement]:
    """County → the last decision not to supervise it, made in the quarter of the day."""
    rows = CaseJudgement.objects.of(office).filter(verdict=Judgement.DECLINED, at__lte=day)
    return {row.county_id: row for row in rows.within(quarter_of(day)).order_by("at", "pk")}


def _parts(coverage: Coverage) -> tuple[int, int]:
    return coverage.numerator, coverage.denominator


def _staffing(counties: Counties, day: date) -> dict[int, tuple[int, int]]:
    """County → (filled, approved) as counted last."""
    rows = Staffing.objects.live().filter(county__in=counties, at__lte=day).order_by("at", "pk")
    return {county: (f, a) for county, f, a in rows.values_list("county", "filled", "approved")}


def _rectified(counties: Counties, day: date) -> dict[int, tuple[int, int]]:
    """County → (done, due) of the items of its own ledgers that fell due by the day."""
    items = Item.objects.live().filter(
        ledger__county__in=counties, ledger__voided_at=None, at__lte=day, due_on__lte=day
    )
    found: dict[int, list[bool]] = defaultdict(list)
    for county, done_on in items.order_by().values_list("ledger__county", "done_on"):
        found[county or 0].append(done_on is not None and done_on <= day)
    return {county: (sum(done), len(done)) for county, done in found.items()}


def _late(counties: Counties, day: date) -> dict[int, int]:
    found: dict[int, int] = defaultdict(int)
    actions = CaseAction.objects.live().filter(late_actions(counties, day))
    tasks = DispatchTask.objects.live().filter(late_tasks(counties, day))
    for county in [*actions.values_list("county", flat=True), *tasks.values_list("county", flat=True)]:
        found[county] += 1
    return found
