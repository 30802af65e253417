"""The counterpart grid: asked, sent by the county, received, read, used; and chased where nothing came."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.core.files import File
from django.db import transaction

from xuncha.basis import actions as basis_actions
from xuncha.basis.models import Addressee, Document
from xuncha.findings.models import Finding
from xuncha.kernel.refusals import NotAllowed
from xuncha.kernel.viewer import Viewer
from xuncha.linkage.actions.common import (
    enter,
    enter_each,
    require_below,
    require_called,
    require_not_before,
    require_some,
    require_target,
    stored,
)
from xuncha.linkage.models import COUNTY, Chase, Counterpart, CountyPlan
from xuncha.linkage.rules import GRID, OFFICE, check_way
from xuncha.orgs.models import Organisation
from xuncha.records import actions as records
from xuncha.records.models import Office
from xuncha.rounds.models import Task


@transaction.atomic
def ask(row: Counterpart, *, tasks: Sequence[Task], counties: Sequence[Office], by: Viewer) -> Counterpart:
    """Ask the counties, by the row's letter, for their reports on the units that correspond to these targets."""
    letter = row.letter
    if letter is None:
        raise NotAllowed("请选择商请函。")
    require_some(tasks, "市级联动对象")
    require_some(counties, "县（市、区）")
    for task in tasks:
        require_target(row.campaign, task)
    for county in counties:
        require_called(row.campaign, county)
    require_not_before(letter.at, row.campaign.at)
    if row.due_on is not None and row.due_on < letter.at:
        raise NotAllowed("报送期限不能早于商请函的日期。")
    pairs = [(task, county) for task in tasks for county in counties]
    _require_new(row, pairs)
    shared = {"letter": letter, "due_on": row.due_on}
    each = [{"task": task, "county": county, **shared} for task, county in pairs]
    return enter_each(row, each, by=by, at=letter.at)[0]


@transaction.atomic
def send(
    counterpart: Counterpart,
    *,
    by: Viewer,
    at: date,
    unit: Organisation | None = None,
    report: Document | None = None,
    upload: "File[bytes] | None" = None,
) -> Counterpart:
    """The county hands in the report on its counterpart unit: a paper of its register, the text, or both."""
    records.require(counterpart, COUNTY, by=by)
    if counterpart.received_on is not None:
        raise NotAllowed("该县对口单位巡察报告已经收到。")
    if report is None and upload is None:
        raise NotAllowed("请选择已登记的报告文件，或者上传报告文本。")
    if report is not None and report.office_id != counterpart.county_id:
        raise NotAllowed("报告应为本县（市、区）登记的公文。")
    _require_not_before_asked(counterpart, at)
    sets: dict[str, object] = {"sent_on": at}
    found = {
        "unit": unit,
        "report": report,
        "attachment": stored(upload, counterpart.office, by=by, at=at),
    }
    sets |= _still_empty(counterpart, found)
    return records.fill(counterpart, "send", by=by, at=at, sets=sets)


@transaction.atomic
def send_back(counterpart: Counterpart, *, by: Viewer, at: date, note: str) -> Counterpart:
    """What a county handed in is not what was asked for: it owes the report again."""
    records.require(counterpart, OFFICE, by=by)
    if counterpart.sent_on is None or counterpart.received_on is not None:
        raise NotAllowed("只有已报送、尚未签收的报告可以退回。")
    sent = dict.fromkeys(("sent_on", "unit", "report", "attachment"))
    there = {name: None for name in sent if getattr(counterpart, name) is not None}
    return records.correct(counterpart, by=by, at=at, note=note, changes=there)


@transaction.atomic
def receive(
    counterpart: Counterpart,
    *,
    by: Viewer,
    at: date,
    unit: Organisation | None = None,
    report: Document | None = None,
    basis: str = "",
    note: str = "",
) -> Counterpart:
    """The county's report came on `at`: of which unit, and the paper it is, where the county did not say."""
    records.require(counterpart, OFFICE, by=by)
    if counterpart.sent_on is not None and at < counterpart.sent_on:
        raise NotAllowed("收到日期不能早于报送日期。")
    sets: dict[str, object] = {"received_on": at}
    sets |= _still_empty(counterpart, {"unit": unit, "report": report})
    records.fill(counterpart, "receive", by=by, at=at, sets=sets, basis=basis, note=note)
    _answer_letter(counterpart, by=by, at=at)
    return counterpart


