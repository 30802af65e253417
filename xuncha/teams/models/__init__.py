"""Who is sent and who was: staffing a round, appraisals, and what inspected organisations say of a group."""

from xuncha.teams.models.appraisals import Appraisal, AppraisalQuota, SeatGrading, SeatNote
from xuncha.teams.models.refusals import Refusal
from xuncha.teams.models.staffing import Choice, GroupDemand, Proposal, Staffing
from xuncha.teams.models.units_say import ConductEvaluation, RecusalRequest

__all__ = [
    "Appraisal",
    "AppraisalQuota",
    "Choice",
    "ConductEvaluation",
    "GroupDemand",
    "Proposal",
    "RecusalRequest",
    "Refusal",
    "SeatGrading",
    "SeatNote",
    "Staffing",
]
