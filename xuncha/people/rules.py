"""Persons, posts and who may hold which role together with which (domain §3.2)."""

from collections.abc import Collection
from datetime import date

from xuncha.kernel import codes
from xuncha.kernel.refusals import NotAllowed
from xuncha.kernel.words import Word
from xuncha.records.rules import ADMINISTRATORS, Role

CLERKS = frozenset(
    {Role.GENERAL, Role.DIRECTOR, Role.GUIDANCE, Role.COUNTY_OFFICE}
)  # who keeps persons and posts
MAY_OPEN_ID = frozenset({Role.DIRECTOR, Role.GENERAL, Role.COUNTY_OFFICE})


class Sex(Word):
    MALE = "male", "男"
    FEMALE = "female", "女"


class Rank(Word):
    """Leading posts and ranks used here, highest first (2019)."""

    COUNTY_CHIEF = "county_chief", "县处级正职"
    COUNTY_DEPUTY = "county_deputy", "县处级副职"
    TOWNSHIP_CHIEF = "township_chief", "乡科级正职"
    TOWNSHIP_DEPUTY = "township_deputy", "乡科级副职"
    CLERK = "clerk", "科员"


def check_exclusive(held: Collection[str], wanted: str) -> None:
    """Refuse a role that one person may not hold beside those held: the three administrators stand alone."""
    if held and (wanted in ADMINISTRATORS or any(role in ADMINISTRATORS for role in held)):
        raise NotAllowed("系统、安全保密、审计三员互不兼任，也不得兼任业务岗位。")


def check_id(number: str, *, sex: str, born_on: date) -> None:
    """Refuse an ID number (GB 11643) that is unsound or speaks of somebody else. The number is never repeated."""
    if fault := codes.id_fault(number):
        raise NotAllowed(fault)
    if codes.birth_date(number) != born_on:
        raise NotAllowed("身份证号与出生日期不符，请核对。")
    if codes.sex(number) != sex:
        raise NotAllowed("身份证号与性别不符，请核对。")
