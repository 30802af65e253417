from xuncha.linkage.tables.lists import (
    CALLS,
    CAMPAIGNS,
    CHASES,
    COUNTERPARTS,
    COUNTY_PLANS,
    COUNTY_TASKS,
    FILINGS,
    GROUPS,
    TARGETS,
)

__all__ = [
    "CALLS",
    "CAMPAIGNS",
    "CHASES",
    "COUNTERPARTS",
    "COUNTY_PLANS",
    "COUNTY_TASKS",
    "FILINGS",
    "GROUPS",
    "TARGETS",
]
