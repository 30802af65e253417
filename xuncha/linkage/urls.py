"""Addresses of linkage."""

from xuncha.linkage import tables
from xuncha.ui.tables.doors import addresses

app_name = "linkage"
urlpatterns = [
    *addresses(tables.CAMPAIGNS),
    *addresses(tables.GROUPS),
    *addresses(tables.COUNTY_PLANS),
    *addresses(tables.COUNTY_TASKS),
    *addresses(tables.COUNTERPARTS),
    *addresses(tables.FILINGS),
]
