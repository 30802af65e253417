"""What the receiver does with a clue: its disposition, its result, the reminders it gets, the clue closed and reopened."""

from datetime import date

from django.db import transaction

from xuncha.clues import queries
from xuncha.clues.actions import transfers
from xuncha.clues.models import Clue, Outcome, Reminder, TransferLine
from xuncha.clues.rules import KEEPER, RECEIVER, ClueState, Disposition, check_day, check_result, occasion
from xuncha.kernel.refusals import NotAllowed
from xuncha.kernel.viewer import Viewer
from xuncha.records import actions as records
from xuncha.records.models import Record


@transaction.atomic
def dispose(
    line: TransferLine,
    *,
    disposition: Disposition,
    by: Viewer,
    at: date,
    basis: str = "",
    note: str = "",
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
    records.move(clue, "dispose", by=by, at=at, basis=basis, note=note)
    return line


@transaction.atomic
def report(outcome: Outcome, *, by: Viewer, at: date) -> Outcome:
    """The lead receiver's result. It stops the clock; the clue is closed by its keeper."""
    line = outcome.line
    outcome.office_id, outcome.mark = line.office_id, line.mark
    records.require(outcome, RECEIVER, by=by)
    check_result(outcome.result, filed=outcome.filed, handled=outcome.handled)
    if line.clue.state != ClueState.DISPOSED or line.disposed_on is None or line.answered_on is not None:
        raise NotAllowed("登记处置方式以后、尚未反馈结果的线索，才能登记办理结果。")
    if at < line.disposed_on:
        raise NotAllowed("结果反馈日期不能早于处置日期。")
    outcome.due_on = line.due_on
    records.enter(outcome, by=by, at=at)
    records.fill(line, "answer", by=by, at=at, sets={"answered_on": at})
    return outcome


@transaction.atomic
def remind(line: TransferLine, *, by: Viewer, at: date) -> Reminder:
    """Remind the receiver on `at` of the result it owes."""
    records.require(line, KEEPER, by=by)
    receipt = queries.receipt_of(line.transfer)
    if not queries.is_waiting(line) or line.due_on is None or receipt is None:
        raise NotAllowed("没有待反馈的结果，无需催办。")
    if at < receipt.at:
        raise NotAllowed("催办日期不能早于回执日期。")
    row = Reminder(
        office_id=line.office_id,
        mark=line.mark,
        line=line,
        due_on=check_day(line.due_on, at),
        occasion=occasion(line.due_on, at),
    )
    return records.enter(row, by=by, at=at)


def move(clue: Clue, verb: str, *, by: Viewer, at: date, basis: str = "", note: str = "") -> Clue:
    """A step that needs nothing more than itself: close."""
    return records.move(clue, verb, by=by, at=at, basis=basis, note=note)


@transaction.atomic
def reopen(clue: Clue, *, by: Viewer, at: date, note: str, basis: str = "") -> Clue:
    """Handle a closed clue anew: it is no longer closed, and its receiver owes a result again, counted from this day."""
    records.move(clue, "reopen", by=by, at=at, basis=basis, note=note, sets={"closed_on": None})
    line = queries.lead_line(clue)
    if line is not None and line.answered_on is not None:
        changes = {"answered_on": None, "due_on": transfers.due_on(line, at)}
        records.correct(line, by=by, at=at, note="重新办理", basis=basis, changes=changes)
    return clue


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


def clue_result_reported(record: Record) -> None:
    """Guard of the closing: the lead receiver has reported a result of this handling."""
    assert isinstance(record, Clue)
    line = queries.lead_line(record)
    if line is None or line.answered_on is None:
        raise NotAllowed("尚未登记办理结果，不能办结。")


def _name_disposition(
    line: TransferLine, columns: dict[str, object], *, by: Viewer, at: date, basis: str
) -> None:
    """A clue that was reopened may be disposed of in another way; the first one stays in the history."""
    if line.disposition:
        records.correct(line, by=by, at=at, note="重新办理后处置", basis=basis, changes=columns)
    else:
        records.fill(line, "dispose", by=by, at=at, basis=basis, sets=columns)
