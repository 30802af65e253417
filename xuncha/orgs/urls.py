"""Addresses of divisions and organisations."""

from xuncha.orgs import tables
from xuncha.ui.tables.doors import addresses

app_name = "orgs"
urlpatterns = [
    *addresses(tables.ORGANISATIONS),
    *addresses(tables.CHANGES),
    *addresses(tables.DIVISIONS),
]
