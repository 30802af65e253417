"""Persons, posts and who may hold which role together with which (domain §3.2)."""

from collections.abc import Collection
from datetime import date

from xuncha.kernel import codes
from xuncha.kernel.refusals import NotAllowed, WrongRole
from xuncha.kernel.words import Word
from xuncha.records.rules import ADMINISTRATORS, GROUP, Level, Role

GRANTERS = frozenset({Role.SECURITY_ADMIN})  # who gives and ends roles
OPENERS = frozenset({Role.SYSTEM_ADMIN})  # who opens and closes accounts
GRANTED = tuple(role for role in Role if role not in GROUP)  # a seat in a group comes with the group
OF_A_UNIT = frozenset({Role.UNIT_CONTACT, Role.CLUE_RECEIVER})  # may be narrowed to an organisation
LONGEST = 24  # hours of an emergency grant, and those within which it is decided
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


class EmergencyState(Word):
    ASKED = "asked", "待批准"
    GIVEN = "given", "生效中"
    DECLINED = "declined", "未批准"
    ENDED = "ended", "已提前结束"


def apart(roles: Collection[str]) -> bool:
    """Whether what one account holds keeps the administrators apart from one another and from the work."""
    return len(set(roles)) <= 1 or ADMINISTRATORS.isdisjoint(roles)


def check_exclusive(held: Collection[str], wanted: str) -> None:
    """Refuse a role that one person may not hold beside those held: the three administrators stand alone."""
    if held and (wanted in ADMINISTRATORS or any(role in ADMINISTRATORS for role in held)):
        raise NotAllowed("系统、安全保密、审计三员互不兼任，也不得兼任业务岗位。")


def check_place(role: str, level: str, *, unit: bool) -> None:
    """Refuse a role where it cannot be held: at which level, for which unit."""
    if role in GROUP:
        raise NotAllowed("巡察组内岗位随编组产生，不另行授予。")
    if (role == Role.COUNTY_OFFICE) != (level == Level.COUNTY) and role not in OF_A_UNIT:
        raise NotAllowed("县级巡察机构只授“县级巡察办”岗位，该岗位也只授予县级巡察机构。")
    if (role == Role.PROVINCIAL_OFFICE) != (level == Level.PROVINCE):
        raise NotAllowed("“省委巡视办”岗位只授予省级巡视机构。")
    if role == Role.UNIT_CONTACT and not unit:
        raise NotAllowed("被巡察单位联络员须选定所属单位。")
    if unit and role not in OF_A_UNIT:
        raise NotAllowed("此岗位不限定单位，请不要选择所属单位。")


def as_administrator(roles: Collection[str]) -> frozenset[str]:
    """Which of the three somebody acts as; WrongRole for anybody else."""
    held = ADMINISTRATORS.intersection(roles)
    if not held:
        raise WrongRole("您的岗位不能办理此事项。")
    return frozenset(held)


def check_second(
    *, asked_as: str, asker: int, decides_as: Collection[str], decider: int, concerned: int
) -> None:
    """Refuse what needs two persons and has one: two administrators of different kinds, neither for himself."""
    if decider in (asker, concerned) or asker == concerned:
        raise NotAllowed("申请人、批准人和当事人须为不同的人。")
    if asked_as in decides_as or ADMINISTRATORS.isdisjoint(decides_as):
        raise NotAllowed("须由另一类管理员批准。")


def check_id(number: str, *, sex: str, born_on: date) -> None:
    """Refuse an ID number (GB 11643) that is unsound or speaks of somebody else. The number is never repeated."""
    if fault := codes.id_fault(number):
        raise NotAllowed(fault)
    if codes.birth_date(number) != born_on:
        raise NotAllowed("身份证号与出生日期不符，请核对。")
    if codes.sex(number) != sex:
        raise NotAllowed("身份证号与性别不符，请核对。")
