"""Addresses of guidance."""

from xuncha.guidance import tables
from xuncha.ui.tables.doors import addresses

app_name = "guidance"
urlpatterns = [
    *addresses(tables.SPONSORSHIPS),
    *addresses(tables.SPONSOR_VISITS),
    *addresses(tables.CONTACT_POINTS),
    *addresses(tables.CAMPAIGNS),
    *addresses(tables.TEAMS),
    *addresses(tables.VISITS),
    *addresses(tables.ASPECTS),
    *addresses(tables.COMMON_PROBLEMS),
    *addresses(tables.COUNTY_PROBLEMS),
    *addresses(tables.CASES),
    *addresses(tables.REASONS),
    *addresses(tables.ACTIONS),
    *addresses(tables.DISPATCHES),
    *addresses(tables.STATEMENTS),
    *addresses(tables.STAFFING),
]
