"""Doors of ledgers and their rows."""

from xuncha.rectification import actions, tables
from xuncha.ui.reception import verb_addresses
from xuncha.ui.tables.doors import addresses

app_name = "rectification"
urlpatterns = [
    *addresses(tables.LEDGERS),
    *addresses(tables.CLASSES),
    *addresses(tables.ITEMS),
    *verb_addresses(tables.ITEMS, actions.move),
    *addresses(tables.MEASURES),
    *addresses(tables.YIELDS),
]
