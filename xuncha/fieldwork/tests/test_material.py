"""Asking departments for material before entry, and receiving it."""

from datetime import date
from typing import Any

import pytest

from xuncha.basis.tests.builders import document
from xuncha.fieldwork.actions import material as actions
from xuncha.fieldwork.models import MaterialRequest
from xuncha.kernel.refusals import NotAllowed, WrongRole
from xuncha.kernel.viewer import Viewer
from xuncha.orgs.models import Organisation
from xuncha.orgs.tests.builders import organisation
from xuncha.records.rules import OFFICE, Role
from xuncha.records.tests.builders import director, office, viewer
from xuncha.rounds.actions import rule_sets
from xuncha.rounds.models import Round
from xuncha.rounds.rules.rounds import RoundState
from xuncha.rounds.rules.tasks import TaskState
from xuncha.rounds.tests import builders as rounds

pytestmark = pytest.mark.django_db

SENT = date(2019, 5, 6)


@pytest.fixture
def row() -> Round:
    home = office()
    rules = rule_sets.load(office=home, by=director(home))[0]
    return rounds.round_(office=home, rule_set=rules, at=date(2019, 4, 1))


@pytest.fixture
def by(row: Round) -> Viewer:
    return director(row.office)


@pytest.fixture
def audit(row: Round) -> Organisation:
    return organisation(office=row.office, short_name="市审计局")


def ask(row: Round, department: Organisation, by: Viewer, at: date = SENT, **over: Any) -> MaterialRequest:
    letter = document(office=row.office)
    return actions.request_material(
        row, department=department, document=letter, subject="近三年审计情况", by=by, at=at, **over
    )


def test_a_request_is_due_as_the_rounds_rule_set_says(row: Round, audit: Organisation, by: Viewer) -> None:
    assert ask(row, audit, by).due_on == date(2019, 5, 15)  # seven working days
    other = organisation(office=row.office)
    assert ask(row, other, by, due_on=date(2019, 5, 10)).due_on == date(2019, 5, 10)


def test_without_a_rule_the_day_has_to_be_given(by: Viewer, row: Round, audit: Organisation) -> None:
    Round.objects.filter(pk=row.pk).update(rule_set=rounds.rule_set(row.office))
    bare = Round.objects.get(pk=row.pk)
    with pytest.raises(NotAllowed, match="没有规定"):
        ask(bare, audit, by)
    with pytest.raises(NotAllowed, match="不能早于"):
        ask(bare, audit, by, due_on=date(2019, 5, 5))
    ask(bare, audit, by, due_on=SENT)


def test_a_department_is_asked_once_a_round(row: Round, audit: Organisation, by: Viewer) -> None:
    ask(row, audit, by)
    with pytest.raises(NotAllowed, match="已向“市审计局”发函"):
        ask(row, audit, by)
    ask(rounds.round_(term=row.term, rule_set=row.rule_set), audit, by)


def test_it_is_asked_before_anybody_enters(row: Round, audit: Organisation, by: Viewer) -> None:
    rounds.task(round=row, entered_on=SENT, state=TaskState.ENTERED)
    with pytest.raises(NotAllowed, match="进驻之前"):
        ask(row, audit, by, at=date(2019, 5, 7))
    ask(row, audit, by, at=SENT)


@pytest.mark.parametrize("state", [RoundState.CLOSED, RoundState.CANCELLED])
def test_a_round_that_is_over_asks_nothing(
    row: Round, audit: Organisation, by: Viewer, state: RoundState
) -> None:
    row.state = state
    with pytest.raises(NotAllowed, match="已经办结"):
        ask(row, audit, by)


def test_what_came_is_registered_once_with_its_day_and_volumes(
    row: Round, audit: Organisation, by: Viewer
) -> None:
    request = ask(row, audit, by)
    with pytest.raises(NotAllowed, match="份数"):
        actions.receive_material(request, volumes=0, by=by, at=date(2019, 5, 14))
    with pytest.raises(NotAllowed, match="不能早于"):
        actions.receive_material(request, volumes=3, by=by, at=date(2019, 5, 5))
    actions.receive_material(request, volumes=3, by=by, at=date(2019, 5, 14), note="另附光盘")
    request.refresh_from_db()
    assert (request.received_on, request.volumes) == (date(2019, 5, 14), 3)
    assert [p.verb for p in request.passages()] == ["enter", "receive"]
    with pytest.raises(NotAllowed, match="不能重复"):
        actions.receive_material(request, volumes=1, by=by, at=date(2019, 5, 15))


@pytest.mark.parametrize("role", [role for role in Role if role not in actions.OFFICE])
def test_nobody_else_asks_or_receives(row: Round, audit: Organisation, by: Viewer, role: Role) -> None:
    stranger = viewer(role, office=row.office)
    request = ask(row, audit, by)
    with pytest.raises(WrongRole):
        ask(row, organisation(office=row.office), stranger)
    with pytest.raises(WrongRole):
        actions.receive_material(request, volumes=1, by=stranger, at=date(2019, 5, 14))


@pytest.mark.parametrize("role", list(Role))
def test_requests_are_read_in_the_office(row: Round, audit: Organisation, by: Viewer, role: Role) -> None:
    ask(row, audit, by)
    assert MaterialRequest.objects.visible_to(viewer(role, office=row.office)).exists() == (role in OFFICE)
