"""Supervision cards: drawn up, signed by another, delivered, answered in versions, pressed step by step, closed by another."""

from datetime import date

import pytest
from django.db import IntegrityError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from xuncha.findings.tests.builders import installation, sign_in
from xuncha.kernel.refusals import NotAllowed, WrongRole
from xuncha.kernel.viewer import Viewer
from xuncha.orgs.tests.builders import organisation
from xuncha.records.models import Office
from xuncha.records.rules import Role
from xuncha.records.tests.builders import office, viewer
from xuncha.rectification.actions import cards
from xuncha.rectification.models import Advice, Card, Escalation
from xuncha.rectification.rules.cards import CardState, Level, Source, check_level, colour
from xuncha.rectification.tests.builders import director
from xuncha.rounds.tests.builders import round_

DRAWN, DUE, LATE = date(2019, 10, 8), date(2019, 11, 8), date(2019, 12, 2)
pytestmark = pytest.mark.django_db


@pytest.fixture
def home() -> Office:
    return office()


def clerk(of: Office) -> Viewer:
    return viewer(Role.RECTIFICATION, office=of)


def drawn(of: Office, by: Viewer | None = None, **over: object) -> Card:
    values = {
        "office": of, "source": Source.MATTER, "matter": "历史遗留项目", "basis": "会议纪要", "due_on": DUE,
        "lead": organisation(office=of),
    }  # fmt: skip
    return cards.draft(Card(**(values | over)), by=by or clerk(of), at=DRAWN)


def signed(of: Office) -> Card:
    return cards.move(drawn(of), "sign", by=director(of), at=DRAWN)


def under_way(of: Office) -> Card:
    card = cards.deliver(signed(of), receipt="办公室", by=clerk(of), at=DRAWN)
    return cards.move(card, "start", by=contact(card), at=DRAWN)


def contact(card: Card) -> Viewer:
    return viewer(Role.UNIT_CONTACT, office=card.office, organisation=card.lead_id)


def replied(of: Office, by: Viewer | None = None) -> Card:
    card = under_way(of)
    return cards.reply(card, text="已经办结", by=by or contact(card), at=LATE)


def pressed(
    card: Card, level: Level, at: date = LATE, by: Viewer | None = None, paper: str = "批示"
) -> Escalation:
    row = Escalation(card=card, level=level, text="督促", paper=paper)
    return cards.escalate(row, by=by or clerk(card.office), at=at)


def test_numbers_follow_one_another_within_a_year(home: Office) -> None:
    assert [drawn(home).number for _ in range(2)] == ["〔2019〕1", "〔2019〕2"]
    assert drawn(office()).number == "〔2019〕1"


def test_a_card_is_not_due_before_it_is_drawn_up(home: Office) -> None:
    with pytest.raises(NotAllowed, match="办理期限"):
        drawn(home, due_on=date(2019, 10, 7))


def test_who_draws_a_card_up_does_not_sign_it(home: Office) -> None:
    by = director(home)
    card = drawn(home, by)
    with pytest.raises(NotAllowed, match="他人"):
        cards.move(card, "sign", by=by, at=DRAWN)


def test_a_card_is_delivered_against_a_signature(home: Office) -> None:
    with pytest.raises(NotAllowed, match="签收人"):
        cards.deliver(signed(home), receipt=" ", by=clerk(home), at=DRAWN)


def test_replies_are_versions_and_the_replier_does_not_close(home: Office) -> None:
    by = clerk(home)
    card = replied(home, by)
    with pytest.raises(NotAllowed, match="他人"):
        cards.move(card, "close", by=by, at=LATE)
    with pytest.raises(NotAllowed, match="他人"):
        cards.move(card, "turn_long", by=by, at=LATE, note="长期")
    cards.move(card, "return", by=by, at=LATE, note="缺少凭证")
    with pytest.raises(NotAllowed, match="办理结果"):
        cards.reply(card, text=" ", by=by, at=LATE)
    cards.reply(card, text="补充凭证", by=contact(card), at=LATE)
    cards.move(card, "close", by=by, at=LATE)
    assert [row.number for row in card.replies.order_by("pk")] == [1, 2]
    assert (card.state, card.closed_on) == (CardState.CLOSED, LATE)
    cards.move(card, "reopen", by=by, at=LATE, note="反弹")
    assert (card.state, card.closed_on, card.closed_by_id) == (CardState.UNDER_WAY, None, None)


def test_the_unit_is_told_of_a_card_once_it_is_delivered(home: Office) -> None:
    card = signed(home)
    who = contact(card)
    assert not Card.objects.visible_to(who).exists()
    cards.deliver(card, receipt="办公室", by=clerk(home), at=DRAWN)
    assert Card.objects.visible_to(who).get() == card
    assert not Card.objects.visible_to(contact(signed(home))).exists()


@pytest.mark.parametrize("role", [Role.UNIT_CONTACT, Role.GROUP_LEADER, Role.LEADER])
def test_others_draw_no_card_up(role: Role, home: Office) -> None:
    with pytest.raises(WrongRole):
        drawn(home, viewer(role, office=home))


