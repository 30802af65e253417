"""Doors of findings, dictionaries and feedback."""

from xuncha.findings import actions, tables
from xuncha.ui.reception import verb_addresses
from xuncha.ui.tables.doors import addresses

app_name = "findings"
urlpatterns = [
    *addresses(tables.FINDINGS),
    *verb_addresses(tables.FINDINGS, actions.move),
    *addresses(tables.CORRECTIONS),
    *addresses(tables.FEEDBACKS),
    *addresses(tables.FOCUS_DICTIONARIES),
    *addresses(tables.FOCUS_ITEMS),
    *addresses(tables.CATEGORIES),
]
