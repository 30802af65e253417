"""The doors of planning: what is left and how to begin, one scheme in full, schemes side by side, and their files."""

import json
from typing import Any
from uuid import UUID

from django.core.exceptions import BadRequest, PermissionDenied
from django.http import FileResponse, Http404, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from xuncha.kernel.viewer import Viewer
from xuncha.kernel.workdays import count_workdays
from xuncha.orgs.rules import UnitClass
from xuncha.records.queries import today
from xuncha.rounds import tables
from xuncha.rounds.models import RoundScheme, Term
from xuncha.rounds.queries.planner import Past, left_of, stipulated
from xuncha.rounds.queries.schemes import compared, kept, label_of, shown
from xuncha.rounds.queries.signals import suggestions
from xuncha.rounds.rules.planner import PLANNERS
from xuncha.rounds.views.gantt import gantt
from xuncha.rounds.views.planner_sheets import write
from xuncha.ui import witnesses
from xuncha.ui.http import Request
from xuncha.ui.shell import office_name
from xuncha.ui.stamps import of_many
from xuncha.ui.tables.detail import detail
from xuncha.ui.tables.doors import admit, unkept

COMPARED = 4  # schemes side by side


@require_safe
def page(request: Request) -> HttpResponse:
    """What is left of the term, what the past says, what the data suggest, and the schemes there are."""
    office = _office(request.viewer)
    left = left_of(office, today())
    context: dict[str, Any] = {"left": left}
    if left is not None:
        past = Past(office, today())
        schemes = RoundScheme.objects.visible_to(request.viewer).filter(term=left.term)
        rows = suggestions(request.viewer, left.items, today())
        context |= {
            "parameters": [(label_of(one.name), one) for one in past.usual()],
            "paces": sorted(past.paces().values(), key=lambda one: list(UnitClass).index(one.unit_class)),
            "suggested": rows,
            "never": sum(any(s.text == "没有巡察记录" for s in row.signals) for row in rows),
            "days": max(count_workdays(left.from_day, left.term.ends_on, past.calendar).days, 0),
            "wishes": stipulated(left.term),
            "schemes": list(schemes.order_by("-number").defer("asked")),
            "kept": kept(left.term),
            "may": _may(request, left.term),
        }
    return unkept(render(request, "rounds/planner.html", context))


@require_safe
def scheme(request: Request, uid: UUID) -> HttpResponse:
    """One scheme in full."""
    admit(request, tables.SCHEMES)
    context = detail(request, tables.SCHEMES, uid)
    row: RoundScheme = context["row"]
    found = shown(row) if row.outcome else None
    context |= {
        "shown": found,
        "gantt": gantt(found, _start(row)) if found else None,
        "may": _may(request, row.term),
        "several": row.term.schemes.live().filter(ends_on__isnull=False).count() > 1,
    }
    return unkept(render(request, "rounds/scheme.html", context))


@require_safe
def compare(request: Request) -> HttpResponse:
    """Up to four schemes side by side: those asked for by number (p=1&p=3), else the last two."""
    office = _office(request.viewer)
    left = left_of(office, today())
    if left is None:
        raise Http404
    rows = RoundScheme.objects.visible_to(request.viewer).filter(term=left.term, ends_on__isnull=False)
    rows = rows.order_by("number")
    wanted = [_number(text) for text in request.GET.getlist("p")][:COMPARED]
    chosen = list(rows.filter(number__in=wanted)) if wanted else list(rows.order_by("-number")[:2])[::-1]
    every, measures = compared(chosen)
    context = {
        "schemes": list(rows),
        "chosen": {one.number for one in chosen},
        "every": every,
        "measures": measures,
        "most": COMPARED,
    }
    return unkept(render(request, "rounds/planner_compare.html", context))


@require_safe
def instance(request: Request, uid: UUID) -> HttpResponse:
    """What the planner was given, for `xuncha plan`."""
    row = _row(request, uid)
    witnesses.exported(request, tables.SCHEMES.door, request.get_full_path())
    answer = JsonResponse(json.loads(row.asked), json_dumps_params={"ensure_ascii": False, "indent": 1})
    answer.headers["Content-Disposition"] = f'attachment; filename="rounds-{row.number}.json"'
    return unkept(answer)


@require_safe
def workbook(request: Request, uid: UUID) -> HttpResponseBase:
    """The scheme as a spreadsheet: rounds, loads, cases and what was asked."""
    row = _row(request, uid)
    if not row.outcome:
        raise Http404
    file = write(shown(row), office_name(request), today(), of_many(request))
    witnesses.exported(request, tables.SCHEMES.door, request.get_full_path())
    name = "%s_%s.xlsx" % (gettext("轮次筹划方案"), row.number)
    return unkept(FileResponse(file, as_attachment=True, filename=name))


def _row(request: Request, uid: UUID) -> RoundScheme:
    admit(request, tables.SCHEMES)
    row = RoundScheme.objects.visible_to(request.viewer).filter(uid=uid).first()
    if row is None:
        raise Http404
    return row


def _start(row: RoundScheme) -> Any:
    from_day = json.loads(row.asked)["start"]
    return type(row.deadline).fromisoformat(from_day)


def _office(viewer: Viewer) -> int:
    offices = viewer.offices(PLANNERS)
    if not offices:
        raise PermissionDenied
    return viewer.office if viewer.office in offices else offices[0]


def _may(request: Request, term: Term) -> bool:
    return not term.roles_of(request.viewer).isdisjoint(PLANNERS)


def _number(text: str) -> int:
    if not text.isdecimal() or len(text) > 4:
        raise BadRequest("malformed number")
    return int(text)
