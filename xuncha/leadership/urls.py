"""Addresses of what concerns the leaders."""

from xuncha.leadership import tables
from xuncha.ui.tables.doors import addresses

app_name = "leadership"
urlpatterns = [
    *addresses(tables.STUDY),
    *addresses(tables.BRIEFINGS),
    *addresses(tables.SUGGESTIONS),
    *addresses(tables.MATTERS),
    *addresses(tables.INSTITUTIONS),
    *addresses(tables.VERSIONS),
    *addresses(tables.STAFF),
    *addresses(tables.VEHICLES),
    *addresses(tables.PRIVILEGES),
]
