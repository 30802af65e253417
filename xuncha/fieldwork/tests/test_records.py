"""Entering what was done on site: when, by whom, and who reads it."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from xuncha.fieldwork.actions import reading
from xuncha.fieldwork.models import Talk
from xuncha.fieldwork.rules.base import READERS, WRITERS
from xuncha.fieldwork.rules.petitions import CLERKS
from xuncha.fieldwork.tests import records
from xuncha.fieldwork.tests.records import ALL, EXIT, OF_TASK, ON, leader, on_site, seat, talk, towards
from xuncha.kernel.refusals import NotAllowed, WrongRole
from xuncha.kernel.viewer import Viewer
from xuncha.records.models import Record
from xuncha.records.rules import GROUP, Role
from xuncha.records.tests.builders import office, viewer
from xuncha.rounds.models import Task
from xuncha.rounds.rules.roles import FIELD
from xuncha.rounds.rules.tasks import TaskState
from xuncha.rounds.tests import builders as rounds

pytestmark = pytest.mark.django_db
Make = Callable[..., Any]


def named(model: type[Record]) -> str:
    return model._meta.model_name or ""


@pytest.mark.parametrize(
    ("model", "make"), ALL.items(), ids=lambda x: named(x) if isinstance(x, type) else ""
)
def test_it_is_stored_with_its_day_and_one_passage(model: type[Record], make: Make) -> None:
    task = on_site()
    row = make(task)
    assert type(row) is model
    assert (row.office_id, row.at) == (task.office_id, ON)
    assert [p.verb for p in row.passages()] == ["enter"]
    assert str(row)


@pytest.mark.parametrize(
    ("model", "make"), OF_TASK.items(), ids=lambda x: named(x) if isinstance(x, type) else ""
)
def test_it_waits_for_the_entry_and_after_the_report_for_a_paper(model: type[Record], make: Make) -> None:
    task = on_site()
    if model is records.QuestionnaireOption:
        records.questionnaire(task)
    _now(task, TaskState.NOTIFIED)
    with pytest.raises(NotAllowed, match="尚未进驻"):
        make(task)
    _now(task, TaskState.REPORTED, left_on=EXIT, reported_on=EXIT + timedelta(days=9))
    with pytest.raises(NotAllowed, match="补录须写明依据"):
        make(task)
    row = make(task, basis="补录审批单")
    assert [p.basis for p in row.passages()] == ["补录审批单"]


@pytest.mark.parametrize("role", list(Role))
def test_members_of_the_own_group_enter_and_nobody_else(role: Role) -> None:
    task = on_site()
    by = towards(role, task)
    for model, make in ALL.items():
        special = {"petition": CLERKS, "immediatenotice": FIELD}
        if role in special.get(named(model), WRITERS):
            make(task, by=by)
        else:
            with pytest.raises(WrongRole):
                make(task, by=by)


def test_a_member_of_another_group_enters_nothing() -> None:
    task = on_site()
    other = seat(Role.GROUP_LEADER, on_site(round=task.round))
    for make in ALL.values():
        with pytest.raises(WrongRole):
            make(task, by=other)


@pytest.mark.parametrize(
    ("model", "make"), ALL.items(), ids=lambda x: named(x) if isinstance(x, type) else ""
)
def test_it_is_read_by_the_own_group_and_the_head_of_the_office_alone(
    model: type[Record], make: Make
) -> None:
    task = on_site()
    beside = on_site(round=task.round)
    row = make(task)
    make(beside)
    for role in Role:
        seen = model.objects.visible_to(towards(role, task)).filter(pk=row.pk).exists()
        assert seen == (role in READERS | GROUP), role
        if role in GROUP:  # group 1 never sees what group 2 heard
            assert not model.objects.visible_to(towards(role, beside)).filter(pk=row.pk).exists(), role
    assert not model.objects.visible_to(viewer(Role.DIRECTOR, office=office())).exists()


@pytest.mark.parametrize("role", [Role.RECTIFICATION, Role.GENERAL, Role.GUIDANCE])
def test_no_section_of_the_office_reads_talks(role: Role) -> None:
    row = talk(on_site())
    assert not Talk.objects.visible_to(viewer(role, office=row.office)).exists()


def test_a_talk_is_held_by_two_different_members_of_the_own_group() -> None:
    task = on_site()
    own, other = records.members(task), records.members(on_site(round=task.round))
    for who in ([], own[:1], [own[0], own[0]], [own[0], other[0]]):
        with pytest.raises(NotAllowed):
            talk(task, interviewers=who)
    assert not Talk.objects.exists()
    assert talk(task, interviewers=own[:2]).interviewer_names == f"{own[0].person.name}、{own[1].person.name}"


def test_who_was_not_in_the_group_that_day_held_no_talk() -> None:
    task = on_site()
    gone = rounds.member(group=task.group, at=ON - timedelta(days=9), until=ON - timedelta(days=1))
    to_come = rounds.member(group=task.group, at=ON + timedelta(days=1))
    for who in (gone, to_come):
        with pytest.raises(NotAllowed, match="当日不在本组"):
            talk(task, interviewers=[records.members(task)[0], who])


def test_a_confidential_talk_is_read_by_who_held_or_wrote_it_and_by_the_heads() -> None:
    task = on_site()
    held, beside = records.members(task)[1:]
    by = seat(Role.LIAISON, task)
    row = talk(task, by=by, interviewers=[records.members(task)[0], held], confidential=True)

    def sees(who: Viewer) -> bool:
        return Talk.objects.visible_to(who).filter(pk=row.pk).exists()

    assert all(map(sees, (by, leader(task), viewer(Role.DIRECTOR, office=task.office))))
    assert sees(_person(held.person_id, seat(Role.MEMBER, task)))
    assert not sees(_person(beside.person_id, seat(Role.MEMBER, task)))
    assert not sees(seat(Role.PETITION_CLERK, task))


def _person(person: int, who: Viewer) -> Viewer:
    return Viewer(user=who.user, person=person, office=who.office, groups=who.groups)


def test_a_loan_comes_back_once_and_not_before_it_went() -> None:
    task = on_site()
    row = records.loan(task)
    with pytest.raises(NotAllowed, match="不能早于"):
        reading.give_back(row, by=leader(task), at=ON - timedelta(days=1))
    reading.give_back(row, by=leader(task), at=ON)
    assert (row.returned_on, [p.verb for p in row.passages()]) == (ON, ["enter", "return"])
    with pytest.raises(NotAllowed, match="不能重复"):
        reading.give_back(row, by=leader(task), at=ON)


def test_files_are_borrowed_by_a_member_of_the_group_and_are_some() -> None:
    task = on_site()
    for wrong in ({"volumes": 0}, {"borrower": records.members(on_site())[0]}):
        with pytest.raises(NotAllowed):
            records.loan(task, **wrong)


def test_a_request_for_help_is_replied_to_once() -> None:
    task = on_site()
    row = records.assistance(task)
    with pytest.raises(NotAllowed, match="不能早于"):
        reading.receive_reply(row, reply="已查", by=leader(task), at=date(2019, 6, 4))
    reading.receive_reply(row, reply="已查", by=leader(task), at=ON)
    with pytest.raises(NotAllowed, match="不能重复"):
        reading.receive_reply(row, reply="再查", by=leader(task), at=ON)
    assert row.reply == "已查"


def test_numbers_that_contradict_one_another_are_refused() -> None:
    task = on_site()
    sheets = records.questionnaire(task)
    records.option(task, questionnaire=sheets)
    for make, wrong in (
        (records.questionnaire, {"returned": 81}),
        (records.matters, {"inconsistent": 7}),
        (records.option, {"questionnaire": sheets, "option": "一般", "count": 75}),
        (records.option, {"questionnaire": sheets}),  # the same option twice
        (records.option, {"questionnaire": sheets, "option": "不满意", "at": date(2019, 6, 4)}),
    ):
        with pytest.raises(NotAllowed):
            make(task, **wrong)


def test_the_journal_has_one_entry_a_day_and_closes_with_the_group() -> None:
    task = on_site()
    assert task.group
    records.journal(task)
    with pytest.raises(NotAllowed, match="重复"):
        records.journal(task)
    task.group.dissolved_on = EXIT
    with pytest.raises(NotAllowed, match="已经撤组"):
        records.journal(task, at=date(2019, 6, 13))
    records.journal(task, at=date(2019, 6, 13), basis="补录审批单")


def _now(task: Task, state: TaskState, **days: date) -> None:
    Task.objects.filter(pk=task.pk).update(state=state, **days)
    task.refresh_from_db()
