"""The bundled rule sets, and what they make due in a task."""

from datetime import date
from typing import Any

import pytest

from xuncha.calendars.rules import DayKind
from xuncha.calendars.tests.builders import in_force
from xuncha.kernel.deadlines import Unit
from xuncha.kernel.refusals import WrongRole
from xuncha.kernel.workdays import BuiltIn
from xuncha.records.models import Installation, Office
from xuncha.records.rules import Role
from xuncha.records.tests.builders import director, office, viewer
from xuncha.rounds.actions import rule_sets
from xuncha.rounds.models import DeadlineRule, RuleSet
from xuncha.rounds.queries.deadlines import Deadline, deadlines_of, due_by
from xuncha.rounds.rules.deadlines import Anchor
from xuncha.rounds.rules.tasks import TaskState
from xuncha.rounds.tests import builders as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def home() -> Office:
    return office()


@pytest.fixture
def sets(home: Office) -> list[RuleSet]:
    return rule_sets.load(office=home, by=director(home))


def offsets(of: RuleSet) -> dict[str, Any]:
    return {rule.code: (rule.offset, rule.unit) for rule in of.rules.all()}


def test_both_sets_have_all_thirty_rules_in_their_order(sets: list[RuleSet]) -> None:
    codes = [f"D{n}" for n in range(1, 31)]
    assert [list(s.rules.order_by("serial").values_list("code", flat=True)) for s in sets] == [codes, codes]
    assert [s.at for s in sets] == [date(2017, 1, 1), date(2022, 1, 1)]


def test_the_sets_differ_where_the_regulations_changed(sets: list[RuleSet]) -> None:
    old, new = map(offsets, sets)
    assert {code: (old[code], new[code]) for code in old if old[code] != new[code]} == {
        "D7": ((45, "day"), (60, "day")),
        "D12": ((1, "month"), (2, "month")),
        "D15": ((15, "workday"), (1, "month")),
        "D17": ((2, "month"), (3, "month")),
        "D18": ((2, "month"), (6, "month")),
        "D19": ((2, "month"), (6, "month")),
        "D20": ((3, "month"), (1, "month")),
        "D24": ((1, "month"), (3, "month")),
    }


def test_what_no_regulation_counts_is_stated_in_words(sets: list[RuleSet]) -> None:
    words = {rule.code: rule.stated for rule in sets[0].rules.filter(offset=None)}
    assert words == {"D25": "下一次书记专题会", "D30": "按通知要求"}
    assert all(rule.rule is None for rule in sets[0].rules.filter(offset=None))


def test_every_rule_counts_from_an_event_that_is_known(sets: list[RuleSet]) -> None:
    for rule in DeadlineRule.objects.all():
        assert rule.anchor in list(Anchor)
        assert rule.unit in [*Unit, ""]
        rule.full_clean(exclude=["office", "by"])


def test_loading_again_adds_nothing_and_leaves_what_an_office_changed(
    home: Office, sets: list[RuleSet]
) -> None:
    DeadlineRule.objects.filter(rule_set=sets[0], code="D18").update(offset=3)
    assert rule_sets.load(office=home, by=director(home)) == sets
    assert DeadlineRule.objects.count() == 60
    assert sets[0].rules.get(code="D18").offset == 3


def test_another_office_has_its_own(sets: list[RuleSet]) -> None:
    other = office()
    assert not set(rule_sets.load(office=other, by=director(other))) & set(sets)


@pytest.mark.parametrize("role", [role for role in Role if role not in rule_sets.HEAD])
def test_nobody_else_loads_them(home: Office, role: Role) -> None:
    with pytest.raises(WrongRole):
        rule_sets.load(office=home, by=viewer(role, office=home))


def found(sets: list[RuleSet], era: int = 0, **over: Any) -> dict[str, Deadline]:
    row = make.round_(office=sets[era].office, rule_set=sets[era], approved_on=date(2019, 5, 6))
    task = make.task(round=row, **over)
    return {deadline.rule.code: deadline for deadline in deadlines_of(task)}


