"""Everything that changes a ledger as a whole: it is opened, its papers are filed, what came of it is counted."""

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max

from xuncha.basis.models import Document
from xuncha.kernel.refusals import NotAllowed
from xuncha.kernel.viewer import Viewer
from xuncha.people import actions as people
from xuncha.people.rules import Rank
from xuncha.records import actions as records
from xuncha.records.models import Record
from xuncha.rectification import queries
from xuncha.rectification.models import Item, ItemClass, Ledger, Yield
from xuncha.rectification.queries import plans
from xuncha.rectification.rules.items import ItemState, YieldKind
from xuncha.rectification.rules.ledgers import DOERS, UNIT, OwnerKind

NAMED = 5  # items named in a refusal


@transaction.atomic
def open_ledger(ledger: Ledger, *, by: Viewer, at: date, due_on: date | None = None) -> Ledger:
    """Open a ledger. An inspected unit's begins with its list of problems, one item each, due on `due_on` (I5)."""
    if ledger.task:
        ledger.office_id = ledger.task.office_id
    records.require(ledger, DOERS, by=by)
    records.enter(ledger, by=by, at=at, basis=cite(ledger.source))
    if ledger.owner_kind == OwnerKind.TASK:
        _take_over(ledger, due_on, by=by, at=at)
    return ledger


def open_for_task(ledger: Ledger, *, by: Viewer, at: date, due_on: date) -> Ledger:
    """The ledger of an inspected unit, with all its problems due on the same day."""
    ledger.owner_kind = OwnerKind.TASK
    return open_ledger(ledger, by=by, at=at, due_on=due_on)


def open_own(ledger: Ledger, *, by: Viewer, at: date) -> Ledger:
    """The office's own ledger, or a county's where one is named."""
    ledger.owner_kind = OwnerKind.COUNTY if ledger.county else OwnerKind.OFFICE
    return open_ledger(ledger, by=by, at=at)


@transaction.atomic
def add_post(ledger: Ledger, *, title: str, rank: Rank, by: Viewer, at: date) -> Ledger:
    """A post of the inspected unit that the register lacks: measures are owed by posts."""
    if ledger.task is None:
        raise NotAllowed("只有被巡察党组织的台账可以登记本单位的岗位。")
    people.create_post(ledger.task.organisation, title=title.strip(), rank=Rank(rank), by=by, at=at)
    return ledger


@transaction.atomic
def add_class(item_class: ItemClass, *, by: Viewer, at: date) -> ItemClass:
    """One more class of items; its serial is the ledger's next."""
    item_class.office_id = item_class.ledger.office_id
    records.require(item_class, DOERS, by=by)
    _refuse_for_units(item_class.ledger)
    item_class.serial = next_serial(ItemClass, item_class.ledger, ledger=item_class.ledger)
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
def file_plan(ledger: Ledger, document: Document, *, by: Viewer, at: date) -> Ledger:
    """File the rectification plan. Refused, with their titles, while items have no measure."""
    records.require(ledger, UNIT, by=by)
    check_covered(ledger)
    return file(ledger, "file_plan", "plan", document, by=by, at=at)


@transaction.atomic
def file_report(ledger: Ledger, document: Document, *, by: Viewer, at: date) -> Ledger:
    """File the final report on rectification, after its plan."""
    records.require(ledger, UNIT, by=by)
    if ledger.plan_id is None:
        raise NotAllowed("请先报送整改方案。")
    return file(ledger, "file_report", "final_report", document, by=by, at=at)


@transaction.atomic
def record_yield(row: Yield, *, by: Viewer, at: date) -> Yield:
    """What rectification brought about. Money names its amount, persons handled their number."""
    row.office_id = row.item.office_id
    records.require(row, UNIT, by=by)
    if row.kind == YieldKind.MONEY and not row.amount:
        raise NotAllowed("请填写金额。")
    if row.kind == YieldKind.PERSONS and not row.persons:
        raise NotAllowed("请填写人数。")
    return records.enter(row, by=by, at=at, basis=cite(row.document))


def check_covered(ledger: Ledger) -> None:
    """A plan covers all of the ledger, or is refused with the titles of what it misses (I5)."""
    missing = plans.missing(ledger)
    if missing:
        raise NotAllowed("整改方案未覆盖%(count)s项：%(titles)s。", count=len(missing), titles=named(missing))


def named(titles: list[str]) -> str:
    """The first of them, and that there are more."""
    return "；".join(titles[:NAMED]) + ("等" if len(titles) > NAMED else "")


def file(ledger: Ledger, verb: str, column: str, document: Document, *, by: Viewer, at: date) -> Ledger:
    """A later version takes the place of an earlier one, which stays in the history."""
    columns, basis = {column: document}, cite(document)
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
    item.serial, item.state = next_serial(Item, item.ledger, ledger=item.ledger), ItemState.NOT_STARTED
    return records.enter(item, by=by, at=at)


def _refuse_for_units(ledger: Ledger) -> None:
    if ledger.owner_kind == OwnerKind.TASK:
        raise NotAllowed("被巡察党组织的整改事项由反馈问题清单生成，不能另行增加。")


def next_serial(model: type[Record], among: Ledger, **of: Any) -> int:
    """The next serial; voided rows keep theirs. Whoever adds to the same ledger waits."""
    Ledger.objects.select_for_update().get(pk=among.pk)
    last: int | None = model._base_manager.filter(**of).aggregate(n=Max("serial"))["n"]
    return (last or 0) + 1


def cite(document: Document | None) -> str:
    return str(document)[:200] if document else ""
