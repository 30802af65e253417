"""Everything that changes a finding or its feedback. Nothing else writes one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max

from xuncha.basis.models import Document, Statement
from xuncha.basis.rules import Stated
from xuncha.findings import queries
from xuncha.findings.models import Correction, Feedback, Finding
from xuncha.findings.rules import FROZEN, GROUP, HEAD, OFFICE, SIGNERS, AddresseeType, FindingState
from xuncha.kernel.refusals import NotAllowed, WrongRole
from xuncha.kernel.viewer import Viewer
from xuncha.orgs.models import Organisation
from xuncha.records import actions as records
from xuncha.records.models import Record
from xuncha.rounds.models import Task

WORDING = {"title", "facts", "nature", "weight", "amount", "clause"}
REVISABLE = WORDING | {"focus", "category", "in_text", "in_list", "immediate"}


@dataclass(frozen=True)
class Letter:
    """One paper of feedback to one addressee. `stated` is the number of problems the paper itself gives."""

    addressee: AddresseeType
    document: Document
    stated: int | None = None
    organisation: Organisation | None = None


@transaction.atomic
def register(finding: Finding, *, by: Viewer, at: date, basis: str = "", note: str = "") -> Finding:
    """Enter a new finding of a task that has not been fed back; it receives the task's next serial."""
    finding.office_id = finding.task.office_id
    records.require(finding, GROUP, by=by)
    _locked(finding.task)
    if queries.body_feedbacks(finding.task).exists():
        raise NotAllowed("该任务已经反馈，不能再登记问题。")
    _check_flags(finding.in_text, finding.in_list)
    last = Finding.objects.filter(task=finding.task).aggregate(n=Max("serial"))["n"]
    finding.serial, finding.state = (last or 0) + 1, FindingState.DRAFT
    return records.enter(finding, by=by, at=at, basis=basis, note=note)


def move(finding: Finding, verb: str, *, by: Viewer, at: date, basis: str = "", note: str = "") -> Finding:
    """One step of the finding's life. A reopened finding is no longer struck off."""
    sets = {"accepted_on": None} if verb == "reopen" else None
    return records.move(finding, verb, by=by, at=at, basis=basis, note=note, sets=sets)


@transaction.atomic
def revise(finding: Finding, *, by: Viewer, at: date, note: str, changes: Mapping[str, Any]) -> Finding:
    """Rewrite a draft. What has been confirmed is sent back first; what was handed over is only corrected."""
    records.require(finding, GROUP, by=by)
    if finding.state != FindingState.DRAFT:
        raise NotAllowed("只有草拟状态的问题可以修改。")
    if not REVISABLE.issuperset(changes):
        raise NotAllowed("这些内容不能这样修改。")
    _check_flags(changes.get("in_text", finding.in_text), changes.get("in_list", finding.in_list))
    return records.correct(finding, by=by, at=at, note=note, changes=changes)


@transaction.atomic
def correct(
    finding: Finding, *, wording: str, reason: str, by: Viewer, at: date, document: Document | None = None
) -> Correction:
    """Put a later wording of a frozen finding on record. What was handed over stays as it was."""
    records.require(finding, HEAD, by=by)
    if finding.state not in FROZEN:
        raise NotAllowed("尚未反馈的问题请直接修改。")
    before = queries.wording(finding)
    if not reason.strip() or wording.strip() in ("", before):
        raise NotAllowed("请写明更正后的表述和更正理由。")
    row = Correction(
        office_id=finding.office_id,
        finding=finding,
        before=before,
        after=wording,
        reason=reason,
        document=document,
    )
    return records.enter(row, by=by, at=at, basis=_cite(document), note=reason)


@transaction.atomic
def feed_back(task: Task, *, letters: Sequence[Letter], by: Viewer, at: date) -> list[Feedback]:
    """Freeze the task's list, hand it over by these letters, and take the task's own step.

    The letter to the leading body must state exactly as many problems as are handed over (I5).
    """
    _locked(task)
    findings = _ready(task)
    sent = [_send(task, letter, len(findings), by=by, at=at) for letter in letters]
    basis = next((_cite(row.document) for row in sent if row.addressee_type == AddresseeType.BODY), "")
    if not basis:
        raise NotAllowed("反馈须有一份致领导班子的反馈意见。")
    for finding in findings:
        records.move(finding, "feed_back", by=by, at=at, basis=basis)
    records.move(task, "feed_back", by=by, at=at, basis=basis)
    return sent


