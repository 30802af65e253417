"""The verbs every record knows, each with exactly one passage; and what they refuse."""

from datetime import date
from typing import Any

import pytest
from django.db import connection, transaction

from xuncha.basis.models import Addressee, Document
from xuncha.basis.tests.builders import addressee, document
from xuncha.kernel import guards
from xuncha.kernel.marks import Mark
from xuncha.kernel.refusals import NotAllowed, WrongRole
from xuncha.kernel.viewer import Viewer
from xuncha.leadership.models import NamedMatter
from xuncha.leadership.tests.builders import matter
from xuncha.people.models import Person
from xuncha.people.tests.builders import person
from xuncha.records import actions, sealing
from xuncha.records.models import Office, Passage
from xuncha.records.rules import Role
from xuncha.records.secrets import Closed
from xuncha.records.tests.builders import DAY, director, office, viewer
from xuncha.rounds.tests.builders import round_, term

pytestmark = pytest.mark.django_db

EARLIER, LATER = date(2019, 5, 1), date(2019, 7, 1)
CANARY = "金丝雀四二七"


@pytest.fixture
def city() -> Office:
    return office()


@pytest.fixture
def head(city: Office) -> Viewer:
    return director(city)


def fresh(row: NamedMatter) -> NamedMatter:
    """The same row as a second person's page has it."""
    return NamedMatter.objects.get(pk=row.pk)


# --- enter --------------------------------------------------------------------------------------


def test_a_row_is_entered_by_someone_on_a_day_with_one_passage(city: Office, head: Viewer) -> None:
    row = Document(office=city, title="通知", kind="notice", direction="out", issuer="巡察办")
    actions.enter(row, by=head, at=DAY, basis="批示", note="急件")
    assert (row.by_id, row.at, row.mark, row.voided_at) == (head.user, DAY, Mark.WORK_SECRET, None)
    step = row.passages().get()
    assert (step.verb, step.before, step.after, step.by_id, step.at) == ("enter", "", "", head.user, DAY)
    assert (step.basis, step.note, step.office, step.subject) == ("批示", "急件", city, "basis.document")
    assert step.recorded_at >= row.recorded_at


def test_a_row_with_a_life_begins_it_with_its_first_passage(city: Office, head: Viewer) -> None:
    made = matter(office=city)
    row = NamedMatter(office=city, meeting=made.meeting, lead=made.lead, serial=2, gist="事项", due_on=LATER)
    assert actions.enter(row, by=head, at=DAY).passages().get().after == "assigned"


def test_what_a_constraint_forbids_is_refused_in_words_and_leaves_nothing(city: Office, head: Viewer) -> None:
    taken = document(office=city)
    again = Document(
        office=city, title="通知", kind="notice", direction="out", issuer="—", number=taken.number
    )
    with pytest.raises(NotAllowed, match="重复或者相互矛盾"):
        actions.enter(again, by=head, at=DAY)
    assert Document.objects.count() == 1
    assert not Passage.objects.exists()


def test_a_row_is_not_entered_twice(city: Office, head: Viewer) -> None:
    row = Document(office=city, title="通知", kind="notice", direction="out", issuer="巡察办")
    actions.enter(row, by=head, at=DAY)
    with pytest.raises(NotAllowed):
        actions.enter(row, by=head, at=DAY)
    assert Passage.objects.count() == 1


# --- require ------------------------------------------------------------------------------------


def test_a_role_counts_only_in_the_rows_own_office_and_only_unnarrowed(city: Office) -> None:
    row = document(office=city)
    actions.require(row, {Role.DIRECTOR}, by=director(city))
    for stranger in (
        director(office()),
        viewer(Role.GENERAL, office=city),
        viewer(Role.DIRECTOR, office=city, organisation=1),
        viewer(office=city),
    ):
        with pytest.raises(WrongRole):
            actions.require(row, {Role.DIRECTOR}, by=stranger)


# --- move ---------------------------------------------------------------------------------------


