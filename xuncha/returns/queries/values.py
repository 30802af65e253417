"""What counties filed, over time and side by side: read from rows, in a number of queries that grows with nothing."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from statistics import median
from uuid import UUID

from django.db.models import Count, QuerySet, Subquery
from django.utils.translation import gettext

from xuncha.kernel.parts import Parts
from xuncha.kernel.viewer import Viewer
from xuncha.records.models import Office
from xuncha.records.rules import Level, Role
from xuncha.returns.engine import periods
from xuncha.returns.engine.dictionary import BY_CODE
from xuncha.returns.engine.expressions import shown
from xuncha.returns.engine.periods import Offset, PeriodKind
from xuncha.returns.models import FiledSeries, FiledValue
from xuncha.returns.models.values import FiledValueQuerySet
from xuncha.returns.queries.dictionary import unit_of
from xuncha.returns.rules.values import ASKERS, FILERS, Origin

SHOWN = 12  # periods of a drawing
ON_A_PAGE = 50  # counties
ON_A_PAGE_OF_ONE = 20  # indicators
FEW = 5_000  # numbers are read sooner than the database is asked for the middle of each series
COMPARERS = ASKERS - {Role.COUNTY_OFFICE}


@dataclass(frozen=True)
class Series:
    """An indicator as it is filed period by period."""

    code: str
    period: PeriodKind
    offset: Offset

    @property
    def key(self) -> str:
        return f"{self.code}.{self.period.value}.{self.offset.value}"

    @property
    def name(self) -> str:
        known = BY_CODE.get(self.code)
        return gettext(known.name) if known else self.code

    @property
    def unit(self) -> str:
        known = BY_CODE.get(self.code)
        return unit_of(known) if known else ""

    @property
    def label(self) -> str:
        said = (self.code, self.name, gettext(self.period.label), gettext(self.offset.label))
        return "%s %s（%s，%s）" % said


@dataclass(frozen=True)
class Point:
    """One filed number."""

    until: date
    value: Decimal | None
    origin: Origin
    filing: UUID

    @property
    def printed(self) -> str:
        return shown(self.value)

    @property
    def is_reported(self) -> bool:
        return self.origin == Origin.REPORTED


@dataclass(frozen=True)
class Line:
    """One county's numbers of one series at the ends of the periods, None where nothing stands as filed."""

    county: Office
    series: Series
    points: Sequence[Point | None]

    @property
    def last(self) -> Point | None:
        return self.points[-1] if self.points else None

    @property
    def filed(self) -> list[Point]:
        return [point for point in self.points if point is not None]

    @property
    def drawing(self) -> str:
        """The numbers as points of a drawing 100 wide and 24 high; a period without one is passed over."""
        known = [(n, one.value) for n, one in enumerate(self.points) if one and one.value is not None]
        most = max((abs(value) for _, value in known), default=Decimal(0)) or Decimal(1)
        step = Decimal(96) / max(len(self.points) - 1, 1)
        return " ".join(
            f"{2 + step * n:.1f},{22 - max(value, Decimal(0)) * 20 / most:.1f}" for n, value in known
        )


@dataclass(frozen=True)
class Standing:
    """A line beside the middle of the counties, None where this person does not compare."""

    line: Line
    middle: Decimal | None = None

    @property
    def printed_middle(self) -> str:
        return shown(self.middle)


@dataclass(frozen=True)
class Compared:
    """One series at every county: those of a page, and the middle of all. `days` are the ends of the periods drawn."""

    series: Series
    days: list[date]
    lines: list[Line]
    middle: Decimal | None
    filed: int
    parts: Parts

    @property
    def printed_middle(self) -> str:
        return shown(self.middle)

    @property
    def counties(self) -> int:
        return self.parts.length


@dataclass(frozen=True)
class Standings:
    """Indicators of one county, as many as a part holds."""

    rows: Sequence[Standing]
    parts: Parts


