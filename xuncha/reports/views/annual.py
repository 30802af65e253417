"""The reports of a year: read as the documents they will be, and taken away as such."""

from dataclasses import replace
from http import HTTPStatus
from io import BytesIO

from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from xuncha.guidance.queries import counties_below
from xuncha.reports.queries.ties import Checked
from xuncha.reports.rules import DESIGNERS, FREEZERS, DesignKind
from xuncha.reports.views.asking import Asked, ask, county_of, in_words
from xuncha.reports.writing.formats import FORMATS, numbered
from xuncha.reports.writing.kinds import OF_A_YEAR, half_of, year_report
from xuncha.reports.writing.report import Report, TiesBroken
from xuncha.reports.writing.stamped import stamped
from xuncha.ui import witnesses
from xuncha.ui.http import Request
from xuncha.ui.tables.doors import unkept

HALF = DesignKind.HALF_YEAR
KINDS = {kind.value: kind for kind in OF_A_YEAR}
HINTS = {
    DesignKind.ANNUAL: "正文中的每个数字都是指标：移到数字上可见口径和精确值，点开可见构成它的记录。",
    DesignKind.HALF_YEAR: "统计到6月30日。每个数字都是指标，点开可见构成它的记录。",
    DesignKind.COUNTIES: "先总后分，逐县列出。每个数字点开可见该县的记录。",
}


@require_safe
@in_words
def annual_now(request: Request) -> HttpResponse:
    """The report of the latest year there is, or one of the other reports of a year that is chosen."""
    if request.GET.get("kind") in KINDS:
        asked = ask(request, also={"kind", "county"})
        county = county_of(request, asked)
        further = asked.further | ({"county": county.code} if county else {})
        here = address(KINDS[request.GET["kind"]], asked.scope.year)
        return redirect(f"{here}?{urlencode(further)}".rstrip("?"))
    return _answer(request, DesignKind.ANNUAL, ask(request))


@require_safe
@in_words
def annual(request: Request, year: int) -> HttpResponse:
    """The report of one year; withheld, with the ties that fail, until they hold."""
    return _answer(request, DesignKind.ANNUAL, ask(request, year))


@require_safe
@in_words
def of_kind(request: Request, year: int, kind: str) -> HttpResponse:
    """The half-year's report, or that on the counties."""
    if kind not in KINDS:
        raise Http404
    return _answer(request, KINDS[kind], ask(request, year, also={"county"}))


@require_safe
@in_words
def annual_file(
    request: Request, year: int, form: str, kind: str = DesignKind.ANNUAL.value
) -> HttpResponseBase:
    """The report as a document, for machines or as plain text, through the same gate. Taking it out is recorded."""
    if form not in FORMATS or kind not in KINDS:
        raise Http404
    asked = ask(request, year, also={"county"})
    try:
        report = _written(request, KINDS[kind], _half(asked) if kind == HALF else asked)
    except TiesBroken as why:
        return _withheld(request, asked, why.ties)
    content = FORMATS[form](stamped(report, request.viewer.name, timezone.localtime()))
    witnesses.exported(request, request.path, request.GET.urlencode())
    name = f"{gettext(KINDS[kind].label)}_{year}_{report.day.isoformat()}.{form}"
    return unkept(FileResponse(BytesIO(content), as_attachment=True, filename=name))


def address(kind: DesignKind, year: int) -> str:
    if kind == DesignKind.ANNUAL:
        return reverse("reports:annual", args=[year])
    return reverse("reports:of_kind", args=[year, kind.value])


def _half(asked: Asked) -> Asked:
    """The same question, as of the end of June at the latest: what links lead to is counted as the report is."""
    scope = half_of(asked.office, asked.scope.year, asked.scope.as_of)
    return replace(asked, scope=scope, further=asked.further | {"as_of": scope.as_of.isoformat()})


def _written(request: Request, kind: DesignKind, asked: Asked) -> Report:
    return year_report(kind, asked.office, asked.scope, only=county_of(request, asked))


def _answer(request: Request, kind: DesignKind, asked: Asked) -> HttpResponse:
    kinds = [(one, address(one, asked.scope.year) + asked.suffix, one == kind) for one in OF_A_YEAR]
    if kind == HALF:
        asked = _half(asked)
    try:
        report = _written(request, kind, asked)
    except TiesBroken as why:
        return _withheld(request, asked, why.ties)
    counties = counties_below(asked.office.pk) if kind == DesignKind.COUNTIES else ()
    here = address(kind, asked.scope.year)
    context = {
        "asked": asked,
        "report": report,
        "sections": list(numbered(report)),
        "kind": kind,
        "hint": HINTS[kind],
        "may_design": asked.office.pk in request.viewer.offices(DESIGNERS),
        "kinds": kinds,
        "files": [(form, f"{here}{form}/?{request.GET.urlencode()}".rstrip("?")) for form in FORMATS],
        "counties": [(one.code, one.short_name, one.code == request.GET.get("county")) for one in counties],
    }
    return unkept(render(request, "reports/annual.html", context))


def _withheld(request: Request, asked: Asked, broken: list[Checked]) -> HttpResponse:
    may_explain = asked.office.pk in request.viewer.offices(FREEZERS)
    context = {"asked": asked, "broken": broken, "may_explain": may_explain}
    return unkept(render(request, "reports/withheld.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY))
