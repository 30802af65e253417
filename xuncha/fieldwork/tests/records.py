"""A task on site with its group, and one record of each kind, as its actions store it."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.test import Client

from xuncha.accounts.models import User
from xuncha.fieldwork.actions import base, group, notices, petitions, reading, surveys, talks
from xuncha.fieldwork.models import (
    Assistance,
    Forum,
    GroupMeeting,
    Hearing,
    ImmediateNotice,
    JournalEntry,
    Loan,
    PersonalMatterCheck,
    Petition,
    Questionnaire,
    QuestionnaireOption,
    SitIn,
    Talk,
    Visit,
)
from xuncha.fieldwork.rules.methods import HearingKind, MeetingKind, SurveyKind, TalkCategory, VisitKind
from xuncha.fieldwork.rules.petitions import Channel, Scope
from xuncha.kernel.viewer import GroupHold, Viewer
from xuncha.people.models import Person
from xuncha.records.models import Record
from xuncha.records.rules import GROUP, Role
from xuncha.records.tests.builders import NUMBERS, user, viewer
from xuncha.rounds.models import GroupMember, Task
from xuncha.rounds.rules.groups import SEAT_ROLE, Seat
from xuncha.rounds.rules.tasks import TaskState
from xuncha.rounds.tests import builders as rounds

ENTERED, EXIT = date(2019, 6, 3), date(2019, 7, 26)
ON = date(2019, 6, 12)
SEAT = {role: seat for seat, role in reversed(SEAT_ROLE.items())}
REPORTER = "反映人甲乙丙"


def on_site(**over: Any) -> Task:
    """A task that a group of three has entered: its leader, its petition clerk, a member."""
    team = rounds.group(**({"round": over.pop("round")} if "round" in over else _owned(over)))
    for seat in (Seat.LEADER, Seat.PETITIONS, Seat.MEMBER):
        rounds.member(group=team, seat=seat)
    days: dict[str, Any] = {"entered_on": ENTERED, "exit_planned_on": EXIT, "state": TaskState.ENTERED}
    return rounds.task(group=team, **(days | over))


def _owned(over: dict[str, Any]) -> dict[str, Any]:
    return {"round": rounds.round_(office=over.pop("office"))} if "office" in over else {}


def seat(role: Role, task: Task) -> Viewer:
    """Someone who sits in the task's group and holds nothing else."""
    assert task.group_id
    return viewer(office=task.office, groups=(GroupHold(role, task.group_id),))


def towards(role: Role, task: Task) -> Viewer:
    """Someone who holds the role where it is held towards a task."""
    return seat(role, task) if role in GROUP else viewer(role, office=task.office)


def leader(task: Task) -> Viewer:
    return seat(Role.GROUP_LEADER, task)


def members(task: Task) -> list[GroupMember]:
    assert task.group
    return list(task.group.members.select_related("person").order_by("pk"))


def sits_in(client: Client, role: Role, task: Task) -> User:
    """A browser session of someone who sits in the task's group."""
    account = user()
    own = GroupMember.objects.filter(group=task.group, seat=SEAT[role]).first()
    own = own or rounds.member(group=task.group, seat=SEAT[role])
    Person.objects.filter(pk=own.person_id).update(user=account)
    client.force_login(account)
    return account


def talk(task: Task, by: Viewer | None = None, at: date = ON, basis: str = "", **over: Any) -> Talk:
    values: dict[str, Any] = {
        "interviewee": f"谈话对象{next(NUMBERS)}", "post": "办公室主任", "category": TalkCategory.MIDDLE, "place": "驻地",
        "minutes": "谈话记录",
    }  # fmt: skip
    who = over.pop("interviewers", members(task)[1:3])
    return talks.hold(
        Talk(task=task, **(values | over)), interviewers=who, by=by or leader(task), at=at, basis=basis
    )


def petition(
    task: Task,
    by: Viewer | None = None,
    at: date = ON,
    basis: str = "",
    reporter: str = "",
    late_reason: str = "",
    **over: Any,
) -> Petition:
    values: dict[str, Any] = {
        "channel": Channel.LETTER, "named": bool(reporter), "objects_reflected": "某科负责人", "summary": "反映报销问题",
        "scope": Scope.WITHIN,
    }  # fmt: skip
    row = Petition(task=task, **(values | over))
    return petitions.register(
        row, by=by or leader(task), at=at, basis=basis, reporter=reporter, late_reason=late_reason
    )


