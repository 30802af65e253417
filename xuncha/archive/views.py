"""The page of a task's archive with its whole checklist, and the file behind an item."""

from itertools import groupby
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from xuncha.archive import queries
from xuncha.archive.actions.items import is_collecting
from xuncha.archive.models import ArchiveItem, Handover
from xuncha.archive.rules import ARCHIVISTS, Phase, VolumeKind
from xuncha.archive.tables import HANDOVERS, ITEMS, PAPERS
from xuncha.files.serving import handed
from xuncha.ui import witnesses
from xuncha.ui.http import Request
from xuncha.ui.tables.detail import detail, state_chip
from xuncha.ui.tables.doors import admit, unkept


@require_safe
def handover_page(request: Request, uid: UUID) -> HttpResponse:
    admit(request, HANDOVERS)
    context = detail(request, HANDOVERS, uid)
    handover = context["row"]
    doors = _doors(request, handover)
    lines = [
        (paper, state_chip(PAPERS, paper), items, "" if items else doors.get(paper.volume, ""))
        for paper, items in queries.papers_of(handover)
    ]
    phases = groupby(lines, key=lambda line: line[0].phase)
    context |= {
        "count": queries.completeness(handover),
        "phases": [(Phase(phase).label, list(part)) for phase, part in phases],
        "files": bool(doors),
    }
    return unkept(render(request, "archive/handover.html", context))


def _doors(request: Request, handover: Handover) -> dict[str, str]:
    """By the kind of its volume, where this person files a document now."""
    if handover.roles_of(request.viewer).isdisjoint(ARCHIVISTS) or not is_collecting(handover):
        return {}
    volumes = handover.volumes.live().exclude(kind=VolumeKind.SEALED)
    return {str(row.kind): reverse("archive:items_new", args=[row.uid]) for row in volumes}


@require_safe
def item_file(request: Request, uid: UUID) -> FileResponse:
    """The file as it was stored, checked against its digest. Every reading is recorded."""
    admit(request, ITEMS)
    rows = ArchiveItem.objects.visible_to(request.viewer).select_related(
        "attachment", "volume__handover__task"
    )
    item = get_object_or_404(rows, uid=uid)
    if item.attachment is None:
        raise Http404
    if not item.opens_to(request.viewer):
        raise PermissionDenied
    file = handed(item.attachment)
    witnesses.exported(request, request.path, item.number, verb="read archive")
    return file
