"""Lists of guidance: pairs and contact points, checks of the counties, key supervision, dispatch meetings."""

from xuncha.guidance.tables.checks import (
    ASPECTS,
    CAMPAIGNS,
    COMMON_PROBLEMS,
    COUNTY_PROBLEMS,
    EVIDENCE,
    MEMBERS,
    POINTS,
    RECHECKS,
    RESULTS,
    TEAMS,
    VISITS,
)
from xuncha.guidance.tables.contacts import CONTACT_POINTS, SPONSOR_VISITS, SPONSORSHIPS, STAFFING
from xuncha.guidance.tables.dispatches import DISPATCHES, STATEMENTS, TASKS
from xuncha.guidance.tables.supervision import ACTIONS, CASES, GAUGES, JUDGEMENTS, LINES, REASONS

__all__ = [
    "ACTIONS",
    "ASPECTS",
    "CAMPAIGNS",
    "CASES",
    "COMMON_PROBLEMS",
    "CONTACT_POINTS",
    "COUNTY_PROBLEMS",
    "DISPATCHES",
    "EVIDENCE",
    "GAUGES",
    "JUDGEMENTS",
    "LINES",
    "MEMBERS",
    "POINTS",
    "REASONS",
    "RECHECKS",
    "RESULTS",
    "SPONSORSHIPS",
    "SPONSOR_VISITS",
    "STAFFING",
    "STATEMENTS",
    "TASKS",
    "TEAMS",
    "VISITS",
]
