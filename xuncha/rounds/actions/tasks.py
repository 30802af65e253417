"""A task: an organisation put on a round's list, given to a group, and moved from notice to archive."""

from collections.abc import Collection, Mapping
from copy import copy
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from xuncha.kernel.refusals import NotAllowed
from xuncha.kernel.viewer import Viewer
from xuncha.orgs.models import Organisation
from xuncha.orgs.rules import ChangeKind
from xuncha.records import actions as records
from xuncha.rounds.actions import checklists, screening
from xuncha.rounds.models import Group, Round, Task, TaskMode
from xuncha.rounds.queries.frame import frame
from xuncha.rounds.queries.ready import BEFORE_ENTRY
from xuncha.rounds.queries.screening import seated_leaders
from xuncha.rounds.rules.groups import RecusalVerdict
from xuncha.rounds.rules.kinds import Mode, TaskKind, contradicts, qualifies
from xuncha.rounds.rules.roles import OFFICE
from xuncha.rounds.rules.rounds import RoundState
from xuncha.rounds.rules.tasks import DATES_IN_ORDER, is_on_way


@dataclass(frozen=True)
class Target:
    """What is proposed for one organisation.

    `counts` only where it differs from what its kind says, then with a reason; so have a target outside the plan
    and a look-back without an earlier inspection.
    """

    organisation: Organisation
    kind: TaskKind
    modes: Collection[Mode] = (Mode.OWN,)
    parent_task: Task | None = None
    without_parent_reason: str = ""
    unplanned_reason: str = ""
    upper_round: str = ""
    counts: bool | None = None
    counts_reason: str = ""
    entry_planned_on: date | None = None
    exit_planned_on: date | None = None


@transaction.atomic
def add(round_: Round, target: Target, *, by: Viewer, at: date, basis: str = "") -> Task:
    """Put a target on the round's list. Once the proposal is out, only with the paper that allows it."""
    task = Task(
        office=round_.office,
        round=round_,
        organisation=target.organisation,
        kind=target.kind,
        parent_task=target.parent_task,
        without_parent_reason=target.without_parent_reason.strip(),
        unplanned_reason=target.unplanned_reason.strip(),
        upper_round=target.upper_round.strip(),
        counts=qualifies(target.kind) if target.counts is None else target.counts,
        counts_reason=target.counts_reason.strip(),
        entry_planned_on=target.entry_planned_on,
        exit_planned_on=target.exit_planned_on,
    )
    return enter(task, modes=target.modes, by=by, at=at, basis=basis)


@transaction.atomic
def propose(
    task: Task, *, modes: Collection[str], by: Viewer, at: date, counting: str = "", basis: str = ""
) -> Task:
    """A target as it was filled in; `counting` ("yes", "no") only where it differs from what its kind says."""
    task.counts = counting == "yes" if counting else qualifies(task.kind)
    return enter(task, modes=[Mode(mode) for mode in modes], by=by, at=at, basis=basis)


@transaction.atomic
def enter(task: Task, *, modes: Collection[Mode], by: Viewer, at: date, basis: str = "") -> Task:
    """Put a task on its round's list."""
    records.require(task, OFFICE, by=by)
    _check_round(task.round, basis)
    _check_organisation(task, at)
    _check_kind(task, at)
    _check_modes(task, modes)
    records.enter(task, by=by, at=at, basis=basis)
    TaskMode.objects.bulk_create(TaskMode(task=task, mode=mode) for mode in dict.fromkeys(modes))
    return task


@transaction.atomic
def assign(task: Task, group: Group, *, by: Viewer, at: date, basis: str = "", note: str = "") -> Task:
    """Give a task to a group, before it enters; each of its members is checked, and none of them has to keep out."""
    records.require(task, OFFICE, by=by)
    if group.round_id != task.round_id or group.dissolved_on:
        raise NotAllowed("该巡察组不属于本轮或者已经撤组。")
    if task.state not in BEFORE_ENTRY:
        raise NotAllowed("任务已经进驻，不能调整巡察组。")
    if task.group_id:
        records.correct(task, by=by, at=at, note=note, changes={"group": group}, basis=basis)
    else:
        records.fill(task, "assign", by=by, at=at, sets={"group": group}, note=note, basis=basis)
    _check_seated(task, group, by=by, at=at)
    return task


@transaction.atomic
def move(
    task: Task,
    verb: str,
    *,
    by: Viewer,
    at: date,
    basis: str = "",
    note: str = "",
    resumes_on: date | None = None,
) -> Task:
    """One step of the task's life. `resumes_on` is the new planned entry of a postponed task.

    With its notice a task gets the checklist of the template in force, where its office has one.
    """
    _check_way(task, verb)
    sets: Mapping[str, Any] = {"entry_planned_on": resumes_on} if resumes_on else {}
    records.move(task, verb, by=by, at=at, basis=basis, note=note, sets=sets)
    if verb == "notify" and task.template_id is None:
        checklists.begin(task, by=by, at=at)
    return task


@transaction.atomic
def postpone(
    task: Task,
    *,
    by: Viewer,
    at: date,
    basis: str = "",
    note: str = "",
    resumes_on: date,
    leaves_on: date | None = None,
) -> Task:
    """Put off to a later day (domain §4.2, TX1)."""
    planned = task.entry_planned_on or at
    if resumes_on <= max(at, planned):
        raise NotAllowed("新的进驻日期应晚于原计划和办理日期。")
    if leaves_on and leaves_on < resumes_on:
        raise NotAllowed("计划撤点日期不能早于计划进驻日期。")
    sets = {"entry_planned_on": resumes_on, "exit_planned_on": leaves_on}
    return records.move(task, "postpone", by=by, at=at, basis=basis, note=note, sets=sets)


