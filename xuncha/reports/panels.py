"""What reports show on lower pages: the documents that are made of a row."""

from django.template.loader import render_to_string

from xuncha.archive.models import Handover
from xuncha.ui.http import Request


def handover_list(request: Request, row: Handover) -> str:
    """For the slot "archive.handover.actions": the list that is signed for."""
    return render_to_string("reports/_handover_list.html", {"row": row}, request)
