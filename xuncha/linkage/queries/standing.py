"""How a campaign stands: what was asked and came, what is missing and since when, and who had the feedback."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef

from xuncha.findings.models import Feedback
from xuncha.kernel.viewer import Viewer
from xuncha.linkage.models import Campaign, Chase, Counterpart, CountyCall, CountyPlan, Filing, Target
from xuncha.linkage.queries.grid import Grid
from xuncha.linkage.rules import Stage


@dataclass(frozen=True)
class Tally:
    """A number with the rows behind it: `url_of` names the list and the dates that are asked of it."""

    label: str
    number: int
    url_of: str


@dataclass(frozen=True)
class Owed:
    """What a county owes: its plan (`cell` None), or one report. `chased` is when it was reminded last."""

    call: CountyCall | None
    cell: Counterpart | None
    due_on: date | None
    late: int
    chased: date | None


@dataclass(frozen=True)
class Missing:
    """Plans and reports that have not come, plans and reports that wait for the city's receipt, filings without one."""

    plans: list[Owed]
    reports: list[Owed]
    plans_unreceived: list[CountyPlan]
    reports_unreceived: list[Counterpart]
    filings: list[Filing]

    @property
    def number(self) -> int:
        parts = (self.plans, self.reports, self.plans_unreceived, self.reports_unreceived, self.filings)
        return sum(len(part) for part in parts)


@dataclass(frozen=True)
class FedBack:
    """To whom a target was fed back: its own body, and so many of the counties called."""

    target: Target
    body: date | None
    counties: int
    called: int


def tallies(grid: Grid, day: date) -> list[Tally]:
    """Of the cells on the grid: asked, sent or come in, received, read, used; and missing. By the end of the day."""
    cells = [cell for line in grid.lines for cell in line.cells if cell is not None and cell.at <= day]
    received = [cell for cell in cells if cell.received_on and cell.received_on <= day]
    read = sum(1 for cell in cells if cell.read_on and cell.read_on <= day)
    used = sum(1 for cell in cells if cell.used_on and cell.used_on <= day)
    return [
        Tally("已商请", len(cells), "at"),
        Tally("已收到", len(received), "received_on"),
        Tally("已阅研", read, "read_on"),
        Tally("已运用", used, "used_on"),
        Tally("未收到", len(cells) - len(received), ""),
    ]


def stages(grid: Grid) -> Counter[Stage]:
    """How many cells stand at each stage."""
    cells = (cell for line in grid.lines for cell in line.cells if cell is not None)
    return Counter(cell.stage_code for cell in cells)


def missing(campaign: Campaign, viewer: Viewer, day: date) -> Missing:
    """In six queries."""
    chased = _chased(campaign, viewer)
    plans = CountyPlan.objects.live().filter(campaign=campaign, county=OuterRef("county"))
    calls = CountyCall.objects.visible_to(viewer).filter(campaign=campaign, at__lte=day)
    silent = calls.exclude(Exists(plans.filter(filed_on__isnull=False)))
    cells = Counterpart.objects.visible_to(viewer).filter(campaign=campaign, at__lte=day, received_on=None)
    cells = cells.select_related("task__organisation", "county").order_by("county__code", "due_on", "pk")
    waiting = CountyPlan.objects.visible_to(viewer).filter(
        campaign=campaign, filed_on__isnull=False, received_on=None
    )
    filed = Filing.objects.visible_to(viewer).filter(campaign=campaign, received_on=None)
    rows = list(cells)
    return Missing(
        plans=[
            _owed(call, None, call.plan_due_on, day, chased.get((call.county_id, None)))
            for call in silent.select_related("county", "campaign").order_by("county__code")
        ],
        reports=[
            _owed(None, cell, cell.due_on, day, chased.get((cell.county_id, cell.pk)))
            for cell in rows
            if cell.sent_on is None
        ],
        plans_unreceived=list(waiting.select_related("county", "document").order_by("filed_on", "pk")),
        reports_unreceived=[cell for cell in rows if cell.sent_on is not None],
        filings=list(filed.select_related("document", "receiver").order_by("at", "pk")),
    )


def fed_back(campaign: Campaign, viewer: Viewer) -> list[FedBack]:
    """Each target with its feedback to the unit and to the counties (一巡一反). Three queries."""
    targets = list(
        Target.objects.visible_to(viewer)
        .filter(campaign=campaign)
        .select_related("task__organisation")
        .order_by("-task__kind", "task__organisation__short_name", "pk")
    )  # look-backs last
    letters = Feedback.objects.visible_to(viewer).filter(
        task__in=[target.task_id for target in targets], county__isnull=False
    )
    told = Counter(letters.values_list("task", flat=True))
    called = CountyCall.objects.live().filter(campaign=campaign).count()
    return [FedBack(target, target.task.fed_back_on, told[target.task_id], called) for target in targets]


def _owed(
    call: CountyCall | None, cell: Counterpart | None, due_on: date | None, day: date, chased: date | None
) -> Owed:
    late = (day - due_on).days if due_on and due_on < day else 0
    return Owed(call, cell, due_on, late, chased)


def _chased(campaign: Campaign, viewer: Viewer) -> dict[tuple[int, int | None], date]:
    """(county, report or None for the plan) → when it was reminded last."""
    rows: Iterable[tuple[int, int | None, date]] = (
        Chase.objects.visible_to(viewer)
        .filter(campaign=campaign)
        .order_by("at")
        .values_list("county", "counterpart", "at")
    )
    return {(county, cell): at for county, cell, at in rows}