def series_of(asker: int) -> list[Series]:
    """What the office has been sent, by code; of one indicator the shorter periods first."""
    rows = FiledSeries.objects.filter(asker=asker).values_list("code", "period", "offset")
    kinds, offsets = list(PeriodKind), list(Offset)
    found = [Series(code, PeriodKind(period), Offset(offset)) for code, period, offset in rows]
    return sorted(found, key=lambda one: (one.code, kinds.index(one.period), offsets.index(one.offset)))


def comparing(viewer: Viewer) -> int | None:
    """The office whose counties this person compares."""
    offices = viewer.offices(COMPARERS)
    return viewer.office if viewer.office in offices else next(iter(offices), None)


def below(asker: int) -> QuerySet[Office]:
    return Office.objects.filter(parent=asker, level=Level.COUNTY).order_by("code")


def compared(
    asker: int, series: Series, viewer: Viewer, day: date, page: int = 1, most: int = ON_A_PAGE
) -> Compared:
    """The counties below the office in the newest period that any of them has filed, the highest number first."""
    rows = FiledValue.objects.visible_to(viewer).filter(
        asker=asker, code=series.code, period=series.period, offset=series.offset
    )
    counties = list(below(asker).values_list("pk", flat=True))
    parts = Parts(page, len(counties), most)
    newest = rows.filter(until__lte=day).order_by("-until").values_list("until", flat=True).first()
    now = dict(rows.filter(until=newest).order_by().values_list("county", "value")) if newest else {}
    ordered = sorted(counties, key=lambda each: _from_the_top(now.get(each)))
    shown_now = list(parts.cut(ordered))
    days = periods.ends(series.period, newest, SHOWN) if newest else []
    points = _points(rows.filter(county__in=shown_now, until__in=days)) if newest else {}
    offices = Office.objects.in_bulk(shown_now)
    lines = [Line(offices[pk], series, _at(points.get((pk, *_of(series)), {}), days)) for pk in shown_now]
    known = [value for pk in counties if (value := now.get(pk)) is not None]
    return Compared(series, days, lines, median(known) if known else None, len(known), parts)


def standing(
    county: Office, viewer: Viewer, day: date, page: int = 1, most: int = ON_A_PAGE_OF_ONE
) -> Standings:
    """What the county filed with the office above it, each to its newest period within the last twelve."""
    asker = county.parent_id
    found = _lines(county, asker, viewer, day) if asker is not None else []
    parts = Parts(page, len(found), most)
    lines = parts.cut(sorted(found, key=lambda line: line.series.key))
    compares = asker is not None and asker in viewer.offices(COMPARERS)
    middles = _middles(asker, lines) if asker is not None and compares else {}
    return Standings([Standing(line, middles.get(line.series)) for line in lines], parts)


def _lines(county: Office, asker: int, viewer: Viewer, day: date) -> list[Line]:
    found: list[Line] = []
    for kind, series in _by_kind(series_of(asker)).items():
        days = periods.ends(kind, day, SHOWN)
        rows = FiledValue.objects.visible_to(viewer).filter(
            county=county, asker=asker, period=kind, offset__in={one.offset for one in series}, until__in=days
        )
        points = _points(rows)
        newest = max((until for known in points.values() for until in known), default=None)
        upto = [each for each in days if newest and each <= newest]
        lines = ((one, points.get((county.pk, *_of(one)))) for one in series)
        found += [Line(county, one, _at(known, upto)) for one, known in lines if known]
    return found


def history(county: Office, asker: int, series: Series, viewer: Viewer, day: date) -> list[Point]:
    """All that stands as filed of one series of a county, the newest first."""
    rows = FiledValue.objects.visible_to(viewer).filter(
        county=county,
        asker=asker,
        code=series.code,
        period=series.period,
        offset=series.offset,
        until__lte=day,
    )
    known = _points(rows).get((county.pk, *_of(series)), {})
    return [known[until] for until in sorted(known, reverse=True)]


