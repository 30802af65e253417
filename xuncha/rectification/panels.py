"""What rectification shows on lower pages: how a look-back stands to the problems of the task before."""

from django.template.loader import render_to_string

from xuncha.rectification.models import Verdict
from xuncha.rectification.queries.lookbacks import lookback, looks_back
from xuncha.rectification.tables import VERDICTS
from xuncha.rounds.models import Task
from xuncha.ui.http import Request
from xuncha.ui.tables.registry import list_url, may_open


def lookback_of_task(request: Request, row: Task) -> str:
    """For the slot "rounds.task.main": each earlier problem beside its verdict, and the counts."""
    readers = Verdict.reach.office | Verdict.reach.group_roles
    if (
        not looks_back(row)
        or not may_open(request, VERDICTS)
        or row.roles_of(request.viewer).isdisjoint(readers)
    ):
        return ""
    base = list_url(VERDICTS)
    context = {"found": lookback(row), "base": base, "all_url": f"{base}?task={row.pk}", "row": row}
    return render_to_string("rectification/_lookback.html", context, request)
