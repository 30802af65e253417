"""A campaign: opened with its approved plan; groups sent, targets chosen, counties called.

Facts that a paper makes are dated as the paper: such verbs take no `at`.
"""

from collections.abc import Sequence
from datetime import date
from typing import TypeVar

from django.db import transaction

from xuncha.kernel.refusals import NotAllowed
from xuncha.kernel.viewer import Viewer
from xuncha.linkage.actions.common import (
    enter,
    enter_each,
    require_below,
    require_not_before,
    require_some,
)
from xuncha.linkage.models import Campaign, CampaignGroup, CountyCall, Target
from xuncha.records.models import Office
from xuncha.rounds.models import Group, Task
from xuncha.rounds.rules.tasks import IDLE

R = TypeVar("R", CampaignGroup, CountyCall)


@transaction.atomic
def open_campaign(
    row: Campaign,
    *,
    by: Viewer,
    groups: Sequence[Group] = (),
    counties: Sequence[Office] = (),
    plan_due_on: date | None = None,
) -> Campaign:
    """It opens on the day its approved plan is issued, with the groups sent and the counties called at once."""
    if row.plan.approved_on is None:
        raise NotAllowed("联动工作方案尚未登记批准日期，不能启动联动巡察。")
    if row.plan.office_id != row.round.office_id:
        raise NotAllowed("联动工作方案应为本级登记的公文。")
    row.office_id, row.term_id = row.round.office_id, row.round.term_id
    enter(row, by=by, at=row.plan.at)
    if groups:
        send_groups(_beside(CampaignGroup, row), groups=groups, by=by, at=row.at)
    if counties:
        call_counties(_beside(CountyCall, row), counties=counties, plan_due_on=plan_due_on, by=by, at=row.at)
    return row


@transaction.atomic
def send_groups(row: CampaignGroup, *, groups: Sequence[Group], by: Viewer, at: date) -> CampaignGroup:
    """Groups of the campaign's round are sent into it on `at`."""
    require_some(groups, "巡察组")
    for group in groups:
        if group.round_id != row.campaign.round_id:
            raise NotAllowed("“%(group)s”不属于联动巡察所在轮次。", group=group.name)
    require_not_before(at, row.campaign.at)
    return enter_each(row, [{"group": group} for group in groups], by=by, at=at)[0]


@transaction.atomic
def choose_targets(row: Target, *, tasks: Sequence[Task], by: Viewer, at: date) -> Target:
    """Tasks of the campaign's round belong to it from `at`: linked ones, and look-backs."""
    require_some(tasks, "巡察任务")
    for task in tasks:
        if task.round_id != row.campaign.round_id:
            raise NotAllowed("该任务不属于联动巡察所在轮次。")
        if task.state in IDLE:
            raise NotAllowed("“%(task)s”已延期或者撤销，不能列为联动对象。", task=str(task))
    require_not_before(at, row.campaign.at)
    return enter_each(row, [{"task": task} for task in tasks], by=by, at=at)[0]


@transaction.atomic
def call_counties(
    row: CountyCall, *, counties: Sequence[Office], by: Viewer, at: date, plan_due_on: date | None = None
) -> CountyCall:
    """Counties take part from `at`; each owes its own plan by `plan_due_on`."""
    require_some(counties, "县（市、区）")
    for county in counties:
        require_below(row.campaign, county)
    require_not_before(at, row.campaign.at)
    if plan_due_on is not None and plan_due_on < at:
        raise NotAllowed("方案报备期限不能早于部署日期。")
    each = [{"county": county, "plan_due_on": plan_due_on} for county in counties]
    return enter_each(row, each, by=by, at=at)[0]


def _beside(model: type[R], campaign: Campaign) -> R:
    return model(office_id=campaign.office_id, campaign=campaign)
