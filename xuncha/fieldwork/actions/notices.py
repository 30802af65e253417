"""Notices to put something right at once, from their issue to their end, and what a group leaves open on site."""

from datetime import date

from django.db import transaction

from xuncha.fieldwork.actions import base
from xuncha.fieldwork.models import ImmediateNotice
from xuncha.fieldwork.queries.unsettled import unsettled
from xuncha.fieldwork.rules.notices import DONE_BEFORE_EXIT, check_due
from xuncha.kernel.refusals import NotAllowed
from xuncha.kernel.viewer import Viewer
from xuncha.records import actions as records
from xuncha.records.models import Record
from xuncha.rounds.models import Task
from xuncha.rounds.queries.deadlines import due_by
from xuncha.rounds.rules.roles import FIELD


@transaction.atomic
def issue(notice: ImmediateNotice, *, by: Viewer, at: date, basis: str = "") -> ImmediateNotice:
    """A notice under the task's next number, due before the group leaves (D9)."""
    base.admit(notice, FIELD, by=by)
    check_due(at, notice.due_on, _latest(notice.task))
    notice.serial = base.next_serial(ImmediateNotice, notice.task)
    return base.enter(notice, by=by, at=at, basis=basis, roles=FIELD)


def sign(
    notice: ImmediateNotice, *, signed_by: str, by: Viewer, at: date, basis: str = "", note: str = ""
) -> ImmediateNotice:
    """The unit's principal signs for it in person."""
    sets = {"signed_by": signed_by}
    return records.move(notice, "sign", by=by, at=at, basis=basis, note=note, sets=sets)


def report(
    notice: ImmediateNotice, *, result: str, by: Viewer, at: date, basis: str = "", note: str = ""
) -> ImmediateNotice:
    """What the unit says it has done. Each report stays in the history, also the one that was sent back."""
    said = "\n".join(part for part in (result, note) if part)
    return records.move(notice, "report", by=by, at=at, basis=basis, note=said, sets={"result": result})


def move(
    notice: ImmediateNotice, verb: str, *, by: Viewer, at: date, basis: str = "", note: str = ""
) -> ImmediateNotice:
    """A step that needs nothing more than itself: verify, send back, carry over. Sent back, it is unreported again."""
    sets = {"reported_on": None} if verb == "send_back" else None
    return records.move(notice, verb, by=by, at=at, basis=basis, note=note, sets=sets)


def petitions_and_notices_settled(record: Record) -> None:
    """Guard of leaving the site: every petition has been disposed of, every notice verified or carried over."""
    assert isinstance(record, Task)
    left = unsettled(record)
    if left.petitions:
        raise NotAllowed("尚有%(count)s件信访没有提出处置意见，不能撤点。", count=left.petitions)
    if left.notices:
        raise NotAllowed("尚有%(count)s件立行立改没有办结或者结转，不能撤点。", count=left.notices)


def _latest(task: Task) -> date | None:
    """The last day by the round's rules; the day of exit itself where they give none."""
    leaves = task.left_on or task.exit_planned_on
    if leaves is None:
        return None
    due = due_by(task.round, DONE_BEFORE_EXIT, leaves)
    return due.date if due else leaves
