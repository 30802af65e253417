"""A ledger from its opening to its last reopening: the table at work, the plan's cover, the closing (I5, I6, I8)."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from xuncha.basis.tests.builders import document
from xuncha.findings.models import Finding
from xuncha.findings.rules import FindingState
from xuncha.findings.tests.builders import fed_back, task
from xuncha.kernel.refusals import NotAllowed, WrongRole
from xuncha.people.tests.builders import post
from xuncha.records import actions as records
from xuncha.records.models import Office
from xuncha.records.rules import Role
from xuncha.records.tests.builders import office, user, viewer
from xuncha.rectification import queries
from xuncha.rectification.actions import items, ledgers, measures, plans
from xuncha.rectification.models import (
    Extension,
    Item,
    ItemClass,
    Ledger,
    Measure,
    PlanSubmission,
    Yield,
)
from xuncha.rectification.rules import ItemState, MeasureKind, OwnerKind, YieldKind
from xuncha.rectification.rules.measures import ExtensionState
from xuncha.rectification.tests.builders import (
    DONE_ON,
    DUE_ON,
    PLANNED_ON,
    RECEIVED_ON,
    REPORTED_ON,
    county_ledger,
    director,
    endorsed,
    finished,
    item,
    ledger_of,
    measure,
    own_ledger,
    paper,
    staged,
    struck_off,
    towards,
    unit_ledger,
)
from xuncha.rectification.tests.test_rules import LAW, VERBS

pytestmark = pytest.mark.django_db
WORKED_ON = date(2019, 11, 4)
LATER = date(2020, 4, 10)


@pytest.fixture
def home() -> Office:
    return office()


@pytest.fixture
def own(home: Office) -> Ledger:
    return own_ledger(home)


def started(of: Ledger) -> Item:
    return finished(first(of), at=WORKED_ON)


def first(of: Ledger) -> Item:
    return (
        Item.objects.select_related("ledger__task")
        .filter(ledger=of, state=ItemState.NOT_STARTED)
        .earliest("serial")
    )


def lapsed(of: Ledger) -> Item:
    row = first(of)
    unfinished = measure(row, due_on=DUE_ON)
    items.move(row, "lapse", by=director(of.office), at=LATER)
    measures.finish(unfinished, by=director(of.office), at=LATER)
    return row


def standing(of: Ledger) -> Item:
    return items.move(staged(first(of), at=WORKED_ON), "stand", by=director(of.office), at=WORKED_ON)


IN_STATE: dict[ItemState, Callable[[Ledger], Item]] = {
    ItemState.NOT_STARTED: first,
    ItemState.UNDER_WAY: started,
    ItemState.BASICALLY_DONE: lambda of: staged(first(of), at=WORKED_ON),
    ItemState.DONE: lambda of: struck_off(first(of), at=WORKED_ON),
    ItemState.OVERDUE: lapsed,
    ItemState.STANDING: standing,
}


class Undone(Exception):
    """Takes back what a try has written."""


def prepare(row: Item, verb: str) -> None:
    """What a verb needs besides the state: a measure nobody finishes, an application agreed to, more time."""
    if verb == "lapse":
        measure(row, at=LATER)
    elif verb == "complete":
        endorsed(row, LATER)
    elif verb == "extend":
        of = row.measures.first() or measure(row, at=LATER)
        dates = {"old_due_on": row.due_on, "new_due_on": LATER, "decided_on": LATER}
        values = {
            "number": 1,
            "reason": "工期",
            "state": ExtensionState.GRANTED,
            "decided_by": user(),
            **dates,
        }
        Extension.objects.create(office=row.office, by=user(), at=LATER, measure=of, **values)
        Item.objects.filter(pk=row.pk).update(due_on=LATER)
        row.due_on = LATER


def outcome(row: Item, verb: str, role: Role) -> str | None:
    """The state that the verb leads to for this role; None when it is refused. Nothing of it remains."""
    reached: str | None = None
    try:
        with transaction.atomic():
            fresh = Item.objects.select_related("ledger__task").get(pk=row.pk)
            prepare(fresh, verb)
            by = towards(role, fresh.ledger)
            items.move(fresh, verb, by=by, at=LATER, note="反弹")
            reached = Item.objects.get(pk=row.pk).state
            raise Undone
    except NotAllowed:
        return None
    except Undone:
        return reached


@pytest.mark.parametrize("state", ItemState)
def test_exactly_the_law_is_allowed_to_people(state: ItemState) -> None:
    row = IN_STATE[state](unit_ledger(1, task()))
    assert row.state == state
    for verb in VERBS:
        target, roles = LAW.get((state, verb), ("", set()))
        reached = {role: outcome(row, verb, role) for role in Role}
        assert {role for role, after in reached.items() if after is not None} == roles, verb
        assert {after for after in reached.values() if after is not None} <= {target}


def test_a_units_ledger_covers_exactly_the_problems_it_was_handed() -> None:
    target, feedback = fed_back(5)
    ledger = ledger_of(target, feedback)
    listed = Finding.objects.filter(task=target).order_by("serial")
    items = Item.objects.filter(ledger=ledger).order_by("serial")
    assert [row.finding for row in items] == list(listed)
    assert [row.title for row in items] == [row.title for row in listed]
    assert not queries.uncovered(ledger).exists()
    assert {row.office for row in items} == {target.office}


def test_problems_of_one_focus_share_a_class() -> None:
    target, feedback = fed_back(3)
    one = Finding.objects.filter(task=target).first()
    assert one
    Finding.objects.filter(task=target).update(focus=one.focus)
    ledger = ledger_of(target, feedback)
    assert ItemClass.objects.get(ledger=ledger).title == one.focus.text


def test_a_units_ledger_waits_for_its_feedback_and_takes_nothing_else() -> None:
    target = task()
    row = Ledger(
        owner_kind=OwnerKind.TASK, task=target, title="整改台账", source=document(office=target.office)
    )
    with pytest.raises(NotAllowed, match="反馈后"):
        ledgers.open_ledger(row, by=director(target.office), at=DUE_ON, due_on=LATER)
    assert not Ledger.objects.exists()
    ledger = unit_ledger(1, target)
    with pytest.raises(NotAllowed, match="反馈问题清单"):
        item(ledger)
    with pytest.raises(NotAllowed, match="反馈问题清单"):
        item(ledger, item_class=ItemClass.objects.get(ledger=ledger))


def test_a_problem_stands_on_one_ledger_only() -> None:
    ledger = unit_ledger(2)
    rows = Item.objects.filter(ledger=ledger).order_by("serial")
    with pytest.raises(IntegrityError), transaction.atomic():
        Item.objects.filter(pk=rows[1].pk).update(finding=rows[0].finding)


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.DIRECTOR, Role.RECTIFICATION, Role.COUNTY_OFFICE}))
def test_only_those_who_do_rectification_open_a_ledger(home: Office, role: Role) -> None:
    row = Ledger(office=home, owner_kind=OwnerKind.OFFICE, title="台账", source=document(office=home))
    with pytest.raises(WrongRole):
        ledgers.open_ledger(row, by=viewer(role, office=home), at=RECEIVED_ON)


def test_a_plan_that_misses_items_is_refused_with_their_names(own: Ledger) -> None:
    planned, missed = item(own), item(own, title="制度不健全")
    measure(planned)
    with pytest.raises(NotAllowed, match="未覆盖1项：制度不健全"):
        ledgers.file_plan(own, document(office=own.office), by=director(own.office), at=PLANNED_ON)
    measure(missed)
    plan = document(office=own.office)
    ledgers.file_plan(own, plan, by=director(own.office), at=PLANNED_ON)
    assert Ledger.objects.get(pk=own.pk).plan == plan


def test_a_voided_measure_covers_nothing(own: Ledger) -> None:
    row = measure(item(own))
    records.void(row, by=director(own.office), at=PLANNED_ON, note="重复")
    with pytest.raises(NotAllowed, match="未覆盖1项"):
        ledgers.file_plan(own, document(office=own.office), by=director(own.office), at=PLANNED_ON)


def test_a_later_plan_takes_the_place_of_the_first_which_stays_in_the_history(own: Ledger) -> None:
    measure(item(own))
    first_plan, second_plan = document(office=own.office), document(office=own.office)
    for plan in (first_plan, second_plan):
        ledgers.file_plan(own, plan, by=director(own.office), at=PLANNED_ON)
    kept = own.passages().get(verb="correct").changes["plan"]
    assert kept == [str(first_plan.pk), str(second_plan.pk)]


def test_the_report_follows_the_plan(own: Ledger) -> None:
    measure(item(own))
    by = director(own.office)
    with pytest.raises(NotAllowed, match="先报送整改方案"):
        ledgers.file_report(own, paper(own, REPORTED_ON), by=by, at=REPORTED_ON)
    ledgers.file_plan(own, paper(own, PLANNED_ON), by=by, at=PLANNED_ON)
    ledgers.file_report(own, paper(own, REPORTED_ON), by=by, at=REPORTED_ON)
    assert Ledger.objects.get(pk=own.pk).final_report_id


def test_a_contact_plans_and_reports_for_its_own_unit_and_strikes_nothing_off() -> None:
    ledger = unit_ledger(1)
    contact, row = towards(Role.UNIT_CONTACT, ledger), first(ledger)
    planned = Measure(item=row, text="清退津补贴", owner=post(), due_on=DUE_ON)
    measures.add_measure(planned, by=contact, at=ledger.at)
    plans.submit_plan(PlanSubmission(ledger=ledger), by=contact, at=ledger.at)
    measures.finish(planned, by=contact, at=LATER)
    row.refresh_from_db()
    assert row.state == ItemState.UNDER_WAY
    with pytest.raises(WrongRole):
        items.move(row, "complete", by=contact, at=LATER)
    stranger = towards(Role.UNIT_CONTACT, unit_ledger(1, task(office=ledger.office)))
    measures.send_back(planned, by=director(ledger.office), at=LATER, note="未见凭证")
    with pytest.raises(WrongRole):
        measures.finish(planned, by=stranger, at=LATER)


def test_a_county_reports_on_its_ledger_and_the_city_checks_it(home: Office) -> None:
    ledger = county_ledger(home)
    assert ledger.county
    row = item(ledger)
    planned = measure(row)
    county = viewer(Role.COUNTY_OFFICE, office=ledger.county)
    measures.finish(planned, by=county, at=DONE_ON)
    row.refresh_from_db()
    with pytest.raises(WrongRole):
        items.move(row, "complete", by=county, at=DONE_ON)
    with pytest.raises(WrongRole):
        ledgers.add_item(
            Item(item_class=row.item_class, title="新事项", due_on=DUE_ON), by=county, at=DONE_ON
        )
    endorsed(row)
    items.move(row, "complete", by=director(home), at=DONE_ON)


def test_a_measure_is_finished_once_and_not_before_it_was_planned(own: Ledger) -> None:
    row = measure(item(own))
    by = director(own.office)
    with pytest.raises(NotAllowed, match="早于制定"):
        measures.finish(row, by=by, at=RECEIVED_ON)
    measures.finish(row, by=by, at=DONE_ON)
    with pytest.raises(NotAllowed, match="已经登记"):
        measures.finish(row, by=by, at=DONE_ON)
    assert Measure.objects.get(pk=row.pk).done_on == DONE_ON


def test_an_unfinished_measure_keeps_its_item_from_being_struck_off(own: Ledger) -> None:
    row, by = item(own), director(own.office)
    items.move(row, "start", by=by, at=PLANNED_ON)
    with pytest.raises(NotAllowed, match="尚未全部完成"):
        items.move(row, "complete", by=by, at=DONE_ON)
    finished(row)
    last = measure(row, kind=MeasureKind.LONG_TERM)
    with pytest.raises(NotAllowed, match="尚未全部完成"):
        items.move(row, "complete", by=by, at=DONE_ON)
    measures.finish(last, by=by, at=DONE_ON)
    endorsed(row)
    items.move(row, "complete", by=by, at=DONE_ON)
    assert Item.objects.get(pk=row.pk).done_on == DONE_ON


def test_a_check_sends_a_measure_back_with_a_reason(own: Ledger) -> None:
    row = measure(item(own))
    by = director(own.office)
    with pytest.raises(NotAllowed, match="尚未报告完成"):
        measures.send_back(row, by=by, at=DONE_ON, note="未见制度文本")
    measures.finish(row, by=by, at=DONE_ON)
    with pytest.raises(NotAllowed, match="理由"):
        measures.send_back(row, by=by, at=DONE_ON, note="")
    measures.send_back(row, by=by, at=DONE_ON, note="未见制度文本")
    assert Measure.objects.get(pk=row.pk).done_on is None
    assert row.passages().get(verb="correct").changes["done_on"] == [str(DONE_ON), ""]


def test_nothing_finished_is_no_staged_result(own: Ledger) -> None:
    row, by = item(own), director(own.office)
    items.move(row, "start", by=by, at=PLANNED_ON)
    with pytest.raises(NotAllowed, match="尚无措施完成"):
        items.move(row, "stage", by=by, at=DONE_ON)


def test_an_item_lapses_the_day_after_it_was_due_and_not_before(own: Ledger) -> None:
    row, by = item(own), director(own.office)
    measure(row)
    with pytest.raises(NotAllowed, match="尚未逾期"):
        items.move(row, "lapse", by=by, at=DUE_ON)
    items.move(row, "lapse", by=by, at=date(2019, 10, 1))
    assert row.state == ItemState.OVERDUE


def test_settling_brings_an_item_to_what_its_measures_say(own: Ledger) -> None:
    by = director(own.office)
    late, fine = item(own), item(own)
    measure(late)
    finished(fine)
    assert items.settle(late, by=by, at=DUE_ON).state == ItemState.NOT_STARTED
    assert items.settle(late, by=by, at=date(2019, 10, 1)).state == ItemState.OVERDUE
    fine.refresh_from_db()
    assert items.settle(fine, by=by, at=date(2019, 10, 1)).state == ItemState.UNDER_WAY
    assert [p.verb for p in late.passages()] == ["enter", "lapse"]


def test_a_struck_off_item_opens_again_with_a_reason_and_closes_on_new_work_only(own: Ledger) -> None:
    row, by = struck_off(item(own)), director(own.office)
    with pytest.raises(NotAllowed, match="理由"):
        items.move(row, "reopen", by=by, at=REPORTED_ON)
    with pytest.raises(NotAllowed, match="已经销号"):
        measure(row)
    items.move(row, "reopen", by=by, at=REPORTED_ON, note="问题反弹")
    assert (row.state, row.done_on) == (ItemState.UNDER_WAY, None)
    with pytest.raises(NotAllowed, match="尚无新的措施"):
        items.move(row, "complete", by=by, at=REPORTED_ON)
    measures.finish(measure(row, at=REPORTED_ON), by=by, at=REPORTED_ON)
    with pytest.raises(NotAllowed, match="监督单位同意"):
        items.move(row, "complete", by=by, at=REPORTED_ON)
    endorsed(row, REPORTED_ON)
    items.move(row, "complete", by=by, at=REPORTED_ON)
    assert [p.verb for p in row.passages()] == ["enter", "start", "complete", "reopen", "complete"]


def test_the_problem_behind_an_item_is_struck_off_and_reopened_with_it() -> None:
    ledger = unit_ledger(1)
    by = director(ledger.office)
    row = struck_off(first(ledger), at=LATER)
    problem = Finding.objects.get(item=row)
    assert (problem.state, problem.accepted_on) == (FindingState.ACCEPTED, LATER)
    items.move(row, "reopen", by=by, at=LATER, note="问题反弹")
    problem.refresh_from_db()
    assert (problem.state, problem.accepted_on) == (FindingState.FED_BACK, None)
    assert problem.passages().get(verb="reopen").note == "问题反弹"


def test_a_staged_result_that_fell_back_leaves_its_problem_where_it_was() -> None:
    ledger = unit_ledger(1)
    row = staged(first(ledger), at=LATER)
    items.move(row, "reopen", by=director(ledger.office), at=LATER, note="问题反弹")
    assert Finding.objects.get(item=row).state == FindingState.FED_BACK


def test_serials_run_on_within_their_ledger_and_item(own: Ledger) -> None:
    kind = item(own).item_class
    second = item(own, item_class=kind)
    assert (second.serial, item(own).item_class.serial) == (2, 2)
    assert [measure(second).serial for _ in range(3)] == [1, 2, 3]
    assert item(own_ledger(own.office)).serial == 1


def test_a_yield_of_money_names_its_amount_and_of_persons_their_number(own: Ledger) -> None:
    row, by = item(own), director(own.office)
    for kind in (YieldKind.MONEY, YieldKind.PERSONS):
        with pytest.raises(NotAllowed):
            ledgers.record_yield(Yield(item=row, kind=kind, title="成果"), by=by, at=DONE_ON)
    ledgers.record_yield(Yield(item=row, kind=YieldKind.MONEY, title="清退", amount=3), by=by, at=DONE_ON)
    ledgers.record_yield(Yield(item=row, kind=YieldKind.PERSONS, title="诫勉", persons=2), by=by, at=DONE_ON)
    ledgers.record_yield(Yield(item=row, kind=YieldKind.MECHANISM, title="联席会议机制"), by=by, at=DONE_ON)
    assert Yield.objects.filter(item=row).count() == 3


def test_a_ledger_has_the_owner_its_kind_asks_for(home: Office) -> None:
    row = Ledger(office=home, owner_kind=OwnerKind.COUNTY, title="台账", source=document(office=home))
    with pytest.raises(NotAllowed, match="相互矛盾"):
        ledgers.open_ledger(row, by=director(home), at=RECEIVED_ON)
