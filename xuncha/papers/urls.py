"""Addresses of inspection reports, their versions and review."""

from collections.abc import Collection, Sequence

from django.urls import path

from xuncha.papers import actions, tables, views
from xuncha.papers.forms import AnswerForm, OpinionForm, ReportForm, RevisionForm
from xuncha.papers.models import InspectionReport, ReportVersion, ReviewOpinion
from xuncha.papers.rules import PARTS, REVIEWERS, SIGNER, WRITERS
from xuncha.rounds.models import Task
from xuncha.rounds.rules.tasks import TaskState
from xuncha.ui.reception import Deed, Entry, StepForm, deed_addresses, entry_addresses
from xuncha.ui.tables.doors import addresses

app_name = "papers"


def _is_open(task: Task) -> bool:
    return task.state in actions.WRITING


def _with_report(tasks: Sequence[Task]) -> Collection[int]:
    return set(InspectionReport.objects.live().filter(task__in=tasks).values_list("task", flat=True))


def _is_written(report: InspectionReport) -> bool:
    return _is_open(report.task)


def _is_under_review(version: ReportVersion) -> bool:
    return bool(version.report.task.state == TaskState.REPORTED)


def _is_unanswered(opinion: ReviewOpinion) -> bool:
    return opinion.answered_on is None


def _revise(report: InspectionReport, *, seen: int, by: object, at: object, **parts: str) -> InspectionReport:
    changes = {part: parts[part] for part in PARTS}
    return actions.revise(report, changes=changes, seen=seen, by=by, at=at)  # type: ignore[arg-type]


urlpatterns = [
    *entry_addresses(
        Entry(
            name="inspection_reports",
            title="起草巡察报告",
            form=ReportForm,
            act=actions.begin,
            roles=WRITERS,
            place="task",
            ready=_is_open,
            taken=_with_report,
        ),
        Entry(
            name="review_opinions",
            title="提出审核意见",
            form=OpinionForm,
            act=actions.opine,
            roles=REVIEWERS,
            place="version",
            ready=_is_under_review,
        ),
    ),
    *addresses(tables.INSPECTION_REPORTS),
    *deed_addresses(
        tables.INSPECTION_REPORTS,
        Deed("revise", "修改报告", RevisionForm, _revise, WRITERS, _is_written),
        Deed("hand_in", "提交报告", StepForm, actions.hand_in, SIGNER, _is_written),
    ),
    *addresses(tables.REPORT_VERSIONS),
    path("documents/<slug:name>/<uuid:uid>/docx/", views.paper_docx, name="paper_docx"),
    path("documents/<slug:name>/<uuid:uid>/pdf/", views.paper_pdf, name="paper_pdf"),
    *addresses(tables.REVIEW_OPINIONS),
    *deed_addresses(
        tables.REVIEW_OPINIONS,
        Deed("answer", "答复", AnswerForm, actions.answer, WRITERS, _is_unanswered),
    ),
]
