"""Everything that happens to a clue. What it says is sealed on the way in and opened only on record."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.db.models.functions import Length
from django.utils import timezone

from xuncha.accounts.models import User
from xuncha.audit import actions as audit
from xuncha.clues import queries
from xuncha.clues.models import Clue, ClueContent, ClueGrant, ClueSubject, Receipt, Transfer, TransferLine
from xuncha.clues.rules import (
    DECIDER,
    KEEPER,
    RECEIVER,
    REGISTRAR,
    ClueState,
    Disposition,
    ReceiverKind,
    check_reflects,
    clue_number,
    is_early,
    number_series,
)
from xuncha.kernel.refusals import NotAllowed, WrongRole
from xuncha.kernel.viewer import Viewer
from xuncha.records import actions as records
from xuncha.records.models import Office, Record
from xuncha.records.queries import today
from xuncha.records.rules import ADMINISTRATORS
from xuncha.rounds.queries import viewer_of


@dataclass(frozen=True)
class Subject:
    """A person reflected. The text never shows in a repr, hence in no traceback and no log."""

    details: str = field(repr=False)
    is_principal: bool = False


@dataclass(frozen=True)
class Content:
    """What a clue says, as handed in and as opened. Nothing of it shows in a repr."""

    summary: str = field(repr=False)
    organisation: str = field(default="", repr=False)
    reporter: str = field(default="", repr=False)
    named: bool = False
    subjects: tuple[Subject, ...] = field(default=(), repr=False)


@transaction.atomic
def register(clue: Clue, content: Content, *, by: Viewer, at: date, basis: str = "") -> Clue:
    """Enter a clue with its sealed content and subjects. It receives the next number of its group's series."""
    clue.office_id = clue.task.office_id
    records.require(clue, REGISTRAR, by=by)
    if not content.summary.strip():
        raise NotAllowed("请填写线索主要内容。")
    check_reflects(len(content.subjects), content.organisation)
    clue.number, clue.state = _next_number(clue, at), ClueState.REGISTERED
    records.enter(clue, by=by, at=at, basis=basis)
    _seal(clue, content, by=by, at=at)
    return clue


def suggest(clue: Clue, *, receiver_kind: ReceiverKind, by: Viewer, at: date, basis: str = "") -> Clue:
    """The group leader suggests to whom the clue should go."""
    return records.move(clue, "suggest", by=by, at=at, basis=basis, sets={"suggested": receiver_kind.value})


def decide(clue: Clue, *, receiver_kind: ReceiverKind, by: Viewer, at: date, basis: str) -> Clue:
    """The leading group's decision, by the paper that records it."""
    if not basis.strip():
        raise NotAllowed("请写明决定所依据的会议或者文件。")
    return records.move(clue, "decide", by=by, at=at, basis=basis, sets={"decided": receiver_kind.value})


def move(clue: Clue, verb: str, *, by: Viewer, at: date, basis: str = "", note: str = "") -> Clue:
    """A step that needs nothing more than itself: close, reopen. A reopened clue is no longer closed."""
    sets = {"closed_on": None} if verb == "reopen" else None
    return records.move(clue, verb, by=by, at=at, basis=basis, note=note, sets=sets)


@transaction.atomic
def transfer(
    batch: Transfer, *, leading: Sequence[Clue] = (), copied: Sequence[Clue] = (), by: Viewer, at: date
) -> Transfer:
    """Hand a batch to one receiver by letter: clues it leads, and copies of clues that another one leads.

    A clue is transferred once, to its lead receiver; copies are not counted again.
    """
    records.require(batch, KEEPER, by=by)
    if not leading and not copied:
        raise NotAllowed("移交批次中没有线索。")
    if any(clue.office_id != batch.office_id for clue in [*leading, *copied]):
        raise NotAllowed("不能移交其他巡察机构的线索。")
    records.enter(batch, by=by, at=at, basis=_cite(batch))
    for clue in leading:
        _hand_over(batch, clue, by=by, at=at)
    for clue in copied:
        _copy(batch, clue, by=by, at=at)
    return batch


