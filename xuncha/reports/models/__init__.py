"""Cut-offs, explanations of ties, and designs of reports."""

from xuncha.reports.models.cutoffs import Cutoff, FrozenFigure, FrozenRow, TieExplanation
from xuncha.reports.models.designs import ReportDesign

__all__ = ["Cutoff", "FrozenFigure", "FrozenRow", "ReportDesign", "TieExplanation"]
