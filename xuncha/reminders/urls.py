"""Doors of the inbox, of what one has asked for, of the calendar, and of an office's thresholds."""

from django.urls import path

from xuncha.reminders import forms, tables
from xuncha.reminders.actions import schemes
from xuncha.reminders.queries.schemes import is_open, is_open_threshold
from xuncha.reminders.rules.thresholds import HEAD
from xuncha.reminders.views.feed import feed
from xuncha.reminders.views.inbox import inbox, open_notice, read_all, read_notice
from xuncha.reminders.views.settings import open_feed, revoke_feed, settings
from xuncha.ui.reception import Deed, Entry, deed_addresses, entry_addresses
from xuncha.ui.tables.doors import addresses

app_name = "reminders"
urlpatterns = [
    path("", inbox, name="inbox"),
    path("read/", read_all, name="read_all"),
    path("notices/<uuid:uid>/", open_notice, name="open"),
    path("notices/<uuid:uid>/read/", read_notice, name="read"),
    path("settings/", settings, name="settings"),
    path("settings/calendar/", open_feed, name="open_feed"),
    path("settings/calendar/revoke/", revoke_feed, name="revoke_feed"),
    path("calendar/<str:secret>.ics", feed, name="feed"),
    *addresses(tables.SCHEMES),
    *addresses(tables.THRESHOLDS),
    *entry_addresses(
        Entry("schemes", "另立催办规则", forms.SchemeForm, schemes.draw_up, HEAD),
        Entry("thresholds", "登记催办节点", forms.ThresholdForm, schemes.add, HEAD, "scheme", is_open),
    ),
    *deed_addresses(tables.SCHEMES, Deed("copy", "另立新版本", forms.SchemeCopyForm, schemes.copy, HEAD)),
    *deed_addresses(
        tables.THRESHOLDS, Deed("drop", "删去节点", forms.DropForm, schemes.drop, HEAD, is_open_threshold)
    ),
]
