"""Registering, freezing and feeding back: the list is as long as its paper says, and stays as it was (I5)."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from xuncha.basis.models import Statement
from xuncha.basis.rules import Stated
from xuncha.basis.tests.builders import document
from xuncha.findings import queries
from xuncha.findings.actions import findings, letters
from xuncha.findings.actions.letters import Letter
from xuncha.findings.models import Feedback, Finding
from xuncha.findings.rules import AddresseeType, FindingState
from xuncha.findings.tests.builders import (
    DECIDED_ON,
    FED_BACK_ON,
    category,
    confirmed,
    fed_back,
    finding,
    focus,
    seat,
    task,
    to_body,
    towards,
)
from xuncha.kernel.refusals import NotAllowed, WrongRole
from xuncha.orgs.tests.builders import organisation
from xuncha.records.rules import Role
from xuncha.records.tests.builders import DAY, viewer
from xuncha.rounds.models import Task
from xuncha.rounds.rules.tasks import TaskState

pytestmark = pytest.mark.django_db
LATER = date(2019, 10, 8)


def draft(on: Task, **over: object) -> Finding:
    return Finding(
        task=on, title="违规发放津补贴", focus=focus(on.office), category=category(on.office), **over
    )


def test_findings_receive_the_serials_of_their_task() -> None:
    target = task()
    member = seat(Role.MEMBER, target)
    rows = [findings.register(draft(target), by=member, at=DAY) for _ in range(3)]
    assert [row.serial for row in rows] == [1, 2, 3]
    assert {(row.office, row.state, row.by_id) for row in rows} == {(target.office, "draft", member.user)}


@pytest.mark.parametrize("role", [Role.DIRECTOR, Role.GENERAL, Role.UNIT_CONTACT, Role.PETITION_CLERK])
def test_only_the_group_registers(role: Role) -> None:
    target = task()
    with pytest.raises(WrongRole):
        findings.register(draft(target), by=towards(role, target), at=DAY)
    assert not Finding.objects.exists()


def test_members_of_another_group_register_nothing_here() -> None:
    target = task()
    with pytest.raises(WrongRole):
        findings.register(draft(target), by=seat(Role.GROUP_LEADER, task(office=target.office)), at=DAY)


def test_what_stands_in_the_text_stands_on_the_list() -> None:
    target = task()
    with pytest.raises(NotAllowed, match="列入问题清单"):
        findings.register(draft(target, in_list=False), by=seat(Role.MEMBER, target), at=DAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        finding(target, in_list=False)


def test_a_draft_is_rewritten_on_record_and_a_confirmed_finding_is_not() -> None:
    row = finding()
    member = seat(Role.MEMBER, row.task)
    findings.revise(row, by=member, at=DAY, note="核对数据", changes={"title": "新表述", "in_text": False})
    assert Finding.objects.get(pk=row.pk).title == "新表述"
    assert row.passages().get(verb="correct").changes["title"][1] == "新表述"
    with pytest.raises(NotAllowed, match="不能这样修改"):
        findings.revise(row, by=member, at=DAY, note="改", changes={"fed_back_on": DAY})
    findings.move(row, "confirm", by=seat(Role.GROUP_LEADER, row.task), at=DAY)
    with pytest.raises(NotAllowed, match="草拟"):
        findings.revise(row, by=member, at=DAY, note="改", changes={"title": "再改"})


def test_feedback_freezes_all_confirmed_problems_on_the_list_and_takes_the_tasks_step() -> None:
    target = task()
    listed = confirmed(target, 3)
    (unlisted,) = confirmed(target, 1, in_list=False, in_text=False)
    general = viewer(Role.GENERAL, office=target.office)
    letters.feed_back(target, letters=[to_body(target, 3)], by=general, at=FED_BACK_ON)
    for row in listed:
        row.refresh_from_db()
        assert (row.state, row.fed_back_on) == (FindingState.FED_BACK, FED_BACK_ON)
    unlisted.refresh_from_db()
    assert (unlisted.state, unlisted.fed_back_on) == (FindingState.CONFIRMED, None)
    target.refresh_from_db()
    assert (target.state, target.fed_back_on) == (TaskState.FED_BACK, FED_BACK_ON)


@pytest.mark.parametrize("stated", [2, 4, None])
def test_feedback_is_refused_when_the_paper_states_another_number(stated: int | None) -> None:
    target = task()
    confirmed(target, 3)
    with pytest.raises(NotAllowed, match="问题数"):
        letters.feed_back(
            target,
            letters=[to_body(target, stated)],
            by=viewer(Role.DIRECTOR, office=target.office),
            at=FED_BACK_ON,
        )
    assert not Feedback.objects.exists()
    assert not Statement.objects.exists()
    assert Finding.objects.filter(state=FindingState.CONFIRMED).count() == 3
    assert Task.objects.get(pk=target.pk).state == TaskState.DECIDED


def test_feedback_waits_for_every_draft() -> None:
    target = task()
    confirmed(target, 1)
    finding(target)
    with pytest.raises(NotAllowed, match="尚有1个问题未审定"):
        letters.feed_back(
            target,
            letters=[to_body(target, 1)],
            by=viewer(Role.DIRECTOR, office=target.office),
            at=FED_BACK_ON,
        )


def test_feedback_needs_a_letter_to_the_leading_body() -> None:
    target = task()
    confirmed(target, 1)
    letter = Letter(AddresseeType.PRINCIPAL, document(office=target.office))
    with pytest.raises(NotAllowed, match="领导班子"):
        letters.feed_back(
            target, letters=[letter], by=viewer(Role.DIRECTOR, office=target.office), at=FED_BACK_ON
        )
    assert not Feedback.objects.exists()


def test_feedback_before_the_secretary_meeting_is_refused_whole() -> None:
    target = task(state=TaskState.HEARD, decided_on=None)
    confirmed(target, 1)
    with pytest.raises(NotAllowed, match="书记专题会"):
        letters.feed_back(
            target,
            letters=[to_body(target, 1)],
            by=viewer(Role.DIRECTOR, office=target.office),
            at=FED_BACK_ON,
        )
    assert not Feedback.objects.exists()
    assert not Finding.objects.filter(fed_back_on__isnull=False).exists()


def test_one_paper_to_several_addressees_states_its_number_once() -> None:
    target = task()
    confirmed(target, 2)
    paper = document(office=target.office)
    both = [Letter(AddresseeType.BODY, paper, stated=2), Letter(AddresseeType.PRINCIPAL, paper, stated=2)]
    sent = letters.feed_back(
        target, letters=both, by=viewer(Role.DIRECTOR, office=target.office), at=FED_BACK_ON
    )
    assert [row.addressee_type for row in sent] == [AddresseeType.BODY, AddresseeType.PRINCIPAL]
    assert Statement.objects.get(what=Stated.PROBLEMS).count == 2
    assert queries.stated(queries.body_feedbacks(target)) == 2


def test_a_department_may_be_told_later_of_fewer_problems_but_not_of_more() -> None:
    target, _ = fed_back(3)
    director = viewer(Role.DIRECTOR, office=target.office)
    department = organisation(office=target.office)

    def letter(stated: int) -> Letter:
        return Letter(AddresseeType.DEPARTMENT, document(office=target.office), stated, department)

    with pytest.raises(NotAllowed, match="不一致"):
        letters.send(target, letter(4), by=director, at=LATER)
    assert letters.send(target, letter(2), by=director, at=LATER).organisation == department
    assert queries.stated(queries.body_feedbacks(target)) == 3


def test_the_leading_body_is_fed_back_to_once_and_first() -> None:
    target = task()
    director = viewer(Role.DIRECTOR, office=target.office)
    with pytest.raises(NotAllowed, match="先向领导班子反馈"):
        letters.send(
            target, Letter(AddresseeType.SUPERIOR, document(office=target.office)), by=director, at=LATER
        )
    fed_back(1, target)
    with pytest.raises(NotAllowed, match="已向领导班子反馈"):
        letters.send(target, to_body(target, 1), by=director, at=LATER)


def test_nothing_is_added_to_a_list_that_was_handed_over() -> None:
    target, _ = fed_back(1)
    with pytest.raises(NotAllowed, match="已经反馈"):
        findings.register(draft(target), by=seat(Role.MEMBER, target), at=LATER)


def test_no_single_step_makes_the_list_longer_than_its_paper() -> None:
    target, _ = fed_back(2)
    (late,) = confirmed(target, 1)
    with pytest.raises(NotAllowed, match="已满"):
        findings.move(late, "feed_back", by=viewer(Role.DIRECTOR, office=target.office), at=LATER)
    assert queries.frozen_count(target) == 2


def test_a_finding_off_the_list_is_never_handed_over() -> None:
    target = task()
    (row,) = confirmed(target, 1, in_list=False, in_text=False)
    with pytest.raises(NotAllowed, match="未列入问题清单"):
        findings.move(row, "feed_back", by=viewer(Role.DIRECTOR, office=target.office), at=LATER)


def test_the_tasks_own_step_is_refused_until_the_list_is_frozen() -> None:
    target = task()
    with pytest.raises(NotAllowed, match="尚未登记"):
        letters.findings_frozen(target)
    confirmed(target, 1)
    with pytest.raises(NotAllowed, match="未审定或者未反馈"):
        letters.findings_frozen(target)


def test_the_database_holds_the_freeze_too() -> None:
    target, _ = fed_back(1)
    frozen = Finding.objects.filter(task=target)
    for columns in ({"state": "draft"}, {"in_list": False, "in_text": False}, {"fed_back_on": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            frozen.update(**columns)


def test_a_frozen_finding_changes_only_by_a_correction_that_keeps_it() -> None:
    target, _ = fed_back(1)
    row = Finding.objects.get(task=target)
    before, director = row.title, viewer(Role.DIRECTOR, office=target.office)
    with pytest.raises(NotAllowed):
        findings.revise(row, by=seat(Role.MEMBER, target), at=LATER, note="改", changes={"title": "改后"})
    first = findings.correct(row, wording="金额应为3万元", reason="核对凭证", by=director, at=LATER)
    findings.correct(row, wording="金额应为2万元", reason="再次核对", by=director, at=LATER)
    row.refresh_from_db()
    assert row.title == before == first.before
    assert queries.wording(row) == "金额应为2万元"
    assert [c.before for c in row.corrections.order_by("id")] == [before, "金额应为3万元"]


def test_a_correction_says_what_and_why_and_comes_from_the_office() -> None:
    target, _ = fed_back(1)
    row, director = Finding.objects.get(task=target), viewer(Role.DIRECTOR, office=target.office)
    for wording, reason in (("", "核对"), (row.title, "核对"), ("改后", " ")):
        with pytest.raises(NotAllowed):
            findings.correct(row, wording=wording, reason=reason, by=director, at=LATER)
    with pytest.raises(WrongRole):
        findings.correct(row, wording="改后", reason="核对", by=towards(Role.UNIT_CONTACT, target), at=LATER)
    (open_row,) = confirmed(task(office=target.office), 1)
    with pytest.raises(NotAllowed, match="直接修改"):
        findings.correct(open_row, wording="改后", reason="核对", by=director, at=LATER)


def test_a_paper_is_signed_for_once_and_not_before_it_was_sent() -> None:
    target = task()
    confirmed(target, 1)
    director = viewer(Role.DIRECTOR, office=target.office)
    (row,) = letters.feed_back(target, letters=[to_body(target, 1)], by=director, at=FED_BACK_ON)
    with pytest.raises(NotAllowed, match="不能早于"):
        letters.sign(row, by=director, at=DECIDED_ON)
    letters.sign(row, by=towards(Role.UNIT_CONTACT, target), at=LATER)
    assert Feedback.objects.get(pk=row.pk).signed_on == LATER
    with pytest.raises(NotAllowed, match="已经登记"):
        letters.sign(row, by=director, at=LATER)


def test_a_units_contact_signs_no_letter_to_its_principal() -> None:
    target, _ = fed_back(1)
    director = viewer(Role.DIRECTOR, office=target.office)
    row = letters.send(
        target, Letter(AddresseeType.PRINCIPAL, document(office=target.office)), by=director, at=LATER
    )
    with pytest.raises(WrongRole):
        letters.sign(row, by=towards(Role.UNIT_CONTACT, target), at=LATER)
