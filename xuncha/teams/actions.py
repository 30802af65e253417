"""Appraising those who served; the inspected organisation asks for a recusal and evaluates the group."""

from datetime import date

from django.db import transaction
from django.db.models import Q, QuerySet

from xuncha.basis.models import Document
from xuncha.kernel.refusals import NotAllowed
from xuncha.kernel.viewer import Viewer
from xuncha.people.models import Person
from xuncha.records import actions as records
from xuncha.rounds.actions import groups
from xuncha.rounds.models import GroupMember
from xuncha.rounds.rules.groups import RecusalVerdict
from xuncha.rounds.rules.tasks import TaskState
from xuncha.teams.models import Appraisal, ConductEvaluation, RecusalRequest
from xuncha.teams.rules import APPRAISERS, UNIT, Grade

AT_WORK = (TaskState.NOTIFIED, TaskState.ENTERED, TaskState.LEFT)


@transaction.atomic
def appraise(
    person: Person,
    *,
    year: int,
    grade: Grade,
    by: Viewer,
    at: date,
    seat: GroupMember | None = None,
    award: str = "",
    document: Document | None = None,
) -> Appraisal:
    """The office's appraisal of a person for a year, resting on a seat held in it: by default the last one."""
    resting_on = seat or _seats(person, year).order_by("at", "pk").last()
    if resting_on is None or resting_on.person_id != person.pk:
        raise NotAllowed("%(name)s在%(year)s年没有抽调任职，不能考核。", name=person.name, year=year)
    row = Appraisal(year=year, seat=resting_on, grade=grade, award=award.strip(), document=document)
    return enter(row, by=by, at=at)


@transaction.atomic
def enter(row: Appraisal, *, by: Viewer, at: date) -> Appraisal:
    """An appraisal as it was filled in on a seat: of the person who holds it."""
    person, year = row.seat.person, row.year
    row.office, row.person = row.seat.office, person
    records.require(row, APPRAISERS, by=by)
    if not _seats(person, year).filter(pk=row.seat_id).exists():
        raise NotAllowed("%(name)s在%(year)s年没有抽调任职，不能考核。", name=person.name, year=year)
    if by.person == person.pk:
        raise NotAllowed("不能考核本人。")
    if at < date(year, 1, 1):
        raise NotAllowed("考核日期不能早于考核年度。")
    if Appraisal.objects.of(row.office_id).filter(year=year, person=person).exists():
        raise NotAllowed("%(name)s%(year)s年度已经考核。", name=person.name, year=year)
    return records.enter(row, by=by, at=at)


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


def _seats(person: Person, year: int) -> QuerySet[GroupMember]:
    """The seats a person held on any day of the year."""
    held = Q(until=None) | Q(until__gte=date(year, 1, 1))
    return GroupMember.objects.live().filter(held, person=person, at__lte=date(year, 12, 31))
