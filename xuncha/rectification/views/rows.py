"""Pages made by hand of what hangs on a ledger, and the files behind them."""

from typing import Any
from uuid import UUID

from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from xuncha.files.serving import served
from xuncha.rectification import tables
from xuncha.rectification.queries.holders import holders
from xuncha.ui.http import Request
from xuncha.ui.tables.declare import Table
from xuncha.ui.tables.detail import detail
from xuncha.ui.tables.doors import admit, unkept


@require_safe
def measure(request: Request, uid: UUID) -> HttpResponse:
    """A measure, with who answered for it since it was planned."""
    admit(request, tables.MEASURES)
    context = detail(request, tables.MEASURES, uid)
    context["holders"] = holders(context["row"])
    return unkept(render(request, "rectification/measure.html", context))


@require_safe
def plan(request: Request, uid: UUID) -> HttpResponse:
    """A version of a plan as it was handed in."""
    return _with_file(request, tables.PLANS, uid, "rectification/plan.html", "plan_file")


@require_safe
def progress_report(request: Request, uid: UUID) -> HttpResponse:
    return _with_file(request, tables.PROGRESS_REPORTS, uid, "rectification/filed.html", "report_file")


@require_safe
def proof(request: Request, uid: UUID) -> HttpResponse:
    return _with_file(request, tables.PROOFS, uid, "rectification/filed.html", "proof_file")


@require_safe
def proof_file(request: Request, uid: UUID) -> FileResponse:
    return served(request, tables.PROOFS, uid)


@require_safe
def plan_file(request: Request, uid: UUID) -> FileResponse:
    return served(request, tables.PLANS, uid)


@require_safe
def report_file(request: Request, uid: UUID) -> FileResponse:
    return served(request, tables.PROGRESS_REPORTS, uid)


def _with_file(request: Request, table: Table, uid: UUID, template: str, door: str) -> HttpResponse:
    admit(request, table)
    context = detail(request, table, uid)
    row: Any = context["row"]
    context["file_url"] = reverse(f"rectification:{door}", args=[uid]) if row.attachment_id else ""
    return unkept(render(request, template, context))
