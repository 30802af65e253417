"""Addresses of fieldwork."""

from xuncha.fieldwork.tables import material
from xuncha.ui.tables.doors import addresses

app_name = "fieldwork"
urlpatterns = addresses(material.MATERIAL_REQUESTS)
