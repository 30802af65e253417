"""Addresses of the register."""

from xuncha.basis import tables
from xuncha.ui.tables.doors import addresses

app_name = "basis"
urlpatterns = [
    *addresses(tables.DOCUMENTS),
    *addresses(tables.ADDRESSEES),
    *addresses(tables.LINES),
    *addresses(tables.STATEMENTS),
    *addresses(tables.MEETINGS),
    *addresses(tables.AGENDA),
    *addresses(tables.DECISIONS),
    *addresses(tables.ATTENDANCES),
]
