"""A problem from where it was found to what became of it, each step as far as the viewer sees it."""

from dataclasses import dataclass

from xuncha.findings.models import Category, Correction, Feedback, Finding
from xuncha.findings.rules import AddresseeType
from xuncha.kernel.deadlines import Lights
from xuncha.kernel.viewer import Viewer
from xuncha.linkage.models import Counterpart
from xuncha.rectification.models import Item, Measure, Yield
from xuncha.rectification.rules import OPEN
from xuncha.rounds.models import Round, Task
from xuncha.rounds.queries.owed import Owed, owed


@dataclass(frozen=True)
class Trail:
    """Where the problem comes from and where it went; None for what is not there or not this viewer's to see."""

    task: Task | None
    round: Round | None
    feedback: Feedback | None
    item: Item | None


def trail(finding: Finding, viewer: Viewer) -> Trail:
    """The task and its round, the feedback to the leading body, the item of the ledger."""
    task = (
        Task.objects.visible_to(viewer)
        .filter(pk=finding.task_id)
        .select_related("round", "organisation", "group")
        .first()
    )
    round_ = Round.objects.visible_to(viewer).filter(tasks=finding.task_id).first()
    fed_back = Feedback.objects.visible_to(viewer).filter(
        task=finding.task_id, addressee_type=AddresseeType.BODY
    )
    item = Item.objects.visible_to(viewer).filter(finding=finding).select_related("ledger", "item_class")
    return Trail(
        task,
        round_,
        fed_back.select_related("document").order_by("at").first() if finding.fed_back_on else None,
        item.first(),
    )


def item_owed(item: Item | None, lights: Lights) -> Owed | None:
    """When the item is due, while it is open."""
    return owed("完成整改", item.due_on, lights) if item and item.state in OPEN else None


@dataclass(frozen=True)
class MeasureLine:
    measure: Measure
    owed: Owed | None


def measures(item: Item | None, viewer: Viewer, lights: Lights) -> list[MeasureLine]:
    """In their order; those not finished with the day they are due."""
    rows = Measure.objects.visible_to(viewer).filter(item=item) if item else Measure.objects.none()
    rows = rows.select_related("owner__organisation", "department").order_by("serial")
    return [MeasureLine(row, None if row.done_on else owed("完成措施", row.due_on, lights)) for row in rows]


def yields(item: Item | None, viewer: Viewer) -> list[Yield]:
    rows = Yield.objects.visible_to(viewer).filter(item=item) if item else Yield.objects.none()
    return list(rows.select_related("document").order_by("at", "pk"))


def corrections(finding: Finding, viewer: Viewer) -> list[Correction]:
    """Later wordings, newest first: the first is how the problem reads today."""
    rows = Correction.objects.visible_to(viewer).filter(finding=finding)
    return list(rows.select_related("document").order_by("-at", "-pk"))


def category_path(finding: Finding) -> list[Category]:
    """From the top of the tree down to the problem's own category: at most three."""
    path: list[Category] = []
    step: Category | None = finding.category
    while step and len(path) < 5:
        path.insert(0, step)
        step = step.parent
    return path


def evidence(finding: Finding, viewer: Viewer) -> list[Counterpart]:
    """Counties' reports that bear the problem out (以下看上、相互印证)."""
    cells = Counterpart.objects.visible_to(viewer).filter(finding=finding, used_on__isnull=False)
    return list(cells.select_related("county", "unit").order_by("county__code"))
