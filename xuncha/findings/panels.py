"""What findings show on lower pages: the problems of a task with the papers they rest on, and those a paper serves."""

from django.template.loader import render_to_string

from xuncha.fieldwork.models import WorkingPaper
from xuncha.findings import queries
from xuncha.findings.models import Citation, Finding
from xuncha.findings.tables import FINDINGS
from xuncha.rounds.models import Task
from xuncha.ui.http import Request
from xuncha.ui.tables.registry import list_url, may_open

SHOWN = 40


def problems_of_task(request: Request, row: Task) -> str:
    """For the slot "rounds.task.main": each problem of the report beside the papers it cites."""
    if not request.viewer.has(*Citation.reach.roles) or not may_open(request, FINDINGS):
        return ""
    seen = Finding.objects.visible_to(request.viewer).filter(task=row).of_report()
    found = list(seen.order_by("serial")[: SHOWN + 1])
    if not found or not Citation.objects.visible_to(request.viewer).filter(finding__in=found).exists():
        return ""
    context = {"lines": queries.tallies(found)[:SHOWN], "all_url": f"{list_url(FINDINGS)}?task={row.pk}"}
    return render_to_string("findings/_of_task.html", context | {"base": list_url(FINDINGS)}, request)


def problems_of_paper(request: Request, row: WorkingPaper) -> str:
    """For the slot "fieldwork.workingpaper.main": which problems rest on the paper."""
    cited = Citation.objects.visible_to(request.viewer).filter(paper=row).values("finding")
    found = Finding.objects.visible_to(request.viewer).filter(pk__in=cited).order_by("serial")
    context = {"findings": list(found), "base": list_url(FINDINGS)}
    return render_to_string("findings/_of_paper.html", context, request) if context["findings"] else ""