@transaction.atomic
def read(counterpart: Counterpart, *, by: Viewer, at: date, basis: str = "", note: str = "") -> Counterpart:
    """The group or the office has read it."""
    records.require(counterpart, GRID, by=by)
    _require_received(counterpart)
    return records.fill(counterpart, "read", by=by, at=at, sets={"read_on": at}, basis=basis, note=note)


@transaction.atomic
def use(
    counterpart: Counterpart, *, finding: Finding, by: Viewer, at: date, basis: str = "", note: str = ""
) -> Counterpart:
    """It supports a finding of the linked task (以下看上、相互印证)."""
    records.require(counterpart, GRID, by=by)
    _require_received(counterpart)
    if finding.task_id != counterpart.task_id:
        raise NotAllowed("所印证的问题不属于该联动任务。")
    sets = {"used_on": at, "finding": finding}
    return records.fill(counterpart, "use", by=by, at=at, sets=sets, basis=basis, note=note)


@transaction.atomic
def chase(row: Chase, *, cells: Sequence[Counterpart], by: Viewer, at: date) -> Chase:
    """Remind the counties of reports that are owed; a record for each."""
    require_some(cells, "未报送的对口单位巡察报告")
    check_way(row.channel, row.letter_id is not None)
    for cell in cells:
        if cell.campaign_id != row.campaign_id:
            raise NotAllowed("所选报告不属于本次联动巡察。")
        if cell.sent_on is not None or cell.received_on is not None:
            raise NotAllowed("“%(cell)s”已经报送，无须催报。", cell=str(cell))
        _require_not_before_asked(cell, at)
    shared = {name: getattr(row, name) for name in ("channel", "letter", "until", "text")}
    each = [{"counterpart": cell, "county": cell.county, **shared} for cell in cells]
    return enter_each(row, each, by=by, at=at)[0]


@transaction.atomic
def chase_report(row: Chase, *, by: Viewer, at: date) -> Chase:
    """Remind a county of the one report whose page is open."""
    cell = row.counterpart
    if cell is None:
        raise NotAllowed("请选择未报送的对口单位巡察报告。")
    row.campaign = cell.campaign
    return chase(row, cells=[cell], by=by, at=at)


@transaction.atomic
def chase_plan(row: Chase, *, by: Viewer, at: date) -> Chase:
    """Remind a county of the plan it owes."""
    require_below(row.campaign, row.county)
    check_way(row.channel, row.letter_id is not None)
    plans = CountyPlan.objects.live().filter(campaign=row.campaign, county=row.county)
    if plans.filter(filed_on__isnull=False).exists():
        raise NotAllowed("该县（市、区）的联动方案已经报备，无须催报。")
    require_not_before(at, row.campaign.at)
    return enter(row, by=by, at=at)


def _answer_letter(counterpart: Counterpart, *, by: Viewer, at: date) -> None:
    """On the register the letter is answered with the last of the reports that it asked this county for."""
    asked = Counterpart.objects.live().filter(letter=counterpart.letter_id, county=counterpart.county_id)
    if counterpart.letter_id is None or asked.filter(received_on=None).exists():
        return
    lines = Addressee.objects.live().filter(document=counterpart.letter_id, name=counterpart.county.name)
    line = lines.filter(copy=False, replied_on=None).first()
    if line is not None:
        own = counterpart.report
        paper = own if own is not None and own.office_id == counterpart.office_id else None
        basis_actions.reply(line, by=by, at=max(at, line.at), paper=paper)


def _still_empty(counterpart: Counterpart, found: Mapping[str, object | None]) -> dict[str, object]:
    """What was found and is not known yet: that is filled once."""
    return {
        name: row for name, row in found.items() if row is not None and getattr(counterpart, name) is None
    }


def _require_new(row: Counterpart, pairs: Sequence[tuple[Task, Office]]) -> None:
    """Each report is asked for once; those asked for already are named."""
    known = set(
        Counterpart.objects.live().filter(campaign=row.campaign_id).values_list("task_id", "county_id")
    )
    twice = [
        f"{task.organisation.short_name} × {county.short_name}"
        for task, county in pairs
        if (task.pk, county.pk) in known
    ]
    if twice:
        raise NotAllowed(
            "以下%(count)s个对口单位巡察报告已经商请：%(named)s。",
            count=len(twice),
            named="、".join(twice[:5]),
        )


def _require_received(counterpart: Counterpart) -> None:
    if counterpart.received_on is None:
        raise NotAllowed("该县对口单位巡察报告尚未收到。")


def _require_not_before_asked(counterpart: Counterpart, at: date) -> None:
    if at < counterpart.at:
        raise NotAllowed("日期早于商请日期（%(day)s），请核对。", day=counterpart.at)
