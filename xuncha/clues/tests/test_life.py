"""The table at work on stored clues, and the invariants around it (I7, I8)."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

import pytest
from django.db import IntegrityError, transaction

from xuncha.basis.tests.builders import document
from xuncha.clues.actions import handling, registering, transfers
from xuncha.clues.models import Clue, ClueContent, ClueSubject, Receipt, Transfer, TransferLine
from xuncha.clues.rules import ClueState, Disposition, ReceiverKind
from xuncha.clues.tests.builders import (
    DECIDED_ON,
    DISPOSED_ON,
    HANDED_ON,
    RECEIVED_ON,
    answered,
    approver,
    batch,
    clerk_of,
    content,
    decided,
    disposed,
    handed,
    keeper,
    line_of,
    registered,
    slip,
    towards,
)
from xuncha.clues.tests.test_rules import LAW, VERBS
from xuncha.findings.tests.builders import FOUND_ON, group, seat, task
from xuncha.kernel.refusals import NotAllowed, WrongRole
from xuncha.orgs.tests.builders import organisation
from xuncha.records import actions as records
from xuncha.records.rules import Role
from xuncha.records.tests.builders import office, viewer

pytestmark = pytest.mark.django_db
LATER = date(2019, 11, 20)


def transferred() -> Clue:
    row = decided()
    slip(handed(row), 1, 1)
    return row


def disposed_of() -> Clue:
    row = transferred()
    disposed(row)
    answered(row)
    row.refresh_from_db()
    return row


def closed() -> Clue:
    row = disposed_of()
    return handling.move(row, "close", by=keeper(row.office), at=DISPOSED_ON)


def suggested() -> Clue:
    row = registered()
    leader = seat(Role.GROUP_LEADER, row.task)
    return registering.suggest(row, receiver_kind=ReceiverKind.DISCIPLINE, by=leader, at=DECIDED_ON)


IN_STATE: dict[ClueState, Callable[[], Clue]] = {
    ClueState.REGISTERED: registered,
    ClueState.SUGGESTED: suggested,
    ClueState.DECIDED: decided,
    ClueState.TRANSFERRED: transferred,
    ClueState.DISPOSED: disposed_of,
    ClueState.CLOSED: closed,
}


class Undone(Exception):
    """Takes back what a try has written."""


def outcome(row: Clue, verb: str, role: Role) -> str | None:
    """The state that the verb leads to for this role by its own action; None when refused. Nothing remains."""
    reached: str | None = None
    try:
        with transaction.atomic():
            fresh = Clue.objects.select_related("task", "office").get(pk=row.pk)
            tried(fresh, verb, role)
            reached = Clue.objects.get(pk=row.pk).state
            raise Undone
    except NotAllowed:
        return None
    except Undone:
        return reached


def tried(clue: Clue, verb: str, role: Role) -> None:
    by, kind = towards(role, clue), ReceiverKind.DISCIPLINE
    if verb == "suggest":
        registering.suggest(clue, receiver_kind=kind, by=by, at=LATER)
    elif verb == "decide":
        registering.decide(clue, receiver_kind=kind, by=by, at=LATER, basis="会议纪要")
    elif verb == "transfer":
        transfers.transfer(batch(clue.office), leading=[clue], by=by, at=LATER)
    elif verb == "dispose" and (line := clue.lead_lines().select_related("transfer").first()):
        line.clue = clue
        handling.dispose(line, disposition=Disposition.TALK, by=by, at=LATER)
    else:
        act = handling.reopen if verb == "reopen" else partial(handling.move, verb=verb)
        act(clue, by=by, at=LATER, note="理由")


@pytest.mark.parametrize("state", ClueState)
def test_exactly_the_law_is_allowed_to_people(state: ClueState) -> None:
    row = IN_STATE[state]()
    assert row.state == state
    for verb in VERBS:
        target, roles = LAW.get((state, verb), ("", set()))
        reached = {role: outcome(row, verb, role) for role in Role}
        assert {role for role, after in reached.items() if after is not None} == roles, verb
        assert {after for after in reached.values() if after is not None} <= {target}


def test_the_same_roles_elsewhere_are_nobody_here() -> None:
    row, other = suggested(), registered()
    for role in Role:
        with pytest.raises(WrongRole):
            registering.decide(
                row, receiver_kind=ReceiverKind.UNIT, by=towards(role, other), at=LATER, basis="纪要"
            )


def test_a_clue_is_registered_with_its_sealed_content_and_the_next_number_of_its_group() -> None:
    target = task()
    first, second = registered(target, persons=2), registered(target)
    assert first.number.endswith("-001")
    assert second.number == first.number[:-1] + "2"
    assert ClueContent.objects.get(clue=first).office == target.office
    assert [s.serial for s in ClueSubject.objects.filter(clue=first).order_by("serial")] == [1, 2]


def test_a_number_is_never_used_again() -> None:
    target = task()
    row = registered(target)
    records.void(row, by=keeper(row.office), at=LATER, note="重复")
    assert registered(target).number != row.number


def test_groups_and_offices_number_apart() -> None:
    one, other = registered(), registered()
    assert one.number == other.number
    assert one.office != other.office


@pytest.mark.parametrize(
    "role", [Role.DIRECTOR, Role.GENERAL, Role.APPROVER, Role.UNIT_CONTACT, Role.CLUE_RECEIVER]
)
def test_those_who_neither_find_nor_keep_clues_register_none(role: Role) -> None:
    row = registered()
    with pytest.raises(WrongRole):
        registering.register(
            Clue(task=row.task, source=row.source), content(), by=towards(role, row), at=FOUND_ON
        )


def test_a_clue_without_person_and_organisation_is_refused_whole() -> None:
    target = task()
    for said in (content(persons=0), content(summary=" ")):
        with pytest.raises(NotAllowed):
            registered(target, content=said)
    assert not Clue.objects.exists()
    assert registered(target, content=content(persons=0, organisation="某公司")).pk


def test_a_decision_names_the_paper_it_rests_on() -> None:
    row = suggested()
    with pytest.raises(NotAllowed, match="依据"):
        registering.decide(
            row, receiver_kind=ReceiverKind.DISCIPLINE, by=approver(row.office), at=LATER, basis=" "
        )


def test_the_suggestion_and_the_decision_stay_beside_each_other() -> None:
    row = suggested()
    registering.decide(
        row, receiver_kind=ReceiverKind.ORGANISATION, by=approver(row.office), at=LATER, basis="纪要"
    )
    row.refresh_from_db()
    assert (row.suggested, row.decided, row.decided_on) == ("discipline", "organisation", LATER)


def test_a_transfer_before_its_decision_is_refused_by_the_action_and_by_the_table() -> None:
    row = decided()
    with pytest.raises(NotAllowed, match="早于"):
        handed(row, at=DECIDED_ON - timedelta(days=1))
    assert not Transfer.objects.exists()
    with pytest.raises(IntegrityError), transaction.atomic():
        Clue.objects.filter(pk=row.pk).update(transferred_on=DECIDED_ON - timedelta(days=1))


def test_an_early_transfer_needs_its_approval_on_record() -> None:
    target = task(decided_on=None)
    row = decided(target, at=date(2019, 7, 10))
    with pytest.raises(NotAllowed, match="边巡边移"):
        handed(row, at=date(2019, 7, 20))
    Clue.objects.filter(pk=row.pk).update(early_approval=document(office=row.office))
    handed(row, at=date(2019, 7, 20))
    assert Clue.objects.get(pk=row.pk).transferred_on == date(2019, 7, 20)


def test_a_clue_has_one_lead_receiver_and_any_number_of_copies() -> None:
    row = decided()
    first = handed(row)
    with pytest.raises(NotAllowed):
        handed(row)
    second, third = (handed(copied=(row,)) for _ in range(2))
    assert [line.transfer_id for line in row.lead_lines()] == [first.pk]
    assert TransferLine.objects.filter(clue=row, leads=False).count() == 2
    with pytest.raises(IntegrityError), transaction.atomic():
        TransferLine.objects.filter(transfer__in=[second, third]).update(leads=True)
    assert Clue.objects.get(pk=row.pk).transferred_on == HANDED_ON


def test_a_copy_follows_its_lead_and_goes_to_somebody_else() -> None:
    row = decided()
    with pytest.raises(NotAllowed, match="尚未移交牵头机关"):
        handed(copied=(row,))
    lead = handed(row)
    with pytest.raises(NotAllowed, match="已由该机关牵头"):
        handed(copied=(row,), receiver=lead.receiver)


def test_an_empty_a_double_and_a_foreign_batch_are_refused() -> None:
    row, foreign = decided(), decided()
    for leading in ([], [row, row], [row, foreign]):
        with pytest.raises(NotAllowed):
            transfers.transfer(batch(row.office), leading=leading, by=keeper(row.office), at=HANDED_ON)
    assert not Transfer.objects.exists()
    assert Clue.objects.get(pk=row.pk).state == ClueState.DECIDED


def test_no_other_route_transfers_a_clue_without_its_batch() -> None:
    row = decided()
    with pytest.raises(NotAllowed, match="移交批次"):
        records.move(row, "transfer", by=keeper(row.office), at=HANDED_ON)


def test_a_disposition_waits_for_the_receipt() -> None:
    row = decided()
    sent = handed(row)
    with pytest.raises(NotAllowed, match="回执"):
        disposed(row)
    assert not TransferLine.objects.exclude(disposition="").exists()
    slip(sent, 1, 1)
    disposed(row)
    assert (line_of(row).disposition, line_of(row).disposed_on) == (Disposition.PRELIMINARY, DISPOSED_ON)


def test_a_disposition_is_named_dated_and_made_by_the_lead_receiver() -> None:
    row = transferred()
    copy = handed(copied=(row,))
    other = TransferLine.objects.select_related("clue__task", "transfer__receiver").get(transfer=copy)
    with pytest.raises(NotAllowed, match="牵头机关"):
        handling.dispose(other, disposition=Disposition.ENDED, by=keeper(row.office), at=DISPOSED_ON)
    with pytest.raises(WrongRole):
        handling.dispose(
            line_of(row), disposition=Disposition.ENDED, by=clerk_of(copy.receiver), at=DISPOSED_ON
        )
    with pytest.raises(NotAllowed, match="不能早于回执"):
        disposed(row, at=RECEIVED_ON - timedelta(days=1))
    with pytest.raises(NotAllowed, match="处置方式"):
        records.move(row, "dispose", by=keeper(row.office), at=DISPOSED_ON)
    with pytest.raises(IntegrityError), transaction.atomic():
        TransferLine.objects.update(disposition=Disposition.ENDED)
    clerk = clerk_of(line_of(row).transfer.receiver)
    handling.dispose(line_of(row), disposition=Disposition.ENDED, by=clerk, at=DISPOSED_ON)
    assert Clue.objects.get(pk=row.pk).state == ClueState.DISPOSED


def test_a_receipt_says_what_its_slip_says() -> None:
    sent = handed(decided())
    assert slip(sent, 3, 2).stated == 3
    with pytest.raises(NotAllowed, match="已有回执"):
        slip(sent, 1, 1)


def test_a_receipt_does_not_come_before_the_batch_nor_lead_more_than_it_counts() -> None:
    sent = handed(decided())
    with pytest.raises(NotAllowed, match="不能早于移交"):
        slip(sent, 1, 1, at=HANDED_ON - timedelta(days=1))
    with pytest.raises(NotAllowed, match="不能多于"):
        slip(sent, 1, 2)
    assert not Receipt.objects.exists()


def test_a_receiver_signs_for_its_own_batches_only() -> None:
    sent, stranger = handed(decided()), organisation()
    row = Receipt(transfer=sent, number="回1", stated=1, stated_leading=1, signed_by="签收人")
    with pytest.raises(WrongRole):
        transfers.receive(row, by=clerk_of(stranger), at=RECEIVED_ON)
    transfers.receive(row, by=clerk_of(sent.receiver), at=RECEIVED_ON)


def test_a_receiver_without_a_body_receives_nothing() -> None:
    row = transferred()
    nobody = viewer(Role.CLUE_RECEIVER, office=row.office)
    with pytest.raises(WrongRole):
        handling.dispose(line_of(row), disposition=Disposition.ENDED, by=nobody, at=DISPOSED_ON)
    sent = handed(decided())
    slip_ = Receipt(transfer=sent, number="回2", stated=1, stated_leading=1, signed_by="签收人")
    with pytest.raises(WrongRole):
        transfers.receive(slip_, by=viewer(Role.CLUE_RECEIVER, office=sent.office), at=RECEIVED_ON)


def test_a_closed_clue_opens_again_with_a_reason_and_is_transferred_no_second_time() -> None:
    row = closed()
    with pytest.raises(NotAllowed, match="理由"):
        handling.reopen(row, by=keeper(row.office), at=LATER, note=" ")
    handling.reopen(row, by=keeper(row.office), at=LATER, note="又有新情况")
    row.refresh_from_db()
    assert (row.state, row.closed_on, row.transferred_on) == (ClueState.TRANSFERRED, None, HANDED_ON)
    handling.dispose(line_of(row), disposition=Disposition.TALK, by=keeper(row.office), at=LATER)
    kept = line_of(row).passages().filter(verb="correct").last().changes["disposition"]
    assert kept == [Disposition.PRELIMINARY, Disposition.TALK]


def test_every_step_names_its_actor_day_and_paper() -> None:
    row = disposed_of()
    steps = list(row.passages())
    assert [s.verb for s in steps] == ["enter", "suggest", "decide", "transfer", "dispose"]
    assert all(s.by_id and s.at for s in steps)
    assert steps[2].basis == "领导小组会议纪要"
    assert steps[3].basis == str(line_of(row).transfer.document)


def test_a_county_works_its_own_clues_and_no_others() -> None:
    county = office()
    target = task(group=group(office=county))
    by = viewer(Role.COUNTY_OFFICE, office=county)
    row = registering.register(Clue(task=target, source="letter"), content(), by=by, at=FOUND_ON)
    registering.suggest(row, receiver_kind=ReceiverKind.DISCIPLINE, by=by, at=DECIDED_ON)
    with pytest.raises(WrongRole):
        registering.suggest(registered(), receiver_kind=ReceiverKind.DISCIPLINE, by=by, at=DECIDED_ON)
