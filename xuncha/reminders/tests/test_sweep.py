"""The day's round: each person told once, whatever the loop does; and what becomes of a notice when the thing is done."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from xuncha.kernel.refusals import NotAllowed
from xuncha.people.models import Person, Post, Tenure
from xuncha.people.tests.builders import person, post
from xuncha.records.models import Office
from xuncha.records.rules import Role
from xuncha.records.tests.builders import county, user
from xuncha.rectification.models import Item, Measure
from xuncha.reminders.actions.sweep import sweep
from xuncha.reminders.models import Notice, Scheme, Sweep, Threshold
from xuncha.reminders.rules.kinds import Kind
from xuncha.reminders.rules.thresholds import Audience
from xuncha.reminders.tests import builders as make
from xuncha.reminders.tests.builders import CASES, TODAY
from xuncha.rounds.models import GroupMember
from xuncha.rounds.rules.groups import Seat
from xuncha.rounds.rules.tasks import TaskState

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
DUE = date(2020, 3, 31)


@pytest.fixture
def house() -> Office:
    return make.home()


@pytest.fixture
def measure(house: Office) -> Measure:
    """Due at the end of March, with a holder of the post, a lead official, a contact and the office behind it."""
    row = make.measure(house, due_on=DUE, lead=post())
    unit = row.item.ledger.task.organisation
    for held, name in (
        (row.owner, "holder"),
        (row.lead, "lead"),
        (post(organisation=unit, is_principal=True), "head"),
    ):
        hold(held, user(username=name))
    make.account(Role.UNIT_CONTACT, house, unit, username="contact")
    for role in (Role.RECTIFICATION, Role.DIRECTOR, Role.LEADER):
        make.account(role, house, username=role.value)
    return row


def hold(held: Post, account: Any, since: date = date(2018, 1, 1)) -> Person:
    row = person(office=held.office, user=account)
    Tenure.objects.create(person=row, post=held, office=held.office, by=held.by, at=since)
    return row


def told(**of: Any) -> set[tuple[str, int, str]]:
    """(account, threshold, audience) of the notices."""
    rows = Notice.objects.filter(**of).values_list("recipient__username", "days", "audience")
    return set(rows)


def of_measures() -> set[tuple[str, int, str]]:
    return told(kind=Kind.MEASURE)


def test_each_threshold_tells_its_own_people_on_its_own_day(measure: Measure) -> None:
    seen: dict[date, set[tuple[str, int, str]]] = {}
    day = DUE - 30 * DAY
    while day <= DUE + 70 * DAY:
        before = of_measures()
        sweep(day)
        if fresh := of_measures() - before:
            seen[day] = fresh
        day += DAY
    assert {(day - DUE).days: who for day, who in seen.items()} == {
        -20: {("holder", 20, "owner")},
        -10: {("holder", 10, "owner"), ("lead", 10, "lead")},
        1: {("holder", -1, "owner"), ("contact", -1, "unit"), ("head", -1, "head")},
        15: {("contact", -15, "unit"), ("head", -15, "head"), ("rectification", -15, "section")},
        30: {("contact", -30, "unit"), ("rectification", -30, "section"), ("director", -30, "director")},
        60: {("rectification", -60, "section"), ("director", -60, "director"), ("leader", -60, "leaders")},
    }  # fmt: skip
    assert not Notice.objects.filter(relayed=True, kind=Kind.MEASURE).exists()


def test_a_second_round_of_the_same_day_tells_nobody_again(measure: Measure) -> None:
    assert sweep(DUE + DAY) > 0
    before = list(Notice.objects.order_by("pk").values())
    assert sweep(DUE + DAY) == 0
    assert list(Notice.objects.order_by("pk").values()) == before


def test_a_round_that_comes_late_tells_how_things_stand_and_not_what_was_missed(measure: Measure) -> None:
    sweep(DUE - 25 * DAY)
    sweep(DUE + 40 * DAY)
    assert {days for _, days, _ in of_measures()} == {-30}


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(days=st.lists(st.integers(-40, 80), min_size=1, max_size=8))
def test_whatever_days_the_loop_runs_on_nobody_is_told_the_same_twice(
    measure: Measure, days: list[int]
) -> None:
    """In any order, twice, with gaps. The notices of one example go before the next."""
    Notice.objects.all().delete()
    for day in days:
        sweep(DUE + day * DAY)
    notices = list(Notice.objects.filter(kind=Kind.MEASURE, subject_uid=measure.uid))
    keys = [(n.subject_uid, n.days, n.recipient_id, n.due_on) for n in notices]
    assert len(keys) == len(set(keys))
    assert {n.days for n in notices} == {step for day in days if (step := _step(-day)) is not None}


def _step(left: int) -> int | None:
    return next((step for step in (-60, -30, -15, -1, 10, 20) if left <= step), None)


def test_a_new_due_date_is_a_new_story_and_the_old_notices_are_settled(measure: Measure) -> None:
    sweep(DUE - 10 * DAY)
    Measure.objects.filter(pk=measure.pk).update(due_on=DUE + 30 * DAY, first_due_on=DUE)
    sweep(DUE - 9 * DAY)
    assert set(Notice.objects.filter(kind=Kind.MEASURE).values_list("settled_on", flat=True)) == {
        DUE - 9 * DAY
    }
    sweep(DUE + 20 * DAY)
    fresh = Notice.objects.open().filter(kind=Kind.MEASURE)
    assert {(n.days, n.due_on) for n in fresh} == {(10, DUE + 30 * DAY)}


def test_what_is_done_is_settled_and_what_is_owed_again_comes_back(measure: Measure) -> None:
    sweep(DUE + DAY)
    assert Notice.objects.unread().filter(kind=Kind.MEASURE).count() == 3
    Measure.objects.filter(pk=measure.pk).update(done_on=DUE + DAY)
    sweep(DUE + 2 * DAY)
    assert not Notice.objects.open().filter(kind=Kind.MEASURE).exists()
    Measure.objects.filter(pk=measure.pk).update(done_on=None)
    assert sweep(DUE + 3 * DAY) == 0
    assert Notice.objects.unread().filter(kind=Kind.MEASURE).count() == 3


def test_a_counted_day_is_settled_and_comes_back_as_well(house: Office) -> None:
    row = make.task(house, state=TaskState.LEFT, left_on=date(2019, 12, 20))
    make.account(Role.GENERAL, house)
    sweep(date(2020, 1, 14))
    assert Notice.objects.open().filter(kind=Kind.REPORT).exists()
    type(row).objects.filter(pk=row.pk).update(state=TaskState.REVIEWED)
    sweep(date(2020, 1, 14))
    assert not Notice.objects.open().filter(kind=Kind.REPORT).exists()
    type(row).objects.filter(pk=row.pk).update(state=TaskState.LEFT)
    sweep(date(2020, 1, 14))
    assert Notice.objects.open().filter(kind=Kind.REPORT).exists()


def test_a_voided_thing_or_item_is_owed_by_nobody(measure: Measure) -> None:
    sweep(DUE + DAY)
    Item.objects.filter(pk=measure.item_id).update(voided_at="2020-04-02T00:00:00+08:00")
    sweep(DUE + DAY)
    assert not Notice.objects.open().filter(kind=Kind.MEASURE).exists()


def test_a_unit_without_accounts_is_told_by_the_office(house: Office) -> None:
    make.measure(house, due_on=DUE)
    make.account(Role.RECTIFICATION, house, username="section")
    sweep(DUE + DAY)
    (notice,) = Notice.objects.filter(kind=Kind.MEASURE)
    assert (notice.recipient.username, notice.relayed) == ("section", True)


def test_who_holds_the_post_today_is_told_and_not_who_held_it(house: Office) -> None:
    row = make.measure(house, due_on=DUE)
    old = hold(row.owner, user(username="before"))
    Tenure.objects.filter(person=old).update(until=DUE - 30 * DAY)
    hold(row.owner, user(username="now"), since=DUE - 29 * DAY)
    sweep(DUE - 5 * DAY)
    assert of_measures() == {("now", 10, "owner")}


def test_an_account_out_of_use_is_told_nothing(measure: Measure) -> None:
    type(measure.by).objects.filter(username="holder").update(is_active=False)
    sweep(DUE - 20 * DAY)
    assert of_measures() == {("contact", 20, "owner")}


def test_a_group_is_told_until_it_dissolves(house: Office) -> None:
    row = make.task(house, state=TaskState.LEFT, left_on=date(2019, 12, 20))
    make.account(Role.GENERAL, house, username="general")
    liaison = make.seated(Seat.LIAISON, row.group)
    sweep(date(2020, 1, 2))
    assert told(kind=Kind.REPORT) == {(liaison.username, 20, "owner")}
    type(row.group).objects.filter(pk=row.group_id).update(dissolved_on=date(2020, 1, 3))
    GroupMember.objects.filter(group=row.group).update(until=date(2020, 1, 3))
    sweep(date(2020, 1, 6))
    assert ("general", 10, "owner") in told(kind=Kind.REPORT)
    assert Notice.objects.get(days=10, kind=Kind.REPORT).relayed


def test_the_borrower_himself_is_told_of_what_he_borrowed(house: Office) -> None:
    loan, due_on = CASES[Kind.LOAN].make(house)
    holder = user(username="borrower")
    Person.objects.filter(pk=loan.borrower.person_id).update(user=holder)
    sweep(due_on - 5 * DAY)
    assert told(kind=Kind.LOAN) == {("borrower", 10, "owner")}


@pytest.mark.parametrize("kind", [Kind.CLUE_RESULT, Kind.CLUE_TRANSFER])
def test_of_clues_only_who_reads_envelopes_is_told(kind: Kind, house: Office) -> None:
    _, due_on = CASES[kind].make(house)
    roles = [role for role in Role if role not in (Role.UNIT_CONTACT, Role.CLUE_RECEIVER)]
    for role in roles:
        make.account(role, house, username=role.value)
    for late in (-5, 1, 20, 40, 70):
        sweep(due_on + late * DAY)
    assert {who for who, *_ in told(kind=kind)} <= {"clue_keeper", "county_office", "director", "approver"}
    assert ("clue_keeper", -1, "owner") in told(kind=kind)


def test_the_receivers_own_clerk_is_told_of_the_result_he_owes(house: Office) -> None:
    line, due_on = CASES[Kind.CLUE_RESULT].make(house)
    make.account(Role.CLUE_RECEIVER, house, line.transfer.receiver, username="clerk")
    make.account(Role.CLUE_RECEIVER, house, line.clue.task.organisation, username="other")
    sweep(due_on - 5 * DAY)
    assert told(kind=Kind.CLUE_RESULT) == {("clerk", 10, "owner")}


def test_a_county_goes_by_the_citys_thresholds_until_it_has_its_own(house: Office) -> None:
    below = county(house)
    make.account(Role.COUNTY_OFFICE, below, username="county")
    make.CASES[Kind.KEY_TASK].make(below)
    scheme(house, 5, Audience.OWNER)
    sweep(make.DUE - 8 * DAY)
    assert told() == set()
    scheme(below, 9, Audience.OWNER)
    sweep(make.DUE - 8 * DAY)
    assert told() == {("county", 9, "owner")}
    assert Notice.objects.get().scheme.office == below


def test_a_version_holds_from_its_day_on(house: Office) -> None:
    make.CASES[Kind.KEY_TASK].make(house)
    make.account(Role.GENERAL, house, username="general")
    scheme(house, 4, Audience.OWNER, at=TODAY - 30 * DAY)
    scheme(house, 9, Audience.OWNER, at=make.DUE - 6 * DAY)
    sweep(make.DUE - 7 * DAY)
    assert told() == set()
    sweep(make.DUE - 6 * DAY)
    assert told() == {("general", 9, "owner")}


def scheme(of: Office, days: int, audience: Audience, at: date = TODAY - 60 * DAY) -> Scheme:
    row: dict[str, Any] = {"office": of, "by": user(), "at": at}
    made = Scheme.objects.create(name=f"自{at.isoformat()}", **row)
    Threshold.objects.create(scheme=made, days=days, audience=audience, **row)
    return made


def test_a_notice_holds_no_word_of_what_it_speaks_of(measure: Measure) -> None:
    sweep(DUE + DAY)
    for row in Notice.objects.values():
        assert measure.text not in str(row)
        assert measure.item.title not in str(row)


def test_a_notice_is_not_changed_by_hand(measure: Measure) -> None:
    sweep(DUE + DAY)
    notice = Notice.objects.first()
    notice.days = 3
    with pytest.raises(NotAllowed, match="不得修改"):
        notice.save()


def test_the_round_leaves_its_day_and_that_it_was_finished(measure: Measure) -> None:
    sweep(DUE)
    sweep(DUE)
    (row,) = Sweep.objects.all()
    assert row.day == DUE
    assert row.finished_at is not None


def test_many_things_cost_no_more_questions_than_few(house: Office, django_assert_max_num_queries) -> None:
    """A batch is one question, whatever it holds."""
    for role in (Role.RECTIFICATION, Role.DIRECTOR):
        make.account(role, house)
    (item,) = make.ledger(house).items.all()
    for _ in range(60):
        make.rectification.measure(item, due_on=DUE)
    with django_assert_max_num_queries(150):
        sweep(DUE + DAY)
    assert Notice.objects.filter(kind=Kind.MEASURE).count() == 60
