"""What the archive shows on pages: how complete a task's archive is, and the file behind an item."""

from django.template.loader import render_to_string

from xuncha.archive import queries
from xuncha.archive.models import ArchiveItem, Handover
from xuncha.rounds.models import Task
from xuncha.ui.http import Request


def archive_of_task(request: Request, row: Task) -> str:
    """For the slot "rounds.task.main": the checklist counted, to those who read the archive."""
    handover = Handover.objects.visible_to(request.viewer).filter(task=row.pk).first()
    if handover is None:
        return ""
    context = {
        "handover": handover,
        "count": queries.completeness(handover),
        "missing": queries.missing(handover),
    }
    return render_to_string("archive/_of_task.html", context, request)


def file_of_item(request: Request, row: ArchiveItem) -> str:
    """For the slot "archive.archiveitem.actions": the way to the stored file."""
    return (
        render_to_string("archive/_file.html", {"item": row}, request) if row.opens_to(request.viewer) else ""
    )
