"""Everything that changes a measure: planned, put right before the plan is fixed, reported on, checked."""

from datetime import date
from typing import Any

from django.db import transaction

from xuncha.kernel.refusals import NotAllowed
from xuncha.kernel.viewer import Viewer
from xuncha.records import actions as records
from xuncha.rectification.actions import items
from xuncha.rectification.actions.ledgers import next_serial
from xuncha.rectification.models import Item, Ledger, Measure, PlanSubmission, SelfReport, Verification
from xuncha.rectification.queries import closures, plans
from xuncha.rectification.rules.closures import check_hand
from xuncha.rectification.rules.items import ItemState
from xuncha.rectification.rules.ledgers import CHECKERS, INSPECTORS, UNIT
from xuncha.rectification.rules.measures import Standing, check_percent

SENT_BACK = "核查认定尚未完成"


@transaction.atomic
def add_measure(measure: Measure, *, by: Viewer, at: date) -> Measure:
    """Plan one more measure of an item that has not been struck off."""
    measure.office_id = measure.item.office_id
    records.require(measure, UNIT, by=by)
    _check_open(measure.item)
    _check_no_plan_waits(measure.item.ledger)
    if measure.due_on < at:
        raise NotAllowed("完成期限不能早于制定日期。")
    measure.serial = next_serial(Measure, measure.item.ledger, item=measure.item)
    return records.enter(measure, by=by, at=at)


@transaction.atomic
def revise(measure: Measure, *, by: Viewer, at: date, note: str, **columns: Any) -> Measure:
    """Put a measure right before the plan is fixed. Afterwards its date moves by an extension and nothing else."""
    records.require(measure, UNIT, by=by)
    _check_planning(measure)
    changes = {name: value for name, value in columns.items() if value != getattr(measure, name)}
    if not changes:
        raise NotAllowed("没有改动。")
    return records.correct(measure, by=by, at=at, note=note or "修改整改方案", changes=changes)


@transaction.atomic
def drop(measure: Measure, *, by: Viewer, at: date, note: str) -> Measure:
    """Take a measure out of a plan that is not fixed yet."""
    records.require(measure, UNIT, by=by)
    _check_planning(measure)
    return records.void(measure, by=by, at=at, note=note)


@transaction.atomic
def finish(measure: Measure, *, by: Viewer, at: date, note: str = "") -> Measure:
    """Report a measure as finished. Its item begins with its first one."""
    records.require(measure, UNIT, by=by)
    if at < measure.at:
        raise NotAllowed("完成日期不能早于制定日期。")
    records.fill(measure, "finish", by=by, at=at, note=note, sets={"done_on": at})
    _begin(measure.item, by=by, at=at)
    return measure


@transaction.atomic
def send_back(measure: Measure, *, by: Viewer, at: date, note: str) -> Measure:
    """A check found the measure unfinished. An item that was struck off is reopened first."""
    records.require(measure, CHECKERS, by=by)
    if measure.done_on is None:
        raise NotAllowed("该措施尚未报告完成。")
    _check_open(measure.item)
    return _undo(measure, by=by, at=at, note=note)


@transaction.atomic
def report(row: SelfReport, *, by: Viewer, at: date) -> SelfReport:
    """What the owner says of a measure. Said to be finished, it counts as finished until a check finds otherwise."""
    measure = row.measure
    row.office_id = measure.office_id
    records.require(row, UNIT, by=by)
    _check_open(measure.item)
    check_percent(row.claimed, row.percent)
    if at < measure.at:
        raise NotAllowed("自报日期不能早于措施制定日期。")
    if measure.done_on and row.claimed != Standing.FINISHED:
        raise NotAllowed("该措施已报告完成；尚未完成的，由核查认定。")
    records.enter(row, by=by, at=at)
    if row.claimed == Standing.FINISHED and measure.done_on is None:
        finish(measure, by=by, at=at)
    elif row.claimed == Standing.UNDER_WAY:
        _begin(measure.item, by=by, at=at)
    return row


@transaction.atomic
def verify(row: Verification, *, by: Viewer, at: date) -> Verification:
    """What a check found, beside what the owner said last. Nobody checks what he reported himself."""
    measure = row.measure
    row.office_id = measure.office_id
    records.require(row, INSPECTORS, by=by)
    _check_open(measure.item)
    check_percent(row.found, row.percent)
    if row.sampled and row.sampled.item_id != measure.item_id:
        raise NotAllowed("所选抽查结果与该措施不是同一整改事项。")
    row.report = closures.latest_report(measure, at)
    check_hand(by.user, (row.report.by_id,) if row.report else ())
    if row.found == Standing.FINISHED and measure.done_on is None:
        raise NotAllowed("整改单位尚未报告该措施完成。")
    records.enter(row, by=by, at=at)
    if row.found != Standing.FINISHED and measure.done_on:
        _undo(measure, by=by, at=at, note=SENT_BACK)
    return row


def _undo(measure: Measure, *, by: Viewer, at: date, note: str) -> Measure:
    if closures.under_way(measure.item):
        raise NotAllowed("该事项正在申请销号，请先退回销号申请。")
    return records.correct(measure, by=by, at=at, note=note, changes={"done_on": None})


def _begin(item: Item, *, by: Viewer, at: date) -> None:
    if item.state == ItemState.NOT_STARTED:
        items.move(item, "start", by=by, at=at)


def _check_open(item: Item) -> None:
    if item.state == ItemState.DONE:
        raise NotAllowed("该事项已经销号，请先重新整改。")


def _check_no_plan_waits(ledger: Ledger) -> None:
    if plans.pending(PlanSubmission, ledger):
        raise NotAllowed("整改方案正在审核，不能增减、修改措施；需要修改的，请先退回。")


def _check_planning(measure: Measure) -> None:
    ledger = measure.item.ledger
    _check_no_plan_waits(ledger)
    if plans.is_planned(ledger):
        raise NotAllowed("整改方案已经审定，措施不能再改；需要推迟的，请申请延期。")
    if measure.done_on:
        raise NotAllowed("该措施已经报告完成，不能再改。")