def test_a_task_counts_from_its_dates(sets: list[RuleSet]) -> None:
    due = found(
        sets, at=date(2019, 6, 3), state=TaskState.FED_BACK, notified_on=date(2019, 5, 16),
        entered_on=date(2019, 6, 3), left_on=date(2019, 7, 31), reported_on=date(2019, 8, 20), heard_on=date(2019, 8, 25),
        decided_on=date(2019, 9, 2), fed_back_on=date(2019, 9, 20),
    )  # fmt: skip
    assert due["D1"].due.date == date(2019, 5, 20)  # ten working days before 3 June
    assert due["D7"].due.date == date(2019, 7, 18)
    assert due["D6"].due.date == date(2019, 7, 24)
    assert due["D10"].due.date == date(2019, 8, 21)
    assert due["D12"].due.date == date(2019, 8, 31)
    assert due["D13"].due.date == date(2019, 9, 24)  # over the Mid-Autumn day of rest
    assert due["D18"].due.date == date(2019, 11, 20)
    assert due["D23"].due.date == date(2019, 12, 20)  # a month after the end of concentrated rectification
    assert due["D27"].due.date == date(2019, 5, 13)
    assert {code for code, each in due.items() if each.is_late} == {"D7", "D12"}


def test_the_later_set_gives_six_months_to_the_last_of_february(sets: list[RuleSet]) -> None:
    due = found(sets, 1, at=date(2023, 8, 31), state=TaskState.FED_BACK, fed_back_on=date(2023, 8, 31))
    assert due["D18"].due.date == date(2024, 2, 29)


def test_the_petition_window_closes_seven_days_before_the_end(sets: list[RuleSet]) -> None:
    due = found(sets, 1, exit_planned_on=date(2022, 8, 23))
    assert due["D6"].due.date == date(2022, 8, 16)


def test_what_is_only_planned_is_counted_and_said_to_be(sets: list[RuleSet]) -> None:
    due = found(sets, entry_planned_on=date(2019, 6, 3))
    assert (due["D1"].planned, due["D1"].anchor_on, due["D1"].met_on) == (True, date(2019, 6, 3), None)
    entered = found(
        sets, entry_planned_on=date(2019, 6, 3), entered_on=date(2019, 6, 10), state=TaskState.ENTERED
    )
    assert (entered["D1"].planned, entered["D1"].anchor_on) == (False, date(2019, 6, 10))


def test_what_has_no_anchor_yet_is_not_due(sets: list[RuleSet]) -> None:
    due = found(sets)
    assert {code for code, each in due.items() if each.due} == {"D27"}
    assert due["D30"].rule.stated == "按通知要求"


def test_all_deadlines_of_a_task_cost_one_question(sets: list[RuleSet], django_assert_num_queries) -> None:
    task = make.task(round=make.round_(office=sets[0].office, rule_set=sets[0]))
    with django_assert_num_queries(1):
        deadlines_of(task, BuiltIn())


def test_deadlines_are_counted_by_the_working_days_in_force(sets: list[RuleSet]) -> None:
    """A day of rest that an office has put into force moves whoever asks without a calendar of their own."""
    home = sets[0].office
    Installation.objects.create(home=home, is_demo=False, business_date=date(2030, 12, 2))
    row = make.round_(office=home, rule_set=sets[0])
    task = make.task(round=row, at=date(2031, 1, 2), left_on=date(2031, 1, 17), entered_on=date(2031, 1, 2))
    before = due_by(row, "D2", date(2031, 1, 17))
    assert (before.date, before.provisional) == (date(2031, 1, 28), True)
    festival = (DayKind.REST, date(2031, 1, 22), date(2031, 1, 28), "春节")
    in_force(home, director(home), festival)
    after = due_by(row, "D2", date(2031, 1, 17))
    assert (after.date, after.provisional) == (date(2031, 2, 4), False)
    report = next(each for each in deadlines_of(task) if each.rule.code == "D10")
    assert report.due.date == date(2031, 2, 14)


def test_one_rule_is_counted_from_a_day_of_the_askers(sets: list[RuleSet]) -> None:
    row = make.round_(office=sets[0].office, rule_set=sets[0])
    assert due_by(row, "D2", date(2019, 5, 6), BuiltIn()).date == date(2019, 5, 15)
    assert due_by(row, "D30", date(2019, 5, 6)) is None
    assert due_by(row, "D99", date(2019, 5, 6)) is None
