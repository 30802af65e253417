"""Designing a report on the page; what a version says, and what it changed.

The form works without a script: each button sends the whole of it and says what is done with it.
"""

import difflib
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from xuncha.kernel.refusals import NotAllowed
from xuncha.records.queries import today
from xuncha.reports.actions import designs as actions
from xuncha.reports.engine.design import Design, lines
from xuncha.reports.models import ReportDesign
from xuncha.reports.queries import designs as queries
from xuncha.reports.rules import DESIGNERS, DesignKind
from xuncha.reports.tables import DESIGNS
from xuncha.reports.views.asking import Asked, ask, in_words
from xuncha.reports.views.drafting import LEVELS, Draft, Workbench
from xuncha.ui import errors
from xuncha.ui.http import Request
from xuncha.ui.tables.detail import detail
from xuncha.ui.tables.doors import admit, unkept
from xuncha.ui.tables.registry import row_url

KINDS = {kind.value: kind for kind in DesignKind}


@require_safe
def page(request: Request, uid: UUID) -> HttpResponse:
    """A version: its sections, and what it changed against the one before or another that is asked for."""
    admit(request, DESIGNS)
    context = detail(request, DESIGNS, uid)
    row: ReportDesign = context["row"]
    kind = DesignKind(row.kind)
    others = list(ReportDesign.objects.of(row.office_id).filter(kind=kind).order_by("-number"))
    against = _against(request, row, others)
    context |= {
        "design": row.design,
        "levels": dict(LEVELS),
        "others": [(one.number, one == against) for one in others if one.pk != row.pk],
        "against": against,
        "changes": changes(queries.design_of(against, kind), row.design),
        "may_edit": row.office_id in request.viewer.offices(DESIGNERS),
    }
    return unkept(render(request, "reports/design.html", context))


def _against(request: Request, row: ReportDesign, others: list[ReportDesign]) -> ReportDesign | None:
    """The version asked for by number, else the one before; None is the supplied one."""
    asked = request.GET.get("against", "")
    if asked:
        if asked != "0" and not any(str(one.number) == asked for one in others):
            raise Http404
        return next((one for one in others if str(one.number) == asked), None)
    return next((one for one in others if one.number < row.number), None)


def changes(old: Design, new: Design) -> list[tuple[str, str]]:
    """(kind, line) of what differs, with one line around it: "-" went, "+" came, " " stayed, "…" left out."""
    told = []
    for line in list(difflib.unified_diff(lines(old), lines(new), lineterm="", n=1))[2:]:
        told.append(("…", "") if line.startswith("@@") else (line[0], line[1:]))
    return told


@require_http_methods(["GET", "HEAD", "POST"])
@in_words
def edit(request: Request, kind: str) -> HttpResponseBase:
    """The form. It opens on the version saved last, or on one that is to be restored."""
    if kind not in KINDS:
        raise Http404
    asked = ask(request, also={"from"})
    if asked.office.pk not in request.viewer.offices(DESIGNERS):
        raise PermissionDenied
    bench = Workbench.of(KINDS[kind], asked.office, asked.scope)
    if request.method != "POST":
        return _form(request, asked, bench, _begun(request, bench))
    draft, do = Draft.sent(request.POST), request.POST.get("do", "save")
    if do == "save":
        return _save(request, asked, bench, draft)
    return _form(request, asked, bench, draft if do == "preview" else draft.edited(do), tried=True)


def _begun(request: Request, bench: Workbench) -> Draft:
    last = queries.latest(bench.office.pk, bench.kind)
    number = last.number if last else 0
    again = request.GET.get("from")
    if again is None:
        return Draft(queries.design_of(last, bench.kind), number)
    if again == "0":
        return Draft(queries.SUPPLIED[bench.kind], number, gettext("恢复随系统提供的样式"))
    if not again.isdecimal():
        raise BadRequest("from")
    of = ReportDesign.objects.of(bench.office.pk).filter(kind=bench.kind)
    found = of.filter(number=again[:4]).first()
    if found is None:
        raise Http404
    return Draft(found.design, number, gettext("恢复第%(number)s版") % {"number": found.number})


def _save(request: Request, asked: Asked, bench: Workbench, draft: Draft) -> HttpResponse:
    try:
        row = actions.save(
            ReportDesign(office=asked.office, kind=bench.kind, why=draft.why),
            draft.design,
            onto=draft.onto,
            known=bench.known,
            by=request.viewer,
            at=today(),
        )
    except NotAllowed as why:
        return _form(request, asked, bench, draft, tried=True, refusal=errors.say(why))
    messages.success(
        request, gettext("已保存第%(number)s版，由负责人启用后用于报告。") % {"number": row.number}
    )
    return redirect(row_url(DESIGNS, row))


def _form(
    request: Request, asked: Asked, bench: Workbench, draft: Draft, *, tried: bool = False, refusal: str = ""
) -> HttpResponse:
    sections = [
        (number, section, bench.tried(section) if tried else [])
        for number, section in enumerate(draft.design.sections)
    ]
    context: dict[str, Any] = {
        "asked": asked,
        "kind": bench.kind,
        "draft": draft,
        "sections": sections,
        "tried": tried,
        "levels": LEVELS,
        "pers": list(bench.known.per.items()),
        "inserts": list(bench.inserts()),
        "refusal": refusal,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if refusal else HTTPStatus.OK
    return unkept(render(request, "reports/design_edit.html", context, status=status))
