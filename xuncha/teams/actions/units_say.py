"""The inspected organisation asks for a recusal and evaluates the group."""

from datetime import date

from django.db import transaction

from xuncha.kernel.refusals import NotAllowed
from xuncha.kernel.viewer import Viewer
from xuncha.records import actions as records
from xuncha.rounds.actions import groups
from xuncha.rounds.rules.groups import RecusalVerdict
from xuncha.rounds.rules.tasks import TaskState
from xuncha.teams.models import ConductEvaluation, RecusalRequest
from xuncha.teams.rules import UNIT

AT_WORK = (TaskState.NOTIFIED, TaskState.ENTERED, TaskState.LEFT)


@transaction.atomic
def ask_recusal(request: RecusalRequest, *, by: Viewer, at: date) -> RecusalRequest:
    """The unit's contact asks, from the notice until the report is in, for somebody who sits in its group."""
    records.require(request, UNIT, by=by)
    task, member = request.task, request.member
    if task.state not in AT_WORK:
        raise NotAllowed("收到进驻通知以后、巡察报告提交以前方可申请回避。")
    if member.group_id != task.group_id or member.until:
        raise NotAllowed("该人员不在本任务的巡察组。")
    if not request.reason.strip():
        raise NotAllowed("请写明申请理由。")
    return records.enter(request, by=by, at=at)


@transaction.atomic
def move_request(
    request: RecusalRequest, verb: str, *, by: Viewer, at: date, basis: str = "", note: str = ""
) -> RecusalRequest:
    """The decision. An upheld request bars the person towards the organisation, whatever was decided before."""
    records.move(request, verb, by=by, at=at, basis=basis, note=note)
    if verb == "uphold":
        member, unit = request.member, request.task.organisation
        check = groups.check(request.task.round, member.person, unit, by=by, at=at)
        if not check.verdict:
            groups.decide(check, RecusalVerdict.BARRED, by=by, at=at, reason=note, basis=basis)
        elif check.verdict != RecusalVerdict.BARRED:
            changes = {"verdict": RecusalVerdict.BARRED, "reason": note.strip()[:200]}
            records.correct(check, by=by, at=at, note=note, basis=basis, changes=changes)
    return request


@transaction.atomic
def evaluate(evaluation: ConductEvaluation, *, by: Viewer, at: date) -> ConductEvaluation:
    """The unit's contact says, once and after the feedback, how the group behaved."""
    records.require(evaluation, UNIT, by=by)
    fed_back = evaluation.task.fed_back_on
    if fed_back is None or at < fed_back:
        raise NotAllowed("反馈以后方可评价巡察组。")
    if ConductEvaluation.objects.live().filter(task=evaluation.task).exists():
        raise NotAllowed("本单位已经评价。")
    return records.enter(evaluation, by=by, at=at)
