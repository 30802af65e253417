"""Who cannot be drawn is seated by no route: neither by the verb, nor by the page, nor by the sheet."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from xuncha.kernel.refusals import NotAllowed
from xuncha.people.tests.builders import installation, sign_in
from xuncha.records.rules import Role
from xuncha.records.tests.builders import director
from xuncha.rounds.actions import groups
from xuncha.rounds.models import GroupMember, Task
from xuncha.rounds.rules.groups import RecusalVerdict, Seat
from xuncha.rounds.rules.rounds import RoundState
from xuncha.rounds.tests import builders as make
from xuncha.talent import actions as talent
from xuncha.talent.models import PoolMember, Unavailability
from xuncha.talent.rules import Absence, MemberState
from xuncha.talent.tests.builders import pool_member

pytestmark = pytest.mark.django_db

DAY = date(2019, 4, 1)


@pytest.fixture
def task() -> Task:
    row = make.round_(at=DAY, approved_on=DAY, state=RoundState.APPROVED)
    installation(row.office)
    return make.task(round=row, group=make.group(round=row))


@pytest.fixture
def away(task: Task) -> PoolMember:
    """Cleared by recusal, but away until the end of April."""
    member, by = pool_member(office=task.office), director(task.office)
    check = groups.check(task.round, member.person, task.organisation, by=by, at=DAY)
    groups.decide(check, RecusalVerdict.CLEAR, by=by, at=DAY)
    absence = Unavailability(
        office=task.office, person=member.person, reason=Absence.MATERNITY, until=date(2019, 4, 30)
    )
    talent.enter_unavailability(absence, by=by, at=date(2019, 2, 1))
    return member


def test_by_no_route_is_seated_who_is_away(task: Task, away: PoolMember, client: Client) -> None:
    group, by = task.group, director(task.office)
    assert group
    with pytest.raises(NotAllowed, match="孕产"):
        groups.post(group, away.person, Seat.MEMBER, pool_member=away, by=by, at=DAY)
    sign_in(client, Role.GUIDANCE, task.office)
    page = reverse("rounds:group_members_new", args=[group.uid])
    answer = client.post(page, {"at": DAY, "seat": "member", "pool_member": away.pk})
    assert answer.status_code == 422
    assert "孕产" in answer.content.decode()
    sheet = reverse("rounds:group_members_sheet", args=[group.uid])
    answer = client.post(sheet, {"pasted": f"到组日期\t职责\t人才库成员\n{DAY}\t组员\t{away.person.name}"})
    assert [fault.sentence for fault in answer.context["faults"]] == [
        f"{away.person.name}因“孕产”暂不能抽调，请另选人员。"
    ]
    assert not GroupMember.objects.exists()
    away.refresh_from_db()
    assert away.state == MemberState.IN_POOL


def test_from_the_day_after_the_absence_the_member_is_seated(task: Task, away: PoolMember) -> None:
    group = task.group
    assert group
    groups.post(
        group, away.person, Seat.MEMBER, pool_member=away, by=director(task.office), at=date(2019, 5, 1)
    )
    away.refresh_from_db()
    assert away.state == MemberState.POSTED
