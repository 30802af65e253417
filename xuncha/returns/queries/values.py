"""What counties filed, over time and side by side: read from rows, in a number of queries that grows with nothing."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from statistics import median
from uuid import UUID

from django.utils.translation import gettext

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
    counties: int
    page: int = 1

    @property
    def printed_middle(self) -> str:
        return shown(self.middle)

    @cached_property
    def pages(self) -> int:
        return max(1, -(-self.counties // ON_A_PAGE))


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


def below(asker: int) -> list[Office]:
    return list(Office.objects.filter(parent=asker, level=Level.COUNTY).order_by("code"))


def compared(
    asker: int, series: Series, viewer: Viewer, day: date, page: int = 1, most: int = ON_A_PAGE
) -> Compared:
    """The counties below the office in the newest period that any of them has filed, the highest number first."""
    rows = FiledValue.objects.visible_to(viewer).filter(
        asker=asker, code=series.code, period=series.period, offset=series.offset
    )
    counties = below(asker)
    newest = rows.filter(until__lte=day).order_by("-until").values_list("until", flat=True).first()
    if newest is None:
        return Compared(
            series, [], [Line(each, series, ()) for each in counties[:most]], None, 0, len(counties)
        )
    now = dict(rows.filter(until=newest).order_by("pk").values_list("county", "value"))
    values = {each.pk: now.get(each.pk) for each in counties}
    ordered = sorted(counties, key=lambda each: _from_the_top(values[each.pk]))
    page = min(max(page, 1), max(1, -(-len(counties) // most)))
    asked = ordered[(page - 1) * most : page * most]
    days = periods.ends(series.period, newest, SHOWN)
    points = _points(rows.filter(county__in=asked, until__in=days))
    lines = [Line(each, series, _at(points.get((each.pk, *_of(series)), {}), days)) for each in asked]
    known = [value for value in values.values() if value is not None]
    return Compared(series, days, lines, median(known) if known else None, len(known), len(counties), page)


def standing(county: Office, viewer: Viewer, day: date) -> list[Standing]:
    """Everything that the county filed with the office above it, each to its newest period within the last twelve."""
    asker = county.parent_id
    if asker is None:
        return []
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
    middles = _middles(asker, found) if asker in viewer.offices(COMPARERS) else {}
    return [
        Standing(line, middles.get(line.series)) for line in sorted(found, key=lambda line: line.series.key)
    ]


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
    """(county, code, period, offset) → day → number. Of two filings of one period the later counts."""
    found: dict[Key, dict[date, Point]] = defaultdict(dict)
    columns = ("county", "code", "period", "offset", "until", "value", "origin", "filing")
    for county, code, period, offset, until, value, origin, filing in rows.order_by("pk").values_list(
        *columns
    ):
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
    found: dict[Series, Decimal] = {}
    for kind, series in _by_kind(line.series for line in lines).items():
        newest = max(point.until for line in lines if line.series.period == kind for point in line.filed)
        rows = FiledValue.objects.filter(
            asker=asker,
            code__in={one.code for one in series},
            period=kind,
            offset__in={one.offset for one in series},
            until=newest,
            county__parent=asker,
        )
        values: dict[tuple[str, str], dict[int, Decimal]] = defaultdict(dict)
        for code, offset, county, value in rows.order_by("pk").values_list(
            "code", "offset", "county", "value"
        ):
            if value is not None:
                values[code, offset][county] = value
        found |= {
            one: median(known.values()) for one in series if (known := values.get((one.code, one.offset)))
        }
    return found


def _from_the_top(value: Decimal | None) -> tuple[bool, Decimal]:
    return value is None, -(value or Decimal(0))
