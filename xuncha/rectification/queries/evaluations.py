"""Which standard is in force, and what a ledger's evaluation found."""

from dataclasses import dataclass
from datetime import date

from xuncha.kernel.viewer import Viewer
from xuncha.rectification.models import Evaluation, EvaluationScore, EvaluationStandard, Ledger


@dataclass(frozen=True)
class Evaluated:
    """A ledger's evaluation with its points in the order of the criteria."""

    evaluation: Evaluation
    scores: list[EvaluationScore]


def standard_on(office: int, day: date) -> EvaluationStandard | None:
    return EvaluationStandard.objects.in_force(office, day).first()


def evaluated(ledger: Ledger, viewer: Viewer) -> Evaluated | None:
    """As this person sees it, in two questions."""
    rows = Evaluation.objects.visible_to(viewer).filter(ledger=ledger).select_related("standard")
    found = rows.first()
    if found is None:
        return None
    scores = EvaluationScore.objects.visible_to(viewer).filter(evaluation=found).select_related("criterion")
    return Evaluated(found, list(scores.order_by("criterion__serial")))
