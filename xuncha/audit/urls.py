"""Addresses of the auditor's lists."""

from django.urls import path

from xuncha.audit import tables, views
from xuncha.ui.tables.doors import addresses

app_name = "audit"
urlpatterns = [
    path("chain/", views.chain, name="chain"),
    path("chain/checkpoint/", views.checkpoint, name="checkpoint"),
    *addresses(tables.ENTRIES),
    *addresses(tables.TRACES),
]
