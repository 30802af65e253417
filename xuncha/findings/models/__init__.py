"""Findings (问题), the versioned dictionaries they are sorted by, what they rest on, and their feedback."""

from xuncha.findings.models.answers import FactAnswer
from xuncha.findings.models.citations import Citation
from xuncha.findings.models.dictionaries import Category, FocusDictionary, FocusItem
from xuncha.findings.models.feedback import Feedback
from xuncha.findings.models.findings import Correction, Finding, FindingQuerySet

__all__ = [
    "Category",
    "Citation",
    "Correction",
    "FactAnswer",
    "Feedback",
    "Finding",
    "FindingQuerySet",
    "FocusDictionary",
    "FocusItem",
]
