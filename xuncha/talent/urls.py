"""Addresses of the talent pool."""

from xuncha.talent import tables
from xuncha.ui.tables.doors import addresses

app_name = "talent"
urlpatterns = [
    *addresses(tables.CHANNELS),
    *addresses(tables.MEMBERS),
    *addresses(tables.CAREER),
    *addresses(tables.RELATIVES),
]
