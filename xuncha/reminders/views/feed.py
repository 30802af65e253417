"""The calendar: read by whoever holds its secret address, since calendar programs cannot sign in."""

from datetime import UTC, datetime, time, timedelta
from hashlib import sha256

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext
from django.views.decorators.http import require_safe
from icalendar import Calendar, Event

from xuncha.kernel.viewer import Viewer
from xuncha.records.queries import today
from xuncha.reminders.actions.subscriptions import note_reading
from xuncha.reminders.queries.feed import DayOfKind, by_secret, days
from xuncha.rounds.queries.viewer import viewer_of
from xuncha.ui.tables.doors import unkept

PRODUCT = "-//xuncha//reminders//ZH"
REFRESH = timedelta(hours=6)


@login_not_required
@require_safe
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """All-day entries. An address that is not in use says no more than any that never was."""
    found = by_secret(secret)
    if found is None:
        raise Http404
    subscription, user = found
    day, viewer = today(), viewer_of(user)
    note_reading(subscription, at=day)
    with translation.override(user.language or settings.LANGUAGE_CODE):
        calendar = Calendar.new(
            name=gettext("催办期限"),
            prodid=PRODUCT,
            uid=_name(viewer, "calendar"),
            refresh_interval=REFRESH,
        )
        for each in days(viewer, day):
            calendar.add_component(_event(each, viewer))
        answer = HttpResponse(calendar.to_ical(), content_type="text/calendar; charset=utf-8")
    answer.headers["Content-Disposition"] = 'inline; filename="xuncha.ics"'
    return unkept(answer)


def _event(each: DayOfKind, viewer: Viewer) -> Event:
    """Its name stays the same from reading to reading, so that a program changes the number and adds no second one."""
    words = {"kind": gettext(each.kind.label), "number": each.number}
    return Event.new(
        uid=_name(viewer, f"{each.kind.value} {each.day.isoformat()}"),
        stamp=datetime.combine(each.day, time(), UTC),
        start=each.day,
        summary=gettext("%(kind)s到期：%(number)s项") % words,
        url=f"{settings.PUBLIC_URL.rstrip('/')}{each.url}" if settings.PUBLIC_URL and each.url else None,
    )


def _name(viewer: Viewer, what: str) -> str:
    return f"{sha256(f'{viewer.user} {what}'.encode()).hexdigest()[:32]}@xuncha.invalid"
