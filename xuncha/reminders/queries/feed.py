"""A calendar of what falls due: for each day and kind how many things, and no word of any of them."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet

from xuncha.accounts.models import User
from xuncha.calendars.queries import calendar
from xuncha.kernel.figures import Period
from xuncha.kernel.viewer import Viewer
from xuncha.reminders.models import Subscription
from xuncha.reminders.queries.counting import counted_lines
from xuncha.reminders.queries.sources.base import Due
from xuncha.reminders.queries.sources.catalogue import STORED
from xuncha.reminders.rules.kinds import Kind
from xuncha.reminders.rules.secrets import digest_of
from xuncha.ui.lines import number, union

BEHIND, AHEAD = timedelta(days=60), timedelta(days=200)


@dataclass(frozen=True)
class DayOfKind:
    """How many things of one kind fall due on a day, and the list of that kind."""

    day: date
    kind: Kind
    number: int
    url: str


def by_secret(secret: str) -> tuple[Subscription, User] | None:
    """Whose calendar it is; None for an address that is not, or no longer, in use."""
    found = Subscription.objects.filter(feed_digest=digest_of(secret), user__is_active=True)
    row = found.select_related("user").first()
    return (row, row.user) if row else None


def days(viewer: Viewer, today: date) -> list[DayOfKind]:
    """What this viewer may see, from some weeks back to half a year ahead. Four queries."""
    span = Period(today - BEHIND, today + AHEAD)
    sizes: Counter[tuple[Due, date]] = Counter()
    for index, day, size in union([_stored(i, source, viewer, span) for i, source in enumerate(STORED)]):
        sizes[STORED[index], day] += size
    for each in counted_lines(viewer, calendar()):
        if each.line.day in span:
            sizes[each.source, each.line.day] += 1
    found = [
        DayOfKind(day, Kind(str(source.kind)), size, source.address) for (source, day), size in sizes.items()
    ]
    order = list(Kind)
    return sorted(found, key=lambda each: (each.day, order.index(each.kind)))


def _stored(index: int, source: Due, viewer: Viewer, span: Period) -> QuerySet[Any, Any]:
    rows = source.dated(source.rows(viewer)).filter(Q(("line_day__range", (span.start, span.end))))
    found: QuerySet[Any, Any] = (
        rows.annotate(line_source=number(index))
        .values("line_source", "line_day")
        .annotate(line_size=Count("pk"))
        .values_list("line_source", "line_day", "line_size")
    )
    return found
