"""Asking departments, before entry, for what they know of a round's targets, and receiving it."""

from datetime import date

from django.db import transaction

from xuncha.basis.models import Document
from xuncha.fieldwork.models import MaterialRequest
from xuncha.kernel.refusals import NotAllowed
from xuncha.kernel.viewer import Viewer
from xuncha.orgs.models import Organisation
from xuncha.records import actions as records
from xuncha.rounds.models import Round
from xuncha.rounds.queries.deadlines import due_by
from xuncha.rounds.rules.roles import OFFICE
from xuncha.rounds.rules.rounds import RoundState

REPLY = "D2"  # the rule that says how long a department has


@transaction.atomic
def request_material(
    round_: Round,
    *,
    department: Organisation,
    document: Document,
    subject: str,
    by: Viewer,
    at: date,
    due_on: date | None = None,
) -> MaterialRequest:
    """A letter to a department, once a round. Without `due_on` the round's rule set says when the answer is due."""
    row = MaterialRequest(
        office=round_.office, round=round_, department=department, document=document, subject=subject
    )
    return send(row, by=by, at=at, due_on=due_on)


@transaction.atomic
def send(row: MaterialRequest, *, by: Viewer, at: date, due_on: date | None = None) -> MaterialRequest:
    """A request as it was filled in."""
    records.require(row, OFFICE, by=by)
    row.due_on = due_on or _usual(row.round, at)
    if row.round.state in (RoundState.CLOSED, RoundState.CANCELLED):
        raise NotAllowed("本轮已经办结或者终止。")
    if row.due_on < at:
        raise NotAllowed("提供期限不能早于发函日期。")
    if row.round.tasks.live().filter(entered_on__lt=at).exists():
        raise NotAllowed("本轮已有巡察组进驻，函请应在进驻之前。")
    if MaterialRequest.objects.live().filter(round=row.round, department=row.department).exists():
        raise NotAllowed("本轮已向“%(name)s”发函。", name=row.department.short_name)
    return records.enter(row, by=by, at=at, basis=str(row.document)[:200])


@transaction.atomic
def receive_material(
    request: MaterialRequest, *, volumes: int, by: Viewer, at: date, basis: str = "", note: str = ""
) -> MaterialRequest:
    """What the department sent, once."""
    records.require(request, OFFICE, by=by)
    if volumes < 1:
        raise NotAllowed("请填写收到的份数。")
    if at < request.at:
        raise NotAllowed("收到日期不能早于发函日期。")
    sets = {"received_on": at, "volumes": volumes}
    return records.fill(request, "receive", by=by, at=at, sets=sets, basis=basis, note=note)


def _usual(round_: Round, day: date) -> date:
    due = due_by(round_, REPLY, day)
    if due is None:
        raise NotAllowed("本轮的制度版本没有规定提供期限，请填写。")
    return due.date
