"""Offices, accounts and viewers for tests of every app."""

from datetime import date
from itertools import cycle
from typing import Any

from xuncha.accounts.models import User
from xuncha.kernel.viewer import GroupHold, Hold, Viewer
from xuncha.records.models import Office
from xuncha.records.rules import Level, Role

DAY = date(2019, 6, 3)  # a Monday
NUMBERS = cycle(range(1, 30_001))  # no two alike in one test; each fits the smallest column


def office(**over: Any) -> Office:
    """A city's inspection office unless said otherwise."""
    n = next(NUMBERS)
    values: dict[str, Any] = {
        "code": f"9{n:05d}",
        "name": f"第{n}市委巡察办",
        "short_name": f"第{n}市",
        "committee": f"中共第{n}市委",
        "level": Level.CITY,
    }
    return Office.objects.create(**(values | over))


def county(city: Office, **over: Any) -> Office:
    """A county's office below a city's."""
    n = next(NUMBERS)
    values: dict[str, Any] = {
        "code": f"9{n:05d}",
        "name": f"第{n}县委巡察办",
        "short_name": f"第{n}县",
        "committee": f"中共第{n}县委",
        "level": Level.COUNTY,
        "parent": city,
    }
    return Office.objects.create(**(values | over))


def province(**over: Any) -> Office:
    return office(
        **(
            {"level": Level.PROVINCE, "name": "省委巡视办", "short_name": "省", "committee": "中共省委"}
            | over
        )
    )


def user(**over: Any) -> User:
    """An account that cannot sign in: hashing a password would slow every test."""
    n = next(NUMBERS)
    return User.objects.create(**({"username": f"account-{n}", "name": f"人员{n}"} | over))


def viewer(
    *roles: Role, office: Office, organisation: int | None = None, groups: tuple[GroupHold, ...] = ()
) -> Viewer:
    """A fresh account that holds `roles` in `office`, narrowed to an organisation if one is given."""
    account = user()
    holds = frozenset(Hold(role, office.pk, organisation) for role in roles)
    return Viewer(user=account.pk, name=account.name, office=office.pk, holds=holds, groups=frozenset(groups))


def director(office: Office) -> Viewer:
    return viewer(Role.DIRECTOR, office=office)
