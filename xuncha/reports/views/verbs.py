"""The verbs on the pages made by hand: one door, one verb, back to the page."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from xuncha.findings import actions as findings
from xuncha.findings.tables import FINDINGS
from xuncha.kernel.refusals import BadInput, NotAllowed
from xuncha.records.models import Stateful
from xuncha.records.queries import today
from xuncha.rectification import actions as rectification
from xuncha.rectification.models import Item
from xuncha.rectification.tables import ITEMS
from xuncha.reports.queries.scope import parse_day
from xuncha.reports.queries.verbs import Verb, open_verbs
from xuncha.rounds.actions import rounds
from xuncha.rounds.tables import ROUNDS
from xuncha.ui import errors
from xuncha.ui.http import Request
from xuncha.ui.tables import Table, registry
from xuncha.ui.tables.doors import admit

BASIS = 200  # characters a passage keeps of the paper


@dataclass(frozen=True)
class Workshop:
    """A kind of record whose verbs are taken here, and the action that takes them."""

    table: Table
    move: Callable[..., Any]


WORKSHOPS = {
    "rounds": Workshop(ROUNDS, rounds.move),
    "findings": Workshop(FINDINGS, findings.move),
    "items": Workshop(ITEMS, rectification.move),
}


@require_POST
def move(request: Request, kind: str, uid: UUID, verb: str) -> HttpResponse:
    """Take one step. A refusal is answered with its sentence by the house's middleware."""
    if kind not in WORKSHOPS:
        raise Http404
    shop = WORKSHOPS[kind]
    admit(request, shop.table)
    record = shop.table.model.objects.visible_to(request.viewer).filter(uid=uid).first()
    if record is None:
        raise Http404
    shop.move(
        record,
        verb,
        by=request.viewer,
        at=_day(request.POST.get("at", "")),
        basis=request.POST.get("basis", "")[:BASIS],
        note=request.POST.get("note", ""),
    )
    messages.success(request, gettext("已办理“%(verb)s”。") % {"verb": gettext(record.life.label(verb))})
    return redirect(_page_of(shop, record))


def buttons(kind: str, record: Stateful, request: Request, without: tuple[str, ...] = ()) -> dict[str, Any]:
    """What the template of the verbs needs."""
    found = open_verbs(record, request.viewer, without)
    return {
        "kind": kind,
        "uid": record.uid,
        "ready": [(verb.step, verb.onward) for verb in found if verb.hindrance is None],
        "waiting": [(verb.step, _said(verb)) for verb in found if verb.hindrance is not None],
        "today": today(),
    }


def _said(verb: Verb) -> str:
    return errors.say(verb.hindrance) if verb.hindrance else ""


def _day(text: str) -> date:
    """The day the step was taken: today unless said, and no day to come."""
    try:
        day = parse_day(text) if text else today()
    except BadInput as why:
        raise NotAllowed("办理日期“%(text)s”无法识别，请写成 2019-06-30 的样式。", text=text) from why
    if day > today():
        raise NotAllowed("办理日期不能晚于今天。")
    return day


def _page_of(shop: Workshop, record: Any) -> str:
    """A problem's item has its page with the problem."""
    if isinstance(record, Item) and record.finding:
        return registry.row_url(FINDINGS, record.finding)
    return registry.row_url(shop.table, record)
