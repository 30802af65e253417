"""Divisions and Party organisations for tests."""

from typing import Any

from xuncha.orgs.models import Division, Organisation
from xuncha.orgs.rules import OrganisationKind, UnitClass
from xuncha.records.rules import Level
from xuncha.records.tests.builders import DAY, NUMBERS, office, user


def division(**over: Any) -> Division:
    n = next(NUMBERS)
    values: dict[str, Any] = {"code": f"99{n:010d}", "name": f"第{n}区划", "level": Level.CITY}
    return Division.objects.create(**(values | over))


def organisation(**over: Any) -> Organisation:
    """A city department's leading Party group, in existence since long ago."""
    n = next(NUMBERS)
    values: dict[str, Any] = {
        "name": f"中共第{n}局党组",
        "short_name": f"第{n}局",
        "kind": OrganisationKind.LEADING_GROUP,
        "unit_class": UnitClass.GOVERNMENT,
        "level": Level.CITY,
        "at": DAY.replace(year=2010),
    }
    for name, build in {"office": office, "by": user, "division": division}.items():
        if name not in over:
            values[name] = build()
    return Organisation.objects.create(**(values | over))
