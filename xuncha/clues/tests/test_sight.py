"""Need to know: who sees that a clue exists, who sees its batch, and that nobody else does."""

import pytest

from xuncha.clues.models import Clue, ClueContent, ClueSubject, Receipt, Transfer, TransferLine
from xuncha.clues.tests.builders import clerk_of, decided, handed, registered, slip, towards
from xuncha.findings.tests.builders import group, seat, task
from xuncha.kernel.viewer import Viewer
from xuncha.records.models import Record
from xuncha.records.rules import ADMINISTRATORS, Role
from xuncha.records.tests.builders import county, viewer
from xuncha.rounds.models import Group

pytestmark = pytest.mark.django_db
ENVELOPE = {Role.CLUE_KEEPER, Role.DIRECTOR, Role.APPROVER, Role.COUNTY_OFFICE}


def sees(model: type[Record], by: Viewer) -> bool:
    return model.objects.visible_to(by).exists()


def seers(model: type[Record], of: Clue) -> set[Role]:
    return {role for role in Role if sees(model, towards(role, of))}


def test_the_envelope_is_seen_by_keeper_director_approver_and_the_own_groups_leader() -> None:
    assert seers(Clue, registered()) == ENVELOPE | {Role.GROUP_LEADER}


def test_sealed_rows_are_listed_to_the_keeper_alone() -> None:
    row = registered()
    assert seers(ClueContent, row) == {Role.CLUE_KEEPER}
    assert seers(ClueSubject, row) == {Role.CLUE_KEEPER}


def test_general_staff_and_administrators_cannot_list_a_clue() -> None:
    row = registered()
    for role in {Role.GENERAL, Role.GUIDANCE, Role.RECTIFICATION, Role.LEADER} | ADMINISTRATORS:
        assert not sees(Clue, viewer(role, office=row.office))


def test_a_batch_is_seen_by_its_receiver_and_by_no_other_receiver() -> None:
    row = decided()
    sent = handed(row)
    slip(sent, 1, 1)
    stranger = clerk_of(handed(decided()).receiver)
    for model in (Transfer, TransferLine, Receipt):
        assert seers(model, row) == ENVELOPE | {Role.CLUE_RECEIVER}
        assert not model.objects.visible_to(stranger).filter(office=row.office).exists()
    assert not sees(Clue, clerk_of(sent.receiver))


def test_the_leader_of_another_group_sees_nothing() -> None:
    row = registered()
    own = row.task.group
    assert own
    beside = Group.objects.create(
        round=own.round, number=2, name="市委第二巡察组", office=row.office, by=own.by, at=own.at
    )
    assert not sees(Clue, seat(Role.GROUP_LEADER, task(group=beside)))


def test_members_who_brought_a_clue_see_it_no_more() -> None:
    row = registered()
    for role in (Role.LIAISON, Role.MEMBER, Role.PETITION_CLERK):
        assert not sees(Clue, seat(role, row.task))


def test_city_and_county_do_not_see_each_others_clues() -> None:
    row = registered()
    below = county(row.office)
    theirs = registered(task(group=group(office=below)))
    assert [c.pk for c in Clue.objects.visible_to(viewer(Role.COUNTY_OFFICE, office=below))] == [theirs.pk]
    for role in (Role.DIRECTOR, Role.CLUE_KEEPER, Role.APPROVER):
        assert [c.pk for c in Clue.objects.visible_to(viewer(role, office=row.office))] == [row.pk]
