"""Batches: clues handed to their receivers by letter, and signed for."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from xuncha.basis.models import Document
from xuncha.basis.rules import Direction, DocumentKind, check_number
from xuncha.clues import queries
from xuncha.clues.models import Clue, Receipt, Transfer, TransferLine
from xuncha.clues.rules import KEEPER, RECEIVER, is_early
from xuncha.kernel.marks import at_most, highest
from xuncha.kernel.refusals import NotAllowed
from xuncha.kernel.viewer import Viewer
from xuncha.records import actions as records
from xuncha.records.models import Office
from xuncha.rounds.queries.deadlines import due_by

RESULT = "D22"  # the rule by which the receiver owes its result


@transaction.atomic
def send(
    batch: Transfer,
    *,
    letter: str,
    leading: Sequence[Clue],
    copied: Sequence[Clue],
    by: Viewer,
    at: date,
) -> Transfer:
    """`transfer` as the batch's page has it: the letter by its number, the batch numbered here."""
    records.require(batch, KEEPER, by=by)
    batch.mark = highest([batch.mark, *(clue.mark for clue in [*leading, *copied])])
    batch.document = _letter(batch, letter.strip(), by=by, at=at)
    batch.number = _next_number(batch, at)
    return transfer(batch, leading=leading, copied=copied, by=by, at=at)


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
    if not all(at_most(clue.mark, batch.document.mark) for clue in [*leading, *copied]):
        raise NotAllowed("移交函的密级标识不得低于所移交线索的密级标识。")
    records.enter(batch, by=by, at=at, basis=_cite(batch))
    for clue in leading:
        _hand_over(batch, clue, by=by, at=at)
    for clue in copied:
        _copy(batch, clue, by=by, at=at)
    return batch


@transaction.atomic
def receive(receipt: Receipt, *, by: Viewer, at: date) -> Receipt:
    """Enter the receiver's slip as the slip has it: where it disagrees with the batch, the tie says so.

    From this day its results are due (D22), counted by the rule set of each clue's round and kept.
    """
    receipt.office_id, receipt.mark = receipt.transfer.office_id, receipt.transfer.mark
    records.require(receipt, RECEIVER, by=by)
    if queries.receipt_of(receipt.transfer):
        raise NotAllowed("该批次已有回执。")
    if at < receipt.transfer.at:
        raise NotAllowed("回执日期不能早于移交日期。")
    if receipt.stated_leading > receipt.stated:
        raise NotAllowed("牵头办理件数不能多于签收件数。")
    records.enter(receipt, by=by, at=at)
    for line in receipt.transfer.lines.filter(leads=True, voided_at=None).select_related("clue__task__round"):
        _start_clock(line, by=by, at=at)
    return receipt


def due_on(line: TransferLine, received_on: date) -> date | None:
    """When the result of a line signed for on that day is due; None where the round's rules give no number."""
    found = due_by(line.clue.task.round, RESULT, received_on)
    return found.alarm if found else None


def _start_clock(line: TransferLine, *, by: Viewer, at: date) -> None:
    day = due_on(line, at)
    if day is not None:
        records.fill(line, "receive", by=by, at=at, sets={"due_on": day})


def _hand_over(batch: Transfer, clue: Clue, *, by: Viewer, at: date) -> None:
    clue.refresh_from_db(from_queryset=Clue.objects.select_for_update())
    clue.life.step("transfer", clue.state, clue.roles_of(by))
    if clue.decided_on is None or at < clue.decided_on:
        raise NotAllowed("移交日期不能早于决定日期。")
    if clue.decided != batch.receiver_kind:
        raise NotAllowed(
            "线索%(number)s决定移交%(decided)s，与本批接收机关的类别不符。",
            number=clue.number,
            decided=clue.get_decided_display(),
        )
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


def _cite(batch: Transfer) -> str:
    return str(batch.document)[:200]


def _letter(batch: Transfer, number: str, *, by: Viewer, at: date) -> Document:
    """The letter of that number, or a new entry of the register: who keeps clues has no other hand in it."""
    letters = Document.objects.of(batch.office_id).filter(direction=Direction.OUT, number=number)
    found = letters.first()
    if found is not None:
        return found
    check_number(number)
    title = "关于移交巡察问题线索的函（%s）" % batch.receiver.short_name
    letter = Document(
        office_id=batch.office_id,
        number=number,
        kind=DocumentKind.LETTER,
        direction=Direction.OUT,
        title=title,
        issuer=batch.office.name,
        mark=batch.mark,
    )
    return records.enter(letter, by=by, at=at)


def _next_number(batch: Transfer, at: date) -> str:
    """Whoever sends in the same office waits; voided numbers count, so that none comes twice."""
    Office.objects.select_for_update().get(pk=batch.office_id)
    taken = Transfer.objects.filter(office=batch.office_id, number__regex=rf"^{at.year}-[0-9]+$")
    last = max(
        (int(number.partition("-")[2]) for number in taken.values_list("number", flat=True)), default=0
    )
    return f"{at.year}-{last + 1:03}"
