"""What the leaders named, and where it stands."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from xuncha.basis.rules import MeetingKind
from xuncha.desk.queries.stock import Stock, stock
from xuncha.kernel.figures import Period
from xuncha.kernel.viewer import Viewer
from xuncha.leadership.models import NamedMatter
from xuncha.leadership.rules import MatterState
from xuncha.records.rules import OFFICE, Role
from xuncha.ui.lines import Line, Source, read, up_to

READERS = OFFICE - {Role.COUNTY_OFFICE}  # the secretary's special meeting is the city's
OPEN = (MatterState.ASSIGNED, MatterState.UNDER_WAY, MatterState.REPLIED)
_OLDEST = (Source("点人点事", NamedMatter, "at", "gist", "lead__short_name", Q(state__in=OPEN)),)


@dataclass(frozen=True)
class Matters:
    """stock  all that were open on some day of the year, as the figure named.supervised counts them
    open    those that are open now, and `oldest` the first of them
    """

    year: int
    stock: Stock
    open: int
    oldest: list[Line]


def matters(viewer: Viewer, day: date, limit: int) -> Matters:
    """In two queries."""
    of_year = NamedMatter.objects.visible_to(viewer).filter(
        office=viewer.office, meeting__kind=MeetingKind.SECRETARY
    )
    named = of_year.open_in(Period(date(day.year, 1, 1), day))
    found = stock(NamedMatter, NamedMatter.objects.filter(pk__in=named.values("pk")))
    return Matters(day.year, found, found.count(*OPEN), read(_OLDEST, viewer, up_to(day), limit=limit))
