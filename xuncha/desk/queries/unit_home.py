"""What a body under rectification finds when it comes in: its ledgers, where each stands, and what it can do about what is open."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from xuncha.kernel.viewer import Viewer
from xuncha.records.rules import Role
from xuncha.rectification.models import Ledger, Measure, PlanSubmission, ProgressReport, Submission
from xuncha.rectification.queries.views import sizes, tally_of
from xuncha.rectification.rules.items import OPEN, ItemState, Tally
from xuncha.rectification.rules.measures import MeasureKind
from xuncha.ui.http import Request
from xuncha.ui.reception.deeds import deeds_of
from xuncha.ui.reception.entry import offered
from xuncha.ui.tables.registry import row_url, table_of

READERS = frozenset({Role.UNIT_CONTACT, Role.COUNTY_OFFICE})
SHOWN = 20  # open measures of a ledger


@dataclass(frozen=True)
class Step:
    """The last version handed in of one kind, where it stands, and its page."""

    title: str
    state: str
    url: str


@dataclass(frozen=True)
class Task:
    """An open measure, how many days are left (negative: late), and what can be entered on it.

    What is kept to for good, or stands under an item that has come to a stage, is not pressed: `left` is None, and
    `word` says which of the two it is. The desk counts as late by the same law.
    """

    measure: Measure
    url: str
    left: int | None
    entries: list[tuple[str, str]]

    @property
    def late(self) -> int:
        return -(self.left or 0)

    @property
    def word(self) -> str:
        kept = self.measure.kind == MeasureKind.LONG_TERM
        return self.measure.get_kind_display() if kept else self.measure.item.state_label()


@dataclass(frozen=True)
class Own:
    """One ledger that this body owes."""

    ledger: Ledger
    url: str
    tally: Tally
    unplanned: int
    steps: list[Step]
    entries: list[tuple[str, str]]
    tasks: list[Task]
    more: int


def owed(viewer: Viewer) -> QuerySet[Ledger]:
    """Ledgers of the organisations and counties for which this person speaks."""
    units, counties = viewer.organisations({Role.UNIT_CONTACT}), viewer.offices({Role.COUNTY_OFFICE})
    mine = Q(task__organisation__in=units) | Q(county__in=counties)
    rows = Ledger.objects.visible_to(viewer).filter(mine)
    return rows.select_related("task__organisation", "task__group", "county", "office").order_by("-at", "-pk")


def ledgers(request: Request, day: date) -> list[Own]:
    return [_own(request, ledger, day) for ledger in owed(request.viewer)]


def _own(request: Request, ledger: Ledger, day: date) -> Own:
    items = ledger.items.visible_to(request.viewer)
    open_ = (
        Measure.objects.visible_to(request.viewer)
        .filter(item__ledger=ledger, done_on=None)
        .exclude(item__state=ItemState.DONE)
        .select_related("item__ledger__task__organisation", "item__ledger__county", "owner__organisation")
        .order_by("due_on", "item__serial", "serial")
    )
    return Own(
        ledger=ledger,
        url=_url(ledger),
        tally=tally_of(sizes(ledger, request.viewer)),
        unplanned=items.filter(measures=None).count(),
        steps=list(_steps(ledger, request.viewer)),
        entries=[*offered(request, ledger), *deeds_of(request, ledger)],
        tasks=[_task(request, row, day) for row in open_[:SHOWN]],
        more=max(open_.count() - SHOWN, 0),
    )


def _task(request: Request, measure: Measure, day: date) -> Task:
    pressed = measure.kind != MeasureKind.LONG_TERM and measure.item.state in OPEN
    left = (measure.due_on - day).days if pressed else None
    return Task(measure, _url(measure), left, offered(request, measure))


def _steps(ledger: Ledger, viewer: Viewer) -> Iterator[Step]:
    kinds: tuple[type[Submission], ...] = (PlanSubmission, ProgressReport)
    for model in kinds:
        row = model.objects.visible_to(viewer).filter(ledger=ledger).order_by("-number").first()
        if row is not None:
            table = table_of(model)
            yield Step(table.title if table else "", row.state_label(), _url(row))


def _url(row: Ledger | Measure | Submission) -> str:
    table = table_of(type(row))
    return row_url(table, row) if table else ""
