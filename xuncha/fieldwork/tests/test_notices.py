"""Putting right at once: from the notice to its end, and what keeps a group on site."""

from datetime import date, timedelta

import pytest

from xuncha.fieldwork.actions import notices as actions
from xuncha.fieldwork.actions import petitions
from xuncha.fieldwork.models import ImmediateNotice
from xuncha.fieldwork.rules.notices import NOTICE_LIFE, OPEN, NoticeState
from xuncha.fieldwork.rules.petitions import Outcome
from xuncha.fieldwork.tests.records import EXIT, ON, leader, notice, on_site, petition, seat
from xuncha.kernel.refusals import NotAllowed, WrongRole
from xuncha.records import actions as records
from xuncha.records.rules import Role
from xuncha.rounds.rules.tasks import TaskState

pytestmark = pytest.mark.django_db
DAY = date(2019, 6, 20)


def reported(row: ImmediateNotice, result: str = "已补登台账") -> ImmediateNotice:
    by = leader(row.task)
    if row.state == NoticeState.ISSUED:
        actions.sign(row, signed_by="主要负责人", by=by, at=DAY)
    return actions.report(row, result=result, by=by, at=DAY)


def test_it_is_signed_reported_and_verified() -> None:
    row = reported(notice(on_site()))
    actions.move(row, "verify", by=leader(row.task), at=DAY)
    assert (row.state, row.signed_by, row.verified_on) == (NoticeState.VERIFIED, "主要负责人", DAY)


def test_what_was_sent_back_is_reported_again_and_both_reports_stay() -> None:
    row = reported(notice(on_site()), "第一次")
    actions.move(row, "send_back", by=leader(row.task), at=DAY, note="台账不全")
    assert (row.state, row.reported_on) == (NoticeState.SIGNED, None)
    reported(row, "第二次")
    assert [p.note for p in row.passages() if p.verb == "report"] == ["第一次", "第二次"]


def test_it_is_due_before_the_group_leaves() -> None:
    task = on_site()
    with pytest.raises(NotAllowed, match="撤点前"):
        notice(task, due_on=EXIT + timedelta(days=1))
    with pytest.raises(NotAllowed, match="不能早于发出日期"):
        notice(task, due_on=ON - timedelta(days=1))
    assert [notice(task).serial, notice(task).serial] == [1, 2]
    notice(on_site(exit_planned_on=None), due_on=EXIT + timedelta(days=1))


@pytest.mark.parametrize("state", OPEN)
def test_what_is_not_done_by_the_exit_goes_into_the_feedback_for_a_reason(state: NoticeState) -> None:
    row = notice(on_site())
    ImmediateNotice.objects.filter(pk=row.pk).update(state=state)
    row.refresh_from_db()
    with pytest.raises(NotAllowed, match="理由"):
        actions.move(row, "carry_over", by=leader(row.task), at=DAY)
    actions.move(row, "carry_over", by=leader(row.task), at=DAY, note="须报市政府审批")
    assert row.state == NoticeState.CARRIED


@pytest.mark.parametrize("verb", NOTICE_LIFE.verbs())
def test_its_steps_are_not_for_members(verb: str) -> None:
    row = notice(on_site())
    source = next(step.source for step in NOTICE_LIFE.steps if step.verb == verb)
    ImmediateNotice.objects.filter(pk=row.pk).update(state=source)
    row.refresh_from_db()
    with pytest.raises(WrongRole):
        actions.move(row, verb, by=seat(Role.MEMBER, row.task), at=DAY, note="理由")


def test_a_group_leaves_when_petitions_are_disposed_of_and_notices_at_an_end() -> None:
    task = on_site()
    row, left, void = petition(task), notice(task), petition(task)
    records.void(void, by=leader(task), at=ON, note="误登")
    for why in ("1件信访", "1件立行立改"):
        with pytest.raises(NotAllowed, match=why):
            records.move(task, "leave", by=leader(task), at=EXIT)
        if why == "1件信访":
            petitions.dispose(row, outcome=Outcome.VERIFY, by=leader(task), at=DAY)
    actions.move(left, "carry_over", by=leader(task), at=EXIT, note="须报市政府审批")
    records.move(task, "leave", by=leader(task), at=EXIT)
    assert task.state == TaskState.LEFT


def test_a_group_without_any_leaves_at_once() -> None:
    task = on_site()
    records.move(task, "leave", by=leader(task), at=EXIT)
    assert task.left_on == EXIT
