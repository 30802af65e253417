"""What the page of an organisation shows beside itself, each part as far as the viewer sees it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, Min, Q, Sum

from xuncha.findings.models import Finding
from xuncha.findings.rules import FindingState
from xuncha.kernel.viewer import Viewer
from xuncha.linkage.models import Counterpart
from xuncha.orgs.models import Organisation, OrganisationChange
from xuncha.people.models import Post, Tenure
from xuncha.rectification.models import Item, Ledger, Measure, Yield
from xuncha.rectification.rules import DONE, OPEN, STAGED, YieldKind
from xuncha.rounds.models import PlanChange, PlanItem, Task
from xuncha.rounds.queries.frame import frame
from xuncha.rounds.queries.way import way
from xuncha.rounds.rules.coverage import Milestone
from xuncha.rounds.rules.kinds import Mode


@dataclass(frozen=True)
class Coverage:
    """Whether the plan in force lists it, and how far its inspection is: `word` says it, `tone` is its light."""

    word: str
    tone: str


def coverage(organisation: Organisation, viewer: Viewer, day: date) -> Coverage | None:
    """As of the day; None for who does not read the plan."""
    if not PlanItem.objects.visible_to(viewer).filter(office=organisation.office_id).exists():
        return None
    measured = frame(organisation.office_id, day)
    item = measured.items().filter(organisation=organisation)
    if not item.exists():
        return Coverage("未列入现行规划", "grey")
    if item.filter(measured.covered(Milestone.FINISHED)).exists():
        return Coverage("已覆盖", "green")
    if item.filter(measured.covered(Milestone.SCHEDULED)).exists():
        return Coverage("已列入轮次", "blue")
    return Coverage("尚未巡察", "amber")


def plan_items(organisation: Organisation, viewer: Viewer) -> list[PlanItem]:
    """The versions of the plan it stands in, newest first."""
    listed = PlanItem.objects.visible_to(viewer).filter(organisation=organisation)
    return list(listed.select_related("version__plan").order_by("-version__at", "-version__number"))


def plan_changes(organisation: Organisation, viewer: Viewer) -> list[PlanChange]:
    """What became of it on the plan, and what came to it from others."""
    changes = PlanChange.objects.visible_to(viewer).filter(
        Q(organisation=organisation) | Q(successor=organisation)
    )
    return list(changes.select_related("version__plan", "organisation", "successor").order_by("at", "pk"))


def changes(organisation: Organisation, viewer: Viewer) -> list[OrganisationChange]:
    """Mergers, splits and renamings it took part in, on either side."""
    found = OrganisationChange.objects.visible_to(viewer)
    found = found.filter(Q(organisation=organisation) | Q(successor=organisation))
    return list(found.select_related("organisation", "successor").order_by("at", "pk"))


@dataclass(frozen=True)
class Inspection:
    """One task: when, how, how far, and how many problems it handed over."""

    task: Task
    modes: tuple[Mode, ...]
    way: tuple[tuple[str, str], ...]
    findings: int | None


def inspections(organisation: Organisation, viewer: Viewer) -> list[Inspection]:
    """Its tasks, newest first."""
    tasks = (
        Task.objects.visible_to(viewer)
        .filter(organisation=organisation)
        .select_related("round", "group")
        .prefetch_related("modes")
        .order_by("-at", "-pk")
    )
    found = dict(_findings(organisation, viewer).values_list("task").annotate(n=Count("pk")).order_by())
    reads = viewer.has(*Finding.reach.roles)
    return [
        Inspection(
            task=task,
            modes=tuple(Mode(row.mode) for row in task.modes.all()),
            way=way(task.state),
            findings=found.get(task.pk, 0) if reads else None,
        )
        for task in tasks
    ]


def _findings(organisation: Organisation, viewer: Viewer) -> Any:
    return Finding.objects.visible_to(viewer).filter(task__organisation=organisation, in_list=True)


@dataclass(frozen=True)
class StateCount:
    state: FindingState
    count: int


def finding_states(organisation: Organisation, viewer: Viewer) -> list[StateCount]:
    """Its problems by state, in the order of their life; states without one are left out."""
    counted = dict(_findings(organisation, viewer).values_list("state").annotate(n=Count("pk")).order_by())
    return [StateCount(state, counted[state]) for state in FindingState if state in counted]


@dataclass(frozen=True)
class Progress:
    """How far one ledger is: items by how they stand, measures, and what came of it."""

    ledger: Ledger
    done: int
    staged: int
    open: int
    due: date | None
    measures: int
    finished: int
    yields: tuple[tuple[YieldKind, int, Decimal | None, int | None], ...]

    @property
    def total(self) -> int:
        return self.done + self.staged + self.open

    @property
    def share(self) -> Decimal:
        return Decimal(100 * self.done) / self.total if self.total else Decimal(0)


def ledgers(organisation: Organisation, viewer: Viewer) -> list[Progress]:
    """The ledgers of its tasks, newest first."""
    found = Ledger.objects.visible_to(viewer).filter(task__organisation=organisation)
    rows = list(found.select_related("task__round").order_by("-at", "-pk"))
    items, measures, yields = _items(rows, viewer), _measures(rows, viewer), _yields(rows, viewer)
    return [
        Progress(
            row, *items.get(row.pk, (0, 0, 0, None)), *measures.get(row.pk, (0, 0)), tuple(yields[row.pk])
        )
        for row in rows
    ]


def _items(rows: Sequence[Ledger], viewer: Viewer) -> dict[int, tuple[int, int, int, date | None]]:
    counted = (
        Item.objects.visible_to(viewer)
        .filter(ledger__in=rows)
        .order_by()
        .values_list("ledger")
        .annotate(
            done=Count("pk", filter=Q(state__in=DONE)),
            staged=Count("pk", filter=Q(state__in=STAGED)),
            open=Count("pk", filter=Q(state__in=OPEN)),
            due=Min("due_on", filter=Q(state__in=OPEN)),
        )
    )
    return {ledger: (done, staged, open_, due) for ledger, done, staged, open_, due in counted}


def _measures(rows: Sequence[Ledger], viewer: Viewer) -> dict[int, tuple[int, int]]:
    counted = (
        Measure.objects.visible_to(viewer)
        .filter(item__ledger__in=rows)
        .order_by()
        .values_list("item__ledger")
        .annotate(n=Count("pk"), finished=Count("done_on"))
    )
    return {ledger: (n, finished) for ledger, n, finished in counted}


def _yields(
    rows: Sequence[Ledger], viewer: Viewer
) -> dict[int, list[tuple[YieldKind, int, Decimal | None, int | None]]]:
    counted = (
        Yield.objects.visible_to(viewer)
        .filter(item__ledger__in=rows)
        .order_by("kind")
        .values_list("item__ledger", "kind")
        .annotate(n=Count("pk"), money=Sum("amount"), people=Sum("persons"))
    )
    found: dict[int, list[tuple[YieldKind, int, Decimal | None, int | None]]] = defaultdict(list)
    for ledger, kind, n, money, people in counted:
        found[ledger].append((YieldKind(kind), n, money, people))
    return found


@dataclass(frozen=True)
class Held:
    """A post and who holds it on the day; nobody for a vacant one."""

    post: Post
    tenures: tuple[Tenure, ...]


def posts(organisation: Organisation, viewer: Viewer, day: date) -> list[Held]:
    """Its posts, principals first."""
    rows = list(
        Post.objects.visible_to(viewer).filter(organisation=organisation).order_by("-is_principal", "pk")
    )
    holding: dict[int, list[Tenure]] = defaultdict(list)
    tenures = Tenure.objects.visible_to(viewer).held_on(day).filter(post__in=rows)
    for tenure in (
        tenures.select_related("person").only("uid", "at", "post", "person__name").order_by("at", "pk")
    ):
        holding[tenure.post_id].append(tenure)
    return [Held(post, tuple(holding[post.pk])) for post in rows]


@dataclass(frozen=True)
class Counterparts:
    """How many counties were asked for their reports on the unit's counterparts, and what came of it.

    findings  those that the cells bear out, by primary key: only what the viewer may see
    """

    cells: tuple[Counterpart, ...]
    findings: dict[int, Finding]

    @property
    def rows(self) -> list[tuple[Counterpart, Finding | None]]:
        return [(cell, self.findings.get(cell.finding_id or 0)) for cell in self.cells]

    @property
    def asked(self) -> int:
        return len(self.cells)

    @property
    def received(self) -> int:
        return sum(cell.received_on is not None for cell in self.cells)

    @property
    def used(self) -> int:
        return sum(cell.used_on is not None for cell in self.cells)


def counterparts(organisation: Organisation, viewer: Viewer) -> Counterparts:
    """The row of the grid for its own tasks; for a county's unit the cells in which it is the counterpart."""
    seen = Counterpart.objects.visible_to(viewer)
    cells = seen.filter(Q(task__organisation=organisation) | Q(unit=organisation))
    found = tuple(cells.select_related("county", "unit", "task__organisation").order_by("county__code", "pk"))
    borne_out = Finding.objects.visible_to(viewer).filter(
        pk__in=[c.finding_id for c in found if c.finding_id]
    )
    return Counterparts(found, borne_out.in_bulk())
