"""The composite report of a round: read with its numbers open, and taken away as a document."""

from io import BytesIO
from uuid import UUID

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from xuncha.records.rules import OFFICE
from xuncha.reports.rules import DESIGNERS
from xuncha.reports.writing.formats import as_docx, numbered
from xuncha.reports.writing.kinds import composite
from xuncha.reports.writing.stamped import stamped
from xuncha.rounds.models import Round
from xuncha.rounds.tables import ROUNDS
from xuncha.ui import witnesses
from xuncha.ui.http import Request
from xuncha.ui.tables.doors import admit, unkept


@require_safe
def composite_page(request: Request, uid: UUID) -> HttpResponse:
    round_ = _round(request, uid)
    report = composite(round_)
    context = {
        "round": round_,
        "report": report,
        "may_design": round_.office_id in request.viewer.offices(DESIGNERS),
        "sections": list(numbered(report)),
        "round_url": reverse("reports:round", args=[uid]),
    }
    return unkept(render(request, "reports/composite.html", context))


@require_safe
def composite_docx(request: Request, uid: UUID) -> FileResponse:
    """Taking it out is recorded."""
    report = stamped(composite(_round(request, uid)), request.viewer.name, timezone.localtime())
    witnesses.exported(request, request.path)
    return unkept(FileResponse(BytesIO(as_docx(report)), as_attachment=True, filename=f"{report.title}.docx"))


def _round(request: Request, uid: UUID) -> Round:
    """The values belong to the office of the round: its own people read them, and nobody above or below."""
    admit(request, ROUNDS)
    rounds = Round.objects.visible_to(request.viewer).filter(office__in=request.viewer.offices(OFFICE))
    round_ = rounds.select_related("office").filter(uid=uid).first()
    if round_ is None:
        raise Http404
    return round_
