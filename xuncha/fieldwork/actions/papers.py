"""Writing, revising and moving working papers, and laying evidence to them. Nothing else writes one."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.core.files import File
from django.db import transaction
from django.db.models import Max

from xuncha.fieldwork.actions import base
from xuncha.fieldwork.models.papers import Evidence, PaperVersion, WorkingPaper
from xuncha.fieldwork.queries import papers as queries
from xuncha.fieldwork.rules.base import WRITERS, takes_fieldwork
from xuncha.fieldwork.rules.papers import Overtaken, PaperState, check_reviewer, check_signer
from xuncha.files import actions as files
from xuncha.files.models import Attachment
from xuncha.kernel.refusals import NotAllowed
from xuncha.kernel.viewer import Viewer
from xuncha.records import actions as records
from xuncha.records.models import Record
from xuncha.rounds.models import Task


@dataclass(frozen=True)
class Wording:
    """What one saving of a paper says."""

    title: str
    text: str
    amount: Decimal | None = None
    period: str = ""
    clause: str = ""


@transaction.atomic
def write(paper: WorkingPaper, *, by: Viewer, at: date, text: str, basis: str = "") -> WorkingPaper:
    """Begin a paper of a task; it takes the task's next number, and what it says is its first version."""
    Task.objects.select_for_update().get(pk=paper.task_id)  # numbers follow one another
    last = WorkingPaper.objects.filter(task=paper.task_id).aggregate(n=Max("number"))["n"]
    paper.number, paper.version, paper.state = (last or 0) + 1, 1, PaperState.DRAFT
    paper.written_by_id = by.user
    said = Wording(paper.title, text, paper.amount, paper.period, paper.clause)
    _check_wording(said)
    base.enter(paper, by=by, at=at, basis=basis)
    _keep(paper, 1, said, by=by, at=at)
    return paper


@transaction.atomic
def revise(paper: WorkingPaper, *, opened: int, said: Wording, by: Viewer, at: date) -> WorkingPaper:
    """Save a new version of a draft that was opened at version `opened`. Overtaken when it has moved on since."""
    records.require(paper, WRITERS, by=by)
    paper.refresh_from_db(from_queryset=WorkingPaper.objects.select_for_update())
    _check_open(paper)
    if paper.state != PaperState.DRAFT:
        raise NotAllowed("只有草稿可以修改；已经提交的请先退回。")
    if paper.version != opened:
        raise Overtaken("您打开之后，他人已保存了新的一版，请核对后再保存。")
    _check_wording(said)
    number = paper.version + 1
    changes: dict[str, Any] = {
        name: value for name, value in _columns(said).items() if value != getattr(paper, name)
    }
    changes |= {"version": number, "written_by_id": by.user}
    _keep(paper, number, said, by=by, at=at)
    return records.correct(paper, by=by, at=at, note="保存新的一版", changes=changes)


@transaction.atomic
def move(
    paper: WorkingPaper, verb: str, *, by: Viewer, at: date, basis: str = "", note: str = ""
) -> WorkingPaper:
    """One step of a paper's life, as long as its task's report has not been handed in."""
    paper.life.step(verb, paper.state, paper.roles_of(by))
    _check_open(paper)
    sets: dict[str, Any] = {}
    if verb == "review":
        check_reviewer(by.user, queries.writers(paper))
        sets = {"reviewed_by_id": by.user}
    elif verb == "study" and not basis.strip():
        raise NotAllowed("请在依据中写明研究该底稿的组务会。")
    elif verb == "sign":
        check_signer(by.user, queries.writers(paper), paper.reviewed_by_id)
        sets = {"signed_by_id": by.user}
    elif verb == "send_back":
        sets = {"reviewed_by_id": None, "signed_by_id": None, "signed_on": None}
    return records.move(paper, verb, by=by, at=at, basis=basis, note=note, sets=sets)


@transaction.atomic
def add_evidence(
    evidence: Evidence,
    *,
    by: Viewer,
    at: date,
    record: tuple[str, UUID] | None = None,
    upload: "File[bytes] | None" = None,
) -> Evidence:
    """Lay one piece of evidence to a draft; it takes the paper's next number.

    `record` is the label and identifier of a record of the same task's fieldwork.
    """
    paper = evidence.paper
    evidence.office_id = paper.office_id
    records.require(evidence, WRITERS, by=by)
    WorkingPaper.objects.select_for_update().get(pk=paper.pk)  # numbers follow one another
    _check_draft(paper)
    if record is not None:
        if queries.source(paper.task, *record, by) is None:
            raise NotAllowed("所引用的记录不属于本任务，或者不在您的知悉范围内。")
        evidence.source_subject, evidence.source_uid = record
    if upload is not None:
        evidence.attachment = _stored(upload, paper, by=by, at=at)
    last = Evidence.objects.filter(paper=paper).aggregate(n=Max("number"))["n"]
    evidence.number = (last or 0) + 1  # a withdrawn number is not given again
    return records.enter(evidence, by=by, at=at)


@transaction.atomic
def withdraw_evidence(evidence: Evidence, *, by: Viewer, at: date, note: str) -> Evidence:
    """Take a piece of evidence away from a draft; its number stays its own."""
    records.require(evidence, WRITERS, by=by)
    _check_draft(evidence.paper)
    return records.void(evidence, by=by, at=at, note=note)


def paper_has_evidence(record: Record) -> None:
    """Guard of a paper's submission."""
    assert isinstance(record, WorkingPaper)
    if not Evidence.objects.live().filter(paper=record).exists():
        raise NotAllowed("底稿至少须有一件证据才能提交。")


def _stored(upload: "File[bytes]", paper: WorkingPaper, *, by: Viewer, at: date) -> Attachment:
    name, media_type = upload.name or "", getattr(upload, "content_type", None) or "application/octet-stream"
    return files.store(upload.read(), name=name, media_type=media_type, office=paper.office, by=by, at=at)


def _check_open(paper: WorkingPaper) -> None:
    if not takes_fieldwork(paper.task.state):
        raise NotAllowed("巡察报告已经提交，底稿不能再改动。")


def _check_draft(paper: WorkingPaper) -> None:
    _check_open(paper)
    if paper.state != PaperState.DRAFT:
        raise NotAllowed("只有草稿可以增减证据；已经提交的请先退回。")


def _check_wording(said: Wording) -> None:
    if not said.title.strip() or not said.text.strip():
        raise NotAllowed("请写明底稿标题和问题描述。")
    if said.amount is not None and said.amount < 0:
        raise NotAllowed("涉及金额不能为负数。")


def _keep(paper: WorkingPaper, number: int, said: Wording, *, by: Viewer, at: date) -> None:
    row = PaperVersion(
        office_id=paper.office_id, paper=paper, number=number, text=said.text, **_columns(said)
    )
    records.enter(row, by=by, at=at)


def _columns(said: Wording) -> dict[str, Any]:
    """What a paper repeats of its latest version."""
    return {"title": said.title, "amount": said.amount, "period": said.period, "clause": said.clause}
