"""Doors of findings, dictionaries and feedback."""

from xuncha.findings import tables
from xuncha.ui.tables.doors import addresses

app_name = "findings"
urlpatterns = [
    *addresses(tables.FINDINGS),
    *addresses(tables.CORRECTIONS),
    *addresses(tables.FEEDBACKS),
    *addresses(tables.FOCUS_DICTIONARIES),
    *addresses(tables.FOCUS_ITEMS),
    *addresses(tables.CATEGORIES),
]