@transaction.atomic
def receive(receipt: Receipt, *, by: Viewer, at: date) -> Receipt:
    """Enter the receiver's slip as the slip has it: where it disagrees with the batch, the tie says so."""
    receipt.office_id = receipt.transfer.office_id
    records.require(receipt, RECEIVER, by=by)
    if queries.receipt_of(receipt.transfer):
        raise NotAllowed("该批次已有回执。")
    if at < receipt.transfer.at:
        raise NotAllowed("回执日期不能早于移交日期。")
    if receipt.stated_leading > receipt.stated:
        raise NotAllowed("牵头办理件数不能多于签收件数。")
    return records.enter(receipt, by=by, at=at)


@transaction.atomic
def dispose(
    line: TransferLine, *, disposition: Disposition, by: Viewer, at: date, basis: str = ""
) -> TransferLine:
    """The lead receiver's disposition in one of the four ways. Without its receipt there is none (I7)."""
    clue = line.clue
    records.require(clue, RECEIVER, by=by)
    if not line.leads:
        raise NotAllowed("处置结果由牵头机关登记。")
    receipt = queries.receipt_of(line.transfer)
    if receipt and at < receipt.at:
        raise NotAllowed("处置日期不能早于回执日期。")
    _name_disposition(line, {"disposition": disposition.value, "disposed_on": at}, by=by, at=at, basis=basis)
    records.move(clue, "dispose", by=by, at=at, basis=basis)
    return line


@transaction.atomic
def grant_access(clue: Clue, *, user: User, reason: str, until: date, by: Viewer, at: date) -> ClueGrant:
    """Let one account open one clue's content until a day. Nobody grants it to themselves."""
    records.require(clue, DECIDER, by=by)
    if user.pk == by.user:
        raise NotAllowed("不能批准自己查阅线索。")
    if ADMINISTRATORS & viewer_of(user).roles:
        raise NotAllowed("系统、安全保密、审计三员不得查阅线索内容。")
    if not reason.strip() or until < at:
        raise NotAllowed("请写明查阅理由，截止日期不能早于起始日期。")
    row = ClueGrant.objects.create(clue=clue, user=user, reason=reason, by_id=by.user, since=at, until=until)
    audit.record_by(by, verb="grant clue", subject=clue.number, note=f"{user.username} {at}/{until}")
    return row


@transaction.atomic
def end_access(grant: ClueGrant, *, by: Viewer) -> None:
    """Take a grant back at once, before its last day."""
    records.require(grant.clue, DECIDER, by=by)
    if not ClueGrant.objects.filter(pk=grant.pk, ended_at=None).update(ended_at=timezone.now()):
        raise NotAllowed("该授权已经终止。")
    audit.record_by(by, verb="end clue grant", subject=grant.clue.number, note=grant.user.username)


def open_content(clue: Clue, *, by: Viewer) -> Content:
    """What the clue says. Every opening is on record before anything is read, and so is every refusal.

    NotAllowed for everyone but the clue keeper and the holder of a grant that is valid today. The refusal's
    entry is written in a transaction of its own, so do not call this inside a larger one.
    """
    if not queries.may_open(clue, by, today()):
        audit.record_by(by, verb="open clue refused", subject=clue.number)
        raise WrongRole("未经批准不得查阅线索内容。")
    with transaction.atomic():
        audit.record_by(by, verb="open clue", subject=clue.number)
        return _unseal(clue)


def clue_in_a_batch(record: Record) -> None:
    """Guard of the transfer: the clue stands in a batch with its lead receiver."""
    assert isinstance(record, Clue)
    if queries.lead_line(record) is None:
        raise NotAllowed("线索须列入移交批次并明确牵头机关。")


def clue_receipted(record: Record) -> None:
    """Guard of the disposition: the lead receiver has signed for the batch (I7)."""
    assert isinstance(record, Clue)
    line = queries.lead_line(record)
    if line is None or queries.receipt_of(line.transfer) is None:
        raise NotAllowed("尚未收到牵头机关的回执，不能登记处置结果。")


