"""The annual work report: read as the document it will be, and taken away as one."""

from http import HTTPStatus
from io import BytesIO
from typing import Any

from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from xuncha.audit import actions as audit
from xuncha.reports.annual.formats import FORMATS, NUMERALS
from xuncha.reports.annual.report import Report, TiesBroken, annual_report
from xuncha.reports.queries.ties import Checked
from xuncha.reports.views.asking import Asked, ask, in_words
from xuncha.ui.http import Request
from xuncha.ui.tables.doors import unkept


@require_safe
@in_words
def annual_now(request: Request) -> HttpResponse:
    """The report of the latest year there is."""
    return _answer(request, ask(request))


@require_safe
@in_words
def annual(request: Request, year: int) -> HttpResponse:
    """The report of one year; withheld, with the ties that fail, until they hold."""
    return _answer(request, ask(request, year))


@require_safe
@in_words
def annual_file(request: Request, year: int, form: str) -> HttpResponseBase:
    """The report as a document, for machines or as plain text, through the same gate. Taking it out is recorded."""
    asked = ask(request, year)
    if form not in FORMATS:
        raise Http404
    try:
        content = FORMATS[form](annual_report(asked.office, asked.scope))
    except TiesBroken as why:
        return _withheld(request, asked, why.ties)
    audit.record_by(request.viewer, verb="export", subject=request.path, note=request.GET.urlencode())
    name = f"{gettext('年度巡察工作报告')}_{year}_{asked.scope.as_of.isoformat()}.{form}"
    return unkept(FileResponse(BytesIO(content), as_attachment=True, filename=name))


def _answer(request: Request, asked: Asked) -> HttpResponse:
    try:
        report = annual_report(asked.office, asked.scope)
    except TiesBroken as why:
        return _withheld(request, asked, why.ties)
    context = {
        "asked": asked,
        "report": report,
        "sections": _numbered(report),
    }
    return unkept(render(request, "reports/annual.html", context))


def _numbered(report: Report) -> list[tuple[str, Any]]:
    return list(zip(NUMERALS, report.sections, strict=False))


def _withheld(request: Request, asked: Asked, broken: list[Checked]) -> HttpResponse:
    context = {"asked": asked, "broken": broken}
    return unkept(render(request, "reports/withheld.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY))