def loan(task: Task, by: Viewer | None = None, at: date = ON, basis: str = "", **over: Any) -> Loan:
    values: dict[str, Any] = {
        "title": "党组会议记录",
        "owner": "办公室",
        "volumes": 12,
        "borrower": members(task)[2],
    }
    return reading.borrow(Loan(task=task, **(values | over)), by=by or leader(task), at=at, basis=basis)


def questionnaire(
    task: Task, by: Viewer | None = None, at: date = ON, basis: str = "", **over: Any
) -> Questionnaire:
    values: dict[str, Any] = {
        "kind": SurveyKind.SURVEY, "title": "作风问卷", "audience": "全体干部", "sent": 80, "returned": 76, "valid": 74,
    }  # fmt: skip
    row = Questionnaire(task=task, **(values | over))
    return surveys.count_sheets(row, by=by or leader(task), at=at, basis=basis)


def option(
    task: Task, by: Viewer | None = None, at: date = ON, basis: str = "", **over: Any
) -> QuestionnaireOption:
    values: dict[str, Any] = {"question": "您对单位作风是否满意", "option": "满意", "count": 60}
    if "questionnaire" not in over:
        over["questionnaire"] = Questionnaire.objects.filter(task=task).first() or questionnaire(task)
    row = QuestionnaireOption(**(values | over))
    return surveys.count_option(row, by=by or leader(task), at=at, basis=basis)


def notice(
    task: Task, by: Viewer | None = None, at: date = ON, basis: str = "", **over: Any
) -> ImmediateNotice:
    values: dict[str, Any] = {"problem": "公务用车未登记", "clause": "公务用车管理办法第九条", "due_on": EXIT}
    row = ImmediateNotice(task=task, **(values | over))
    return notices.issue(row, by=by or leader(task), at=at, basis=basis)


def matters(
    task: Task, by: Viewer | None = None, at: date = ON, basis: str = "", **over: Any
) -> PersonalMatterCheck:
    values: dict[str, Any] = {"scope": "班子成员", "number": 6, "inconsistent": 1}
    row = PersonalMatterCheck(task=task, **(values | over))
    return reading.check_matters(row, by=by or leader(task), at=at, basis=basis)


def _plain(model: type[Any], usual: dict[str, Any]) -> Callable[..., Any]:
    """Kinds that are stored as they come."""

    def make(task: Task, by: Viewer | None = None, at: date = ON, basis: str = "", **over: Any) -> Any:
        return base.enter(model(task=task, **(usual | over)), by=by or leader(task), at=at, basis=basis)

    return make


hearing = _plain(Hearing, {"kind": HearingKind.SPECIAL, "subject": "财务管理情况", "reporter": "分管领导"})
visit = _plain(
    Visit, {"kind": VisitKind.VISIT, "place": "某镇政务大厅", "households": 5, "findings": "排队较长"}
)
sit_in = _plain(SitIn, {"meeting": "党组会", "topic": "干部任免"})
forum = _plain(Forum, {"topic": "营商环境", "participants": "企业代表", "number": 8})
assistance = _plain(Assistance, {"organ": "市审计局", "matter": "查询专项资金审计情况"})


def _of_group(model: type[Any], usual: dict[str, Any]) -> Callable[..., Any]:
    def make(task: Task, by: Viewer | None = None, at: date = ON, basis: str = "", **over: Any) -> Any:
        row = model(group=task.group, **(usual | over))
        return group.enter(row, by=by or leader(task), at=at, basis=basis)

    return make


meeting = _of_group(
    GroupMeeting,
    {"kind": MeetingKind.GROUP, "attendance": "全组", "agenda": "研究底稿", "decisions": "继续核实"},
)
journal = _of_group(JournalEntry, {"progress": "开展个别谈话"})

OF_TASK: dict[type[Record], Callable[..., Any]] = {
    Talk: talk,
    Petition: petition,
    Hearing: hearing,
    Loan: loan,
    Questionnaire: questionnaire,
    QuestionnaireOption: option,
    Visit: visit,
    SitIn: sit_in,
    Forum: forum,
    PersonalMatterCheck: matters,
    Assistance: assistance,
    ImmediateNotice: notice,
}
OF_GROUP: dict[type[Record], Callable[..., Any]] = {GroupMeeting: meeting, JournalEntry: journal}
ALL = OF_TASK | OF_GROUP
