"""Addresses of fieldwork."""

from xuncha.fieldwork import tables
from xuncha.ui.tables.doors import addresses

app_name = "fieldwork"
urlpatterns = addresses(tables.MATERIAL_REQUESTS)
