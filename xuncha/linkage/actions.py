"""A linkage campaign from its plan to what is filed upward.

Facts that a paper makes are dated as the paper: such verbs take no `at`.
"""

from collections.abc import Collection, Sequence
from datetime import date
from typing import TypeVar

from django.db import transaction

from xuncha.basis import actions as basis
from xuncha.basis.models import Addressee, Document
from xuncha.findings.models import Finding
from xuncha.kernel.refusals import NotAllowed
from xuncha.kernel.viewer import Viewer
from xuncha.linkage.models import Campaign, CampaignGroup, Counterpart, CountyPlan, CountyTask, Filing
from xuncha.linkage.rules import FILERS, GRID, OFFICE, RECEIPT, FilingKind
from xuncha.orgs.models import Organisation
from xuncha.records import actions as records
from xuncha.records.models import Office, Record
from xuncha.records.rules import Level
from xuncha.rounds.models import Group, Round, Task

R = TypeVar("R", bound=Record)


@transaction.atomic
def open_campaign(
    *,
    round: Round,
    name: str,
    upper_round: str,
    theme: str,
    plan: Document,
    by: Viewer,
    groups: Sequence[Group] = (),
) -> Campaign:
    """The campaign opens on the day its approved plan is issued, with the groups that are sent at once."""
    if plan.approved_on is None:
        raise NotAllowed("联动工作方案尚未登记批准日期，不能启动联动巡察。")
    row = Campaign(
        office=round.office,
        term=round.term,
        round=round,
        name=name,
        upper_round=upper_round,
        theme=theme,
        plan=plan,
    )
    _enter(row, by=by, at=plan.at)
    for group in groups:
        send_group(row, group, by=by, at=plan.at)
    return row


@transaction.atomic
def send_group(campaign: Campaign, group: Group, *, by: Viewer, at: date) -> CampaignGroup:
    """One of the round's groups is sent into the campaign on `at`."""
    if group.round_id != campaign.round_id:
        raise NotAllowed("“%(group)s”不属于联动巡察所在轮次。", group=group.name)
    _require_not_before(at, campaign.at)
    return _enter(CampaignGroup(office=campaign.office, campaign=campaign, group=group), by=by, at=at)


@transaction.atomic
def file_county_plan(
    campaign: Campaign,
    *,
    county: Office,
    document: Document,
    by: Viewer,
    at: date | None = None,
    addressee: Addressee | None = None,
) -> CountyPlan:
    """A county's own plan, made on the date of its document and filed with the city on `at` (none: not yet).

    `addressee` is the county's line on the city plan: what it owed is answered with the filing.
    """
    _require_below(campaign, county)
    row = CountyPlan(office=campaign.office, campaign=campaign, county=county, document=document, filed_on=at)
    _enter(row, by=by, at=document.at, roles=FILERS)
    if addressee is not None and at is not None:
        if addressee.document_id != campaign.plan_id:
            raise NotAllowed("该收文单位不在本联动工作方案的主送范围内。")
        basis.reply(addressee, by=by, at=at, paper=document)
    return row


@transaction.atomic
def enter_county_task(campaign: Campaign, task: Task, *, by: Viewer, at: date) -> CountyTask:
    """A county's own task belongs to the campaign from `at`."""
    _require_below(campaign, task.office)
    row = CountyTask(office=campaign.office, campaign=campaign, county=task.office, task=task)
    return _enter(row, by=by, at=at, roles=FILERS)


@transaction.atomic
def ask(
    campaign: Campaign, task: Task, counties: Sequence[Office], *, letter: Document, by: Viewer
) -> list[Counterpart]:
    """Ask the counties, by letter, for their reports on the units that correspond to the city's linked task."""
    if task.round_id != campaign.round_id:
        raise NotAllowed("该任务不属于联动巡察所在轮次。")
    for county in counties:
        _require_below(campaign, county)
    rows = [
        Counterpart(office=campaign.office, campaign=campaign, task=task, county=county, letter=letter)
        for county in counties
    ]
    return [_enter(row, by=by, at=letter.at) for row in rows]


@transaction.atomic
def receive(
    counterpart: Counterpart,
    *,
    by: Viewer,
    at: date,
    unit: Organisation | None = None,
    report: Document | None = None,
) -> Counterpart:
    """The county's report came on `at`: of which unit, and the paper it is."""
    records.require(counterpart, OFFICE, by=by)
    found = {"unit": unit, "report": report}
    sets: dict[str, object] = {
        "received_on": at,
        **{name: row for name, row in found.items() if row is not None},
    }
    return records.fill(counterpart, "receive", by=by, at=at, sets=sets)


@transaction.atomic
def read(counterpart: Counterpart, *, by: Viewer, at: date) -> Counterpart:
    """The group or the office has read it."""
    records.require(counterpart, GRID, by=by)
    _require_received(counterpart)
    return records.fill(counterpart, "read", by=by, at=at, sets={"read_on": at})


@transaction.atomic
def use(counterpart: Counterpart, finding: Finding, *, by: Viewer, at: date) -> Counterpart:
    """It supports a finding of the linked task (以下看上、相互印证)."""
    records.require(counterpart, GRID, by=by)
    _require_received(counterpart)
    if finding.task_id != counterpart.task_id:
        raise NotAllowed("所印证的问题不属于该联动任务。")
    return records.fill(counterpart, "use", by=by, at=at, sets={"used_on": at, "finding": finding})


@transaction.atomic
def file_upward(
    *,
    kind: FilingKind,
    document: Document,
    receiver: Office,
    by: Viewer,
    campaign: Campaign | None = None,
    round: Round | None = None,
    task: Task | None = None,
    due_on: date | None = None,
) -> Filing:
    """A document filed with the office above on its own date; a report on a linked unit names its task.

    A round's plan and composite report name the round: from then on nobody is reminded of filing them.
    """
    if document.office.parent_id != receiver.pk:
        raise NotAllowed("报送对象应为本级的上一级巡视巡察机构。")
    if kind == FilingKind.UNIT_REPORT and task is None:
        raise NotAllowed("报送联动单位巡察报告，应当写明巡察任务。")
    if round is not None and round.office_id != document.office_id:
        raise NotAllowed("报送的文件与轮次不属于同一巡察机构。")
    row = Filing(
        office=document.office, campaign=campaign, kind=kind, round=round, task=task, document=document,
        receiver=receiver, due_on=due_on,
    )  # fmt: skip
    return _enter(row, by=by, at=document.at, roles=FILERS)


@transaction.atomic
def acknowledge(filing: Filing, *, by: Viewer, at: date) -> Filing:
    """The upper office's receipt, given by itself or entered by those who hold it."""
    records.require(filing, RECEIPT, by=by)
    return records.fill(filing, "acknowledge", by=by, at=at, sets={"received_on": at})


def _enter(row: R, *, by: Viewer, at: date, roles: Collection[str] = OFFICE) -> R:
    records.require(row, roles, by=by)
    return records.enter(row, by=by, at=at)


def _require_received(counterpart: Counterpart) -> None:
    if counterpart.received_on is None:
        raise NotAllowed("该县对口单位巡察报告尚未收到。")


def _require_below(campaign: Campaign, county: Office) -> None:
    if county.parent_id != campaign.office_id or county.level != Level.COUNTY:
        raise NotAllowed("“%(county)s”不是本级的下级县级巡察机构。", county=county.name)


def _require_not_before(at: date, start: date) -> None:
    if at < start:
        raise NotAllowed("日期早于联动工作方案印发日期（%(day)s），请核对。", day=start)
