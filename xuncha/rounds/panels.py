"""What rounds show on their own pages beside the columns: the checklist of a task, the way to a round's board."""

from django.template.loader import render_to_string
from django.urls import reverse

from xuncha.records.queries import today
from xuncha.rounds.models import Round, Task
from xuncha.rounds.queries.checklists import owing, parts
from xuncha.ui.http import Request


def checklist(request: Request, row: Task) -> str:
    """For the slot "rounds.task.main". Nothing for who does not read the lists, or where there are none."""
    found = parts(row, request.viewer)
    if not found:
        return ""
    context = {
        "task": row,
        "parts": found,
        "owing": len(owing(row)),
        "settled": sum(part.settled for part in found),
        "total": sum(len(part.ticks) for part in found),
        "today": today(),
        "back": request.path,
    }
    return render_to_string("rounds/_checklist.html", context, request)


def way_to_board(request: Request, row: Round) -> str:
    """For the slot "rounds.round.actions"."""
    return render_to_string(
        "rounds/_to_board.html", {"url": reverse("rounds:board", args=[row.uid])}, request
    )