def is_open_to(county: Office, viewer: Viewer) -> bool:
    """Whether the person is of the office that filed, or of the one with which it was filed."""
    return county.pk in viewer.offices(FILERS) or county.parent_id in viewer.offices(ASKERS)


Key = tuple[int, str, str, str]


def _of(series: Series) -> tuple[str, str, str]:
    return series.code, series.period.value, series.offset.value


def _points(rows: FiledValueQuerySet) -> dict[Key, dict[date, Point]]:
    """(county, code, period, offset) → day → number."""
    found: dict[Key, dict[date, Point]] = defaultdict(dict)
    columns = ("county", "code", "period", "offset", "until", "value", "origin", "filing")
    for county, code, period, offset, until, value, origin, filing in rows.order_by().values_list(*columns):
        found[county, code, period, offset][until] = Point(until, value, Origin(origin), filing)
    return dict(found)


def _at(known: dict[date, Point], days: Iterable[date]) -> list[Point | None]:
    return [known.get(each) for each in days]


def _by_kind(series: Iterable[Series]) -> dict[PeriodKind, list[Series]]:
    found: dict[PeriodKind, list[Series]] = defaultdict(list)
    for one in series:
        found[one.period].append(one)
    return found


def _middles(asker: int, lines: Collection[Line]) -> dict[Series, Decimal]:
    """Series → the middle of all counties that filed it, in the newest period that the lines show."""
    strangers = _strangers(asker) if lines else []
    found: dict[Series, Decimal] = {}
    for kind, series in _by_kind(line.series for line in lines).items():
        newest = max(point.until for line in lines if line.series.period == kind for point in line.filed)
        rows = FiledValue.objects.standing().filter(
            asker=asker, period=kind, until=newest, value__isnull=False
        )
        found |= _in_the_middle(asker, series, rows.exclude(county__in=strangers) if strangers else rows)
    return found


def _strangers(asker: int) -> list[int]:
    """Who is asked by the office as well and is no county: the cities of a province."""
    return list(Office.objects.filter(parent=asker).exclude(level=Level.COUNTY).values_list("pk", flat=True))


def _in_the_middle(asker: int, series: list[Series], rows: FiledValueQuerySet) -> dict[Series, Decimal]:
    """Of each series the number in the middle, or that between the two, in two queries: of a few all are read."""
    asked = rows.filter(code__in={one.code for one in series}, offset__in={one.offset for one in series})
    counted = asked.order_by().values_list("code", "offset").annotate(n=Count("*"))
    number = {(code, offset): n for code, offset, n in counted}
    if sum(number.values()) > FEW:
        return _sought(
            asker, {one: n for one in series if (n := number.get((one.code, one.offset), 0))}, rows
        )
    found: dict[tuple[str, str], list[Decimal]] = defaultdict(list)
    for code, offset, value in asked.order_by().values_list("code", "offset", "value") if number else ():
        if value is not None:  # `rows` leave those out
            found[code, offset].append(value)
    return {one: median(values) for one in series if (values := found.get((one.code, one.offset)))}


def _sought(asker: int, numbers: dict[Series, int], rows: FiledValueQuerySet) -> dict[Series, Decimal]:
    """Of thousands of numbers the one in the middle, or the two: found by counting along the index, in one query."""
    places = [(one, at) for one, number in numbers.items() for at in sorted({(number - 1) // 2, number // 2})]
    columns = []
    for one, at in places:
        ordered = rows.filter(code=one.code, offset=one.offset).order_by("value", "county").values("value")
        columns.append(Subquery(ordered[at : at + 1]))
    found: dict[Series, list[Decimal]] = defaultdict(list)
    values = Office.objects.filter(pk=asker).values_list(*columns)[0]
    for (one, _), value in zip(places, values, strict=True):
        found[one].append(value)
    return {one: median(between) for one, between in found.items()}


def _from_the_top(value: Decimal | None) -> tuple[bool, Decimal]:
    return value is None, -(value or Decimal(0))
