"""A version of a report as an official document."""

from uuid import UUID

from django.http import FileResponse, Http404
from django.views.decorators.http import require_safe

from xuncha.papers.documents import inspection_report
from xuncha.papers.models import ReportVersion
from xuncha.papers.tables import REPORT_VERSIONS
from xuncha.ui import witnesses
from xuncha.ui.http import Request
from xuncha.ui.tables.doors import admit, unkept


@require_safe
def report_docx(request: Request, uid: UUID) -> FileResponse:
    """The report as it was handed in, laid out by GB/T 9704. Taking it out is recorded."""
    admit(request, REPORT_VERSIONS)
    version = ReportVersion.objects.visible_to(request.viewer).filter(uid=uid).first()
    if version is None:
        raise Http404
    file = inspection_report(version)
    witnesses.exported(request, REPORT_VERSIONS, request.get_full_path())
    return unkept(FileResponse(file, as_attachment=True, filename=f"{version}.docx"))
