"""Entering what a group did on site: of its own task, between entry and report."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import TypeVar

from django.db.models import Max

from xuncha.fieldwork.models.base import FieldRecord
from xuncha.fieldwork.rules.base import WRITERS, check_day
from xuncha.kernel.refusals import NotAllowed
from xuncha.kernel.viewer import Viewer
from xuncha.records import actions as records
from xuncha.rounds.models import GroupMember, Task

F = TypeVar("F", bound=FieldRecord)


def enter(
    row: F, *, by: Viewer, at: date, basis: str = "", note: str = "", roles: Collection[str] = WRITERS
) -> F:
    """Store the row. Before entry, on a day outside the stay, or after the report without a paper: refused."""
    admit(row, roles, by=by)
    check_task_day(row.task, at, basis)
    return records.enter(row, by=by, at=at, basis=basis, note=note)


def admit(row: FieldRecord, roles: Collection[str], *, by: Viewer) -> None:
    """A new record belongs to its task's office; WrongRole for who may not enter one there."""
    row.office_id = row.task.office_id
    records.require(row, roles, by=by)


def check_task_day(task: Task, at: date, basis: str) -> None:
    check_day(task.state, task.entered_on, task.reported_on, at, basis)


def check_members(task: Task, members: Sequence[GroupMember], at: date) -> None:
    """Refuse whoever did not sit in the task's group on that day."""
    for member in members:
        here = member.group_id == task.group_id and member.voided_at is None
        if not here or at < member.at or (member.until and at > member.until):
            raise NotAllowed("“%(name)s”当日不在本组，请核对。", name=member.person)


def next_serial(model: type[FieldRecord], task: Task) -> int:
    """The next number of a task's series; void ones count, so that none comes twice. Call inside a transaction."""
    Task.objects.select_for_update().values_list("pk").get(pk=task.pk)  # who numbers in the same task waits
    last: int | None = model._base_manager.filter(task=task.pk).aggregate(last=Max("serial"))["last"]
    return (last or 0) + 1
