"""How one county stands, and every county beside the others: all of it rows that can be opened."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from statistics import median

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext

from xuncha.guidance.models import (
    CaseAction,
    ContactPoint,
    CountyProblem,
    DispatchTask,
    Sponsorship,
    SponsorVisit,
    Staffing,
    SupervisionCase,
)
from xuncha.guidance.queries.contacts import counties_below, last_visits
from xuncha.guidance.queries.gauges import Measured, Readings, late_actions, late_tasks, measured
from xuncha.guidance.rules import Gauge, quarter_end, quarter_of
from xuncha.kernel.parts import Parts
from xuncha.kernel.viewer import Viewer
from xuncha.orgs.models import Organisation
from xuncha.records.models import Office
from xuncha.records.rules import OFFICE, Level, Role
from xuncha.rectification.models import Item, Ledger
from xuncha.rectification.rules import OPEN
from xuncha.rounds.engine.coverage import Coverage
from xuncha.rounds.queries.counties import Listed, finished_over, listed_of, shares_of

CITY_READERS = OFFICE - {Role.COUNTY_OFFICE}
QUARTERS = 8
ON_A_PAGE, ALL = 50, 10_000  # counties


def city_of(viewer: Viewer) -> int | None:
    """The office whose counties this person compares: one above counties, never a county's own."""
    offices = viewer.offices(CITY_READERS)
    if not offices:
        return None
    return viewer.office if viewer.office in offices else offices[0]


def counties_for(viewer: Viewer) -> QuerySet[Office]:
    """The counties whose pages this person reads: all below the office, or the one it works in."""
    city = city_of(viewer)
    if city is not None:
        return counties_below(city)
    own = viewer.offices({Role.COUNTY_OFFICE})
    return Office.objects.filter(pk__in=own, level=Level.COUNTY).order_by("code")


@dataclass(frozen=True)
class Unit:
    """An organisation on the county's list."""

    name: str
    covered: bool


@dataclass(frozen=True)
class Problems:
    """What was seen under one aspect of a check, and how much of it was struck off."""

    campaign: str
    aspect: str
    total: int
    taken: int
    done: int


@dataclass(frozen=True)
class Home:
    """A county as one person sees it."""

    county: Office
    readings: Readings
    units: list[Unit]
    villages: list[Unit]
    staffing: list[Staffing]
    sponsors: list[Sponsorship]
    visits: list[SponsorVisit]
    points: list[ContactPoint]
    problems: list[Problems]
    ledgers: list[tuple[Ledger, int, int, int]]  # items, done, late
    cases: list[SupervisionCase]
    late_replies: list[CaseAction]
    late_tasks: list[DispatchTask]
    tasks: list[DispatchTask]

    @property
    def late(self) -> int:
        return len(self.late_replies) + len(self.late_tasks)


def home(county: Office, viewer: Viewer, day: date) -> Home:
    """In a number of queries that does not grow with what the county has."""
    listed = listed_of([county], day)[county.pk]
    units = _units(listed, viewer)
    visits = SponsorVisit.objects.visible_to(viewer).filter(county=county, at__lte=day)
    points = ContactPoint.objects.visible_to(viewer).filter(county=county).in_force_on(day)
    tasks = DispatchTask.objects.visible_to(viewer).filter(county=county, at__lte=day)
    actions = CaseAction.objects.visible_to(viewer).filter(late_actions([county], day))
    cases = SupervisionCase.objects.visible_to(viewer).filter(county=county, at__lte=day)
    staffing = Staffing.objects.visible_to(viewer).filter(county=county, at__lte=day)
    pairs = Sponsorship.objects.visible_to(viewer).filter(county=county).in_force_on(day)
    people = "sponsorship__person__id_number"
    return Home(
        county=county,
        readings=measured([county], day, {county.pk: shares_of(listed)}).of(county.pk),
        units=[unit for village, unit in units if not village],
        villages=[unit for village, unit in units if village],
        staffing=list(staffing.order_by("-at", "-pk")[:4]),
        sponsors=list(
            pairs.select_related("person", "county", "division", "group")
            .defer("person__id_number")
            .order_by("level", "pk")
        ),
        visits=list(visits.select_related("sponsorship__person").defer(people).order_by("-at", "-pk")[:5]),
        points=list(points.select_related("division").order_by("division__code")),
        problems=_problems(county, viewer, day),
        ledgers=_ledgers(county, viewer, day),
        cases=list(cases.order_by("-at", "-pk")),
        late_replies=list(actions.select_related("case", "county").order_by("due_on", "pk")),
        late_tasks=list(tasks.filter(late_tasks([county], day)).order_by("due_on", "pk")),
        tasks=list(tasks.order_by("-at", "-pk")[:8]),
    )


def _units(rows: list[Listed], viewer: Viewer) -> list[tuple[bool, Unit]]:
    """(village, unit) of the county's list, those not yet inspected first; only what this person may see by name."""
    known = Organisation.objects.visible_to(viewer).filter(pk__in=[row.organisation for row in rows])
    names = dict(known.values_list("pk", "short_name"))
    seen = [
        (row.village, Unit(names[row.organisation], row.covered)) for row in rows if row.organisation in names
    ]
    return sorted(seen, key=lambda one: (one[0], one[1].covered, one[1].name))