def test_a_step_changes_the_state_fills_its_date_and_writes_one_passage(city: Office, head: Viewer) -> None:
    row = matter(office=city, state="replied")
    actions.move(row, "close", by=head, at=LATER, basis="销号单", sets={"result": "已办"})
    stored = fresh(row)
    assert (row.state, row.closed_on, row.result) == ("closed", LATER, "已办")
    assert (stored.state, stored.closed_on, stored.result) == ("closed", LATER, "已办")
    step = row.passages().get()
    assert (step.verb, step.before, step.after, step.at, step.basis) == (
        "close",
        "replied",
        "closed",
        LATER,
        "销号单",
    )


def test_a_verb_out_of_turn_or_by_the_wrong_hand_or_without_its_reason_changes_nothing(
    city: Office, head: Viewer
) -> None:
    row = matter(office=city, state="replied")
    for verb, who, note, kind, sentence in (
        ("start", head, "", NotAllowed, "当前状态为“已回复”，不能开始办理"),
        ("close", viewer(Role.GENERAL, office=city), "", WrongRole, "您的岗位不能办理“办结”"),
        ("close", director(office()), "", WrongRole, "岗位"),
        ("return", head, "  ", NotAllowed, "理由"),
        ("no such verb", head, "", NotAllowed, "不能"),
    ):
        with pytest.raises(kind, match=sentence):
            actions.move(row, verb, by=who, at=LATER, note=note)
    assert (row.state, fresh(row).state) == ("replied", "replied")
    assert not row.passages().exists()


def test_the_second_of_two_people_is_told_and_changes_nothing(city: Office, head: Viewer) -> None:
    mine = matter(office=city, state="replied")
    theirs = fresh(mine)
    actions.move(theirs, "return", by=head, at=DAY, note="材料不全")
    with pytest.raises(NotAllowed, match="刚刚被他人办理"):
        actions.move(mine, "close", by=head, at=LATER)
    assert (fresh(mine).state, fresh(mine).closed_on) == ("under_way", None)
    assert mine.passages().count() == 1


def test_a_voided_row_moves_no_more(city: Office, head: Viewer) -> None:
    row = matter(office=city)
    actions.void(fresh(row), by=head, at=DAY, note="误登")
    with pytest.raises(NotAllowed, match="刚刚被他人办理"):
        actions.move(row, "start", by=head, at=DAY)


def test_a_step_is_not_dated_before_the_one_it_follows(city: Office, head: Viewer) -> None:
    row = matter(office=city)
    actions.move(row, "start", by=head, at=LATER)
    with pytest.raises(NotAllowed, match="早于上一步的日期（2019-07-01）"):
        actions.move(row, "reply", by=head, at=DAY)
    actions.move(row, "reply", by=head, at=LATER)  # on the same day it may
    assert fresh(row).state == "replied"


