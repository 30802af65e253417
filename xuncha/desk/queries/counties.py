"""Which county lags: coverage of the counties from the low end, and which of them are under key supervision."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from xuncha.guidance.models import SupervisionCase
from xuncha.kernel.viewer import Viewer
from xuncha.records.rules import OFFICE, Role
from xuncha.rounds.queries.counties import CountyCoverage, by_county
from xuncha.ui.lines import address

READERS = OFFICE - {Role.COUNTY_OFFICE}


@dataclass(frozen=True)
class County:
    """A county's units and villages; `case` is the page of its open supervision case, "" when there is none."""

    coverage: CountyCoverage
    supervised: bool
    case: str

    @property
    def percent(self) -> Decimal:
        return self.coverage.units.percent or Decimal(0)


@dataclass(frozen=True)
class Counties:
    """The counties from the lowest coverage up; `planned` leaves out those without a plan on record."""

    lowest: list[County]
    total: int
    supervised: int


def counties(viewer: Viewer, day: date, limit: int) -> Counties:
    """In nine queries."""
    cases = _open_cases(viewer)
    found = [
        County(each, each.office.pk in cases, cases.get(each.office.pk, ""))
        for each in by_county(viewer.office or 0, day)
    ]
    ranked = sorted(found, key=lambda county: (county.percent, county.coverage.office.code))
    return Counties(ranked[:limit], len(found), sum(county.supervised for county in found))


def _open_cases(viewer: Viewer) -> dict[int, str]:
    """County → the page of its open case."""
    cases = SupervisionCase.objects.visible_to(viewer).filter(closed_on=None)
    return {case.county_id: address(SupervisionCase, case) for case in cases.order_by("at", "pk")}
