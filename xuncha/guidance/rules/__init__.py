"""Guidance and supervision of counties (domain §8.2)."""

from xuncha.guidance.rules.checks import FEWEST_COUNTIES, GUIDES, RecheckResult, Score
from xuncha.guidance.rules.contacts import (
    CONTACT_LEVELS,
    ContactLevel,
    ContactPurpose,
    SponsorLevel,
    next_quarter_end,
    quarter_end,
    quarter_of,
)
from xuncha.guidance.rules.dispatches import EACH_COUNTY_SENDS, Seat, lacking
from xuncha.guidance.rules.supervision import (
    ANSWERING,
    CASE_LIFE,
    GAUGE_OF,
    REASON_OF,
    ActionKind,
    CaseState,
    Gauge,
    Judgement,
    ReasonCode,
    crosses,
    printed,
)

__all__ = [
    "ANSWERING",
    "CASE_LIFE",
    "CONTACT_LEVELS",
    "EACH_COUNTY_SENDS",
    "FEWEST_COUNTIES",
    "GAUGE_OF",
    "GUIDES",
    "REASON_OF",
    "ActionKind",
    "CaseState",
    "ContactLevel",
    "ContactPurpose",
    "Gauge",
    "Judgement",
    "ReasonCode",
    "RecheckResult",
    "Score",
    "Seat",
    "SponsorLevel",
    "crosses",
    "lacking",
    "next_quarter_end",
    "printed",
    "quarter_end",
    "quarter_of",
]
