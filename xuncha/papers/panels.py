"""What papers show on the pages of tasks and of report versions, and the documents offered on every record's page."""

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string

from xuncha.papers import offers, queries
from xuncha.papers.models import InspectionReport, ReportVersion


def report_of_task(request: Any, task: Any) -> str:
    """The task's report and the versions handed in, as far as this person sees them."""
    versions = ReportVersion.objects.visible_to(request.viewer).filter(report__task=task)
    report = InspectionReport.objects.visible_to(request.viewer).filter(task=task).first()
    found = list(versions.order_by("number").select_related("report__task__organisation"))
    if report is None and not found:
        return ""
    return render_to_string("papers/_task.html", {"report": report, "versions": found}, request)


def problems_of_report(request: HttpRequest, report: Any) -> str:
    """The third part as it would be handed in today."""
    context = {"problems": queries.problems(report.task), "drafts": queries.drafts(report.task)}
    return render_to_string("papers/_problems.html", context, request)


def problems_of_version(request: HttpRequest, version: Any) -> str:
    """The third part as it was handed in."""
    return render_to_string("papers/_problems.html", {"problems": version.problems}, request)


def documents_of(request: HttpRequest, row: Any) -> str:
    """For the actions of every record that documents are drawn up from: those that this person may take out."""
    found = offers.offered(row, request.viewer)  # type: ignore[attr-defined]  # who asks, put there by middleware
    return render_to_string("papers/_documents.html", {"papers": found, "row": row}, request) if found else ""