def test_the_unit_signs_and_closes_nothing(home: Office) -> None:
    card = replied(home)
    for verb in ("close", "return"):
        with pytest.raises(WrongRole):
            cards.move(card, verb, by=contact(card), at=LATE, note="好")
    with pytest.raises(WrongRole):
        pressed(under_way(home), Level.REMIND, by=contact(card))


def test_pressure_rises_step_by_step_on_what_is_late(home: Office) -> None:
    card = under_way(home)
    with pytest.raises(NotAllowed, match="没有逾期"):
        pressed(card, Level.REMIND, at=DUE)
    with pytest.raises(NotAllowed, match="逐级"):
        pressed(card, Level.TALK)
    assert pressed(card, Level.REMIND, paper="").late == 24
    with pytest.raises(NotAllowed, match="批准"):
        pressed(card, Level.TALK, paper=" ")
    pressed(card, Level.TALK)
    pressed(card, Level.CIRCULAR)
    with pytest.raises(NotAllowed, match="不能再升级"):
        pressed(card, Level.CIRCULAR)


def test_what_is_answered_is_not_pressed(home: Office) -> None:
    with pytest.raises(NotAllowed, match="没有逾期"):
        pressed(replied(home), Level.REMIND)


def test_levels_and_colours() -> None:
    check_level(None, Level.REMIND)
    check_level(Level.TALK, Level.CIRCULAR)
    for reached, level in (
        (None, Level.CIRCULAR),
        (Level.REMIND, Level.REMIND),
        (Level.CIRCULAR, Level.REMIND),
    ):
        with pytest.raises(NotAllowed):
            check_level(reached, level)
    assert [colour(days) for days in (0, 1, 10, 11, 30, 31)] == [
        "",
        "blue",
        "blue",
        "amber",
        "amber",
        "red",
    ]


def advised(of: Office, at: date = DRAWN) -> Advice:
    row = Advice(round=round_(office=of), department=organisation(office=of), text="开展专项治理", due_on=DUE)
    return cards.advise(row, by=clerk(row.round.office), at=at)


def test_a_department_answers_and_another_hand_closes(home: Office) -> None:
    row = advised(home)
    by = clerk(row.office)
    with pytest.raises(NotAllowed, match="回复情况"):
        cards.answer(row, reply=" ", by=by, at=LATE)
    cards.answer(row, reply="已经部署", by=by, at=LATE)
    with pytest.raises(NotAllowed, match="他人"):
        cards.move_advice(row, "close", by=by, at=LATE)
    cards.move_advice(row, "close", by=director(row.office), at=LATE)
    assert (row.state, row.closed_on, row.replied_on) == ("closed", LATE, LATE)
    with pytest.raises(IntegrityError):
        Advice.objects.filter(pk=row.pk).update(closed_by=row.replied_by)


def test_an_advice_is_due_after_it_is_sent_and_its_department_answers_for_itself(home: Office) -> None:
    with pytest.raises(NotAllowed, match="回复期限"):
        advised(home, at=date(2019, 11, 9))
    row = advised(home)
    stranger = viewer(Role.UNIT_CONTACT, office=row.office, organisation=organisation(office=row.office).pk)
    with pytest.raises(WrongRole):
        cards.answer(row, reply="已办", by=stranger, at=LATE)
    own = viewer(Role.UNIT_CONTACT, office=row.office, organisation=row.department_id)
    assert cards.answer(row, reply="已办", by=own, at=LATE).state == "replied"


def test_cards_come_from_a_sheet_and_are_pressed_on_their_page(home: Office, client: Client) -> None:
    installation(home)
    sign_in(client, Role.RECTIFICATION, home)
    unit = organisation(office=home)
    heads = "督办来源\t督办事项\t督办依据\t承办单位\t办理期限\t回复要求\t拟办日期"
    line = f"领导批示\t清退津补贴\t批示件\t{unit}\t2020-01-20\t书面回复\t2019-12-20"
    address = reverse("rectification:cards_sheet")
    assert (
        client.post(address, {"pasted": f"{heads}\n{line}\n{line.replace('领导批示', '传闻')}"}).status_code
        == 422
    )
    assert not Card.objects.exists()
    assert client.post(address, {"pasted": f"{heads}\n{line}"}).status_code == 302
    assert Card.objects.get().lead == unit
    late = under_way(home)
    assert "红卡" in client.get(reverse("rectification:cards_detail", args=[late.uid])).content.decode()
    assert reverse("rectification:escalations_new", args=[late.uid]) in client.get(
        reverse("rectification:cards_detail", args=[late.uid])
    ).content.decode()  # fmt: skip


@pytest.mark.parametrize("name", ["cards", "card_replies", "escalations", "advices"])
def test_lists_ask_no_more_for_more_rows(name: str, home: Office, client: Client) -> None:
    installation(home)
    sign_in(client, Role.RECTIFICATION, home)
    counts = []
    for _ in range(2):
        pressed(under_way(home), Level.REMIND)
        replied(home)
        Advice.objects.filter(pk=advised(home).pk).update(office=home)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse(f"rectification:{name}")).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]
