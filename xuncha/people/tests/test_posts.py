"""Posts and who held them when."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from xuncha.kernel.refusals import NotAllowed, WrongRole
from xuncha.kernel.viewer import Viewer
from xuncha.orgs.tests.builders import organisation
from xuncha.people import actions, queries
from xuncha.people.models import Post, Tenure
from xuncha.people.rules import Rank
from xuncha.people.tests import builders as make
from xuncha.records.models import Office
from xuncha.records.rules import OFFICE, Role
from xuncha.records.tests.access import seen_by, seen_by_strangers
from xuncha.records.tests.builders import DAY, director, office, viewer

pytestmark = pytest.mark.django_db

LAST, NEXT = date(2019, 8, 31), date(2019, 9, 1)


@pytest.fixture
def city() -> Office:
    return office()


@pytest.fixture
def head(city: Office) -> Viewer:
    return director(city)


def principal(city: Office, by: Viewer) -> Post:
    return actions.create_post(
        organisation(office=city), title="党组书记", rank=Rank.COUNTY_CHIEF, is_principal=True, by=by, at=DAY
    )


def test_a_principals_post_has_one_holder_at_a_time(city: Office, head: Viewer) -> None:
    post, first, second = principal(city, head), make.person(office=city), make.person(office=city)
    tenure = actions.appoint(first, post, by=head, at=DAY)
    with pytest.raises(NotAllowed, match="先登记其离任"):
        actions.appoint(second, post, by=head, at=NEXT)
    actions.leave(tenure, by=head, at=LAST)
    actions.appoint(second, post, by=head, at=NEXT)
    assert queries.holders(post, date(2019, 6, 2)) == []
    assert queries.holders(post, DAY) == [first]
    assert queries.holders(post, LAST) == [first]  # the last day belongs to the tenure
    assert queries.holders(post, NEXT) == [second]
    with pytest.raises(NotAllowed, match="不能重复办理"):
        actions.leave(tenure, by=head, at=NEXT)


def test_a_shared_post_has_several_holders_but_nobody_twice(city: Office, head: Viewer) -> None:
    post, first, second = make.post(organisation=organisation(office=city)), make.person(), make.person()
    actions.appoint(first, post, by=head, at=DAY)
    actions.appoint(second, post, by=head, at=NEXT)
    assert queries.holders(post, NEXT) == [first, second]
    with pytest.raises(NotAllowed, match="重复"):
        actions.appoint(first, post, by=head, at=NEXT)


def test_a_tenure_does_not_end_before_it_begins(city: Office, head: Viewer) -> None:
    tenure = actions.appoint(make.person(office=city), principal(city, head), by=head, at=DAY)
    with pytest.raises(NotAllowed, match="相互矛盾"):
        actions.leave(tenure, by=head, at=date(2019, 6, 2))
    with pytest.raises(IntegrityError), transaction.atomic():
        Tenure.objects.filter(pk=tenure.pk).update(until=date(2019, 6, 2))


def test_posts_and_tenures_are_kept_and_read_by_their_office_only(city: Office, head: Viewer) -> None:
    post = principal(city, head)
    tenure = actions.appoint(make.person(office=city), post, by=head, at=DAY)
    for row in (post, tenure):
        assert seen_by(row) == OFFICE
        assert seen_by_strangers(row) == set()
    for role in set(Role) - {Role.GENERAL, Role.DIRECTOR, Role.GUIDANCE, Role.COUNTY_OFFICE}:
        with pytest.raises(WrongRole):
            actions.leave(tenure, by=viewer(role, office=city), at=LAST)
