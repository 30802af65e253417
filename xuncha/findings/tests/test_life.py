"""The table at work on stored rows: every verb, state and role, by a person who really holds it."""

from datetime import date

import pytest
from django.db import transaction

from xuncha.findings.actions import findings
from xuncha.findings.models import Finding
from xuncha.findings.rules import FROZEN, FindingState
from xuncha.findings.tests.builders import finding, seat, task, towards
from xuncha.findings.tests.test_rules import LAW, VERBS
from xuncha.kernel import guards
from xuncha.kernel.refusals import NotAllowed, WrongRole
from xuncha.records.models import Passage, Record
from xuncha.records.rules import Role
from xuncha.records.tests.builders import DAY, viewer

pytestmark = pytest.mark.django_db
LATER = date(2019, 10, 8)


class Undone(Exception):
    """Takes back what a try has written."""


def outcome(row: Finding, verb: str, role: Role) -> str | None:
    """The state the verb leads to for this role; None when it is refused. Nothing of it remains."""
    reached: str | None = None
    try:
        with transaction.atomic():
            fresh = Finding.objects.select_related("task").get(pk=row.pk)
            by = towards(role, fresh.task)
            reached = findings.move(fresh, verb, by=by, at=LATER, note="理由").state
            stored = Finding.objects.get(pk=row.pk).state
            assert stored == reached
            raise Undone
    except NotAllowed:
        return None
    except Undone:
        return reached


@pytest.fixture(autouse=True)
def _guards_give_way(monkeypatch: pytest.MonkeyPatch) -> None:
    def anything(record: Record) -> None:
        return None

    for name in ("feedback_stated", "problem_struck_off", "problem_reopened"):
        monkeypatch.setitem(guards._providers, name, anything)


@pytest.mark.parametrize("state", FindingState)
def test_exactly_the_law_is_allowed_to_people(state: FindingState) -> None:
    row = finding(state=state, fed_back_on=DAY if state in FROZEN else None)
    for verb in VERBS:
        target, roles = LAW.get((state, verb), ("", set()))
        allowed = {role for role in Role if outcome(row, verb, role) is not None}
        assert allowed == roles, verb
        assert {outcome(row, verb, role) for role in roles} <= {target}


def test_the_same_roles_elsewhere_are_nobody_here() -> None:
    row, other = finding(), task()
    for role in Role:
        with pytest.raises(WrongRole):
            findings.move(row, "confirm", by=towards(role, other), at=DAY)


def test_a_step_leaves_one_passage_with_actor_day_and_basis() -> None:
    row = finding()
    leader = seat(Role.GROUP_LEADER, row.task)
    findings.move(row, "confirm", by=leader, at=LATER, basis="组务会纪要")
    (passage,) = Passage.objects.filter(subject_uid=row.uid)
    assert (passage.verb, passage.before, passage.after) == ("confirm", "draft", "confirmed")
    assert (passage.by_id, passage.at, passage.basis) == (leader.user, LATER, "组务会纪要")


def test_two_people_cannot_both_take_the_step() -> None:
    mine = finding()
    theirs = Finding.objects.get(pk=mine.pk)
    findings.move(theirs, "confirm", by=seat(Role.GROUP_LEADER, mine.task), at=DAY)
    with pytest.raises(NotAllowed, match="刚刚被他人办理"):
        findings.move(mine, "confirm", by=seat(Role.GROUP_LEADER, mine.task), at=DAY)


def test_a_struck_off_finding_opens_again_only_with_a_reason() -> None:
    row = finding(state=FindingState.ACCEPTED, fed_back_on=DAY, accepted_on=LATER)
    director = viewer(Role.DIRECTOR, office=row.office)
    with pytest.raises(NotAllowed, match="理由"):
        findings.move(row, "reopen", by=director, at=LATER, note=" ")
    findings.move(row, "reopen", by=director, at=LATER, note="整改反弹")
    row.refresh_from_db()
    assert (row.state, row.accepted_on, row.fed_back_on) == (FindingState.FED_BACK, None, DAY)
    assert row.passages().get(verb="reopen").note == "整改反弹"
