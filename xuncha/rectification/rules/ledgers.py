"""Who owes a ledger, and who works on one."""

from xuncha.kernel.words import Word
from xuncha.people.rules import CLERKS
from xuncha.records.rules import Role


class OwnerKind(Word):
    TASK = "task", "被巡察党组织"
    COUNTY = "county", "县（市、区）"
    OFFICE = "office", "巡察机构自身"


DOERS = frozenset({Role.RECTIFICATION, Role.DIRECTOR, Role.COUNTY_OFFICE})
UNIT = DOERS | {Role.UNIT_CONTACT}  # the office also enters what a unit sends on paper
REGISTRARS = CLERKS | {Role.UNIT_CONTACT}  # who adds a post of the unit that the register lacks
CHECKERS = frozenset({Role.DIRECTOR, Role.RECTIFICATION, Role.COUNTY_OFFICE})
INSPECTORS = CHECKERS | {Role.GROUP_LEADER, Role.LIAISON}  # the group goes on supervising in the early part
SUPERVISORS = CHECKERS | {Role.PLAN_REVIEWER}


class Body(Word):
    """Bodies that review a plan or supervise the closing of an item (domain §4.8)."""

    DISCIPLINE = "discipline", "纪委监委"
    ORGANISATION = "organisation", "组织部"
    PROPAGANDA = "propaganda", "宣传部"
    LEADING_GROUP = "leading_group", "巡察工作领导小组"
    UPPER = "upper", "上级巡视巡察机构"
    OFFICE = "office", "巡察办"
    GROUP = "group", "巡察组"


OUTSIDE = (Body.DISCIPLINE, Body.ORGANISATION, Body.PROPAGANDA, Body.LEADING_GROUP, Body.UPPER)
SPEAKERS: dict[Body, frozenset[str]] = {  # who speaks for a body himself; others need its paper
    **dict.fromkeys(OUTSIDE, frozenset({Role.PLAN_REVIEWER})),
    Body.OFFICE: CHECKERS,
    Body.GROUP: frozenset({Role.GROUP_LEADER, Role.LIAISON}),
}
