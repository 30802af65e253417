"""Whether the year's figures agree with what was counted elsewhere."""

from dataclasses import dataclass
from datetime import date

from xuncha.kernel.refusals import BadInput
from xuncha.kernel.viewer import Viewer
from xuncha.records.models import Office
from xuncha.records.rules import OFFICE, Role
from xuncha.reports.queries.scope import scope_of
from xuncha.reports.queries.ties import Checked, check

READERS = OFFICE - {Role.COUNTY_OFFICE}


@dataclass(frozen=True)
class Ties:
    """`broken` is empty when all of them hold."""

    year: int
    total: int
    broken: list[Checked]


def ties(viewer: Viewer, day: date, limit: int) -> Ties | None:
    """None in a year of which nothing is on record. Each tie asks two questions or more."""
    office = Office.objects.filter(pk=viewer.office or 0).first()
    if office is None:
        return None
    try:
        scope = scope_of(office, day.year)
    except BadInput:
        return None
    checked = check(scope)
    return Ties(day.year, len(checked), [tie for tie in checked if not tie.holds])
