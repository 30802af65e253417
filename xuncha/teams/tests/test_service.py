"""How evenly the pool is used, and whose place in it should be looked at again."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from xuncha.people.tests.builders import installation, person, sign_in
from xuncha.people.tests.pages import questions
from xuncha.records.models import Office
from xuncha.records.rules import Role
from xuncha.records.tests.builders import director, office
from xuncha.rounds.models import GroupMember
from xuncha.rounds.tests import builders as rounds
from xuncha.talent import actions as talent
from xuncha.talent.models import PoolMember, PoolTarget, Renewal, Unavailability
from xuncha.talent.rules import Absence, MemberState, PoolKind
from xuncha.talent.tests.builders import pool_member
from xuncha.teams.queries.service import served, to_review
from xuncha.teams.rules import Concern, Grade, Limits, Rest, Standing, concerns, gini, rest
from xuncha.teams.tests.builders import appraisal

pytestmark = pytest.mark.django_db

DAY = date(2019, 12, 31)
LIMITS = Limits(term=5, oldest=57, idle=2)


@pytest.fixture
def city() -> Office:
    return installation(office()).home


def seat(member: PoolMember, at: date, until: date | None) -> GroupMember:
    group = rounds.group(round=rounds.round_(office=member.office))
    return rounds.member(group=group, person=member.person, pool_member=member, at=at, until=until)


@pytest.mark.parametrize(
    ("times", "expected"),
    [
        ([], Fraction(0)),
        ([0, 0], Fraction(0)),
        ([2, 2, 2], Fraction(0)),
        ([0, 0, 0, 4], Fraction(3, 4)),
        ([1, 2, 3], Fraction(2, 9)),
    ],
)
def test_gini(times: list[int], expected: Fraction) -> None:
    assert gini(times) == expected
    if sum(times):  # by its definition: the mean difference over twice the mean
        n, mean = len(times), Fraction(sum(times), len(times))
        assert gini(times) == Fraction(sum(abs(a - b) for a in times for b in times), n * n) / (2 * mean)


@pytest.mark.parametrize(
    ("last", "posted", "expected"),
    [
        (None, False, Rest.NEVER),
        (None, True, Rest.POSTED),
        (date(2019, 7, 1), False, Rest.HALF),
        (date(2019, 6, 30), False, Rest.YEAR),
        (date(2018, 12, 30), False, Rest.TWO),
        (date(2017, 12, 30), False, Rest.LONG),
    ],
)
def test_how_long_ago(last: date | None, posted: bool, expected: Rest) -> None:
    assert rest(last, posted, DAY) == expected


def standing(**over: Any) -> Standing:
    values: dict[str, Any] = {
        "pool": PoolKind.MEMBER, "born_on": date(1980, 1, 1), "since": date(2018, 6, 1), "served": date(2019, 8, 1),
        "posted": False,
    }  # fmt: skip
    return Standing(**(values | over))


@pytest.mark.parametrize(
    ("over", "expected"),
    [
        ({}, []),
        ({"since": date(2014, 12, 31)}, [Concern.TERM]),
        ({"since": date(2015, 1, 1)}, []),
        ({"born_on": date(1961, 12, 31)}, [Concern.AGE]),
        ({"born_on": date(1961, 12, 31), "pool": PoolKind.EXPERT}, []),
        ({"since": date(2017, 12, 31), "served": None}, [Concern.IDLE]),
        ({"since": date(2017, 12, 31), "served": None, "posted": True}, []),
        ({"since": date(2017, 1, 1), "served": date(2017, 12, 31)}, [Concern.IDLE]),
        ({"grade": Grade.INCOMPETENT}, [Concern.UNFIT]),
        ({"grade": Grade.BASIC}, []),
        ({"sanctioned": True}, [Concern.SANCTION]),
    ],
)
def test_concerns(over: dict[str, Any], expected: list[Concern]) -> None:
    assert list(concerns(standing(**over), LIMITS, DAY)) == expected
    assert not set(concerns(standing(**over), Limits(), DAY)) & {Concern.TERM, Concern.AGE, Concern.IDLE}


def test_times_and_the_last_day_are_those_of_seats_from_the_pool(city: Office) -> None:
    one, never, now = (pool_member(office=city) for _ in range(3))
    seat(one, date(2018, 3, 1), date(2018, 6, 1))
    seat(one, date(2019, 3, 1), date(2019, 6, 1))
    seat(now, date(2019, 11, 1), None)
    pool_member(office=city, state=MemberState.OUT)
    pool_member()
    found = {row.member.pk: (row.times, row.last, row.posted) for row in served(director(city), DAY)}
    assert found == {
        one.pk: (2, date(2019, 6, 1), False), never.pk: (0, None, False), now.pk: (1, None, True),
    }  # fmt: skip
    before = {row.member.pk: row.times for row in served(director(city), date(2018, 12, 31))}
    assert before == {one.pk: 1, never.pk: 0, now.pk: 0}


def test_a_renewal_settles_the_term_and_a_person_decides(city: Office) -> None:
    by = director(city)
    for part, most in (("term:", 2), ("idle:", 2)):
        talent.set_target(
            PoolTarget(office=city, most=most),
            by=by,
            at=date(2018, 1, 2),
            since=date(2018, 1, 2),
            part=part,
            label="",
        )
    old, sick, bad = (pool_member(office=city) for _ in range(3))
    talent.renew(Renewal(member=bad), by=by, at=date(2019, 6, 3))
    talent.enter_unavailability(
        Unavailability(office=city, person=sick.person, reason=Absence.SANCTION), by=by, at=date(2019, 6, 3)
    )
    appraisal(seat=seat(bad, date(2019, 6, 1), date(2019, 8, 1)), grade=Grade.INCOMPETENT)
    found = {one.member.pk: why for one, why in to_review(by, DAY)}
    assert found == {
        old.pk: [Concern.TERM, Concern.IDLE],
        sick.pk: [Concern.TERM, Concern.IDLE, Concern.SANCTION],
        bad.pk: [Concern.UNFIT],
    }
    talent.renew(Renewal(member=old), by=by, at=date(2019, 12, 2))
    assert old.pk not in {one.member.pk for one, _ in to_review(by, DAY)}
    assert set(PoolMember.objects.values_list("state", flat=True)) == {MemberState.IN_POOL}


def test_the_pages_open_to_readers_of_the_pool_and_ask_no_more_for_more(client: Client, city: Office) -> None:
    doors = [reverse("teams:fairness"), f"{reverse('teams:fairness')}?rest=half", reverse("teams:renewals")]
    for role in (Role.RECTIFICATION, Role.GROUP_LEADER, Role.SYSTEM_ADMIN):
        sign_in(client, role, city)
        assert [client.get(door).status_code for door in doors] == [403] * 3
    sign_in(client, Role.GUIDANCE, city)
    seat(pool_member(office=city), date(2019, 3, 1), date(2019, 8, 1))
    few = [questions(client, door) for door in doors]
    for _ in range(5):
        seat(pool_member(office=city), date(2019, 3, 1), date(2019, 8, 1))
        pool_member(office=city)
    assert [questions(client, door) for door in doors] == few
    page = client.get(doors[1])
    assert len(page.context["rows"]) == 6
    assert page.context["gini"] == "0.45"


def test_what_a_person_did_stands_on_their_page(client: Client, city: Office) -> None:
    member = pool_member(office=city, person=person(office=city, name="赵明"))
    held = seat(member, date(2019, 3, 1), date(2019, 8, 1))
    sign_in(client, Role.GUIDANCE, city)
    page = client.get(reverse("people:persons_detail", args=[member.person.uid])).content.decode()
    assert reverse("rounds:group_members_detail", args=[held.uid]) in page
    assert reverse("teams:refusals") in page
    assert reverse("talent:trainings") in page
