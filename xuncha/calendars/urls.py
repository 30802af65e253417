"""Addresses of the working days."""

from xuncha.calendars import actions, forms, tables
from xuncha.calendars.models import CalendarSpan
from xuncha.calendars.rules import HEAD
from xuncha.ui.reception import Deed, Entry, deed_addresses, entry_addresses, verb_addresses
from xuncha.ui.tables.doors import addresses


def _in_draft(span: CalendarSpan) -> bool:
    return actions.is_drafting(span.calendar)


app_name = "calendars"
urlpatterns = [
    *addresses(tables.CALENDARS),
    *verb_addresses(tables.CALENDARS, actions.move),
    *deed_addresses(
        tables.CALENDARS,
        Deed("again", "另立新版本", forms.AgainForm, actions.draw_up_again, HEAD),
        Deed("discard", "作废草稿", forms.WithReason, actions.discard, HEAD, actions.is_drafting),
    ),
    *addresses(tables.SPANS),
    *deed_addresses(
        tables.SPANS,
        Deed("change", "修改", forms.SpanCorrection, actions.change_span, HEAD, _in_draft),
        Deed("drop", "删去", forms.WithReason, actions.drop_span, HEAD, _in_draft),
    ),
    *entry_addresses(
        Entry("calendars", "登记工作日安排", forms.CalendarForm, actions.draw_up, HEAD),
        Entry(
            "spans", "登记放假和调休", forms.SpanForm, actions.add_span, HEAD, "calendar",
            actions.is_drafting, many=True,
        ),
    ),
]  # fmt: skip
