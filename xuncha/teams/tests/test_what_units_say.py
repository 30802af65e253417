"""An inspected organisation asks for a recusal and evaluates the group; the group reads neither."""

from datetime import date

import pytest

from xuncha.findings.tests.builders import seat, task, towards
from xuncha.kernel.refusals import NotAllowed, WrongRole
from xuncha.records.rules import Role
from xuncha.records.tests import builders as records
from xuncha.rounds.models import GroupMember, RecusalCheck, Task
from xuncha.rounds.rules.groups import RecusalVerdict
from xuncha.rounds.rules.tasks import TaskState
from xuncha.rounds.tests import builders as rounds
from xuncha.teams.actions import units_say
from xuncha.teams.models import ConductEvaluation, RecusalRequest
from xuncha.teams.rules import QUESTIONS, RequestState

pytestmark = pytest.mark.django_db
DAY = date(2019, 12, 20)


@pytest.fixture
def on_site() -> Task:
    return task(state=TaskState.ENTERED, decided_on=None)


def asked(
    on: Task, member: GroupMember | None = None, reason: str = "与我单位负责人系亲属"
) -> RecusalRequest:
    seated = member or rounds.member(group=on.group)
    row = RecusalRequest(office=on.office, task=on, member=seated, reason=reason)
    return units_say.ask_recusal(row, by=towards(Role.UNIT_CONTACT, on), at=DAY)


def test_an_upheld_request_bars_the_person_whatever_was_decided_before(on_site: Task) -> None:
    member = rounds.member(group=on_site.group)
    rounds.cleared(member.person, on_site)
    request = asked(on_site, member)
    head = records.viewer(Role.DIRECTOR, office=on_site.office)
    units_say.move_request(request, "uphold", by=head, at=DAY, note="查证属实")
    assert request.state == RequestState.UPHELD
    check = RecusalCheck.objects.get(person=member.person, organisation=on_site.organisation)
    assert check.verdict == RecusalVerdict.BARRED


def test_a_decision_says_why(on_site: Task) -> None:
    head = records.viewer(Role.DIRECTOR, office=on_site.office)
    with pytest.raises(NotAllowed, match="理由"):
        units_say.move_request(asked(on_site), "reject", by=head, at=DAY)


def test_a_request_concerns_somebody_in_the_tasks_own_group(on_site: Task) -> None:
    with pytest.raises(NotAllowed, match="不在本任务的巡察组"):
        asked(on_site, rounds.member())


def test_the_group_neither_decides_nor_reads_it(on_site: Task) -> None:
    request = asked(on_site)
    leader = seat(Role.GROUP_LEADER, on_site)
    with pytest.raises(WrongRole):
        units_say.move_request(request, "reject", by=leader, at=DAY, note="不属实")
    assert not RecusalRequest.objects.visible_to(leader).exists()
    assert not ConductEvaluation.objects.visible_to(leader).exists()


def test_another_unit_asks_nothing_here(on_site: Task) -> None:
    row = RecusalRequest(
        office=on_site.office, task=on_site, member=rounds.member(group=on_site.group), reason="亲属"
    )
    with pytest.raises(WrongRole):
        units_say.ask_recusal(row, by=towards(Role.UNIT_CONTACT, task()), at=DAY)


def evaluated(on: Task) -> ConductEvaluation:
    row = ConductEvaluation(office=on.office, task=on, **dict.fromkeys(QUESTIONS, 4))
    return units_say.evaluate(row, by=towards(Role.UNIT_CONTACT, on), at=DAY)


def test_a_group_is_evaluated_once_after_the_feedback() -> None:
    fed_back = task(state=TaskState.FED_BACK, decided_on=date(2019, 9, 2), fed_back_on=date(2019, 9, 20))
    assert evaluated(fed_back).total() == 20
    with pytest.raises(NotAllowed, match="已经评价"):
        evaluated(fed_back)


def test_before_the_feedback_nobody_is_asked(on_site: Task) -> None:
    with pytest.raises(NotAllowed, match="反馈以后"):
        evaluated(on_site)
