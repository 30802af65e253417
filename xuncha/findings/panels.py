"""What findings show on lower pages: the problems of a task with the papers they rest on, and those a paper serves."""

from django.template.loader import render_to_string

from xuncha.fieldwork.models import WorkingPaper
from xuncha.findings import queries
from xuncha.findings.models import Citation, FactAnswer, Finding
from xuncha.findings.tables import FINDINGS
from xuncha.rounds.models import Task
from xuncha.ui.http import Request
from xuncha.ui.tables.registry import list_url, may_open

SHOWN = 40


def made_of(request: Request, row: Finding) -> str:
    """For the slot "findings.finding.main": tags and sources, the papers it cites, what the unit said to its facts."""
    if queries.is_told_only(row, request.viewer):
        return ""
    citations = Citation.objects.visible_to(request.viewer).filter(finding=row).select_related("paper")
    ((_, cited, tally),) = queries.tallies([row])
    context = {
        "row": row,
        "tally": tally,
        "cited": cited,
        "finder": queries.finder(row),
        "citations": list(citations.order_by("paper__number")) if cited else [],
        "answers": FactAnswer.objects.visible_to(request.viewer).filter(finding=row).order_by("at", "pk"),
    }
    return render_to_string("findings/_made_of.html", context, request)


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