def clue_disposition_named(record: Record) -> None:
    """Guard of the disposition: it says in which of the four ways."""
    assert isinstance(record, Clue)
    line = queries.lead_line(record)
    if line is None or not line.disposition:
        raise NotAllowed("请先登记处置方式。")


def _hand_over(batch: Transfer, clue: Clue, *, by: Viewer, at: date) -> None:
    clue.refresh_from_db(from_queryset=Clue.objects.select_for_update())
    clue.life.step("transfer", clue.state, clue.roles_of(by))
    if clue.decided_on is None or at < clue.decided_on:
        raise NotAllowed("移交日期不能早于决定日期。")
    if is_early(at, clue.task.decided_on) and clue.early_approval is None:
        raise NotAllowed("书记专题会听取前移交线索（边巡边移），须有批件。")
    _line(batch, clue, leads=True, by=by, at=at)
    records.move(clue, "transfer", by=by, at=at, basis=_cite(batch))


def _copy(batch: Transfer, clue: Clue, *, by: Viewer, at: date) -> None:
    line = queries.lead_line(clue)
    if line is None:
        raise NotAllowed("线索%(number)s尚未移交牵头机关。", number=clue.number)
    if line.transfer_id == batch.pk or line.transfer.receiver_id == batch.receiver_id:
        raise NotAllowed("线索%(number)s已由该机关牵头办理。", number=clue.number)
    _line(batch, clue, leads=False, by=by, at=at)


def _line(batch: Transfer, clue: Clue, *, leads: bool, by: Viewer, at: date) -> None:
    if TransferLine.objects.filter(transfer=batch, clue=clue).exists():
        raise NotAllowed("线索%(number)s在批次中重复。", number=clue.number)
    records.enter(
        TransferLine(office_id=batch.office_id, transfer=batch, clue=clue, leads=leads), by=by, at=at
    )


def _name_disposition(
    line: TransferLine, columns: dict[str, object], *, by: Viewer, at: date, basis: str
) -> None:
    """A clue that was reopened may be disposed of in another way; the first one stays in the history."""
    if line.disposition:
        records.correct(line, by=by, at=at, note="重新办理后处置", basis=basis, changes=columns)
    else:
        records.fill(line, "dispose", by=by, at=at, basis=basis, sets=columns)


def _next_number(clue: Clue, at: date) -> str:
    """Whoever registers in the same office waits; voided numbers count, so that none comes twice."""
    round_, group = clue.task.round, clue.task.group
    Office.objects.select_for_update().get(pk=clue.office_id)
    place = at.year, round_.number, group.number if group else 0
    taken = Clue.objects.filter(office=clue.office_id, number__startswith=number_series(*place))
    last = taken.order_by(Length("number").desc(), "-number").values_list("number", flat=True).first()
    return clue_number(*place, int(last.rsplit("-", 1)[1]) + 1 if last else 1)


def _seal(clue: Clue, content: Content, *, by: Viewer, at: date) -> None:
    sealed = ClueContent(
        office_id=clue.office_id,
        clue=clue,
        mark=clue.mark,
        summary=content.summary,
        organisation=content.organisation,
        reporter=content.reporter,
        named=content.named,
    )
    records.enter(sealed, by=by, at=at)
    for serial, subject in enumerate(content.subjects, start=1):
        row = ClueSubject(
            office_id=clue.office_id,
            clue=clue,
            mark=clue.mark,
            serial=serial,
            details=subject.details,
            is_principal=subject.is_principal,
        )
        records.enter(row, by=by, at=at)


def _unseal(clue: Clue) -> Content:
    sealed = ClueContent._base_manager.get(clue=clue)
    subjects = ClueSubject._base_manager.filter(clue=clue, voided_at=None).order_by("serial")
    return Content(
        summary=sealed.summary,
        organisation=sealed.organisation,
        reporter=sealed.reporter,
        named=sealed.named,
        subjects=tuple(Subject(row.details, row.is_principal) for row in subjects),
    )


def _cite(batch: Transfer) -> str:
    return str(batch.document)[:200]
