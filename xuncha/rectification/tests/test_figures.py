"""What the office owes its upper body, and what units owe it: by state on a day, tied to plan and report."""

from datetime import date
from decimal import Decimal

import pytest
from pytest_django import DjangoAssertNumQueries

from xuncha.basis.models import Line
from xuncha.basis.rules import Direction
from xuncha.basis.tests.builders import document
from xuncha.findings.models import Finding
from xuncha.findings.tests.builders import fed_back, task
from xuncha.kernel.figures import Scope, Tie
from xuncha.kernel.numerals import half_up
from xuncha.records import appendonly
from xuncha.records.answers import Rows, Share
from xuncha.records.models import Office, Passage, recorded_noon
from xuncha.records.rules import Role
from xuncha.records.tests.builders import office, user, viewer
from xuncha.rectification import figures, queries
from xuncha.rectification.actions import items, ledgers
from xuncha.rectification.figures import CATALOGUE, TIES
from xuncha.rectification.models import (
    Closure,
    Item,
    ItemClass,
    Ledger,
    Measure,
    Proof,
    Yield,
)
from xuncha.rectification.rules import ItemState, YieldKind
from xuncha.rectification.rules.cards import Level
from xuncha.rectification.rules.publications import Scope as PublicScope
from xuncha.rectification.tests.builders import (
    PLANNED_ON,
    RECEIVED_ON,
    REPORTED_ON,
    director,
    item,
    ledger_of,
    measure,
    own_ledger,
    paper,
    staged,
    struck_off,
    unit_ledger,
)
from xuncha.rectification.tests.test_cards import drawn, pressed, under_way
from xuncha.rectification.tests.test_evaluations import evaluated, reported
from xuncha.rectification.tests.test_publications import published

pytestmark = pytest.mark.django_db
YEAR_END = date(2019, 12, 31)
TIE: dict[str, Tie[int]] = {tie.key: tie for tie in TIES}


def scope(of: Office, as_of: date = YEAR_END, year: int = 2019) -> Scope:
    return Scope(office=of.pk, year=year, as_of=as_of)


def value(key: str, of: Scope) -> int:
    answer = next(f for f in CATALOGUE.figures if f.key == key).rows(of)
    assert isinstance(answer, Rows)
    return answer.value()


def received(of: Scope) -> tuple[int, ...]:
    names = ("classes", "items", "measures", "done", "staged", "mechanisms")
    return tuple(value(f"received.{name}", of) for name in names)


def broken(of: Scope) -> set[str]:
    return {tie.key for tie in TIES if tie.left(of) != tie.right(of)}


@pytest.fixture
def home() -> Office:
    return office()


@pytest.fixture
def own(home: Office) -> Ledger:
    """Two classes, four items, six measures: two done in September, one staged, one open; two mechanisms."""
    ledger = own_ledger(home)
    rows = [item(ledger)]
    rows += [item(ledger, item_class=rows[0].item_class), item(ledger), item(ledger)]
    by = director(home)
    struck_off(rows[0], at=date(2019, 9, 12))
    struck_off(rows[1], at=date(2019, 9, 20))
    staged(rows[2], at=date(2019, 10, 30))
    for _ in range(3):
        measure(rows[3])
    ledgers.file_plan(ledger, paper(ledger, PLANNED_ON, lines=6, items=4), by=by, at=PLANNED_ON)
    ledgers.file_report(
        ledger, paper(ledger, REPORTED_ON, items_done=2, items_staged=1), by=by, at=REPORTED_ON
    )
    for day in (date(2019, 8, 1), date(2019, 12, 1)):
        ledgers.record_yield(
            Yield(item=rows[0], kind=YieldKind.MECHANISM, title="联席会议机制"), by=by, at=day
        )
    ledgers.record_yield(Yield(item=rows[0], kind=YieldKind.RULE, title="学习制度"), by=by, at=PLANNED_ON)
    return ledger


def test_the_catalogue_has_the_keys_of_the_report() -> None:
    units = {f.key: f.unit for f in CATALOGUE.figures if f.key.startswith("received.")}
    assert units == {
        "received.classes": "大类",
        "received.items": "项",
        "received.measures": "项",
        "received.done": "项",
        "received.staged": "项",
        "received.mechanisms": "项",
    }


def test_what_the_office_owes_at_the_end_of_the_year(own: Ledger) -> None:
    assert received(scope(own.office)) == (3, 4, 6, 2, 1, 2)
    assert not broken(scope(own.office))


