"""Addresses of appraisals."""

from xuncha.teams import tables
from xuncha.ui.tables.doors import addresses

app_name = "teams"
urlpatterns = addresses(tables.APPRAISALS)
