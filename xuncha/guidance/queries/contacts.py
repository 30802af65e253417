"""Who has not come to a dispatch meeting, and which counties have no sponsor or see none."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, Max, OuterRef, QuerySet

from xuncha.basis.models import Attendance
from xuncha.guidance.models import DispatchMeeting, Sponsorship, SponsorVisit
from xuncha.guidance.rules import Seat, lacking, quarter_of
from xuncha.kernel.figures import Period
from xuncha.records.models import Office
from xuncha.records.rules import Level


@dataclass(frozen=True)
class Missing:
    """A county that did not send everyone the rule asks for, and whom it did not."""

    county: Office
    seats: tuple[Seat, ...]


def counties_below(office: int) -> QuerySet[Office]:
    """The county offices below a city's, by code."""
    return Office.objects.filter(parent=office, level=Level.COUNTY).order_by("code")


def missing_counties(dispatch: DispatchMeeting) -> list[Missing]:
    """The attendance rule checked against who came: the counties that lack somebody, by code."""
    counties = list(counties_below(dispatch.office_id))
    came = _capacities_by_county(dispatch, counties)
    absent = (Missing(county, lacking(came[county.pk])) for county in counties)
    return [missing for missing in absent if missing.seats]


def _capacities_by_county(dispatch: DispatchMeeting, counties: list[Office]) -> dict[int, list[str]]:
    """County → in what capacity its people came. Whom the sheet names by body only is found by the body's name."""
    by_name = {name: c.pk for c in counties for name in (c.name, c.short_name, c.committee)}
    came: dict[int, list[str]] = defaultdict(list)
    for row in Attendance.objects.live().filter(meeting=dispatch.meeting_id, present=True):
        county = row.delegation_id or by_name.get(row.body)
        if county is not None:
            came[county].append(row.capacity)
    return came


def unsponsored(office: int, day: date) -> QuerySet[Office]:
    """Counties without a sponsor on the day."""
    pairs = Sponsorship.objects.of(office).of_counties().in_force_on(day).filter(county=OuterRef("pk"))
    return counties_below(office).exclude(Exists(pairs))


def unvisited(office: int, period: Period) -> QuerySet[Office]:
    """Counties that no sponsor visited in the period, whether the county itself or a place in it was the target."""
    visits = SponsorVisit.objects.of(office).within(period).filter(county=OuterRef("pk"))
    return counties_below(office).exclude(Exists(visits))


def last_visits(office: int, day: date) -> dict[int, date]:
    """County → the day on which a sponsor was last there, by the day."""
    visits = SponsorVisit.objects.of(office).filter(at__lte=day, county__isnull=False)
    return dict(visits.order_by().values_list("county").annotate(last=Max("at")))


@dataclass(frozen=True)
class Gap:
    """How a county is looked after: its sponsor (None without one), the last visit, and whether this quarter saw any."""

    county: Office
    sponsorship: Sponsorship | None
    last: date | None
    seen: bool
    seen_before: bool

    @property
    def silent(self) -> bool:
        """Nobody came for a quarter: neither in this one nor in the one before."""
        return not self.seen and not self.seen_before

    def days(self, day: date) -> int | None:
        return (day - self.last).days if self.last else None


def gaps(office: int, day: date) -> list[Gap]:
    """Every county below the office by code, as of the day; in three queries."""
    now = quarter_of(day)
    before = quarter_of(now.start - timedelta(days=1))
    pairs = Sponsorship.objects.of(office).of_counties().in_force_on(day)
    held = {pair.county_id: pair for pair in pairs.select_related("person").defer("person__id_number")}
    visits = SponsorVisit.objects.of(office).filter(at__lte=day, county__isnull=False)
    days: dict[int, list[date]] = defaultdict(list)
    for county, at in visits.order_by("at").values_list("county", "at"):
        days[county or 0].append(at)
    return [
        Gap(
            county,
            held.get(county.pk),
            max(days[county.pk], default=None),
            any(at in now for at in days[county.pk]),
            any(at in before for at in days[county.pk]),
        )
        for county in counties_below(office)
    ]