@transaction.atomic
def send(task: Task, letter: Letter, *, by: Viewer, at: date) -> Feedback:
    """Feed a task back to one more addressee, after its leading body has had it."""
    _locked(task)
    if not queries.body_feedbacks(task).exists():
        raise NotAllowed("请先向领导班子反馈。")
    return _send(task, letter, queries.frozen_count(task), by=by, at=at)


@transaction.atomic
def sign(feedback: Feedback, *, by: Viewer, at: date) -> Feedback:
    """The addressee has signed for the paper."""
    records.require(feedback, SIGNERS, by=by)
    if not Feedback.objects.visible_to(by).filter(pk=feedback.pk).exists():
        raise WrongRole("您的岗位不能办理此事项。")
    if at < feedback.at:
        raise NotAllowed("签收日期不能早于反馈日期。")
    return records.fill(feedback, "sign", by=by, at=at, sets={"signed_on": at})


def findings_frozen(record: Record) -> None:
    """Guard of a task's feedback: every problem is settled, and the list is as long as its paper says."""
    assert isinstance(record, Task)
    if Finding.objects.filter(task=record).unsettled().exists():
        raise NotAllowed("尚有问题未审定或者未反馈，不能办理反馈。")
    stated = queries.stated(queries.body_feedbacks(record))
    if stated is None:
        raise NotAllowed("尚未登记致领导班子的反馈意见及其所述问题数。")
    _check_stated(stated, queries.frozen_count(record))


def feedback_stated(record: Record) -> None:
    """Guard of a finding's feedback: its task's paper has gone out and states room for one more."""
    assert isinstance(record, Finding)
    if not record.in_list:
        raise NotAllowed("未列入问题清单的问题不反馈。")
    stated = queries.stated(queries.body_feedbacks(record.task))
    if stated is None or stated <= queries.frozen_count(record.task):
        raise NotAllowed("反馈意见所述问题数已满，或者反馈意见尚未登记。")


def _locked(task: Task) -> None:
    """Whoever changes a task's list waits for whoever is changing it."""
    Task.objects.select_for_update().get(pk=task.pk)


def _ready(task: Task) -> list[Finding]:
    """The findings that are handed over now. Drafts must be confirmed or dropped first."""
    waiting = list(Finding.objects.filter(task=task).unsettled().select_related("task").order_by("serial"))
    drafts = sum(finding.state == FindingState.DRAFT for finding in waiting)
    if drafts:
        raise NotAllowed("尚有%(count)s个问题未审定，不能反馈。", count=drafts)
    return waiting


def _send(task: Task, letter: Letter, frozen: int, *, by: Viewer, at: date) -> Feedback:
    row = Feedback(
        office_id=task.office_id,
        task=task,
        addressee_type=letter.addressee,
        organisation=letter.organisation,
        document=letter.document,
    )
    records.require(row, OFFICE, by=by)
    if letter.addressee == AddresseeType.BODY:
        _check_body(task, letter, frozen)
    elif (letter.stated or 0) > frozen:
        _check_stated(letter.stated or 0, frozen)
    _state(letter, task.office_id, by=by, at=at)
    return records.enter(row, by=by, at=at, basis=_cite(letter.document))


def _check_body(task: Task, letter: Letter, frozen: int) -> None:
    if queries.body_feedbacks(task).exists():
        raise NotAllowed("该任务已向领导班子反馈。")
    if letter.stated is None:
        raise NotAllowed("请填写反馈意见所述的问题数。")
    _check_stated(letter.stated, frozen)


def _check_stated(stated: int, frozen: int) -> None:
    if stated != frozen:
        raise NotAllowed(
            "反馈意见所述问题数为%(stated)s个，问题清单为%(frozen)s个，两者不一致。",
            stated=stated,
            frozen=frozen,
        )


def _state(letter: Letter, office: int, *, by: Viewer, at: date) -> None:
    """The number goes on record as the paper's own, once a paper."""
    said = Statement.objects.live().filter(document=letter.document, what=Stated.PROBLEMS)
    if letter.stated is None:
        return
    known = said.first()
    if known is None:
        row = Statement(office_id=office, document=letter.document, what=Stated.PROBLEMS, count=letter.stated)
        records.enter(row, by=by, at=at)
    elif known.count != letter.stated:
        raise NotAllowed("该文件已登记所述问题数%(count)s个，与此处不一致。", count=known.count)


def _check_flags(in_text: bool, in_list: bool) -> None:
    if in_text and not in_list:
        raise NotAllowed("写入反馈意见的问题须列入问题清单。")


def _cite(document: Document | None) -> str:
    return str(document)[:200] if document else ""
