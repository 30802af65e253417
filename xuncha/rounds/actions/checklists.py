"""The checklist of a task: made from a template, added to, ticked, waived."""

from collections.abc import Collection
from datetime import date

from django.db import transaction
from django.db.models import Max

from xuncha.kernel.refusals import NotAllowed
from xuncha.kernel.viewer import Viewer
from xuncha.records import actions as records
from xuncha.records.models import Passage
from xuncha.rounds.models import StepTemplate, Task, TaskStep
from xuncha.rounds.queries.checklists import template_for
from xuncha.rounds.rules.checklists import LISTING, TICKING, WAIVING, Doer
from xuncha.rounds.rules.roles import OFFICE

NO_TEMPLATE = "没有适用于该任务的流程模板，请先登记模板。"


@transaction.atomic
def begin(task: Task, *, by: Viewer, at: date) -> Task:
    """As `instantiate`, where the office has a template; many have none, and their tasks go on without."""
    template = template_for(task, at)
    return instantiate(task, template=template, by=by, at=at) if template else task


@transaction.atomic
def instantiate(
    task: Task,
    *,
    by: Viewer,
    at: date,
    template: StepTemplate | None = None,
    basis: str = "",
    note: str = "",
) -> Task:
    """Bind the task to a template, by default the one in force for it, and write its steps out as rows."""
    records.require(task, OFFICE, by=by)
    chosen = template or template_for(task, at)
    if chosen is None:
        raise NotAllowed(NO_TEMPLATE)
    if chosen.office_id != task.office_id or chosen.kind != task.kind or chosen.at > at:
        raise NotAllowed("该流程模板不适用于此任务，或者当日尚未启用。")
    if task.state in chosen.skips:
        raise NotAllowed("任务正处在该模板略过的环节，不能采用。")
    records.fill(task, "instantiate", by=by, at=at, sets={"template": chosen}, basis=basis, note=note)
    _write_out(task, chosen, by=by, at=at)
    return task


@transaction.atomic
def add(step: TaskStep, *, by: Viewer, at: date) -> TaskStep:
    """One more line on a task's lists."""
    records.require(step, LISTING, by=by)
    Task.objects.select_for_update().get(pk=step.task_id)  # serials follow one another
    step.serial = _last_serial(step.task) + 1
    return records.enter(step, by=by, at=at)


@transaction.atomic
def finish(step: TaskStep, *, by: Viewer, at: date, basis: str = "", note: str = "") -> TaskStep:
    """Done on a day."""
    records.require(step, TICKING[Doer(step.who)], by=by)
    _require_open(step)
    sets = {"done_on": at, "settled_by_id": by.user}
    return records.fill(step, "finish", by=by, at=at, sets=sets, basis=basis, note=note)


@transaction.atomic
def finish_all(
    task: Task, *, steps: Collection[TaskStep], by: Viewer, at: date, basis: str = "", note: str = ""
) -> Task:
    """Several steps of the task were done on the same day: all of them or none."""
    for step in steps:
        finish(step, by=by, at=at, basis=basis, note=note)
    return task


@transaction.atomic
def waive(step: TaskStep, *, by: Viewer, at: date, reason: str, basis: str = "") -> TaskStep:
    """Left out for a stated reason."""
    records.require(step, WAIVING[Doer(step.who)], by=by)
    _require_open(step)
    if not reason.strip():
        raise NotAllowed("请写明免办理由。")
    sets = {"waived_on": at, "reason": reason.strip(), "settled_by_id": by.user}
    return records.fill(step, "waive", by=by, at=at, sets=sets, basis=basis, note=reason.strip())


@transaction.atomic
def reopen(step: TaskStep, *, by: Viewer, at: date, note: str, basis: str = "") -> TaskStep:
    """What was ticked or waived by mistake is open again; the passage keeps what it was."""
    records.require(step, TICKING[Doer(step.who)], by=by)
    if not step.is_settled:
        raise NotAllowed("该步骤尚未办理，无须撤回。")
    changes = {"done_on": None, "waived_on": None, "reason": "", "settled_by_id": None}
    return records.correct(step, by=by, at=at, note=note, changes=changes, basis=basis)


def _require_open(step: TaskStep) -> None:
    if step.is_settled:
        raise NotAllowed("该步骤已经完成或者免办。")


def _last_serial(task: Task) -> int:
    """Voided lines keep theirs."""
    last: int | None = task.steps.aggregate(last=Max("serial"))["last"]
    return last or 0


def _write_out(task: Task, template: StepTemplate, *, by: Viewer, at: date) -> None:
    """Rows and their passages in two statements: a round notifies some hundreds of tasks of fifty steps."""
    first = _last_serial(task) + 1
    rows = [
        TaskStep(
            office_id=task.office_id, task=task, serial=serial, purpose=line.purpose, text=line.text,
            stage=line.stage, mandatory=line.mandatory, who=line.who, by_id=by.user, at=at,
        )
        for serial, line in enumerate(template.steps.live().order_by("serial"), start=first)
    ]  # fmt: skip
    TaskStep.objects.bulk_create(rows)
    Passage.objects.bulk_create(
        Passage(
            office_id=row.office_id, subject=row._meta.label_lower, subject_uid=row.uid, verb="enter",
            by_id=by.user, at=at,
        )
        for row in rows
    )  # fmt: skip
