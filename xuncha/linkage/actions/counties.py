"""What a county brings in, by its own account or by the city that holds its paper; and the city's receipt."""

from collections.abc import Sequence
from datetime import date

from django.core.files import File
from django.db import transaction

from xuncha.basis import actions as basis_actions
from xuncha.basis.models import Addressee
from xuncha.kernel.refusals import NotAllowed
from xuncha.kernel.viewer import Viewer
from xuncha.linkage.actions.common import enter, enter_each, require_called, require_some, stored
from xuncha.linkage.models import CountyPlan, CountyTask
from xuncha.linkage.rules import FILERS, OFFICE
from xuncha.records import actions as records
from xuncha.rounds.models import Task


@transaction.atomic
def file_plan(row: CountyPlan, *, by: Viewer, at: date, upload: "File[bytes] | None" = None) -> CountyPlan:
    """The county's own plan, made on the date of its document and filed with the city on `at`."""
    require_called(row.campaign, row.county)
    if row.document.office_id not in (row.county_id, row.office_id):
        raise NotAllowed("联动方案应为该县（市、区）登记的公文，或者本级登记的来文。")
    if at < row.document.at:
        raise NotAllowed("报备日期不能早于方案的成文日期。")
    records.require(row, FILERS, by=by)
    row.filed_on = at
    row.attachment = stored(upload, row.office, by=by, at=at)
    return enter(row, by=by, at=row.document.at, roles=FILERS)


@transaction.atomic
def receive_plan(plan: CountyPlan, *, by: Viewer, at: date, basis: str = "", note: str = "") -> CountyPlan:
    """The city's receipt. What the city's own plan asked of the county is answered with it on the register."""
    records.require(plan, OFFICE, by=by)
    if plan.filed_on is None:
        raise NotAllowed("该县（市、区）的联动方案尚未报备。")
    if at < plan.filed_on:
        raise NotAllowed("回执日期不能早于报备日期。")
    records.fill(plan, "receive", by=by, at=at, sets={"received_on": at}, basis=basis, note=note)
    asked = Addressee.objects.live().filter(document=plan.campaign.plan_id, name=plan.county.name)
    line = asked.filter(copy=False, replied_on=None).first()
    if line is not None:
        own = plan.document if plan.document.office_id == plan.office_id else None
        basis_actions.reply(
            line, by=by, at=max(plan.filed_on, line.at), paper=own, basis=str(plan.document)[:200]
        )
    return plan


@transaction.atomic
def enter_tasks(row: CountyTask, *, tasks: Sequence[Task], by: Viewer, at: date) -> CountyTask:
    """The county's own tasks belong to the campaign from `at`."""
    require_called(row.campaign, row.county)
    require_some(tasks, "巡察任务")
    for task in tasks:
        if task.office_id != row.county_id:
            raise NotAllowed("“%(task)s”不是该县（市、区）的巡察任务。", task=str(task))
    each = [{"county": row.county, "task": task} for task in tasks]
    return enter_each(row, each, by=by, at=at, roles=FILERS)[0]
