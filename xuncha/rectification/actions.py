"""Everything that changes a ledger: it is opened, planned, worked off, checked, struck off and reopened."""

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max

from xuncha.basis.models import Document
from xuncha.findings.actions import findings
from xuncha.findings.models import Finding
from xuncha.findings.rules import FindingState
from xuncha.kernel.refusals import NotAllowed
from xuncha.kernel.viewer import Viewer
from xuncha.records import actions as records
from xuncha.records.models import Record
from xuncha.rectification import queries
from xuncha.rectification.models import Item, ItemClass, Ledger, Measure, Yield
from xuncha.rectification.rules import (
    CHECKERS,
    DOERS,
    UNIT,
    ItemState,
    OwnerKind,
    YieldKind,
    derived,
)

NAMED = 5  # items named in a refusal

# What the problem behind an item does with it: from its own state, by these verbs.
STRUCK_OFF = {FindingState.FED_BACK: ("rectify", "accept"), FindingState.RECTIFIED: ("accept",)}
REOPENED = {FindingState.ACCEPTED: ("reopen",)}


@transaction.atomic
def open_ledger(ledger: Ledger, *, by: Viewer, at: date, due_on: date | None = None) -> Ledger:
    """Open a ledger. An inspected unit's begins with its list of problems, one item each, due on `due_on` (I5)."""
    if ledger.task:
        ledger.office_id = ledger.task.office_id
    records.require(ledger, DOERS, by=by)
    records.enter(ledger, by=by, at=at, basis=_cite(ledger.source))
    if ledger.owner_kind == OwnerKind.TASK:
        _take_over(ledger, due_on, by=by, at=at)
    return ledger


@transaction.atomic
def add_class(item_class: ItemClass, *, by: Viewer, at: date) -> ItemClass:
    """One more class of items; its serial is the ledger's next."""
    item_class.office_id = item_class.ledger.office_id
    records.require(item_class, DOERS, by=by)
    _refuse_for_units(item_class.ledger)
    item_class.serial = _next(ItemClass, item_class.ledger, ledger=item_class.ledger)
    return records.enter(item_class, by=by, at=at)


@transaction.atomic
def add_item(item: Item, *, by: Viewer, at: date) -> Item:
    """One more item of a class. A unit's items are its problems and nothing else."""
    item.ledger = item.item_class.ledger
    item.office_id = item.ledger.office_id
    records.require(item, DOERS, by=by)
    _refuse_for_units(item.ledger)
    return _enter_item(item, by=by, at=at)


@transaction.atomic
def add_measure(measure: Measure, *, by: Viewer, at: date) -> Measure:
    """Plan one more measure of an item that has not been struck off."""
    measure.office_id = measure.item.office_id
    records.require(measure, UNIT, by=by)
    if measure.item.state == ItemState.DONE:
        raise NotAllowed("该事项已经销号，请先重新整改。")
    measure.serial = _next(Measure, measure.item.ledger, item=measure.item)
    return records.enter(measure, by=by, at=at)


@transaction.atomic
def file_plan(ledger: Ledger, document: Document, *, by: Viewer, at: date) -> Ledger:
    """File the rectification plan. Refused, with their titles, while items have no measure."""
    records.require(ledger, UNIT, by=by)
    missing = [str(row) for row in [*queries.uncovered(ledger), *queries.without_measures(ledger)]]
    if missing:
        raise NotAllowed(
            "整改方案未覆盖%(count)s项：%(titles)s。", count=len(missing), titles="；".join(missing[:NAMED])
        )
    return _file(ledger, "file_plan", "plan", document, by=by, at=at)


@transaction.atomic
def file_report(ledger: Ledger, document: Document, *, by: Viewer, at: date) -> Ledger:
    """File the final report on rectification, after its plan."""
    records.require(ledger, UNIT, by=by)
    if ledger.plan_id is None:
        raise NotAllowed("请先报送整改方案。")
    return _file(ledger, "file_report", "final_report", document, by=by, at=at)


@transaction.atomic
def finish(measure: Measure, *, by: Viewer, at: date, note: str = "") -> Measure:
    """Report a measure as finished. Its item begins with its first one."""
    records.require(measure, UNIT, by=by)
    if at < measure.at:
        raise NotAllowed("完成日期不能早于制定日期。")
    records.fill(measure, "finish", by=by, at=at, note=note, sets={"done_on": at})
    if measure.item.state == ItemState.NOT_STARTED:
        records.move(measure.item, "start", by=by, at=at)
    return measure


@transaction.atomic
def send_back(measure: Measure, *, by: Viewer, at: date, note: str) -> Measure:
    """A check found the measure unfinished. An item that was struck off is reopened first."""
    records.require(measure, CHECKERS, by=by)
    if measure.done_on is None:
        raise NotAllowed("该措施尚未报告完成。")
    if measure.item.state == ItemState.DONE:
        raise NotAllowed("该事项已经销号，请先重新整改。")
    return records.correct(measure, by=by, at=at, note=note, changes={"done_on": None})