def test_any_day_is_answered_by_what_had_happened_by_then(own: Ledger) -> None:
    for day, expected in (
        (date(2019, 5, 27), (0, 0, 0, 0, 0, 0)),
        (RECEIVED_ON, (3, 4, 0, 0, 0, 0)),
        (PLANNED_ON, (3, 4, 6, 0, 0, 0)),
        (date(2019, 9, 11), (3, 4, 6, 0, 0, 1)),
        (date(2019, 9, 12), (3, 4, 6, 1, 0, 1)),
        (date(2019, 10, 30), (3, 4, 6, 2, 1, 1)),
    ):
        assert received(scope(own.office, as_of=day)) == expected, day
        assert not broken(scope(own.office, as_of=day)), day


def test_what_came_in_another_year_or_went_out_is_not_counted(own: Ledger) -> None:
    home = own.office
    item(own_ledger(home, at=date(2018, 11, 5)))
    sent = document(office=home, direction=Direction.OUT, at=RECEIVED_ON)
    item(own_ledger(home, source=sent))
    unit_ledger(2, task(office=home))
    item(own_ledger(office()))
    assert received(scope(home)) == (3, 4, 6, 2, 1, 2)
    assert not broken(scope(home))


def test_an_item_reopened_later_was_done_that_day_and_is_done_no_more(own: Ledger) -> None:
    row = Item.objects.filter(ledger=own, state=ItemState.DONE).order_by("serial").first()
    assert row
    items.move(row, "reopen", by=director(own.office), at=date(2019, 12, 10), note="问题反弹")
    assert value("received.done", scope(own.office, as_of=date(2019, 12, 9))) == 2
    assert value("received.done", scope(own.office)) == 1
    assert broken(scope(own.office)) == {"received.done", "received.result"}


@pytest.mark.parametrize(
    ("key", "ties"),
    [
        ("received.classes", {"received.items", "received.measures"}),
        ("received.measures", {"received.measures"}),
        ("received.done", {"received.done", "received.result", "received.items", "received.measures"}),
        ("received.staged", {"received.staged", "received.result", "received.items", "received.measures"}),
        ("received.mechanisms", set()),
    ],
)
def test_a_row_removed_underneath_lowers_its_figure_by_one_and_breaks_its_ties(
    own: Ledger, key: str, ties: set[str]
) -> None:
    asked = scope(own.office)
    before = value(key, asked)
    answer = next(f for f in CATALOGUE.figures if f.key == key).rows(asked)
    remove(answer.queryset.order_by("-pk").first())
    assert value(key, asked) == before - 1
    assert broken(asked) == ties


def remove(row: object) -> None:
    """The row and what stands on it, as a careless hand in the database would."""
    if isinstance(row, ItemClass):
        for below in Item.objects.filter(item_class=row):
            remove(below)
    if isinstance(row, Item):
        for below_item in (Yield, Closure, Proof):
            below_item.objects.filter(item=row).delete()
        Measure.objects.filter(item=row).delete()
    row.delete()  # type: ignore[attr-defined]


def test_an_item_moved_to_no_class_of_its_ledger_breaks_the_sum_over_classes(own: Ledger) -> None:
    foreign = item(own_ledger(own.office, at=date(2018, 11, 5))).item_class
    Item.objects.filter(pk=Item.objects.filter(ledger=own).first().pk).update(item_class=foreign)  # type: ignore[union-attr]
    assert value("received.items", scope(own.office)) == 4
    assert broken(scope(own.office)) == {"received.items"}


def test_a_plan_with_one_row_more_breaks_the_tie_of_the_measures(own: Ledger) -> None:
    assert own.plan
    Line.objects.create(document=own.plan, serial=7, text="措施", office=own.office, by=user(), at=PLANNED_ON)
    assert broken(scope(own.office)) == {"received.measures"}


def test_before_plan_and_report_neither_side_says_anything(home: Office) -> None:
    ledger = own_ledger(home)
    struck_off(item(ledger))
    for tie in TIES:
        assert (tie.left(scope(home)), tie.right(scope(home))) == (0, 0)


def test_units_owe_what_they_were_handed(home: Office) -> None:
    ledger = unit_ledger(3, task(office=home))
    unit_ledger(2, task(office=home), at=date(2020, 1, 8))
    fed_back(4, task(office=home))
    assert value("rectification.due", scope(home)) == 3
    assert value("rectification.due", scope(home, as_of=date(2020, 12, 31), year=2020)) == 2
    row = Item.objects.filter(ledger=ledger).first()
    assert row
    row.delete()
    assert broken(scope(home)) == {"rectification.due"}


def test_an_item_without_a_state_breaks_the_sum_of_states(home: Office) -> None:
    ledger = unit_ledger(3, task(office=home))
    row = Item.objects.filter(ledger=ledger).first()
    assert row
    with appendonly.lifted(Passage):
        Passage.objects.filter(subject_uid=row.uid).delete()
    assert broken(scope(home)) == {"rectification.states"}


