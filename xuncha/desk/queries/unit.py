"""What an inspected organisation has to put right by when, and what it was handed."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from xuncha.calendars.queries import lights_of
from xuncha.desk.queries.stock import Stock, stock
from xuncha.findings.models import Feedback, Finding
from xuncha.findings.rules import FindingState
from xuncha.kernel.figures import Period
from xuncha.kernel.viewer import Viewer
from xuncha.records.rules import Role
from xuncha.rectification.models import Item
from xuncha.rectification.rules import OPEN
from xuncha.reminders.queries.due import DueLine, dated
from xuncha.ui.lines import Source, address, read

READERS = frozenset({Role.UNIT_CONTACT})
_OPEN = (Source("整改事项", Item, "due_on", "title", "ledger__title", Q(state__in=OPEN)),)


@dataclass(frozen=True)
class Rectification:
    """stock    the items of its ledgers by state
    unplanned   problems handed over that stand on no ledger yet
    lines       open items, the first due in front
    """

    stock: Stock
    unplanned: int
    lines: list[DueLine]


def rectification(viewer: Viewer, day: date, limit: int) -> Rectification:
    """In three queries."""
    items, findings = Item.objects.visible_to(viewer), Finding.objects.visible_to(viewer)
    lines = read(_OPEN, viewer, Period(date.min, date.max), limit=limit)
    return Rectification(
        stock=stock(Item, items),
        unplanned=findings.filter(item=None, state=FindingState.FED_BACK).count(),
        lines=dated(lines, lights_of(day)),
    )


@dataclass(frozen=True)
class Paper:
    """A feedback paper; `signed_on` is None until its receipt was signed."""

    title: str
    at: date
    signed_on: date | None
    url: str


def papers(viewer: Viewer, day: date, limit: int) -> list[Paper]:
    """The newest first; in one query."""
    rows = (
        Feedback.objects.visible_to(viewer)
        .select_related("document")
        .filter(at__lte=day)
        .order_by("-at", "-pk")
    )
    return [Paper(row.document.title, row.at, row.signed_on, address(Feedback, row)) for row in rows[:limit]]
