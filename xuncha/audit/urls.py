"""Addresses of the auditor's lists."""

from xuncha.audit import tables
from xuncha.ui.tables.doors import addresses

app_name = "audit"
urlpatterns = [
    *addresses(tables.ENTRIES),
    *addresses(tables.TRACES),
]
