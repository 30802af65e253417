"""A ledger's page: its board, its table, its lists, and the workbook that offices hand around."""

from typing import Any
from uuid import UUID

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from xuncha.kernel.refusals import NotAllowed
from xuncha.records.queries import today
from xuncha.rectification import tables
from xuncha.rectification.models import Ledger
from xuncha.rectification.queries import views as queries
from xuncha.rectification.queries.evaluations import evaluated
from xuncha.rectification.queries.publications import openness
from xuncha.rectification.rules.lists import SETS
from xuncha.rectification.tables import book as books
from xuncha.ui import witnesses
from xuncha.ui.http import Request
from xuncha.ui.stamps import stamp
from xuncha.ui.tables.detail import detail
from xuncha.ui.tables.doors import admit, unkept

BOARD, TABLE, PROGRESS = "board", "table", "progress"
SHOWN = 100  # items of a ledger on one page


@require_safe
def page(request: Request, uid: UUID) -> HttpResponse:
    """What a ledger is, what was handed in for it, and its items by state."""
    admit(request, tables.LEDGERS)
    context = detail(request, tables.LEDGERS, uid)
    tally = queries.tally_of(queries.sizes(context["row"], request.viewer))
    context |= {"tally": tally, "ways": ways(context["row"])}
    context["evaluated"] = evaluated(context["row"], request.viewer)
    context |= {"openness": openness(context["row"], request.viewer), "day": today()}
    return unkept(render(request, "rectification/ledger.html", context))


@require_safe
def lists(request: Request, uid: UUID, view: str) -> HttpResponse:
    """The same rows as a table, as a board, or as one of the sets of lists."""
    admit(request, tables.LEDGERS)
    ledger = _visible(request, uid)
    chosen = next((each for each in SETS if each.name == view), None)
    if chosen is None and view not in (BOARD, TABLE):
        raise Http404
    tally = queries.tally_of(queries.sizes(ledger, request.viewer))
    context: dict[str, Any] = {
        "ledger": ledger,
        "tally": tally,
        "day": today(),
        "ways": ways(ledger, view),
        "set": chosen,
    }
    if view == BOARD:
        context["columns"] = queries.board(ledger, request.viewer)
    else:
        context["sheet"] = queries.sheet(ledger, request.viewer, SHOWN)
        context |= {"shown": SHOWN, "more": max(tally.due - SHOWN, 0)}
    template = "board" if view == BOARD else "lists" if chosen else "table"
    return unkept(render(request, f"rectification/{template}.html", context))


@require_safe
def book(request: Request, uid: UUID) -> FileResponse:
    """The ledger as a spreadsheet: one line a measure, under the problem it belongs to."""
    admit(request, tables.LEDGERS)
    ledger = _visible(request, uid)
    tally = queries.tally_of(queries.sizes(ledger, request.viewer))
    if tally.due > books.MOST:
        raise NotAllowed("台账超过%(most)s项，请在整改事项列表分批导出。", most=books.MOST)
    sheet = queries.sheet(ledger, request.viewer)
    file = books.workbook(ledger, sheet, tally, today(), stamp(request, ledger.mark))
    witnesses.exported(request, tables.LEDGERS.door, request.get_full_path())
    name = f"{ledger.title}_{today().isoformat()}.xlsx"
    return unkept(FileResponse(file, as_attachment=True, filename=name))


def ways(ledger: Ledger, current: str = "") -> list[tuple[str, str, bool]]:
    """(title, address, whether it is this page) of each way to look at the ledger."""
    named = [(TABLE, gettext("台账")), (BOARD, gettext("看板"))]
    named += [(each.name, gettext(each.title)) for each in SETS]
    named.append((PROGRESS, gettext("进度图")))
    return [
        (title, reverse("rectification:ledger_view", args=[ledger.uid, name]), name == current)
        for name, title in named
    ]


def _visible(request: Request, uid: UUID) -> Ledger:
    rows = Ledger.objects.visible_to(request.viewer).select_related("task__organisation", "office")
    return get_object_or_404(rows, uid=uid)