def _problems(county: Office, viewer: Viewer, day: date) -> list[Problems]:
    seen = CountyProblem.objects.visible_to(viewer).filter(county=county, at__lte=day)
    found = (
        seen.order_by()
        .values("aspect__campaign__name", "aspect__campaign__at", "aspect__serial", "aspect__title")
        .annotate(
            total=Count("pk"),
            taken=Count("item"),
            done=Count("pk", filter=Q(item__done_on__lte=day)),
        )
        .order_by("-aspect__campaign__at", "aspect__serial")
    )
    return [
        Problems(row["aspect__campaign__name"], row["aspect__title"], row["total"], row["taken"], row["done"])
        for row in found
    ]


def _ledgers(county: Office, viewer: Viewer, day: date) -> list[tuple[Ledger, int, int, int]]:
    rows = Ledger.objects.visible_to(viewer).filter(county=county, at__lte=day).order_by("-at", "-pk")
    found = (
        Item.objects.visible_to(viewer)
        .filter(ledger__county=county, at__lte=day)
        .order_by()
        .values("ledger")
        .annotate(
            items=Count("pk"),
            done=Count("pk", filter=Q(done_on__lte=day)),
            late=Count("pk", filter=Q(due_on__lt=day, state__in=OPEN)),
        )
    )
    sizes = {row["ledger"]: (row["items"], row["done"], row["late"]) for row in found}
    return [(row, *sizes.get(row.pk, (0, 0, 0))) for row in rows]


@dataclass(frozen=True)
class Row:
    """One county of the comparison. `trend` is its coverage at the ends of the quarters, None where nothing is planned."""

    county: Office
    readings: Readings
    problems: int
    days: int | None
    case: SupervisionCase | None
    trend: list[Decimal | None]

    def value(self, gauge: Gauge) -> Decimal | None:
        return self.readings[gauge].value

    @property
    def points(self) -> str:
        """The trend as points of a drawing 100 wide and 24 high."""
        known = [value or Decimal(0) for value in self.trend]
        step = Decimal(96) / max(len(known) - 1, 1)
        return " ".join(f"{2 + step * i:.1f},{22 - value / 5:.1f}" for i, value in enumerate(known))


@dataclass(frozen=True)
class Comparison:
    """The counties of a part, the middle of each column over all, and the days at which the trend was read."""

    rows: list[Row]
    medians: dict[str, Decimal | None]
    days: list[date]
    parts: Parts


def comparison(city: int, day: date, page: int = 1, most: int = ALL) -> Comparison:
    """The counties below the office on the day, those with the lowest coverage first.

    All of them are numbers here; rows and offices are made of those that the part shows.
    """
    below = counties_below(city)
    codes = dict(below.values_list("pk", "code"))
    read = measured(below, day)
    seen = CountyProblem.objects.of(city).filter(at__lte=day).order_by().values("county")
    problems = {row["county"]: row["n"] for row in seen.annotate(n=Count("pk"))}
    since = {county: (day - last).days for county, last in last_visits(city, day).items() if county in codes}
    covered, nothing = read.known(Gauge.COVERAGE), Decimal(0)
    ordered = sorted(codes, key=lambda each: (covered.get(each, nothing), codes[each]))
    parts = Parts(page, len(ordered), most)
    shown, days = parts.cut(ordered), quarters_before(day)
    offices, cases = Office.objects.in_bulk(shown), _cases(city, shown, day)
    trends = _trends(shown, days[:-1], read)
    rows = [
        Row(
            offices[county],
            read.of(county),
            problems.get(county, 0),
            since.get(county),
            cases.get(county),
            trends[county],
        )
        for county in shown
    ]
    columns = {gauge.value: read.values(gauge, len(codes)) for gauge in Gauge}
    columns["problems"] = [Decimal(problems.get(county, 0)) for county in codes]
    columns["days"] = [Decimal(each) for each in since.values()]
    medians = {name: median(values) for name, values in columns.items() if values}
    return Comparison(rows, {**medians}, days, parts)


def _cases(city: int, counties: Collection[int], day: date) -> dict[int, SupervisionCase]:
    """County → its case that was open on the day."""
    known = SupervisionCase.objects.of(city).filter(county__in=counties, at__lte=day)
    return {case.county_id: case for case in known.filter(Q(closed_on=None) | Q(closed_on__gt=day))}


def quarters_before(day: date) -> list[date]:
    """The ends of the last quarters, the day itself at the end."""
    days, last = [day], quarter_of(day).start - timedelta(days=1)
    while len(days) < QUARTERS:
        days.append(last)
        last = quarter_of(last).start - timedelta(days=1)
    return days[::-1]


def quarter_name(day: date) -> str:
    """The quarter by which a column is called, or the day within one that has not ended."""
    if day != quarter_end(day):
        return day.isoformat()
    return gettext("%(year)s年第%(number)s季度") % {"year": day.year, "number": (day.month + 2) // 3}


def _trends(
    counties: Sequence[int], days: Collection[date], now: Measured
) -> dict[int, list[Decimal | None]]:
    """County → its coverage on each of the days, and at the end the one that is read already."""
    over = finished_over(counties, days)
    nothing = Coverage(0, 0), Coverage(0, 0)
    return {
        county: [
            *(over[day].get(county, nothing)[0].percent for day in days),
            now.value(Gauge.COVERAGE, county),
        ]
        for county in counties
    }
