"""Guidance of counties: sponsorship, contact points, check campaigns, key supervision, dispatch meetings."""

from xuncha.guidance.models.campaigns import (
    Aspect,
    Campaign,
    CheckMember,
    CheckTeam,
    CheckVisit,
    CommonProblem,
    CountyProblem,
)
from xuncha.guidance.models.contacts import ContactPoint, Sponsorship, SponsorVisit
from xuncha.guidance.models.counties import CountyStatement, DispatchTask, Staffing
from xuncha.guidance.models.points import CheckEvidence, CheckPoint, PointResult, Recheck
from xuncha.guidance.models.supervision import (
    CaseAction,
    CaseGauge,
    CaseJudgement,
    CaseReason,
    DispatchMeeting,
    SupervisionCase,
    SupervisionCaseQuerySet,
    SupervisionLine,
)

__all__ = [
    "Aspect",
    "Campaign",
    "CaseAction",
    "CaseGauge",
    "CaseJudgement",
    "CaseReason",
    "CheckEvidence",
    "CheckMember",
    "CheckPoint",
    "CheckTeam",
    "CheckVisit",
    "CommonProblem",
    "ContactPoint",
    "CountyProblem",
    "CountyStatement",
    "DispatchMeeting",
    "DispatchTask",
    "PointResult",
    "Recheck",
    "SponsorVisit",
    "Sponsorship",
    "Staffing",
    "SupervisionCase",
    "SupervisionCaseQuerySet",
    "SupervisionLine",
]