@transaction.atomic
def move(item: Item, verb: str, *, by: Viewer, at: date, basis: str = "", note: str = "") -> Item:
    """One step of the item's life; the problem behind it takes the same way."""
    if verb == "lapse":
        _check_late(item, at)
    before = item.state
    sets = {"done_on": None} if verb == "reopen" else None
    records.move(item, verb, by=by, at=at, basis=basis, note=note, sets=sets)
    if item.finding_id and ItemState.DONE in (before, item.state):
        _follow(item.finding_id, item.state, by=by, at=at, basis=basis, note=note)
    return item


def settle(item: Item, *, by: Viewer, at: date) -> Item:
    """Bring an item's state to what its measures say on that day: begun, or late. Nothing to do is fine."""
    wanted = derived(ItemState(item.state), queries.progress(item), due_on=item.due_on, day=at)
    if wanted == item.state:
        return item
    return move(item, "lapse" if wanted == ItemState.OVERDUE else "start", by=by, at=at)


@transaction.atomic
def record_yield(row: Yield, *, by: Viewer, at: date) -> Yield:
    """What rectification brought about. Money names its amount, persons handled their number."""
    row.office_id = row.item.office_id
    records.require(row, UNIT, by=by)
    if row.kind == YieldKind.MONEY and not row.amount:
        raise NotAllowed("请填写金额。")
    if row.kind == YieldKind.PERSONS and not row.persons:
        raise NotAllowed("请填写人数。")
    return records.enter(row, by=by, at=at, basis=_cite(row.document))


def measures_done(record: Record) -> None:
    """Guard of striking off: every measure is finished, and after a reopening at least one of them since."""
    assert isinstance(record, Item)
    finished = [m.done_on for m in queries.progress(record)]
    if not finished or None in finished:
        raise NotAllowed("整改措施尚未全部完成，不能销号。")
    since = queries.reopened_on(record)
    if since and not any(day and day >= since for day in finished):
        raise NotAllowed("重新整改后尚无新的措施完成，不能销号。")


def measures_begun(record: Record) -> None:
    """Guard of a staged result: something has been finished."""
    assert isinstance(record, Item)
    if not any(m.done_on for m in queries.progress(record)):
        raise NotAllowed("尚无措施完成，不能认定阶段性成果。")


def _file(ledger: Ledger, verb: str, column: str, document: Document, *, by: Viewer, at: date) -> Ledger:
    """A later version takes the place of an earlier one, which stays in the history."""
    columns, basis = {column: document}, _cite(document)
    if getattr(ledger, f"{column}_id") is None:
        return records.fill(ledger, verb, by=by, at=at, basis=basis, sets=columns)
    return records.correct(ledger, by=by, at=at, basis=basis, note="重新报送", changes=columns)


def _take_over(ledger: Ledger, due_on: date | None, *, by: Viewer, at: date) -> None:
    """One class for each focus area, one item for each problem on the list, in the list's order."""
    problems = list(queries.uncovered(ledger).select_related("focus"))
    if due_on is None or not problems:
        raise NotAllowed("须在反馈后建立台账，并确定整改期限。")
    classes: dict[int, ItemClass] = {}
    for problem in problems:
        if problem.focus_id not in classes:
            row = ItemClass(office_id=ledger.office_id, ledger=ledger, title=problem.focus.text)
            row.serial = len(classes) + 1
            classes[problem.focus_id] = records.enter(row, by=by, at=at)
        item = Item(ledger=ledger, item_class=classes[problem.focus_id], finding=problem, title=problem.title)
        item.office_id, item.due_on = ledger.office_id, due_on
        _enter_item(item, by=by, at=at)


def _enter_item(item: Item, *, by: Viewer, at: date) -> Item:
    item.serial, item.state = _next(Item, item.ledger, ledger=item.ledger), ItemState.NOT_STARTED
    return records.enter(item, by=by, at=at)


def _follow(finding_id: int, state: ItemState, *, by: Viewer, at: date, basis: str, note: str) -> None:
    """The problem is struck off, or open again, together with its item."""
    finding = Finding.objects.select_related("task").get(pk=finding_id)
    way = STRUCK_OFF if state == ItemState.DONE else REOPENED
    for verb in way.get(finding.state, ()):
        findings.move(finding, verb, by=by, at=at, basis=basis, note=note)


def _check_late(item: Item, at: date) -> None:
    wanted = derived(ItemState(item.state), queries.progress(item), due_on=item.due_on, day=at)
    if wanted != ItemState.OVERDUE:
        raise NotAllowed("该事项尚未逾期。")


def _refuse_for_units(ledger: Ledger) -> None:
    if ledger.owner_kind == OwnerKind.TASK:
        raise NotAllowed("被巡察党组织的整改事项由反馈问题清单生成，不能另行增加。")


def _next(model: type[Record], among: Ledger, **of: Any) -> int:
    """The next serial; voided rows keep theirs. Whoever adds to the same ledger waits."""
    Ledger.objects.select_for_update().get(pk=among.pk)
    last: int | None = model._base_manager.filter(**of).aggregate(n=Max("serial"))["n"]
    return (last or 0) + 1


def _cite(document: Document | None) -> str:
    return str(document)[:200] if document else ""
