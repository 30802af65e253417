"""Ledgers, items and measures for tests."""

from datetime import date
from typing import Any

from xuncha.basis.models import Document, Line, Statement
from xuncha.basis.rules import Direction, Stated
from xuncha.basis.tests.builders import document
from xuncha.findings.models import Feedback
from xuncha.findings.tests.builders import fed_back
from xuncha.findings.tests.builders import towards as towards_task
from xuncha.kernel.viewer import Viewer
from xuncha.people.tests.builders import post
from xuncha.records.models import Office
from xuncha.records.rules import Role
from xuncha.records.tests.builders import county, user, viewer
from xuncha.rectification.actions import closures, items, ledgers, measures, plans, proofs
from xuncha.rectification.models import (
    Closure,
    Item,
    ItemClass,
    Ledger,
    Measure,
    PlanOpinion,
    PlanSubmission,
    Proof,
)
from xuncha.rectification.rules import MeasureKind, OwnerKind
from xuncha.rectification.rules.ledgers import Body
from xuncha.rectification.rules.plans import MUST_OPINE, Stance
from xuncha.rounds.models import Task

RECEIVED_ON = date(2019, 5, 28)
PLANNED_ON = date(2019, 6, 20)
DUE_ON = date(2019, 9, 30)
DONE_ON = date(2019, 9, 12)
REPORTED_ON = date(2019, 12, 2)


def director(of: Office) -> Viewer:
    return viewer(Role.DIRECTOR, office=of)


def own_ledger(of: Office, at: date = RECEIVED_ON, **over: Any) -> Ledger:
    """The office's own, for what an upper body found on that day."""
    source = document(office=of, direction=Direction.IN, title="检查反馈意见", at=at)
    row = Ledger(office=of, owner_kind=OwnerKind.OFFICE, title="上级检查整改台账", source=source)
    for name, value in over.items():
        setattr(row, name, value)
    return ledgers.open_ledger(row, by=director(of), at=at)


def unit_ledger(count: int, on: Task | None = None, **over: Any) -> Ledger:
    """An inspected unit's, with so many problems fed back."""
    target, feedback = fed_back(count, on, **over)
    return ledger_of(target, feedback)


def ledger_of(target: Task, feedback: Feedback) -> Ledger:
    row = Ledger(owner_kind=OwnerKind.TASK, task=target, title="整改台账", source=feedback.document)
    due_on = date(feedback.at.year + 1, 3, 31)
    return ledgers.open_ledger(row, by=director(target.office), at=feedback.at, due_on=due_on)


def county_ledger(of: Office) -> Ledger:
    """A county's, for what the city's check found there."""
    row = Ledger(
        office=of,
        owner_kind=OwnerKind.COUNTY,
        county=county(of),
        title="县级整改台账",
        source=document(office=of),
    )
    return ledgers.open_ledger(row, by=director(of), at=RECEIVED_ON)


def item(of: Ledger, **over: Any) -> Item:
    """One more item, in a class of its own unless said otherwise."""
    by = director(of.office)
    kind = over.pop("item_class", None)
    if kind is None:
        kind = ledgers.add_class(ItemClass(ledger=of, title="政治建设方面"), by=by, at=of.at)
    row = Item(**({"item_class": kind, "title": "学习不够深入", "due_on": DUE_ON} | over))
    return ledgers.add_item(row, by=by, at=of.at)


def measure(of: Item, **over: Any) -> Measure:
    at = over.pop("at", max(PLANNED_ON, of.at))
    owner = over.pop("owner", None) or post()
    values = {"text": "制定学习计划", "kind": MeasureKind.DATED, "owner": owner, "due_on": max(DUE_ON, at)}
    return measures.add_measure(Measure(item=of, **(values | over)), by=director(of.office), at=at)


def finished(of: Item, at: date = DONE_ON, count: int = 1) -> Item:
    """The item with so many measures, all of them done."""
    for _ in range(count):
        measures.finish(measure(of), by=director(of.office), at=at)
    return of


def owner(of: Ledger) -> Viewer:
    """Who reports for the ledger: the unit's contact, the county's office, or the section of the office itself."""
    if of.task:
        return towards(Role.UNIT_CONTACT, of)
    return viewer(Role.COUNTY_OFFICE if of.county else Role.RECTIFICATION, office=of.county or of.office)


def proof(of: Item, at: date = DONE_ON, **over: Any) -> Proof:
    row = Proof(item=of, **({"title": "会议记录", "shelf": "一号柜"} | over))
    return proofs.lay(row, by=owner(of.ledger), at=at)


def applied(of: Item, at: date = DONE_ON, **over: Any) -> Closure:
    """The owner applies with a proof, the principal's signature on it; all measures are done."""
    proof(of, at)
    values = {"text": "已经整改到位", "principal": "某书记", "paper": "签批单", "signed_on": at}
    return closures.apply(Closure(item=of, **(values | over)), by=owner(of.ledger), at=at)


def checked(of: Item, at: date = DONE_ON) -> Closure:
    row = applied(of, at)
    return closures.check(row, by=director(of.office), at=at, checked="查阅资料，情况属实")


def endorsed(of: Item, at: date = DONE_ON) -> Closure:
    """The discipline commission's reviewer agrees: nothing is left but to act."""
    reviewer = viewer(Role.PLAN_REVIEWER, office=of.office)
    return closures.endorse(checked(of, at), by=reviewer, at=at, body=Body.DISCIPLINE, opinion="同意销号")


def struck_off(of: Item, at: date = DONE_ON) -> Item:
    endorsed(finished(of, at), at)
    return items.move(of, "complete", by=director(of.office), at=at, basis="销号单")


def submitted(of: Ledger, at: date = PLANNED_ON) -> PlanSubmission:
    """A plan handed in by the owner and signed by the principal."""
    row = plans.submit_plan(PlanSubmission(ledger=of), by=owner(of), at=at)
    plans.sign(row, by=owner(of), at=at, principal="某书记", paper="签批单")
    return row


def opined(of: PlanSubmission, at: date = PLANNED_ON, **stances: Stance) -> PlanSubmission:
    """All bodies that must have spoken agree, unless said otherwise."""
    for body in MUST_OPINE:
        role = Role.RECTIFICATION if body == Body.OFFICE else Role.PLAN_REVIEWER
        row = PlanOpinion(submission=of, body=body, stance=stances.get(body, Stance.AGREED), text="意见")
        plans.opine(row, by=viewer(role, office=of.office), at=at)
    return of


def approved(of: Ledger, at: date = PLANNED_ON) -> PlanSubmission:
    return plans.move(opined(submitted(of, at), at), "accept", by=director(of.office), at=at)


def staged(of: Item, at: date = DONE_ON) -> Item:
    return items.move(finished(of, at), "stage", by=director(of.office), at=at)


def paper(of: Ledger, at: date, lines: int = 0, **stated: int) -> Document:
    """A document of the ledger's office with so many lines, and what it states."""
    row = document(office=of.office, at=at)
    base: dict[str, Any] = {"office": of.office, "by": user(), "at": at, "document": row}
    for serial in range(1, lines + 1):
        Line.objects.create(serial=serial, text="措施", **base)
    for what, count in stated.items():
        Statement.objects.create(what=Stated(what), count=count, **base)
    return row


def towards(role: Role, ledger: Ledger) -> Viewer:
    """Someone who holds the role where it is held towards a ledger."""
    return towards_task(role, ledger.task) if ledger.task else viewer(role, office=ledger.office)
