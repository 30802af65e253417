"""Feedback: the list of a task frozen and handed over by letters, and what stands in its way."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from xuncha.basis.models import Document, Statement
from xuncha.basis.rules import Stated
from xuncha.findings import queries
from xuncha.findings.models import Feedback, Finding
from xuncha.findings.rules import OFFICE, SIGNERS, AddresseeType, FindingState
from xuncha.kernel.refusals import NotAllowed, WrongRole
from xuncha.kernel.viewer import Viewer
from xuncha.orgs.models import Organisation
from xuncha.records import actions as records
from xuncha.records.models import Office, Record
from xuncha.rounds.models import Task


@dataclass(frozen=True)
class Letter:
    """One paper of feedback to one addressee. `stated` is the number of problems the paper itself gives."""

    addressee: AddresseeType
    document: Document
    stated: int | None = None
    organisation: Organisation | None = None


@transaction.atomic
def feed_back(task: Task, *, letters: Sequence[Letter], by: Viewer, at: date) -> list[Feedback]:
    """Freeze the task's list, hand it over by these letters, and take the task's own step.

    The letter to the leading body must state exactly as many problems as are handed over (I5).
    """
    queries.locked(task)
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
    queries.locked(task)
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


@transaction.atomic
def hand_over(
    body: Feedback,
    *,
    by: Viewer,
    at: date,
    stated: int,
    principal: Document | None = None,
    superior: Document | None = None,
    superior_name: Organisation | None = None,
    department: Document | None = None,
    department_name: Organisation | None = None,
) -> Feedback:
    """Feed a task back by the letter to its body and those to further addressees, as one page asks for them."""
    letters = [Letter(AddresseeType.BODY, body.document, stated, body.task.organisation)]
    further = (
        (AddresseeType.PRINCIPAL, principal, None),
        (AddresseeType.SUPERIOR, superior, superior_name),
        (AddresseeType.DEPARTMENT, department, department_name),
    )
    letters += [Letter(kind, paper, None, unit) for kind, paper, unit in further if paper]
    return feed_back(body.task, letters=letters, by=by, at=at)[0]


def send_further(feedback: Feedback, *, by: Viewer, at: date, stated: int | None = None) -> Feedback:
    """One more letter of a task that has been fed back."""
    letter = Letter(AddresseeType(feedback.addressee_type), feedback.document, stated, feedback.organisation)
    return send(feedback.task, letter, by=by, at=at)


@transaction.atomic
def send_to_counties(feedback: Feedback, *, counties: Sequence[Office], by: Viewer, at: date) -> Feedback:
    """Feed a task back to the counties as well (一巡一反): one row a county, all by the same paper."""
    task = feedback.task
    queries.locked(task)
    if not queries.body_feedbacks(task).exists():
        raise NotAllowed("请先向领导班子反馈。")
    if not counties:
        raise NotAllowed("请至少选择一个县（市、区）。")
    if feedback.document.office_id != task.office_id:
        raise NotAllowed("反馈文件应为本级登记的公文。")
    rows = [feedback, *(Feedback(task=task, document=feedback.document) for _ in counties[1:])]
    for row, county in zip(rows, counties, strict=True):
        if county.parent_id != task.office_id:
            raise NotAllowed("“%(county)s”不是本级的下级巡察机构。", county=county.name)
        row.office_id, row.addressee_type, row.county = task.office_id, AddresseeType.COUNTY, None
        records.require(row, OFFICE, by=by)  # before it is addressed: to whom it goes does not send it
        row.county = county
        records.enter(row, by=by, at=at, basis=_cite(row.document))
    return feedback


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


def _cite(document: Document | None) -> str:
    return str(document)[:200] if document else ""
