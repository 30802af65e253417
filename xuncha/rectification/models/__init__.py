"""Ledgers with their items and measures, what is handed in about them, and how an item is struck off."""

from xuncha.rectification.models.cards import Advice, Card, CardReply, Escalation
from xuncha.rectification.models.closures import Closure
from xuncha.rectification.models.evaluations import (
    Evaluation,
    EvaluationCriterion,
    EvaluationScore,
    EvaluationStandard,
)
from xuncha.rectification.models.ledgers import Item, ItemClass, Ledger, Measure, OwedQuerySet, Yield
from xuncha.rectification.models.lookbacks import Verdict
from xuncha.rectification.models.measures import Extension, Proof, SelfReport, Verification
from xuncha.rectification.models.plans import PlanOpinion, PlanSubmission, ProgressReport, Submission
from xuncha.rectification.models.publications import Exemption, Publication
from xuncha.rectification.models.samples import Sample, SampledItem

__all__ = [
    "Advice",
    "Card",
    "CardReply",
    "Closure",
    "Escalation",
    "Evaluation",
    "EvaluationCriterion",
    "EvaluationScore",
    "EvaluationStandard",
    "Exemption",
    "Extension",
    "Item",
    "ItemClass",
    "Ledger",
    "Measure",
    "OwedQuerySet",
    "PlanOpinion",
    "PlanSubmission",
    "ProgressReport",
    "Proof",
    "Publication",
    "Sample",
    "SampledItem",
    "SelfReport",
    "Submission",
    "Verdict",
    "Verification",
    "Yield",
]
