"""The hand-over list of an archive, taken away as a document."""

from io import BytesIO
from uuid import UUID

from django.http import FileResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from xuncha.archive.models import Handover
from xuncha.archive.tables import HANDOVERS
from xuncha.audit import actions as audit
from xuncha.records.queries import today
from xuncha.reports.handover import as_docx
from xuncha.ui.http import Request
from xuncha.ui.tables.doors import admit, unkept


@require_safe
def handover_list(request: Request, uid: UUID) -> FileResponse:
    """The list of one hand-over. Taking it out is recorded."""
    admit(request, HANDOVERS)
    handover = get_object_or_404(
        Handover.objects.visible_to(request.viewer).select_related("office"), uid=uid
    )
    content = BytesIO(as_docx(handover, today()))
    audit.record_by(request.viewer, verb="export", subject=request.path, note=handover.title)
    name = f"{gettext('归档移交清单')}_{handover.title}.docx"
    return unkept(FileResponse(content, as_attachment=True, filename=name))
