"""The inbox: one's own notices, read one by one or all that are shown."""

from uuid import UUID

from django.core.exceptions import BadRequest
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST, require_safe

from xuncha.calendars.queries import lights_of
from xuncha.records.queries import today
from xuncha.reminders.actions import reading
from xuncha.reminders.queries import inbox as queries
from xuncha.ui import errors
from xuncha.ui.http import Request
from xuncha.ui.reception.verbs import back
from xuncha.ui.tables.addresses import Asked
from xuncha.ui.tables.doors import unkept
from xuncha.ui.tables.listing import counted

DIGITS = 19  # of the largest key a database keeps


@require_safe
def inbox(request: Request) -> HttpResponseBase:
    """As the address asks; to htmx only the part that changes."""
    day = today()
    try:
        asked = queries.asked(request.GET.dict())
        rows = asked.of(request.viewer, day)
        page = queries.page(rows, request.viewer, request.GET.get("cursor", ""), lights_of(day))
    except BadRequest as why:
        return errors.bad_request(request, why)
    address = Asked(request)
    alone = queries.Asked(asked.box, late=asked.late).of(request.viewer, day)
    context = {
        "asked": asked,
        "page": page,
        "count": counted(rows),
        "boxes": [(box, address.having(box=box.value), box == asked.box) for box in queries.Box],
        "kinds": [
            (kind, size, address.having(kind="" if kind == asked.kind else kind.value), kind == asked.kind)
            for kind, size in queries.kinds(alone)
        ],
        "late_url": address.having(late="" if asked.late else "1"),
        "everything": address.having(kind="", late="", box=queries.Box.ALL.value),
        "pager": {
            "first": address.having() if page.previous else "",
            "previous": address.having(cursor=page.previous) if page.previous else "",
            "following": address.having(cursor=page.following) if page.following else "",
            "last": address.having(cursor="last") if page.following else "",
        },
        "newest": max((shown.notice.pk for shown in page.rows), default=0),
        "here": str(address),
        "sweep": queries.last_sweep(),
    }
    partial = request.headers.get("HX-Target") == "list"
    return unkept(render(request, "reminders/_inbox.html" if partial else "reminders/inbox.html", context))


@require_GET
def open_notice(request: Request, uid: UUID) -> HttpResponse:
    """To the thing itself, which counts as read; to the inbox for who may not see the thing."""
    notice = reading.read(uid, by=request.viewer)
    if notice is None:
        raise Http404
    return redirect(queries.thing_of(notice, request.viewer) or "reminders:inbox")


@require_POST
def read_notice(request: Request, uid: UUID) -> HttpResponse:
    if reading.read(uid, by=request.viewer) is None:
        raise Http404
    return redirect(back(request, reverse("reminders:inbox")))


@require_POST
def read_all(request: Request) -> HttpResponse:
    """All that the page's question asks for, as far as they were there when the page was shown."""
    newest = request.POST.get("newest", "")
    if not newest.isdecimal() or len(newest) > DIGITS:
        raise BadRequest("newest")
    asked = queries.asked({name: request.POST.get(name, "") for name in ("box", "kind", "late")})
    rows = asked.of(request.viewer, today()).filter(pk__lte=int(newest))
    reading.read_all(rows, by=request.viewer)
    return redirect(back(request, reverse("reminders:inbox")))
