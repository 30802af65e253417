"""Clues through the web, from the group's form to the closing: each door works, and refuses whom and what it should."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from xuncha.clues import queries
from xuncha.clues.actions import access, handling
from xuncha.clues.models import Clue, ClueGrant, Outcome, Receipt, Reminder, Transfer, WaitingLine
from xuncha.clues.tests.builders import approver, clerk_of, decided, handed, keeper, line_of, slip
from xuncha.clues.tests.world import TODAY, Planted, planted
from xuncha.kernel.refusals import NotAllowed, WrongRole
from xuncha.records import actions as records
from xuncha.records.rules import Role
from xuncha.rounds.models import Group
from xuncha.rounds.queries import viewer_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> Planted:
    return planted()


def as_(world: Planted, role: Role) -> Client:
    client = Client()
    client.force_login(world.accounts[role])
    return client


def door(name: str, *args: Any) -> str:
    return reverse(f"clues:{name}", args=args)


def fresh(clue: Clue) -> Clue:
    return Clue.objects.select_related("task__round", "office").get(pk=clue.pk)


def test_a_clue_goes_from_the_group_to_its_closing_through_the_web(world: Planted) -> None:
    clue = world.fresh
    leader, keeps = as_(world, Role.GROUP_LEADER), as_(world, Role.CLUE_KEEPER)
    clerk, day = as_(world, Role.CLUE_RECEIVER), {"at": "2019-10-08"}

    leader.post(door("clues_verb", clue.uid, "suggest"), day | {"receiver_kind": "discipline"})
    decision = day | {"receiver_kind": "discipline", "basis": "领导小组会议纪要"}
    as_(world, Role.APPROVER).post(door("clues_verb", clue.uid, "decide"), decision)
    assert fresh(clue).state == "decided"

    batch = {"receiver_kind": "discipline", "receiver": world.receiver.pk, "letter": "巡线〔2019〕7号"}
    keeps.post(door("transfers_new"), day | batch | {"leading": [clue.pk]})
    sent = line_of(clue).transfer
    assert (sent.number, sent.document.number) == ("2019-001", "巡线〔2019〕7号")

    slip_ = {"number": "回1", "stated": "1", "stated_leading": "1", "signed_by": "签收人"}
    clerk.post(door("receipts_new", sent.uid), day | slip_)
    line = line_of(clue)
    assert line.due_on == date(2020, 1, 8)

    way = {"at": "2019-11-01", "disposition": "preliminary"}
    clerk.post(door("lines_deed", line.uid, "dispose"), way)
    clerk.post(
        door("outcomes_new", line.uid), {"at": "2019-12-02", "result": "second", "filed": "1", "handled": "1"}
    )
    keeps.post(door("clues_verb", clue.uid, "close"), {"at": "2019-12-03"})
    assert (fresh(clue).state, line_of(clue).answered_on) == ("closed", date(2019, 12, 2))
    assert [(o.filed, o.handled) for o in Outcome.objects.filter(line=line)] == [(1, 1)]

    keeps.post(door("clues_verb", clue.uid, "reopen"), {"at": "2019-12-20", "note": "又有新情况"})
    again = line_of(clue)
    assert (fresh(clue).state, again.answered_on, again.due_on) == ("transferred", None, date(2020, 3, 20))


def asked(world: Planted) -> dict[str, tuple[str, frozenset[Role]]]:
    """Door → its address and who may take it; everyone else is refused or does not find it."""
    overdue = line_of(world.overdue)
    return {
        "register": (door("clues_new", world.task.uid), frozenset({Role.GROUP_LEADER, Role.LIAISON, Role.MEMBER, Role.PETITION_CLERK})),
        "batch": (door("transfers_new"), frozenset({Role.CLUE_KEEPER, Role.COUNTY_OFFICE})),
        "dispose": (door("lines_deed", overdue.uid, "dispose"), frozenset({Role.CLUE_KEEPER, Role.CLUE_RECEIVER})),
        "remind": (door("lines_deed", overdue.uid, "remind"), frozenset({Role.CLUE_KEEPER})),
        "grant": (door("clues_deed", world.fresh.uid, "grant"), frozenset({Role.DIRECTOR, Role.APPROVER})),
        "delegate": (door("delegate"), frozenset({Role.DIRECTOR, Role.APPROVER, Role.COUNTY_OFFICE})),
    }  # fmt: skip


@pytest.mark.parametrize("role", Role)
def test_each_door_opens_to_its_roles_and_to_no_other(world: Planted, role: Role) -> None:
    client = as_(world, role)
    for name, (address, roles) in asked(world).items():
        status = client.get(address).status_code
        assert status == 200 if role in roles else status in (403, 404), (name, status)


@pytest.mark.parametrize("name", ["register", "batch", "dispose", "remind", "grant", "delegate"])
def test_nonsense_and_days_to_come_are_refused_with_what_is_wrong(world: Planted, name: str) -> None:
    role = {"register": Role.GROUP_LEADER, "grant": Role.DIRECTOR, "delegate": Role.DIRECTOR}
    address, _ = asked(world)[name]
    client = as_(world, role.get(name, Role.CLUE_KEEPER))
    for at in ("2031-01-01", "昨天"):
        answer = client.post(address, {"at": at})
        assert answer.status_code == 422
        assert "请先改正" in answer.content.decode()


def test_a_clue_goes_only_to_the_kind_of_body_that_was_decided(world: Planted) -> None:
    batch = {"at": "2019-10-08", "receiver_kind": "judicial", "receiver": world.receiver.pk}
    sent = batch | {"letter": "巡线〔2019〕8号", "leading": [world.decided.pk]}
    answer = as_(world, Role.CLUE_KEEPER).post(door("transfers_new"), sent)
    assert answer.status_code == 422
    assert "与本批接收机关的类别不符" in answer.content.decode()
    assert not Transfer.objects.filter(document__number="巡线〔2019〕8号").exists()


def test_who_handed_the_batch_over_twice_has_one(world: Planted) -> None:
    keeps, key = as_(world, Role.CLUE_KEEPER), {"uid": "5b8c5c39-6f8a-4f07-9d6a-2d8f6a1f0c12"}
    sent = {"at": "2019-10-08", "receiver_kind": "discipline", "receiver": world.receiver.pk} | key
    for _ in range(2):
        keeps.post(door("transfers_new"), sent | {"letter": "巡线〔2019〕9号", "leading": [world.decided.pk]})
    assert Transfer.objects.filter(uid=key["uid"]).count() == 1


def test_a_receiver_finds_its_own_lines_and_no_other(world: Planted) -> None:
    other = decided(world.task)
    slip(handed(other), 1, 1)
    clerk = as_(world, Role.CLUE_RECEIVER)
    for name in ("lines", "waiting"):
        page = clerk.get(door(name)).content.decode()
        assert world.overdue.number in page
        assert other.number not in page
    assert clerk.get(door("lines_detail", line_of(other).uid)).status_code == 404
    assert clerk.get(door("lines_deed", line_of(other).uid, "dispose")).status_code == 404
    stranger = clerk_of(line_of(other).transfer.receiver)
    with pytest.raises(WrongRole):
        handling.remind(line_of(world.overdue), by=stranger, at=TODAY)


def test_what_is_overdue_is_listed_first_and_counted_and_checked_every_quarter(world: Planted) -> None:
    """Due on 27 December, reminded on the 31st; the next check falls on 27 March."""
    line = line_of(world.overdue)
    assert line.due_on == date(2019, 12, 27)
    by = keeper(world.office)
    assert [row.pk for row in WaitingLine.objects.visible_to(by)] == [line.pk]
    assert queries.to_check(by, TODAY) == []
    assert queries.to_check(by, date(2020, 3, 26)) == []
    assert [row.pk for row in queries.to_check(by, date(2020, 3, 27))] == [line.pk]
    assert Reminder.objects.get().occasion == "overdue"
    page = as_(world, Role.CLUE_KEEPER).get(door("waiting"), {"due_on_before": "2019-12-30"}).content.decode()
    assert world.overdue.number in page
    assert "逾期" in page


def test_nobody_is_reminded_of_what_is_not_owed(world: Planted) -> None:
    for clue, at in ((world.sent, TODAY), (world.overdue, date(2019, 9, 26))):
        with pytest.raises(NotAllowed):
            handling.remind(line_of(clue), by=keeper(world.office), at=at)


def test_a_result_without_its_disposition_or_against_its_own_words_is_refused(world: Planted) -> None:
    clerk, line = as_(world, Role.CLUE_RECEIVER), line_of(world.overdue)
    told = {"at": "2019-12-02", "result": "unverified", "filed": "1", "handled": "0"}
    assert clerk.post(door("outcomes_new", line.uid), told).status_code == 422
    clerk.post(door("lines_deed", line.uid, "dispose"), {"at": "2019-11-01", "disposition": "talk"})
    assert clerk.post(door("outcomes_new", line.uid), told).status_code == 422
    assert clerk.post(door("outcomes_new", line.uid), told | {"filed": "0"}).status_code == 302


def test_a_clue_without_a_result_is_not_closed(world: Planted) -> None:
    clerk, line = as_(world, Role.CLUE_RECEIVER), line_of(world.overdue)
    clerk.post(door("lines_deed", line.uid, "dispose"), {"at": "2019-11-01", "disposition": "talk"})
    with pytest.raises(NotAllowed, match="尚未登记办理结果"):
        handling.move(fresh(world.overdue), "close", by=keeper(world.office), at=TODAY)


def test_a_grant_is_given_and_ended_through_the_web_and_opens_meanwhile(world: Planted) -> None:
    director, member, clue = as_(world, Role.DIRECTOR), as_(world, Role.MEMBER), world.fresh
    user = world.accounts[Role.MEMBER]
    opening = door("open", clue.uid)
    given = {"at": "2019-12-31", "user": user.pk, "until": "2020-01-31", "reason": "核实情况"}
    assert director.post(door("clues_deed", clue.uid, "grant"), given).status_code == 302
    assert clue.number in member.get(door("granted")).content.decode()
    assert member.post(opening).status_code == 200
    grant = ClueGrant.objects.get(user=user)
    assert member.post(door("end_grant", grant.pk)).status_code == 404
    assert director.post(door("end_grant", grant.pk)).status_code == 302
    assert member.post(opening).status_code == 404


def test_nobody_is_offered_their_own_grant_nor_one_for_the_three_administrators(world: Planted) -> None:
    page = as_(world, Role.DIRECTOR).get(door("clues_deed", world.fresh.uid, "grant")).content.decode()
    for role in (Role.DIRECTOR, Role.SYSTEM_ADMIN, Role.AUDITOR, Role.UNIT_CONTACT, Role.PROVINCIAL_OFFICE):
        assert f"（{world.accounts[role].username}）" not in page
    own = {
        "at": "2019-12-31",
        "user": world.accounts[Role.DIRECTOR].pk,
        "until": "2020-01-31",
        "reason": "查阅",
    }
    assert (
        as_(world, Role.DIRECTOR).post(door("clues_deed", world.fresh.uid, "grant"), own).status_code == 422
    )


def test_a_groups_access_ends_when_the_group_dissolves(world: Planted) -> None:
    for role in (Role.MEMBER, Role.GROUP_LEADER):
        user = world.accounts[role]
        access.grant_access(
            world.fresh, user=user, reason="核实", until=TODAY, by=approver(world.office), at=TODAY
        )
        assert queries.may_open(world.fresh, viewer_of(user), TODAY)
    assert as_(world, Role.GROUP_LEADER).get(door("clues_detail", world.fresh.uid)).status_code == 200
    group = Group.objects.get(pk=world.task.group_id)
    records.fill(group, "dissolve", by=approver(world.office), at=TODAY, sets={"dissolved_on": TODAY})
    for role in (Role.MEMBER, Role.GROUP_LEADER):
        assert not queries.granted_to(viewer_of(world.accounts[role]), TODAY)
        assert as_(world, role).post(door("open", world.fresh.uid)).status_code == 404
    assert as_(world, Role.GROUP_LEADER).get(door("clues_detail", world.fresh.uid)).status_code in (403, 404)


def test_a_keepers_open_clues_are_handed_to_a_deputy_until_a_day(world: Planted) -> None:
    director, deputy = as_(world, Role.DIRECTOR), world.accounts[Role.GENERAL]
    handed_to = {"at": "2019-12-31", "deputy": deputy.pk, "until": "2020-01-15", "reason": "专管员外出培训"}
    assert director.post(door("delegate"), handed_to).status_code == 302
    viewer = viewer_of(deputy)
    assert {grant.clue for grant in queries.granted_to(viewer, TODAY)} == set(world.clues)
    assert not queries.may_open(world.fresh, viewer, date(2020, 1, 16))
    assert director.post(door("delegate"), handed_to).status_code == 422
    assert as_(world, Role.GENERAL).post(door("open", world.fresh.uid)).status_code == 200
    assert director.post(door("end_delegation", deputy.pk)).status_code == 302
    assert as_(world, Role.GENERAL).post(door("open", world.fresh.uid)).status_code == 404


def test_an_approval_lets_a_clue_go_before_the_secretary_meeting(world: Planted) -> None:
    from_approver = as_(world, Role.APPROVER).get(door("clues_deed", world.decided.uid, "early"))
    assert from_approver.status_code == 200
    assert as_(world, Role.CLUE_KEEPER).get(door("clues_deed", world.decided.uid, "early")).status_code == 403


def test_a_longer_list_of_what_is_owed_asks_no_more_questions(world: Planted) -> None:
    keeps = as_(world, Role.CLUE_KEEPER)
    short = {name: questions(keeps, name) for name in ("waiting", "outcomes", "reminders")}
    for _ in range(4):
        slip(handed(decided(world.task)), 1, 1)
    assert {name: questions(keeps, name) for name in short} == short
    assert max(short.values()) <= 16
    assert Receipt.objects.count() == 5


def questions(client: Client, name: str) -> int:
    with CaptureQueriesContext(connection) as asked_:
        assert client.get(door(name)).status_code == 200
    return len(asked_)


def test_the_way_from_an_owed_line_leads_only_those_to_it_who_may_read_it(world: Planted) -> None:
    way = door("waiting_detail", line_of(world.overdue).uid)
    assert as_(world, Role.CLUE_KEEPER).get(way).status_code == 302
    for role in (Role.GENERAL, Role.MEMBER, Role.COUNTY_OFFICE, Role.AUDITOR):
        assert as_(world, role).get(way).status_code in (403, 404), role
