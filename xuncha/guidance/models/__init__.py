"""Guidance of counties: sponsorship, contact points, check campaigns, key supervision, dispatch meetings."""

from xuncha.guidance.models.campaigns import (
    Aspect,
    Campaign,
    CheckTeam,
    CheckVisit,
    CommonProblem,
    CountyProblem,
)
from xuncha.guidance.models.contacts import ContactPoint, Sponsorship, SponsorVisit
from xuncha.guidance.models.counties import CountyStatement, Staffing
from xuncha.guidance.models.supervision import (
    CaseAction,
    CaseReason,
    DispatchMeeting,
    SupervisionCase,
    SupervisionCaseQuerySet,
)

__all__ = [
    "Aspect",
    "Campaign",
    "CaseAction",
    "CaseReason",
    "CheckTeam",
    "CheckVisit",
    "CommonProblem",
    "ContactPoint",
    "CountyProblem",
    "CountyStatement",
    "DispatchMeeting",
    "SponsorVisit",
    "Sponsorship",
    "Staffing",
    "SupervisionCase",
    "SupervisionCaseQuerySet",
]
