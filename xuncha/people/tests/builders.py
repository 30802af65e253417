"""Persons, posts, sound ID numbers and browser sessions for tests."""

from datetime import date
from typing import Any

from django.test import Client

from xuncha.accounts.models import User
from xuncha.kernel import codes
from xuncha.orgs.models import Organisation
from xuncha.orgs.tests.builders import organisation
from xuncha.people.models import Grant, Person, Post
from xuncha.people.rules import Rank, Sex
from xuncha.records.models import Installation, Office
from xuncha.records.rules import Role
from xuncha.records.tests.builders import DAY, NUMBERS, office, user


def id_number(born_on: date = date(1975, 3, 12), serial: int = 1) -> str:
    """A sound ID number of a place that does not exist; an odd serial is a man's."""
    first17 = f"990101{born_on:%Y%m%d}{serial:03d}"
    return first17 + codes.id_check(first17)


def person(**over: Any) -> Person:
    n = next(NUMBERS)
    values: dict[str, Any] = {"name": f"人员{n}", "sex": Sex.MALE, "born_on": date(1975, 3, 12), "at": DAY}
    for name, build in {"office": office, "by": user}.items():
        if name not in over:
            values[name] = build()
    return Person.objects.create(**(values | over))


def post(**over: Any) -> Post:
    values: dict[str, Any] = {"title": "党组书记", "rank": Rank.COUNTY_CHIEF, "at": DAY}
    unit = over.get("organisation") or organisation()
    values |= {"organisation": unit, "office": unit.office, "by": unit.by}
    return Post.objects.create(**(values | over))


def installation(home: Office) -> Installation:
    """This machine's installation, on the last day of the year."""
    return Installation.objects.create(home=home, is_demo=True, business_date=date(2019, 12, 31))


def sign_in(client: Client, role: Role, of: Office, unit: Organisation | None = None) -> User:
    """A browser session of someone who holds the role in the office, or for an organisation."""
    account = user()
    Grant.objects.create(user=account, role=role, office=of, organisation=unit, since=DAY, by=account)
    client.force_login(account)
    return account