@transaction.atomic
def withdraw(
    task: Task,
    *,
    by: Viewer,
    at: date,
    basis: str = "",
    note: str = "",
    successor: Organisation | None = None,
) -> Task:
    """Call off. An organisation that merged into another names it (domain §4.2, TX2)."""
    heirs = task.organisation.changes.live().filter(kind=ChangeKind.MERGED, at__lte=at)
    if successor is None and heirs.exists():
        raise NotAllowed("“%(name)s”已经合并，请写明承接党组织。", name=task.organisation.name)
    if successor == task.organisation:
        raise NotAllowed("承接党组织不能是其本身。")
    sets = {"successor": successor}
    return records.move(task, "withdraw", by=by, at=at, basis=basis, note=note, sets=sets)


@transaction.atomic
def revise_dates(
    task: Task, *, by: Viewer, at: date, note: str, basis: str = "", **days: date | None
) -> Task:
    """Of the days as they were filled in, put right those that differ."""
    changes = {name: day for name, day in days.items() if day and day != getattr(task, name)}
    return correct_dates(task, changes, by=by, at=at, note=note, basis=basis)


@transaction.atomic
def correct_dates(
    task: Task, changes: Mapping[str, date], *, by: Viewer, at: date, note: str, basis: str = ""
) -> Task:
    """Put wrong dates right (I10). What is out of order afterwards stays so only with this reason on the row."""
    records.require(task, OFFICE, by=by)
    if not set(changes) <= {*DATES_IN_ORDER, "entry_planned_on", "exit_planned_on"}:
        raise NotAllowed("只能更正任务的日期。")
    afterwards = copy(task)
    for name, day in changes.items():
        setattr(afterwards, name, day)
    reason = note.strip() if afterwards.date_faults() else ""
    if not changes:
        raise NotAllowed("没有需要更正的日期。")
    changes = {**changes, "dates_reason": reason}  # type: ignore[dict-item]  # a reason among the days
    return records.correct(task, by=by, at=at, note=note, changes=changes, basis=basis)


def _check_way(task: Task, verb: str) -> None:
    """A task whose template skips a state neither enters it nor leads over another."""
    for step in task.life.steps:
        if (step.verb, step.source) == (verb, task.state) and not is_on_way(step, task.skips):
            raise NotAllowed(
                "按本任务的流程模板，当前状态“%(state)s”不办理“%(verb)s”。",
                state=task.state_label(), verb=step.label,
            )  # fmt: skip


def _check_round(round_: Round, basis: str) -> None:
    if round_.state in (RoundState.CLOSED, RoundState.CANCELLED):
        raise NotAllowed("本轮已经办结或者终止，不能增列巡察对象。")
    if round_.state != RoundState.DRAFTING and not basis.strip():
        raise NotAllowed("方案已经报审，增列巡察对象应注明批准依据。")


def _check_organisation(task: Task, day: date) -> None:
    """I1, first half: on the list of the plan or outside it for a reason, once per kind in a round."""
    one = task.organisation
    if not Organisation.objects.live().alive_on(day).filter(pk=one.pk).exists():
        raise NotAllowed("“%(name)s”在%(day)s不存在或者已经撤销。", name=one.name, day=day)
    planned = frame(task.office_id, day).items().filter(organisation=one).exists()
    if not planned and not task.unplanned_reason:
        raise NotAllowed("“%(name)s”不在现行规划之内，请写明计划外理由。", name=one.name)
    if Task.objects.live().filter(round=task.round, organisation=one, kind=task.kind).exists():
        raise NotAllowed("“%(name)s”已列入本轮同类巡察。", name=one.name)


def _check_kind(task: Task, day: date) -> None:
    """I1, second half: a look-back looks back at something. And what counts to coverage counts for a reason."""
    parent = task.parent_task
    if parent and (parent.left_on is None or parent.left_on > day or not _is_of(parent, task, day)):
        raise NotAllowed("前次任务应是同一党组织已经完成现场了解的任务。")
    if task.kind == TaskKind.LOOKBACK and parent is None and not task.without_parent_reason:
        raise NotAllowed("“回头看”应关联前次任务；没有前次任务的，请写明理由。")
    if task.kind == TaskKind.LOOKBACK and task.counts:
        raise NotAllowed("“回头看”不计入覆盖。")
    if task.counts != qualifies(task.kind) and not task.counts_reason:
        raise NotAllowed("是否计入覆盖与巡察类型的通常口径不同，请写明理由。")
    if task.entry_planned_on and task.exit_planned_on and task.exit_planned_on < task.entry_planned_on:
        raise NotAllowed("计划撤点日期不能早于计划进驻日期。")


def _is_of(parent: Task, task: Task, day: date) -> bool:
    """The earlier task is of the same organisation, or of one that has merged into it."""
    heirs = frame(task.office_id, day).heirs
    return heirs.get(parent.organisation_id, parent.organisation_id) == task.organisation_id


def _check_modes(task: Task, modes: Collection[Mode]) -> None:
    if not modes or contradicts(modes):
        raise NotAllowed("请选择组织方式；本级独立与联动不能并列。")
    if Mode.LINKED in modes and not task.upper_round:
        raise NotAllowed("上下联动的任务应写明联动的上级轮次。")


def _check_seated(task: Task, group: Group, *, by: Viewer, at: date) -> None:
    members = group.members.live().filter(until=None).values_list("person", flat=True)
    pairs = {(person, task.organisation_id) for person in members}
    for check in screening.run(task.round, pairs, seated_leaders([group]), by=by, at=at) if pairs else ():
        if check.verdict == RecusalVerdict.BARRED:
            raise NotAllowed(
                "%(person)s对“%(organisation)s”应当回避，不能分配给所在的巡察组。",
                person=check.person,
                organisation=check.organisation,
            )
