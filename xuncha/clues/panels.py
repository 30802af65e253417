"""What stands above the list of results that are owed: how many are overdue, soon due, and to be checked this quarter."""

from datetime import timedelta

from django.template.loader import render_to_string
from django.urls import reverse

from xuncha.clues import queries
from xuncha.clues.models import WaitingLine
from xuncha.records.queries import today
from xuncha.ui.http import Request

SOON = 15  # days


def clocks(request: Request, row: None) -> str:
    """For the slot "clues.waitingline.list"."""
    day, base = today(), reverse("clues:waiting")
    rows = WaitingLine.objects.visible_to(request.viewer)
    soon, before = day + timedelta(days=SOON), day - timedelta(days=1)
    context = {
        "overdue": rows.filter(due_on__lt=day).count(),
        "overdue_url": f"{base}?due_on_before={before}",
        "soon": rows.filter(due_on__gte=day, due_on__lte=soon).count(),
        "soon_url": f"{base}?due_on_after={day}&due_on_before={soon}",
        "to_check": queries.to_check(request.viewer, day),
    }
    return render_to_string("clues/_clocks.html", context, request)
