"""Pages made by hand: what was put to the unit and what it answered, with its files."""

from uuid import UUID

from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from xuncha.files.serving import served
from xuncha.findings.models import FactAnswer, Finding
from xuncha.findings.tables import FACT_ANSWERS, FINDINGS
from xuncha.ui.http import Request
from xuncha.ui.tables.detail import detail
from xuncha.ui.tables.doors import admit, unkept
from xuncha.ui.tables.registry import row_url


@require_safe
def fact_answer(request: Request, uid: UUID) -> HttpResponse:
    """What was put to the unit; those who may see the finding as it stands now are led there."""
    admit(request, FACT_ANSWERS)
    context = detail(request, FACT_ANSWERS, uid)
    row: FactAnswer = context["row"]
    seen = Finding.objects.visible_to(request.viewer).filter(pk=row.finding_id).first()
    context["finding_url"] = row_url(FINDINGS, seen) if seen else ""
    return unkept(render(request, "findings/fact_answer.html", context))


@require_safe
def fact_file(request: Request, uid: UUID) -> FileResponse:
    """The unit's evidence as it was stored."""
    return served(request, FACT_ANSWERS, uid)
