"""Petitions: numbered, disposed of, answered; who wrote them opened on record and shown nowhere else."""

import io

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from xuncha.audit.models import Entry
from xuncha.fieldwork.actions import petitions as actions
from xuncha.fieldwork.actions.petitions import Reporter
from xuncha.fieldwork.models import Petition, PetitionReporter
from xuncha.fieldwork.rules.petitions import OPENERS, Outcome, PetitionState, Scope
from xuncha.fieldwork.tables.petitions import PETITIONS, REPORTERS
from xuncha.fieldwork.tests.records import ON, REPORTER, leader, on_site, petition, seat, sits_in, towards
from xuncha.kernel import guards
from xuncha.kernel.refusals import NotAllowed, WrongRole
from xuncha.people.tests.builders import installation
from xuncha.people.tests.pages import list_of, page_of
from xuncha.records.rules import GROUP, Role
from xuncha.rounds.models import Task

pytestmark = pytest.mark.django_db


@pytest.fixture
def task() -> Task:
    row = on_site()
    installation(row.office)
    return row


def dispose(row: Petition, outcome: Outcome = Outcome.VERIFY, original: Petition | None = None) -> Petition:
    return actions.dispose(row, outcome=outcome, original=original, by=leader(row.task), at=ON)


def test_each_task_numbers_its_own_and_void_numbers_are_not_used_again(task: Task) -> None:
    first = petition(task)
    actions.records.void(first, by=leader(task), at=ON, note="误登")
    assert [first.serial, petition(task).serial, petition(on_site()).serial] == [1, 2, 1]


def test_it_is_disposed_of_and_a_named_one_answered(task: Task) -> None:
    row = dispose(petition(task, reporter=REPORTER))
    assert (row.state, row.outcome, row.disposed_on) == (PetitionState.DISPOSED, Outcome.VERIFY, ON)
    actions.move(row, "answer", by=seat(Role.PETITION_CLERK, task), at=ON)
    assert (row.state, row.answered_on) == (PetitionState.ANSWERED, ON)


def test_an_anonymous_one_has_nobody_to_be_answered(task: Task) -> None:
    row = dispose(petition(task))
    with pytest.raises(NotAllowed, match="没有答复对象"):
        actions.move(row, "answer", by=leader(task), at=ON)
    step = next(step for step in row.life.steps if step.verb == "answer")
    assert guards.hindrance(step, row)


def test_a_copy_is_joined_to_an_original_of_the_same_task(task: Task) -> None:
    original = petition(task)
    copy = dispose(petition(task), Outcome.JOINED, original)
    assert list(original.duplicates.all()) == [copy]
    for wrong in (copy, petition(on_site(round=task.round))):
        with pytest.raises(NotAllowed, match="原件须是"):
            dispose(petition(task), Outcome.JOINED, wrong)
    alone = petition(task)
    with pytest.raises(NotAllowed, match="原件须是"):
        dispose(alone, Outcome.JOINED, alone)


def test_what_lies_outside_is_not_verified_by_the_group(task: Task) -> None:
    row = petition(task, scope=Scope.OUTSIDE)
    with pytest.raises(NotAllowed, match="转有关机关"):
        dispose(row)
    dispose(row, Outcome.PETITION)


@pytest.mark.parametrize("role", [Role.MEMBER, Role.PETITION_CLERK])
def test_what_becomes_of_it_is_not_for_members_to_say(task: Task, role: Role) -> None:
    with pytest.raises(WrongRole):
        actions.dispose(petition(task), outcome=Outcome.VERIFY, by=seat(role, task), at=ON)


@pytest.mark.parametrize("role", list(Role))
def test_who_wrote_is_opened_by_leader_and_clerk_alone_and_each_asking_is_on_record(
    task: Task, role: Role
) -> None:
    row, by = petition(task, reporter=REPORTER), towards(role, task)
    if role in OPENERS:
        assert actions.open_reporter(row, by=by) == Reporter(REPORTER)
    else:
        with pytest.raises(WrongRole):
            actions.open_reporter(row, by=by)
    verb = "open reporter" if role in OPENERS else "open reporter refused"
    assert list(Entry.objects.values_list("verb", flat=True)) == [verb]
    assert PetitionReporter.objects.visible_to(by).exists() == (role in OPENERS)


def test_the_leader_of_another_group_opens_nothing(task: Task) -> None:
    row = petition(task, reporter=REPORTER)
    with pytest.raises(WrongRole):
        actions.open_reporter(row, by=leader(on_site(round=task.round)))


def test_an_anonymous_one_has_nobody_to_open(task: Task) -> None:
    assert actions.open_reporter(petition(task), by=leader(task)) is None


def test_who_wrote_shows_in_no_list_page_spreadsheet_history_repr_or_column(
    task: Task, client: Client
) -> None:
    row = petition(task, reporter=REPORTER)
    sealed = PetitionReporter.objects.get(petition=row)
    sits_in(client, Role.GROUP_LEADER, task)
    pages = (list_of(PETITIONS), page_of(PETITIONS, row), list_of(REPORTERS), page_of(REPORTERS, sealed))
    for address in pages:
        answer = client.get(address)
        assert answer.status_code == 200
        assert REPORTER not in answer.content.decode(), address
    assert REPORTER not in _cells(client, f"{PETITIONS.door}_excel") + _cells(
        client, f"{REPORTERS.door}_excel"
    )
    assert REPORTER not in "".join(str(p.changes) + p.note for p in [*row.passages(), *sealed.passages()])
    assert REPORTER not in repr(Reporter(REPORTER))
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM fieldwork_petitionreporter")
        assert REPORTER not in cursor.fetchone()[0]


def _cells(client: Client, door: str) -> str:
    file = b"".join(client.get(reverse(door)).streaming_content)  # type: ignore[attr-defined]
    book = openpyxl.load_workbook(io.BytesIO(file))
    return "".join(str(cell.value) for sheet in book for row in sheet for cell in row)


@pytest.mark.parametrize("role", sorted(GROUP))
def test_the_page_asks_before_it_opens(task: Task, client: Client, role: Role) -> None:
    row = petition(task, reporter=REPORTER)
    door = reverse("fieldwork:petition_reporter", args=[row.uid])
    sits_in(client, role, task)
    offered = door in client.get(page_of(PETITIONS, row)).content.decode()
    asked, opened = client.get(door), client.post(door)
    if role in OPENERS:
        assert offered
        assert REPORTER not in asked.content.decode()
        assert REPORTER in opened.content.decode()
        assert opened["Cache-Control"] == "no-store, private"
    else:
        assert not offered
        assert (asked.status_code, opened.status_code) == (403, 403)
    assert Entry.objects.filter(verb__startswith="open reporter").exists()


def test_a_member_of_another_group_finds_no_such_petition(task: Task, client: Client) -> None:
    row = petition(task, reporter=REPORTER)
    sits_in(client, Role.GROUP_LEADER, on_site(round=task.round))
    door = reverse("fieldwork:petition_reporter", args=[row.uid])
    assert (client.get(door).status_code, client.post(door).status_code) == (404, 404)
