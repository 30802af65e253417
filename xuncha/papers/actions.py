"""Writing an inspection report, handing it in, and reviewing it."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from xuncha.kernel.refusals import NotAllowed
from xuncha.kernel.viewer import Viewer
from xuncha.papers import queries
from xuncha.papers.models import InspectionReport, ReportVersion, ReviewOpinion
from xuncha.papers.rules import PARTS, REVIEWERS, SIGNER, WRITERS
from xuncha.records import actions as records
from xuncha.records.models import Record
from xuncha.rounds.actions import tasks
from xuncha.rounds.models import Task
from xuncha.rounds.rules.tasks import TaskState

WRITING = (TaskState.ENTERED, TaskState.LEFT)


@transaction.atomic
def begin(report: InspectionReport, *, by: Viewer, at: date) -> InspectionReport:
    """Begin the report of a task on site or just left; there is one a task."""
    records.require(report, WRITERS, by=by)
    _require_writing(report.task)
    if queries.report_of(report.task):
        raise NotAllowed("该任务的巡察报告已经起草。")
    return records.enter(report, by=by, at=at)


@transaction.atomic
def revise(
    report: InspectionReport, *, changes: Mapping[str, str], seen: int, by: Viewer, at: date
) -> InspectionReport:
    """Rewrite parts. `seen` is the number of revisions the writer had before him (`revision`): he is told of newer ones."""
    records.require(report, WRITERS, by=by)
    _require_writing(report.task)
    if revision(report) != seen:
        raise NotAllowed("他人刚刚修改过本报告。您的文字仍在框内，请对照现稿后再保存。")
    changed = {name: text for name, text in changes.items() if text != getattr(report, name)}
    if not changed:
        raise NotAllowed("没有改动。")
    return records.correct(report, by=by, at=at, note="修改报告文稿", changes=changed)


def revision(report: InspectionReport) -> int:
    """How often the report has been rewritten."""
    return report.passages().filter(verb="correct").count()


@transaction.atomic
def hand_in(
    report: InspectionReport, *, by: Viewer, at: date, basis: str = "", note: str = ""
) -> ReportVersion:
    """Freeze the report as its next version, problems included, and take the task's own step."""
    records.require(report, SIGNER, by=by)
    _require_complete(report)
    version = ReportVersion(
        office_id=report.office_id,
        report=report,
        mark=report.mark,
        number=report.versions.count() + 1,
        problems=queries.problems(report.task),
        **{part: getattr(report, part) for part in PARTS},
    )
    records.enter(version, by=by, at=at, basis=basis, note=note)
    tasks.move(report.task, "report", by=by, at=at, basis=basis, note=note)
    return version


def opine(opinion: ReviewOpinion, *, by: Viewer, at: date) -> ReviewOpinion:
    """An opinion of the review, while the version is under review."""
    records.require(opinion, REVIEWERS, by=by)
    if opinion.version.report.task.state != TaskState.REPORTED:
        raise NotAllowed("报告不在审核之中。")
    if queries.latest(opinion.version.report.task) != opinion.version:
        raise NotAllowed("该稿已有新稿，请对新稿提出意见。")
    return records.enter(opinion, by=by, at=at)


def answer(opinion: ReviewOpinion, *, text: str, by: Viewer, at: date) -> ReviewOpinion:
    """What the group made of the opinion."""
    records.require(opinion, WRITERS, by=by)
    if not text.strip():
        raise NotAllowed("请写明采纳情况。")
    return records.fill(opinion, "answer", by=by, at=at, sets={"answer": text, "answered_on": at})


def report_filed(record: Record) -> None:
    """Guard of the task's report: a version was handed in since it was last sent back."""
    assert isinstance(record, Task)
    if queries.awaits_filing(record):
        raise NotAllowed("请在巡察报告页面提交报告。")


def opinions_answered(record: Record) -> None:
    """Guard of the office's review: the group has answered each opinion on the version under review."""
    assert isinstance(record, Task)
    left = queries.open_opinions(record)
    if left:
        raise NotAllowed("尚有%(count)s条审核意见没有答复。", count=left)


def _require_writing(task: Task) -> None:
    if task.state not in WRITING:
        raise NotAllowed("任务进驻以后、报告提交以前方可起草、修改报告。")


def _require_complete(report: InspectionReport) -> None:
    empty = next((label for part, label in PARTS.items() if not getattr(report, part).strip()), None)
    if empty:
        raise NotAllowed("报告的“%(part)s”尚未起草。", part=empty)
    left = queries.drafts(report.task)
    if left:
        raise NotAllowed("尚有%(count)s个问题未审定，不能提交报告。", count=left)
    if not queries.problems(report.task):
        raise NotAllowed("该任务没有审定的问题，不能提交报告。")
