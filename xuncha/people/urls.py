"""Addresses of persons and posts."""

from xuncha.people import tables
from xuncha.ui.tables.doors import addresses

app_name = "people"
urlpatterns = [
    *addresses(tables.PERSONS),
    *addresses(tables.POSTS),
    *addresses(tables.TENURES),
]
