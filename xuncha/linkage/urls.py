"""Addresses of linkage."""

import uuid
from dataclasses import dataclass
from typing import Any

from django.urls import path

from xuncha.kernel.viewer import Viewer
from xuncha.linkage import forms, tables, views
from xuncha.linkage.actions import campaigns, counterparts, counties, filings
from xuncha.linkage.models import COUNTY, Campaign, Counterpart, CountyCall, CountyPlan, Filing
from xuncha.linkage.queries.choices import not_to_file
from xuncha.linkage.rules import FILERS, GRID, OFFICE, RECEIPT
from xuncha.rounds.models import Round, Task
from xuncha.rounds.rules.rounds import RoundState
from xuncha.rounds.rules.tasks import TaskState
from xuncha.ui.reception import Deed, Entry, deed_addresses, entry_addresses
from xuncha.ui.tables.doors import addresses

WRITTEN = (
    TaskState.REPORTED, TaskState.REVIEWED, TaskState.HEARD, TaskState.DECIDED, TaskState.FED_BACK,
    TaskState.RECTIFYING, TaskState.PROGRESS_REPORTED, TaskState.PUBLISHED, TaskState.EVALUATED,
)  # fmt: skip


def is_under_way(round_: Round) -> bool:
    return round_.state not in (RoundState.DRAFTING, RoundState.CANCELLED)


def takes_a_campaign(round_: Round) -> bool:
    return is_under_way(round_) and not Campaign.objects.live().filter(round=round_).exists()


def files_upward(round_: Round) -> bool:
    return is_under_way(round_) and round_.office.parent_id is not None


def is_written(task: Task) -> bool:
    return task.state in WRITTEN


def owes_its_plan(call: CountyCall) -> bool:
    return not CountyPlan.objects.live().filter(campaign=call.campaign_id, county=call.county_id).exists()


def is_owed(cell: Counterpart) -> bool:
    return cell.sent_on is None and cell.received_on is None


def was_sent(cell: Counterpart) -> bool:
    return cell.sent_on is not None and cell.received_on is None


def is_not_received(row: Counterpart | Filing) -> bool:
    return row.received_on is None


def is_not_read(cell: Counterpart) -> bool:
    return cell.received_on is not None and cell.read_on is None


def is_not_used(cell: Counterpart) -> bool:
    return cell.received_on is not None and cell.used_on is None


def plan_waits(plan: CountyPlan) -> bool:
    return plan.filed_on is not None and plan.received_on is None


@dataclass(frozen=True, eq=False)
class CallEntry(Entry):
    """What is entered on a county's part in a campaign: it names both."""

    @property
    def on(self) -> type[Any]:
        return CountyCall

    def blank(self, on: Any, viewer: Viewer) -> Any:
        return self.model(uid=uuid.uuid4(), office_id=on.office_id, campaign=on.campaign, county=on.county)


@dataclass(frozen=True, eq=False)
class CampaignEntry(Entry):
    """What hangs on tasks that are chosen on the page: who may is asked of the campaign."""

    def may(self, on: Any, viewer: Viewer) -> bool:
        return not on.roles_of(viewer).isdisjoint(self.roles)


ENTRIES = (
    Entry("campaigns", "启动联动巡察", forms.CampaignForm, campaigns.open_campaign, OFFICE, "round", takes_a_campaign),
    Entry("groups", "派出巡察组", forms.GroupsForm, campaigns.send_groups, OFFICE, "campaign", returns=True),
    CampaignEntry("targets", "确定联动对象", forms.TargetsForm, campaigns.choose_targets, OFFICE, "campaign", returns=True),
    Entry("calls", "部署到县", forms.CallsForm, campaigns.call_counties, OFFICE, "campaign", returns=True),
    CampaignEntry("counterparts", "商请对口报告", forms.AskForm, counterparts.ask, OFFICE, "campaign", returns=True),
    Entry("chases", "催报", forms.ChasesForm, counterparts.chase, OFFICE, "campaign", returns=True),
    Entry("report_chases", "催报", forms.ChaseForm, counterparts.chase_report, OFFICE, "counterpart", is_owed, returns=True),
    CallEntry("plan_chases", "催报方案", forms.ChaseForm, counterparts.chase_plan, OFFICE, "campaign", owes_its_plan, returns=True),
    CallEntry("county_plans", "报备联动方案", forms.PlanForm, counties.file_plan, FILERS, "campaign", owes_its_plan, once=True),
    CallEntry("county_tasks", "列入联动任务", forms.TasksForm, counties.enter_tasks, COUNTY | OFFICE, "campaign", returns=True),
    Entry("filings", "上报备案", forms.FilingForm, filings.enter_filing, FILERS, "round", files_upward),
    Entry("report_filings", "上报巡察报告", forms.ReportFilingForm, filings.file_report, FILERS, "task", is_written, not_to_file, once=True),
)  # fmt: skip

app_name = "linkage"
urlpatterns = [
    path("campaigns/<uuid:uid>/grid/excel/", views.grid_excel, name="grid_excel"),
    path("county_plans/<uuid:uid>/file/", views.plan_file, name="plan_file"),
    path("counterparts/<uuid:uid>/file/", views.counterpart_file, name="counterpart_file"),
    path("filings/<uuid:uid>/file/", views.filing_file, name="filing_file"),
    *addresses(tables.CAMPAIGNS, row=views.campaign),
    *addresses(tables.GROUPS),
    *addresses(tables.TARGETS),
    *addresses(tables.CALLS, row=views.call),
    *addresses(tables.COUNTY_PLANS, row=views.plan),
    *deed_addresses(
        tables.COUNTY_PLANS,
        Deed("receive", "出具回执", forms.ReceiptForm, counties.receive_plan, OFFICE, plan_waits),
    ),
    *addresses(tables.COUNTY_TASKS),
    *addresses(tables.COUNTERPARTS, row=views.counterpart),
    *deed_addresses(
        tables.COUNTERPARTS,
        Deed("send", "报送报告", forms.SendForm, counterparts.send, COUNTY, is_owed),
        Deed("receive", "签收", forms.ReceiveForm, counterparts.receive, OFFICE, is_not_received),
        Deed("send_back", "退回", forms.SendBackForm, counterparts.send_back, OFFICE, was_sent),
        Deed("read", "登记阅研", forms.ReadForm, counterparts.read, GRID, is_not_read),
        Deed("use", "运用于问题", forms.UseForm, counterparts.use, GRID, is_not_used),
    ),
    *addresses(tables.CHASES),
    *addresses(tables.FILINGS, row=views.filing),
    *deed_addresses(
        tables.FILINGS,
        Deed("acknowledge", "出具回执", forms.ReceiptForm, filings.acknowledge, RECEIPT, is_not_received),
    ),
    *entry_addresses(*ENTRIES),
]
