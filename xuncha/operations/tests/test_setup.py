"""A real installation begins with three administrators and nothing else, and never beside a demo."""

from datetime import date

import pytest
from django.test import Client

from xuncha.accounts.models import User
from xuncha.kernel.refusals import BadInput, NotAllowed
from xuncha.operations import demo
from xuncha.operations.setup import set_up
from xuncha.people import actions as people
from xuncha.people.models import Grant
from xuncha.records.models import Installation, Office
from xuncha.records.rules import ADMINISTRATORS, Role

pytestmark = pytest.mark.django_db
OFFICE = {"code": "990200", "name": "市委巡察办", "short_name": "巡察办", "committee": "市委"}
TODAY = date(2019, 12, 31)


def test_exactly_three_accounts_stand_after_set_up() -> None:
    opened = set_up(**OFFICE, today=TODAY)
    assert {account.role for account in opened} == ADMINISTRATORS
    assert User.objects.count() == Grant.objects.count() == 3
    assert not Installation.objects.get().is_demo


def test_each_can_sign_in_with_the_password_shown_once(client: Client) -> None:
    for account in set_up(**OFFICE, today=TODAY):
        user = User.objects.get(username=account.username)
        assert user.check_password(account.password)


def test_set_up_happens_once() -> None:
    set_up(**OFFICE, today=TODAY)
    with pytest.raises(BadInput):
        set_up(**OFFICE, today=TODAY)


def test_a_division_code_that_is_none_is_refused() -> None:
    with pytest.raises(BadInput):
        set_up(**{**OFFICE, "code": "99"}, today=TODAY)
    assert not Office.objects.exists()


def test_an_administrator_may_hold_no_other_role() -> None:
    set_up(**OFFICE, today=TODAY)
    admin = User.objects.get(username="sysadmin")
    with pytest.raises(NotAllowed):
        people.grant(admin, Role.DIRECTOR, office=Office.objects.get(), by=admin, at=TODAY)


def test_the_demo_refuses_to_load_beside_real_data() -> None:
    set_up(**OFFICE, today=TODAY)
    before = User.objects.count()
    with pytest.raises(BadInput, match="正式数据"):
        demo.prepare()
    assert User.objects.count() == before
