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
from xuncha.records import actions as records
from xuncha.rounds.actions import groups
from xuncha.rounds.models import Group, Round, Task, TaskMode
from xuncha.rounds.queries.frame import frame
from xuncha.rounds.rules import (
    DATES_IN_ORDER,
    OFFICE,
    Mode,
    RoundState,
    TaskKind,
    TaskState,
    contradicts,
    qualifies,
)


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
    records.require(task, OFFICE, by=by)
    _check_round(round_, basis)
    _check_organisation(task, at)
    _check_kind(task, at)
    _check_modes(task, target.modes)
    records.enter(task, by=by, at=at, basis=basis)
    TaskMode.objects.bulk_create(TaskMode(task=task, mode=mode) for mode in dict.fromkeys(target.modes))
    return task


@transaction.atomic
def assign(task: Task, group: Group, *, by: Viewer, at: date, note: str = "") -> Task:
    """Give a task to a group, before it enters; for each of its members a recusal check is opened."""
    records.require(task, OFFICE, by=by)
    if group.round_id != task.round_id or group.dissolved_on:
        raise NotAllowed("该巡察组不属于本轮或者已经撤组。")
    if task.state not in (TaskState.LISTED, TaskState.NOTIFIED, TaskState.POSTPONED):
        raise NotAllowed("任务已经进驻，不能调整巡察组。")
    if task.group_id:
        records.correct(task, by=by, at=at, note=note, changes={"group": group})
    else:
        records.fill(task, "assign", by=by, at=at, sets={"group": group}, note=note)
    for seat in group.members.live().filter(until=None).select_related("person"):
        groups.check(task.round, seat.person, task.organisation, by=by, at=at)
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
    """One step of the task's life. `resumes_on` is the new planned entry of a postponed task."""
    sets: Mapping[str, Any] = {"entry_planned_on": resumes_on} if resumes_on else {}
    return records.move(task, verb, by=by, at=at, basis=basis, note=note, sets=sets)


@transaction.atomic
def correct_dates(task: Task, changes: Mapping[str, date], *, by: Viewer, at: date, note: str) -> Task:
    """Put wrong dates right (I10). What is out of order afterwards stays so only with this reason on the row."""
    records.require(task, OFFICE, by=by)
    if not set(changes) <= {*DATES_IN_ORDER, "entry_planned_on", "exit_planned_on"}:
        raise NotAllowed("只能更正任务的日期。")
    afterwards = copy(task)
    for name, day in changes.items():
        setattr(afterwards, name, day)
    reason = note.strip() if afterwards.date_faults() else ""
    return records.correct(task, by=by, at=at, note=note, changes={**changes, "dates_reason": reason})


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