def test_the_rate_counts_items_done_and_nothing_else(home: Office) -> None:
    """688 of 697 with four basically done and five open is 98.71 % (domain §12)."""
    target, feedback = fed_back(1, task(office=home))
    ledger = ledger_of(target, feedback)
    fill_up(ledger, 697)
    states = [ItemState.DONE] * 688 + [ItemState.BASICALLY_DONE] * 3 + [ItemState.STANDING]
    states += [ItemState.NOT_STARTED, ItemState.OVERDUE, *[ItemState.UNDER_WAY] * 3]
    stand(ledger, states, date(2019, 12, 20))
    share = figures.rate(scope(home))
    assert isinstance(share, Share)
    assert (share.numerator(), share.denominator()) == (688, 697)
    assert half_up(share.numerator(), share.denominator()) == Decimal("98.71")
    standing = queries.tally_on(Item.objects.filter(ledger=ledger), YEAR_END)
    assert (standing.done, standing.basic, standing.open) == (688, 4, 5)
    assert not broken(scope(home))
    assert figures.rate(scope(home, as_of=date(2019, 12, 19))).numerator() == 0


def fill_up(ledger: Ledger, count: int) -> None:
    """More problems and items, in bulk, as loaded history has them."""
    problem, row = Finding.objects.get(task=ledger.task), Item.objects.get(ledger=ledger)
    shared = {"office_id": ledger.office_id, "by_id": ledger.by_id, "at": ledger.at}
    Finding.objects.bulk_create(
        Finding(
            task=ledger.task,
            serial=n,
            title=f"问题{n}",
            focus_id=problem.focus_id,
            category_id=problem.category_id,
            state=problem.state,
            fed_back_on=problem.fed_back_on,
            **shared,
        )
        for n in range(2, count + 1)
    )
    more = Finding.objects.filter(task=ledger.task).exclude(pk=problem.pk)
    Item.objects.bulk_create(
        Item(
            ledger=ledger,
            item_class_id=row.item_class_id,
            finding=f,
            serial=f.serial,
            title=f.title,
            due_on=row.due_on,
            **shared,
        )
        for f in more
    )
    Passage.objects.bulk_create(
        passage(row, "", "not_started", ledger.at) for row in Item.objects.filter(serial__gt=1)
    )


def stand(ledger: Ledger, states: list[ItemState], day: date) -> None:
    rows = Item.objects.filter(ledger=ledger).order_by("serial")
    Passage.objects.bulk_create(
        passage(row, "not_started", state, day) for row, state in zip(rows, states, strict=True)
    )


def passage(row: Item, before: str, after: str, day: date) -> Passage:
    return Passage(
        office_id=row.office_id,
        subject=Item._meta.label_lower,
        subject_uid=row.uid,
        verb="load",
        before=before,
        after=after,
        by_id=row.by_id,
        at=day,
        recorded_at=recorded_noon(day),
    )


def test_answers_are_asked_for_without_asking_the_database(
    own: Ledger, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        answers = [figure.rows(scope(own.office)) for figure in CATALOGUE.figures]
    for answer in answers:
        if isinstance(answer, Rows):
            with django_assert_num_queries(1):
                answer.value()


def test_how_items_stood_is_one_question(
    own: Ledger, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        standing = queries.tally_on(Item.objects.filter(ledger=own), YEAR_END)
    assert (standing.done, standing.basic, standing.open, standing.due) == (2, 1, 1, 4)


def test_the_general_section_opens_the_rows_and_a_stranger_none(own: Ledger) -> None:
    rows = Item.objects.visible_to(viewer(Role.GENERAL, office=own.office))
    assert rows.filter(pk__in=figures.done(scope(own.office)).queryset.values("pk")).count() == 2
    assert not Item.objects.visible_to(viewer(Role.GENERAL, office=office())).exists()


def test_what_follows_rectification_is_counted_in_its_year() -> None:
    ledger = reported()
    evaluated(ledger)
    published(ledger, PublicScope.PARTY)
    card = under_way(ledger.office)
    pressed(card, Level.REMIND)
    pressed(card, Level.TALK)
    drawn(ledger.office)  # not signed
    found = {
        "rectification.evaluated": 1, "rectification.published_party": 1, "rectification.published_society": 0,
        "supervision.cards": 1, "supervision.talks": 1, "supervision.circulars": 0,
    }  # fmt: skip
    assert {key: value(key, scope(ledger.office)) for key in found} == found
    assert all(value(key, scope(ledger.office, year=2018)) == 0 for key in found)
    assert all(value(key, scope(office())) == 0 for key in found)
