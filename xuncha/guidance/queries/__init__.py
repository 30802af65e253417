"""Who has not come, whom nobody visits, how a county stands, what was done about it."""

from xuncha.guidance.queries.contacts import (
    Gap,
    Missing,
    counties_below,
    gaps,
    missing_counties,
    unsponsored,
    unvisited,
)
from xuncha.guidance.queries.signals import county_cases

__all__ = [
    "Gap",
    "Missing",
    "counties_below",
    "county_cases",
    "gaps",
    "missing_counties",
    "unsponsored",
    "unvisited",
]
