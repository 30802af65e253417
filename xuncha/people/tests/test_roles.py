"""Roles given to accounts: recorded, ended once, and the three administrators stand alone."""

from contextlib import nullcontext
from datetime import date
from itertools import product

import pytest
from django.db import IntegrityError, transaction

from xuncha.accounts.models import User
from xuncha.audit.models import Entry
from xuncha.audit.queries import broken_entries
from xuncha.kernel.refusals import NotAllowed
from xuncha.kernel.viewer import Hold
from xuncha.orgs.tests.builders import organisation
from xuncha.people import actions
from xuncha.people.models import Grant
from xuncha.people.queries import holds_of
from xuncha.people.rules import check_exclusive
from xuncha.people.tests.builders import installation
from xuncha.records.rules import ADMINISTRATORS, Role
from xuncha.records.tests.builders import DAY, office, user

pytestmark = pytest.mark.django_db

EVE, LAST, NEXT = date(2019, 6, 2), date(2019, 8, 31), date(2019, 9, 1)


def test_an_administrator_holds_nothing_else_and_everyone_else_what_the_work_asks() -> None:
    for held, wanted in product(Role, Role):
        alone = held in ADMINISTRATORS or wanted in ADMINISTRATORS
        with pytest.raises(NotAllowed, match="互不兼任") if alone else nullcontext():
            check_exclusive([held], wanted)
        check_exclusive([], wanted)


def test_a_role_is_held_from_its_first_to_its_last_day(django_assert_num_queries: object) -> None:
    city, account, unit = office(), user(), organisation()
    row = actions.grant(
        account, Role.UNIT_CONTACT, office=city, organisation=unit, by=user(), at=DAY, basis="函"
    )
    actions.end(row, by=user(), at=LAST)
    held = frozenset({Hold(Role.UNIT_CONTACT, city.pk, unit.pk)})
    with django_assert_num_queries(4):  # type: ignore[operator]
        assert [holds_of(account.pk, day) for day in (EVE, DAY, LAST, NEXT)] == [
            frozenset(),
            held,
            held,
            frozenset(),
        ]


def test_giving_and_ending_a_role_are_recorded_in_the_chain() -> None:
    account, security = user(), user()
    row = actions.grant(account, Role.GENERAL, office=office(), by=security, at=DAY)
    actions.end(row, by=security, at=LAST)
    assert [(e.verb, e.who, e.subject) for e in Entry.objects.order_by("id")] == [
        ("grant", security.username, account.username),
        ("end grant", security.username, account.username),
    ]
    assert broken_entries() == []


def test_a_role_ends_once_and_not_before_it_began() -> None:
    row = actions.grant(user(), Role.GENERAL, office=office(), by=user(), at=DAY)
    actions.end(row, by=user(), at=LAST)
    for day, sentence in ((NEXT, "已经结束"), (EVE, "早于授权起始")):
        with pytest.raises(NotAllowed, match=sentence):
            actions.end(row, by=user(), at=day)
    assert Grant.objects.get().until == LAST


def test_an_administrator_in_force_takes_no_business_role_until_the_last_day_is_over() -> None:
    city, account = office(), user()
    installation(city)
    row = actions.grant(account, Role.AUDITOR, office=city, by=user(), at=DAY)
    actions.end(row, by=user(), at=LAST)
    with pytest.raises(NotAllowed, match="互不兼任"):
        actions.grant(account, Role.GENERAL, office=city, by=user(), at=LAST)
    actions.grant(account, Role.GENERAL, office=city, by=user(), at=NEXT)
    assert Entry.objects.filter(verb="grant").count() == 2  # what was refused left no grant behind


def test_a_role_that_is_held_is_not_given_again() -> None:
    city, account = office(), user()
    actions.grant(account, Role.GENERAL, office=city, by=user(), at=DAY)
    with pytest.raises(NotAllowed, match="已有此岗位"):
        actions.grant(account, Role.GENERAL, office=city, by=user(), at=LAST)
    actions.grant(account, Role.GENERAL, office=office(), by=user(), at=LAST)


def test_the_database_refuses_one_role_twice_and_a_contact_of_no_unit() -> None:
    city, account, unit = office(), user(), organisation()

    def granted(role: Role, to: User = account) -> None:
        Grant.objects.create(user=to, role=role, office=city, since=DAY, by=account)

    def contact() -> None:
        Grant.objects.create(
            user=account, role=Role.UNIT_CONTACT, office=city, organisation=unit, since=DAY, by=account
        )

    granted(Role.GENERAL)
    contact()
    for again in (Role.GENERAL, Role.UNIT_CONTACT):
        with pytest.raises(IntegrityError), transaction.atomic():
            granted(again)
    with pytest.raises(IntegrityError), transaction.atomic():
        contact()
    granted(Role.GENERAL, user())
