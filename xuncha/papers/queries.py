"""What a report is assembled from, and how it came through."""

from typing import Any

from xuncha.findings.models import Finding
from xuncha.findings.rules import FindingState
from xuncha.papers.models import InspectionReport, ReportVersion, ReviewOpinion
from xuncha.records.models import Passage
from xuncha.rounds.models import Task

REPORTED = (
    FindingState.CONFIRMED,
    FindingState.FED_BACK,
    FindingState.RECTIFIED,
    FindingState.ACCEPTED,
)


def problems(task: Task) -> list[dict[str, Any]]:
    """The confirmed problems of a task by focus area and serial, as a report lists them."""
    found = Finding.objects.live().filter(task=task, state__in=REPORTED).select_related("focus")
    return [
        {
            "serial": finding.serial,
            "focus": finding.focus.short,
            "title": finding.title,
            "facts": finding.facts,
            "amount": str(finding.amount) if finding.amount is not None else "",
        }
        for finding in found.order_by("focus__serial", "serial")
    ]


def drafts(task: Task) -> int:
    """Problems that nobody has confirmed or dropped yet."""
    return Finding.objects.live().filter(task=task, state=FindingState.DRAFT).count()


def latest(task: Task) -> ReportVersion | None:
    versions = ReportVersion.objects.live().filter(report__task=task, report__voided_at=None)
    return versions.order_by("-number").first()


def awaits_filing(task: Task) -> bool:
    """Whether no version has been handed in since the task was last sent back."""
    sent_back = Passage.objects.filter(subject_uid=task.uid, verb="send_back").count()
    filed = ReportVersion.objects.live().filter(report__task=task, report__voided_at=None).count()
    return filed <= sent_back


def open_opinions(task: Task) -> int:
    """Opinions on the version under review that the group has not answered."""
    version = latest(task)
    if version is None:
        return 0
    return ReviewOpinion.objects.live().filter(version=version, answered_on=None).count()


def report_of(task: Task) -> InspectionReport | None:
    return InspectionReport.objects.live().filter(task=task).first()
