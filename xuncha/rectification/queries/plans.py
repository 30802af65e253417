"""What has been handed in for a ledger and how it was received."""

from typing import Any

from xuncha.rectification.models import (
    Ledger,
    Measure,
    PlanSubmission,
    ProgressReport,
    SelfReport,
    Submission,
)
from xuncha.rectification.queries.items import uncovered, without_measures
from xuncha.rectification.rules.plans import MUST_OPINE, PENDING, SIGNED_OFF, Stance, SubmissionState
from xuncha.rounds.models import Task


def missing(ledger: Ledger) -> list[str]:
    """Titles of what a plan must cover and does not: problems without an item, items without a measure."""
    return [str(row) for row in [*uncovered(ledger), *without_measures(ledger)]]


def pending(model: type[Submission], ledger: Ledger) -> bool:
    """Whether a version is on its way."""
    return bool(model._base_manager.filter(ledger=ledger, voided_at=None, state__in=[*PENDING]).exists())


def is_planned(ledger: Ledger) -> bool:
    """Whether measures are fixed: a version was approved, or the plan's paper was filed."""
    accepted = PlanSubmission.objects.live().filter(ledger=ledger, state=SubmissionState.ACCEPTED)
    return ledger.plan_id is not None or accepted.exists()


def plan_approved(task: Task) -> bool:
    rows = PlanSubmission.objects.live().filter(ledger__task=task, state=SubmissionState.ACCEPTED)
    return rows.exists()


def progress_filed(task: Task, *, accepted: bool) -> bool:
    states = [SubmissionState.ACCEPTED] if accepted else [*SIGNED_OFF]
    return ProgressReport.objects.live().filter(ledger__task=task, state__in=states).exists()


def silent_bodies(submission: PlanSubmission) -> list[str]:
    """Bodies that must say something and have not, by their labels."""
    said = set(submission.opinions.live().values_list("body", flat=True))
    return [body.label for body in MUST_OPINE if body not in said]


def doubting_bodies(submission: PlanSubmission) -> list[str]:
    """Bodies that want the version revised, by their labels."""
    rows = submission.opinions.live().filter(stance=Stance.REVISE)
    return [str(row.get_body_display()) for row in rows.order_by("pk")]


def lines(ledger: Ledger) -> list[dict[str, Any]]:
    """The ledger's items with their measures as a version of the plan keeps them."""
    found: dict[int, dict[str, Any]] = {}
    for item in ledger.items.live().order_by("serial"):
        found[item.pk] = {"serial": item.serial, "title": item.title, "measures": []}
    rows = Measure.objects.live().filter(item__ledger=ledger).order_by("item__serial", "serial")
    for row in rows.select_related("owner__organisation", "lead__organisation"):
        found[row.item_id]["measures"].append(
            {
                "text": row.text,
                "kind": str(row.get_kind_display()),
                "owner": str(row.owner),
                "lead": str(row.lead or ""),
                "due": row.due_on.isoformat(),
            }
        )
    return list(found.values())


def unreported(ledger: Ledger) -> list[str]:
    """Items of which nothing has been said yet: no measure is finished or reported on."""
    spoken = Measure.objects.live().filter(item__ledger=ledger, done_on__isnull=False).values("item")
    reported = SelfReport.objects.live().filter(measure__item__ledger=ledger).values("measure__item")
    items = ledger.items.live().exclude(pk__in=spoken).exclude(pk__in=reported)
    return [str(item) for item in items.order_by("serial")]


def next_number(model: type[Submission], ledger: Ledger) -> int:
    return int(model._base_manager.filter(ledger=ledger).count()) + 1
