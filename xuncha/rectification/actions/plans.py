"""Plans and progress reports: handed in whole, signed by the principal, reviewed by several bodies, decided."""

from datetime import date
from typing import TypeVar

from django.core.files import File
from django.db import transaction

from xuncha.kernel.refusals import NotAllowed
from xuncha.kernel.viewer import Viewer
from xuncha.records import actions as records
from xuncha.records.models import Record
from xuncha.rectification import queries
from xuncha.rectification.actions import ledgers, proofs
from xuncha.rectification.models import (
    Item,
    Ledger,
    PlanOpinion,
    PlanSubmission,
    ProgressReport,
    Submission,
)
from xuncha.rectification.queries import plans
from xuncha.rectification.rules.closures import check_hand
from xuncha.rectification.rules.ledgers import SPEAKERS, SUPERVISORS, UNIT, Body
from xuncha.rectification.rules.plans import REVIEWERS_OF_PLANS, SubmissionState
from xuncha.rounds.models import Task

S = TypeVar("S", bound=Submission)
SPEAKERS_OR_CLERKS = SUPERVISORS | SPEAKERS[Body.GROUP]


@transaction.atomic
def submit_plan(
    row: PlanSubmission, *, by: Viewer, at: date, upload: "File[bytes] | None" = None
) -> PlanSubmission:
    """Hand in the plan as the ledger holds it now. Refused, with their titles, while problems have no measure."""
    _prepare(row, PlanSubmission, by=by)
    ledgers.check_covered(row.ledger)
    row.lines = plans.lines(row.ledger)
    return _hand_in(row, upload, by=by, at=at)


@transaction.atomic
def submit_progress(
    row: ProgressReport, *, by: Viewer, at: date, upload: "File[bytes] | None" = None
) -> ProgressReport:
    """Report on the whole ledger, after its plan was approved and with something said of each item."""
    _prepare(row, ProgressReport, by=by)
    if not plans.is_planned(row.ledger):
        raise NotAllowed("整改方案尚未审定，不能报送进展报告。")
    silent = plans.unreported(row.ledger)
    if silent:
        raise NotAllowed(
            "尚有%(count)s项没有自报进展：%(titles)s。", count=len(silent), titles=ledgers.named(silent)
        )
    if not row.own_account.strip():
        raise NotAllowed("请附主要负责人组织落实情况。")
    counts = queries.tally_on(Item.objects.live().filter(ledger=row.ledger), at)
    row.done, row.basic, row.open = counts.done, counts.basic, counts.open
    return _hand_in(row, upload, by=by, at=at)


@transaction.atomic
def sign(
    row: Submission, *, by: Viewer, at: date, principal: str, paper: str, basis: str = "", note: str = ""
) -> Submission:
    """The principal's sign-off: who signed, on which paper, on that day."""
    if not principal.strip() or not paper.strip():
        raise NotAllowed("请写明签批的主要负责人和签批文件。")
    if at < row.at:
        raise NotAllowed("签批日期不能早于报送日期。")
    sets = {"principal": principal.strip(), "paper": paper.strip()}
    return records.move(row, "sign", by=by, at=at, basis=basis, note=note, sets=sets)


@transaction.atomic
def move(row: Submission, verb: str, *, by: Viewer, at: date, basis: str = "", note: str = "") -> Submission:
    """Accept, or send back with a reason. Who handed it in does not decide on it."""
    row.life.step(verb, row.state, row.roles_of(by))
    check_hand(by.user, (row.by_id,))
    records.move(row, verb, by=by, at=at, basis=basis, note=note)
    if isinstance(row, PlanSubmission) and row.state == SubmissionState.ACCEPTED and row.document:
        ledgers.file(row.ledger, "file_plan", "plan", row.document, by=by, at=at)
    return row


@transaction.atomic
def opine(row: PlanOpinion, *, by: Viewer, at: date) -> PlanOpinion:
    """One body's opinion on a version under review. Who does not speak for the body names its paper."""
    submission, body = row.submission, Body(row.body)
    row.office_id = submission.office_id
    records.require(row, SPEAKERS_OR_CLERKS, by=by)
    if submission.state != SubmissionState.SIGNED:
        raise NotAllowed("该版整改方案不在审核之中。")
    if body not in REVIEWERS_OF_PLANS:
        raise NotAllowed("该单位不审核整改方案。")
    check_hand(by.user, (submission.by_id,))
    check_speaks(row.roles_of(by), body, row.paper)
    said = PlanOpinion.objects.live().filter(submission=submission)
    if said.filter(body=body).exists():
        raise NotAllowed("该单位已对本版提出意见。")
    if not row.paper.strip() and said.filter(by=by.user, paper="").exists():
        raise NotAllowed("您已代表一个单位提出意见；其他单位的意见，请注明其书面意见。")
    return records.enter(row, by=by, at=at, basis=row.paper)


def check_speaks(roles: frozenset[str], body: Body, paper: str) -> None:
    """A body speaks through its own people, or on paper."""
    if SPEAKERS[body].isdisjoint(roles) and not paper.strip():
        raise NotAllowed("代为登记%(body)s的意见，请注明其书面意见的文号或者名称。", body=body.label)


def plan_opinions_in(record: Record) -> None:
    """Guard of approving a plan: all bodies that must have spoken, and none wants it revised."""
    assert isinstance(record, PlanSubmission)
    silent = plans.silent_bodies(record)
    if silent:
        raise NotAllowed("%(bodies)s尚未提出审核意见。", bodies="、".join(silent))
    doubting = plans.doubting_bodies(record)
    if doubting:
        raise NotAllowed("%(bodies)s认为须修改后再审，请退回修改。", bodies="、".join(doubting))


def plan_approved(record: Record) -> None:
    """Guard of a task's rectification: a version of the unit's plan was approved."""
    assert isinstance(record, Task)
    if not plans.plan_approved(record):
        raise NotAllowed("被巡察党组织的整改方案尚未审定，请在整改台账办理。")


def progress_report_filed(record: Record) -> None:
    """Guard of a task's progress: the unit's report, signed by its principal, has come in."""
    assert isinstance(record, Task)
    if not plans.progress_filed(record, accepted=False):
        raise NotAllowed("被巡察党组织尚未报送经主要负责人签批的整改进展报告。")


def progress_report_accepted(record: Record) -> None:
    """Guard of what follows the progress report: it passed its review."""
    assert isinstance(record, Task)
    if not plans.progress_filed(record, accepted=True):
        raise NotAllowed("整改进展报告尚未审核通过。")


def _prepare(row: Submission, model: type[Submission], *, by: Viewer) -> None:
    ledger = row.ledger
    row.office_id = ledger.office_id
    records.require(row, UNIT, by=by)
    Ledger.objects.select_for_update().get(pk=ledger.pk)  # numbers follow one another
    if plans.pending(model, ledger):
        raise NotAllowed("上一版尚在签批或者审核之中。")
    row.number, row.state = plans.next_number(model, ledger), SubmissionState.SUBMITTED


def _hand_in(row: S, upload: "File[bytes] | None", *, by: Viewer, at: date) -> S:
    if upload is not None:
        row.attachment = proofs.stored(upload, row.office, by=by, at=at)
    return records.enter(row, by=by, at=at)
