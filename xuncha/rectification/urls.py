"""Doors of ledgers and their rows."""

from xuncha.rectification import tables
from xuncha.ui.tables.doors import addresses

app_name = "rectification"
urlpatterns = [
    *addresses(tables.LEDGERS),
    *addresses(tables.CLASSES),
    *addresses(tables.ITEMS),
    *addresses(tables.MEASURES),
    *addresses(tables.YIELDS),
]
