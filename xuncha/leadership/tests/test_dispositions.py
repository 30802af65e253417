"""What a group leader proposes and how the leading group rules."""

from datetime import date

import pytest

from xuncha.findings.tests.builders import seat, task
from xuncha.kernel.refusals import NotAllowed, WrongRole
from xuncha.leadership import actions
from xuncha.leadership.models import Disposition
from xuncha.leadership.rules import DispositionKind, Ruling
from xuncha.records.rules import Role
from xuncha.records.tests import builders as records
from xuncha.rounds.models import Task
from xuncha.rounds.rules.tasks import TaskState

pytestmark = pytest.mark.django_db
DAY = date(2019, 12, 20)


@pytest.fixture
def reported() -> Task:
    return task(state=TaskState.REPORTED, decided_on=None)


def proposed(on: Task) -> Disposition:
    row = Disposition(office=on.office, task=on, kind=DispositionKind.CHECK, text="对惠民资金开展专项检查")
    return actions.propose(row, by=seat(Role.GROUP_LEADER, on), at=DAY)


def test_the_secretary_hears_a_task_when_each_proposal_has_been_ruled_on(reported: Task) -> None:
    row = proposed(reported)
    with pytest.raises(NotAllowed, match="1条处置建议"):
        actions.dispositions_ruled(reported)
    office = records.viewer(Role.GENERAL, office=reported.office)
    actions.rule(row, ruling=Ruling.AGREED, by=office, at=DAY, basis="领导小组会议纪要〔2019〕12号")
    actions.dispositions_ruled(reported)


def test_only_the_leader_proposes(reported: Task) -> None:
    row = Disposition(office=reported.office, task=reported, kind=DispositionKind.TALK, text="约谈提醒")
    with pytest.raises(WrongRole):
        actions.propose(row, by=seat(Role.MEMBER, reported), at=DAY)


def test_a_ruling_rests_on_a_paper_and_a_change_says_what_was_changed(reported: Task) -> None:
    row, office = proposed(reported), records.viewer(Role.GENERAL, office=reported.office)
    with pytest.raises(NotAllowed, match="会议或者纪要"):
        actions.rule(row, ruling=Ruling.AGREED, by=office, at=DAY)
    with pytest.raises(NotAllowed, match="写明决定内容"):
        actions.rule(row, ruling=Ruling.CHANGED, by=office, at=DAY, basis="纪要〔2019〕12号")


def test_nothing_is_proposed_once_the_secretary_has_heard_it() -> None:
    with pytest.raises(NotAllowed, match="领导小组审议以前"):
        proposed(task())
