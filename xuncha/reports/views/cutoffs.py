"""A cut-off: what was frozen, how each figure stands today, and the rows of one that moved."""

from typing import Any
from uuid import UUID

from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from xuncha.files import actions as files
from xuncha.reports import tables
from xuncha.reports.models import Cutoff
from xuncha.reports.queries import frozen
from xuncha.reports.rules import Standing
from xuncha.rounds.queries.frame import one_look
from xuncha.ui import witnesses
from xuncha.ui.http import Request
from xuncha.ui.tables import registry
from xuncha.ui.tables.detail import detail
from xuncha.ui.tables.doors import admit, unkept


@require_safe
def page(request: Request, uid: UUID) -> HttpResponse:
    """What was frozen. The figures of today are counted when they are asked for (`compare`)."""
    admit(request, tables.CUTOFFS)
    context = detail(request, tables.CUTOFFS, uid)
    context["figures"] = context["row"].figures.order_by("place")
    return unkept(render(request, "reports/cutoff.html", context))


@require_safe
def compare(request: Request, uid: UUID) -> HttpResponse:
    """Every frozen figure asked again."""
    cutoff = _cutoff(request, uid)
    with one_look():
        stands = frozen.stands(cutoff)
    moved = [one for one in stands if one.standing != Standing.SAME]
    context = {"cutoff": cutoff, "stands": stands, "moved": moved}
    return unkept(render(request, "reports/cutoff_now.html", context))


@require_safe
def difference(request: Request, uid: UUID, key: str) -> HttpResponse:
    """One figure: the rows that came, went or changed, and who changed them."""
    cutoff = _cutoff(request, uid)
    place = request.GET.get("place", "")
    figures = cutoff.figures.select_related("cutoff").filter(key=key).order_by("place")
    figure = (figures.filter(place=place) if place.isdecimal() and len(place) < 5 else figures).first()
    if figure is None:
        raise Http404
    with one_look():
        stand = frozen.stand(figure, frozen.scope_of_figure(figure))
    rows = [(row, _address(request, row.record)) for row in frozen.touched(stand, request.viewer)]
    context = {"cutoff": cutoff, "stand": stand, "rows": rows}
    return unkept(render(request, "reports/cutoff_rows.html", context))


@require_safe
def report(request: Request, uid: UUID, form: str) -> HttpResponseBase:
    """The report as it was frozen, byte by byte."""
    cutoff = _cutoff(request, uid)
    kept = {"docx": cutoff.report, "json": cutoff.data}.get(form)
    if kept is None:
        raise Http404
    witnesses.exported(request, request.path, kept.digest)
    content = files.read(kept)
    answer = FileResponse([content], as_attachment=True, filename=kept.name, content_type=kept.media_type)
    return unkept(answer)


def _cutoff(request: Request, uid: UUID) -> Cutoff:
    admit(request, tables.CUTOFFS)
    rows = Cutoff.objects.visible_to(request.viewer).select_related("round", "report", "data", "office")
    row = rows.filter(uid=uid).first()
    if row is None:
        raise Http404
    return row


def _address(request: Request, record: Any) -> str:
    table = registry.table_of(type(record)) if record is not None else None
    return registry.row_url(table, record) if table and registry.may_open(request, table) else ""
