"""Supervision cards from their draft to their end, and suggestions to departments."""

from datetime import date
from typing import Any

from django.db import transaction

from xuncha.kernel.refusals import NotAllowed
from xuncha.kernel.viewer import Viewer
from xuncha.records import actions as records
from xuncha.records.models import Office
from xuncha.rectification.models import Advice, Card, CardReply, Escalation
from xuncha.rectification.rules import cards as law
from xuncha.rectification.rules.cards import OWED, CardState
from xuncha.rectification.rules.closures import check_hand
from xuncha.rectification.rules.ledgers import CHECKERS


@transaction.atomic
def draft(card: Card, *, by: Viewer, at: date) -> Card:
    """Draw a card up; its number is the year's next."""
    if card.item is not None:
        card.office_id = card.item.office_id
    records.require(card, CHECKERS, by=by)
    if card.due_on < at:
        raise NotAllowed("办理期限不能早于拟办日期。")
    Office.objects.select_for_update().get(pk=card.office_id)  # numbers follow one another
    drawn = Card._base_manager.filter(office=card.office_id, at__year=at.year).count()
    card.number, card.state = f"〔{at.year}〕{drawn + 1}", CardState.DRAFT
    return records.enter(card, by=by, at=at, basis=card.basis)


@transaction.atomic
def deliver(card: Card, *, receipt: str, by: Viewer, at: date, basis: str = "", note: str = "") -> Card:
    """Handed over against a signature."""
    if not receipt.strip():
        raise NotAllowed("请写明签收人。")
    sets = {"receipt": receipt.strip()}
    return records.move(card, "deliver", by=by, at=at, basis=basis, note=note, sets=sets)


@transaction.atomic
def reply(
    card: Card, *, text: str, paper: str = "", by: Viewer, at: date, basis: str = "", note: str = ""
) -> Card:
    """One more version of the answer."""
    card.life.step("reply", card.state, card.roles_of(by))
    if not text.strip():
        raise NotAllowed("请写明办理结果。")
    number = CardReply._base_manager.filter(card=card).count() + 1
    row = CardReply(office_id=card.office_id, card=card, number=number, text=text.strip(), paper=paper)
    records.enter(row, by=by, at=at, basis=basis)
    return records.move(card, "reply", by=by, at=at, basis=basis, note=note)


@transaction.atomic
def move(card: Card, verb: str, *, by: Viewer, at: date, basis: str = "", note: str = "") -> Card:
    """Every other step. Who drew it up does not sign it, and who answered does not close it."""
    card.life.step(verb, card.state, card.roles_of(by))
    sets: dict[str, Any] = {}
    if verb == "sign":
        check_hand(by.user, (card.by_id,))
    elif verb in ("close", "turn_long"):
        last = card.replies.live().order_by("-number").first()
        check_hand(by.user, (last.by_id,) if last else ())
        sets = {"closed_by_id": by.user} if verb == "close" else {}
    elif verb == "reopen":
        sets = {"closed_on": None, "closed_by_id": None}
    return records.move(card, verb, by=by, at=at, basis=basis, note=note, sets=sets)


@transaction.atomic
def escalate(row: Escalation, *, by: Viewer, at: date) -> Escalation:
    """Press an overdue card one level harder."""
    card = row.card
    row.office_id = card.office_id
    records.require(row, CHECKERS, by=by)
    if card.state not in OWED or at <= card.due_on:
        raise NotAllowed("该督办卡没有逾期，不能升级督办。")
    reached = [each.level for each in card.escalations.live().order_by("pk")]
    law.check_level(reached[-1] if reached else None, row.level)
    if row.level != law.Level.REMIND and not row.paper.strip():
        raise NotAllowed("约谈、通报应写明批准的文件或者会议。")
    row.late = (at - card.due_on).days
    return records.enter(row, by=by, at=at, basis=row.paper)


@transaction.atomic
def advise(row: Advice, *, by: Viewer, at: date) -> Advice:
    """Suggest something to a department, to be answered by a day."""
    row.office_id = row.round.office_id
    records.require(row, CHECKERS, by=by)
    if row.due_on < at:
        raise NotAllowed("回复期限不能早于发出日期。")
    return records.enter(row, by=by, at=at)


@transaction.atomic
def answer(row: Advice, *, reply: str, by: Viewer, at: date, basis: str = "", note: str = "") -> Advice:
    """What the department says it did; entered by the office where it came on paper."""
    if not reply.strip():
        raise NotAllowed("请写明回复情况。")
    sets = {"reply": reply.strip(), "replied_by_id": by.user}
    return records.move(row, "reply", by=by, at=at, basis=basis, note=note, sets=sets)


@transaction.atomic
def move_advice(row: Advice, verb: str, *, by: Viewer, at: date, basis: str = "", note: str = "") -> Advice:
    """Close, or send back. Who entered the answer does not close it."""
    row.life.step(verb, row.state, row.roles_of(by))
    sets: dict[str, Any] = {}
    if verb == "close":
        check_hand(by.user, (row.replied_by_id,))
        sets = {"closed_by_id": by.user}
    elif verb == "reopen":
        sets = {"closed_on": None, "closed_by_id": None}
    return records.move(row, verb, by=by, at=at, basis=basis, note=note, sets=sets)
