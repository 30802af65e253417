"""The office's own rectification of what the provincial office found: class → item → measure, plan and final report."""

from datetime import date
from typing import Any

from xuncha.basis.models import Document
from xuncha.basis.rules import Stated
from xuncha.operations.city.days import later
from xuncha.operations.city.papers import issue, put_line, state
from xuncha.operations.city.texts import day, split, table
from xuncha.operations.city.world import World
from xuncha.records.rules import Role
from xuncha.rectification.models import Item, ItemClass, Ledger, Measure, Yield
from xuncha.rectification.rules import MeasureKind, OwnerKind, YieldKind

FACTS = table("own_ledger")


def rectify(world: World) -> None:
    """The ledger with its two source papers, the plan's own list, the work and the report of its end."""
    source = issue(world, "check_list", at=FACTS["listed"])
    issue(world, "province_circular", at=FACTS["circular"])
    plan = issue(world, "own_plan", at=FACTS["plan"], approver=world.secretary, approved=FACTS["plan"])
    report = issue(
        world, "own_report", at=FACTS["report"], approver=world.leading_group[0], approved=FACTS["report"]
    )
    ledger = Ledger(owner_kind=OwnerKind.OFFICE, title=FACTS["title"], source=source)
    world.rows.enter(ledger, office=world.home, at=FACTS["listed"], role=Role.RECTIFICATION)
    world.rows.fill(ledger, "file_plan", at=plan.at, basis=plan.title, plan=plan)
    world.rows.fill(ledger, "file_report", at=report.at, basis=report.title, final_report=report)
    items = _items(world, ledger)
    _state_plan(world, plan, items)
    _state_report(world, report, items)


def _items(world: World, ledger: Ledger) -> list[Item]:
    items: list[Item] = []
    for serial, row in enumerate(FACTS["class"], 1):
        item_class = ItemClass(ledger=ledger, serial=serial, title=row["title"])
        world.rows.enter(item_class, office=world.home, at=FACTS["plan"], role=Role.RECTIFICATION)
        for facts in row["item"]:
            items.append(_item(world, ledger, item_class, len(items) + 1, facts))
    return items


def _item(world: World, ledger: Ledger, item_class: ItemClass, serial: int, facts: dict[str, Any]) -> Item:
    item = Item(
        ledger=ledger, item_class=item_class, serial=serial, title=facts["title"], due_on=facts["due"]
    )
    world.rows.enter(item, office=world.home, at=FACTS["plan"], role=Role.RECTIFICATION)
    world.rows.move(item, "start", at=later(FACTS["plan"], 2))
    done = [_measure(world, item, number, line) for number, line in enumerate(facts["measures"], 1)]
    if "staged" in facts:
        world.rows.move(item, "stage", at=facts["staged"])
    else:
        world.rows.move(item, "complete", at=max(filter(None, done)))
    if "mechanism" in facts:
        assert item.done_on
        row = Yield(item=item, kind=YieldKind.MECHANISM, title=facts["mechanism"])
        world.rows.enter(row, office=world.home, at=item.done_on, role=Role.RECTIFICATION)
    return item


def _measure(world: World, item: Item, serial: int, line: str) -> date | None:
    text, owner, due, done = split(line)
    measure = Measure(
        item=item,
        serial=serial,
        text=text,
        kind=MeasureKind.DATED if done != "-" else MeasureKind.LONG_TERM,
        owner=world.office_posts[owner],
        department=world.unit(table("staff")["office"]),
        due_on=date.fromisoformat(due),
    )
    world.rows.enter(measure, office=world.home, at=FACTS["plan"], role=Role.RECTIFICATION)
    done_on = day(done)
    if done_on:
        world.rows.fill(measure, "finish", at=done_on, done_on=done_on)
    return done_on


def _state_plan(world: World, plan: Document, items: list[Item]) -> None:
    """The list annexed to the filed plan, from the paper's own text."""
    serial = 0
    for row in FACTS["class"]:
        for facts in row["item"]:
            for line in facts["measures"]:
                serial += 1
                put_line(world, plan, serial, split(line)[0], heading=row["title"])
    state(world, plan, Stated.MEASURES, serial)
    state(world, plan, Stated.ITEMS, len(items))


def _state_report(world: World, report: Document, items: list[Item]) -> None:
    staged = sum("staged" in facts for row in FACTS["class"] for facts in row["item"])
    state(world, report, Stated.ITEMS_DONE, len(items) - staged)
    state(world, report, Stated.ITEMS_STAGED, staged)
