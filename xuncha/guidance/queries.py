"""Who has not come, whom nobody visits, what was grouped under what."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from xuncha.basis.models import Attendance
from xuncha.guidance.models import DispatchMeeting, Sponsorship, SponsorVisit
from xuncha.guidance.rules import Seat, lacking
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
    pairs = Sponsorship.objects.of(office).in_force_on(day).filter(county=OuterRef("pk"))
    return counties_below(office).exclude(Exists(pairs))


def unvisited(office: int, period: Period) -> QuerySet[Office]:
    """Counties that no sponsor visited in the period."""
    visits = SponsorVisit.objects.of(office).within(period).filter(county=OuterRef("pk"))
    return counties_below(office).exclude(Exists(visits))