def test_a_condition_nobody_provides_refuses(city: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    row = round_(term=term(office=city), state="mobilised")
    (step,) = (s for s in row.life.steps if s.verb == "close")
    assert step.guards
    monkeypatch.setattr(guards, "_providers", {})
    with pytest.raises(NotAllowed, match="尚未配置"):
        actions.move(row, "close", by=viewer(Role.DIRECTOR, office=city), at=LATER)
    asked: list[object] = []
    for name in step.guards:
        guards.provide(name, asked.append)
    actions.move(row, "close", by=viewer(Role.DIRECTOR, office=city), at=LATER)
    assert asked == [row] * len(step.guards)
    assert guards.provided() == frozenset(step.guards)


class Fault(Exception):
    """Something breaks after the verb, in the same transaction."""


def test_a_fault_after_the_step_takes_the_step_back_with_its_passage(city: Office, head: Viewer) -> None:
    row = matter(office=city)

    @transaction.atomic
    def start_and_break() -> None:
        actions.move(row, "start", by=head, at=DAY)
        raise Fault

    with pytest.raises(Fault):
        start_and_break()
    assert fresh(row).state == "assigned"
    assert not Passage.objects.exists()


def test_the_state_on_a_day_is_read_from_the_passages(city: Office, head: Viewer) -> None:
    row = actions.enter(
        NamedMatter(
            office=city,
            meeting=(made := matter(office=city)).meeting,
            lead=made.lead,
            serial=9,
            gist="—",
            due_on=LATER,
        ),
        by=head,
        at=DAY,
    )
    actions.move(row, "start", by=head, at=date(2019, 6, 10))
    actions.correct(row, by=head, at=date(2019, 6, 11), note="错字", changes={"gist": "事项"})
    actions.move(row, "reply", by=head, at=LATER)
    actions.move(row, "close", by=head, at=LATER)

    def on(day: date) -> str | None:
        stood: Any = NamedMatter.objects.filter(pk=row.pk).with_state_on(day).get()
        state: str | None = stood.state_on
        return state

    days = (EARLIER, DAY, date(2019, 6, 10), date(2019, 6, 30), LATER)
    assert [on(day) for day in days] == [None, "assigned", "under_way", "under_way", "closed"]


# --- fill ---------------------------------------------------------------------------------------


def test_an_empty_column_is_filled_once_and_the_passage_says_with_what(city: Office, head: Viewer) -> None:
    row = addressee(document=document(office=city))
    stale = Addressee.objects.get(pk=row.pk)
    actions.fill(row, "receive", by=head, at=LATER, sets={"received_on": LATER}, note="收发室签收")
    with pytest.raises(NotAllowed, match="不能重复办理"):
        actions.fill(stale, "receive", by=head, at=LATER, sets={"received_on": DAY})
    row.refresh_from_db()
    assert row.received_on == LATER
    step = row.passages().get()
    assert (step.verb, step.after, step.note, step.changes) == (
        "receive",
        "",
        "收发室签收",
        {"received_on": ["", "2019-07-01"]},
    )


def test_what_may_not_stand_in_the_column_is_refused_in_words(city: Office, head: Viewer) -> None:
    row = addressee(document=document(office=city))
    with pytest.raises(NotAllowed, match="相互矛盾"):
        actions.fill(row, "receive", by=head, at=EARLIER, sets={"received_on": EARLIER})
    assert row.received_on is None
    assert not row.passages().exists()


# --- correct ------------------------------------------------------------------------------------


def test_a_correction_keeps_what_stood_there_who_changed_it_and_why(city: Office, head: Viewer) -> None:
    row = document(office=city, title="关于报送的通之")
    other = document(office=city)
    actions.correct(
        row,
        by=head,
        at=LATER,
        note="错字",
        basis="校核单",
        changes={"title": "关于报送的通知", "in_reply_to": other},
    )
    row.refresh_from_db()
    assert (row.title, row.in_reply_to) == ("关于报送的通知", other)
    step = row.passages().get()
    assert (step.verb, step.note, step.basis, step.by_id) == ("correct", "错字", "校核单", head.user)
    assert step.changes == {"title": ["关于报送的通之", "关于报送的通知"], "in_reply_to": ["", str(other.pk)]}


@pytest.mark.parametrize(
    ("note", "changes", "sentence"),
    [
        ("", {"gist": "改"}, "更正理由"),
        ("错字", {}, "更正内容为空"),
        ("错字", {"state": "closed"}, "绕过办理程序"),
    ],
)
def test_a_correction_without_reason_or_content_or_of_a_state_is_refused(
    note: str, changes: dict[str, Any], sentence: str, city: Office, head: Viewer
) -> None:
    row = matter(office=city)
    with pytest.raises(NotAllowed, match=sentence):
        actions.correct(row, by=head, at=DAY, note=note, changes=changes)
    assert not row.passages().exists()


def test_of_two_corrections_at_once_the_second_is_told(city: Office, head: Viewer) -> None:
    mine = matter(office=city, gist="原文")
    actions.correct(fresh(mine), by=head, at=DAY, note="错字", changes={"gist": "甲改"})
    with pytest.raises(NotAllowed, match="刚刚被他人办理"):
        actions.correct(mine, by=head, at=DAY, note="错字", changes={"gist": "乙改"})
    assert fresh(mine).gist == "甲改"


def test_a_voided_row_is_corrected_no_more(city: Office, head: Viewer) -> None:
    row = matter(office=city)
    actions.void(row, by=head, at=DAY, note="误登")
    with pytest.raises(NotAllowed):
        actions.correct(fresh(row), by=head, at=DAY, note="错字", changes={"gist": "改"})


def test_a_corrected_sealed_text_is_kept_sealed(city: Office, head: Viewer) -> None:
    row = person(office=city, id_number=CANARY)
    actions.correct(row, by=head, at=DAY, note="错字", changes={"id_number": CANARY + "改"})
    assert Person.objects.get(pk=row.pk).id_number == CANARY + "改"
    before, after = row.passages().get().changes["id_number"]
    assert CANARY not in before + after
    opened: Any = Person._meta.get_field("id_number")
    assert [opened.opened(row, Closed(text)) for text in (before, after)] == [CANARY, CANARY + "改"]


# --- void ---------------------------------------------------------------------------------------


def test_a_voided_row_leaves_every_list_but_not_the_table(city: Office, head: Viewer) -> None:
    row = matter(office=city)
    actions.void(row, by=head, at=LATER, note="重复登记")
    assert row.voided_at is not None
    assert not NamedMatter.objects.visible_to(head).exists()
    assert not NamedMatter.objects.of(city.pk).exists()
    assert NamedMatter.objects.filter(pk=row.pk).exists()
    assert row.passages().get().note == "重复登记"


def test_a_row_is_voided_once_and_for_a_reason(city: Office, head: Viewer) -> None:
    row = matter(office=city)
    with pytest.raises(NotAllowed, match="作废理由"):
        actions.void(row, by=head, at=DAY, note=" ")
    actions.void(fresh(row), by=head, at=DAY, note="误登")
    with pytest.raises(NotAllowed, match="已经作废"):
        actions.void(row, by=head, at=DAY, note="误登")
    assert row.passages().count() == 1


# --- passages -----------------------------------------------------------------------------------


def test_a_passage_is_not_changed_afterwards(city: Office, head: Viewer) -> None:
    row = matter(office=city)
    actions.move(row, "start", by=head, at=DAY)
    step = row.passages().get()
    step.note = "改写历史"
    with pytest.raises(NotAllowed, match="不得修改"):
        step.save()
    assert row.passages().get().note == ""


def test_passages_are_told_in_the_order_of_their_days_with_their_people_in_one_query(
    city: Office, head: Viewer, django_assert_num_queries: Any
) -> None:
    row = matter(office=city)
    for verb, day, result in (("start", DAY, {}), ("reply", LATER, {"result": "已办"}), ("close", LATER, {})):
        actions.move(row, verb, by=head, at=day, sets=result)
    actions.correct(row, by=head, at=date(2019, 6, 10), note="错字", changes={"gist": "改"})
    with django_assert_num_queries(1):
        told = [(step.verb, step.by.name) for step in row.passages()]
    assert told == [("start", head.name), ("correct", head.name), ("reply", head.name), ("close", head.name)]


# --- sealed at rest -----------------------------------------------------------------------------


def test_a_canary_in_a_sealed_column_stands_nowhere_in_the_database(city: Office, head: Viewer) -> None:
    row = person(office=city, id_number=CANARY, id_blind=sealing.blind(CANARY))
    actions.correct(row, by=head, at=DAY, note="复核", changes={"id_number": CANARY * 2})
    assert Person.objects.get(pk=row.pk).id_number == CANARY * 2
    everything = raw_database()
    assert "复核" in everything  # the dump does see plain text
    assert CANARY not in everything
    assert CANARY.encode().hex() not in everything


def raw_database() -> str:
    """Every value of every table, as the database itself hands it out; JSON unescaped."""
    texts: list[str] = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            texts += [str(value) for line in cursor.fetchall() for value in line]
    return "\n".join(text.encode().decode("unicode_escape", "ignore") + text for text in texts)
