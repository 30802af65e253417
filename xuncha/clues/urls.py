"""Doors of clues and their transfer."""

from xuncha.clues import tables
from xuncha.ui.tables.doors import addresses

app_name = "clues"
urlpatterns = [
    *addresses(tables.CLUES),
    *addresses(tables.CONTENTS),
    *addresses(tables.SUBJECTS),
    *addresses(tables.TRANSFERS),
    *addresses(tables.LINES),
    *addresses(tables.RECEIPTS),
]
