"""The door of full coverage: whose, as of which day, how far "covered" reaches, and in which order the grid stands."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from xuncha.records.models import Office
from xuncha.records.queries import today
from xuncha.records.rules import OFFICE
from xuncha.rounds.queries.frame import one_look
from xuncha.rounds.queries.grid import grid
from xuncha.rounds.rules.coverage import Milestone
from xuncha.rounds.views.overview import overview
from xuncha.rounds.views.sheet import Order, sheet
from xuncha.ui.http import Request
from xuncha.ui.shell import shell
from xuncha.ui.tables.doors import unkept

KNOWN = frozenset({"on", "milestone", "sort", "all"})


@dataclass(frozen=True)
class Asked:
    """What the page was asked; `last` is the latest day that can be, `whole` shows long parts to their end."""

    office: int
    day: date
    last: date
    milestone: Milestone
    order: Order
    whole: bool

    def having(self, **changes: str) -> str:
        """The query of this page with one thing changed; what is as usual is left out."""
        usual = {
            "on": self.last.isoformat(),
            "milestone": Milestone.FINISHED.value,
            "sort": Order.CLASS.value,
            "all": "",
        }
        now = {
            "on": self.day.isoformat(),
            "milestone": self.milestone.value,
            "sort": self.order.value,
            "all": "1" if self.whole else "",
        }
        query = {name: value for name, value in (now | changes).items() if value != usual[name]}
        return "?" + urlencode(query)


@require_safe
def coverage(request: Request) -> HttpResponse:
    """How far full coverage is. 403 for who reads no plan, 400 for a day or a word that makes no sense."""
    asked = _ask(request)
    with one_look():
        return unkept(render(request, "rounds/coverage.html", _answered(request, asked)))


def _answered(request: Request, asked: Asked) -> dict[str, Any]:
    found = grid(asked.office, asked.day, request.viewer)
    figures = str(shell(request)["doors"].get("figures", ""))
    return {
        "asked": asked,
        "office": Office.objects.get(pk=asked.office),
        "overview": overview(
            asked.office,
            asked.day,
            asked.milestone,
            request.viewer,
            series=found.steps,
            figures=figures,
        ),
        "sheet": sheet(found, asked.order, whole=asked.whole),
        "whole": asked.having(all="1") + "#sheet",
        "milestones": [(each, asked.having(milestone=each.value)) for each in Milestone],
        "orders": [(each, asked.having(sort=each.value) + "#sheet") for each in Order],
    }


def _ask(request: Request) -> Asked:
    offices = request.viewer.offices(OFFICE)
    if not offices:
        raise PermissionDenied
    if set(request.GET) - KNOWN:
        raise BadRequest("parameters")
    now, given = today(), request.GET.get("on") or ""
    try:
        day = date.fromisoformat(given) if given else now
        milestone = Milestone(request.GET.get("milestone") or Milestone.FINISHED)
        order = Order(request.GET.get("sort") or Order.CLASS)
    except ValueError as why:
        raise BadRequest("on, milestone or sort") from why
    if day > now:
        raise BadRequest("a day to come")
    return Asked(
        office=request.viewer.office if request.viewer.office in offices else offices[0],
        day=day,
        last=now,
        milestone=milestone,
        order=order,
        whole=bool(request.GET.get("all")),
    )
