"""Who reads a row: the roles of an inspection office and the paths along which they reach a record."""

from dataclasses import dataclass

from xuncha.kernel.words import Word


class Level(Word):
    PROVINCE = "province", "省级"
    CITY = "city", "市级"
    COUNTY = "county", "县级"
    TOWNSHIP = "township", "乡镇"
    VILLAGE = "village", "村（社区）"


class Role(Word):
    LEADER = "leader", "领导小组成员"
    APPROVER = "approver", "审批领导"
    DIRECTOR = "director", "巡察办主任"
    GENERAL = "general", "综合科"
    GUIDANCE = "guidance", "指导督导科"
    RECTIFICATION = "rectification", "整改督查科"
    CLUE_KEEPER = "clue_keeper", "线索专管员"
    PLAN_REVIEWER = "plan_reviewer", "整改方案审核人"
    CLUE_RECEIVER = "clue_receiver", "线索承办人"
    GROUP_LEADER = "group_leader", "巡察组组长"
    LIAISON = "liaison", "副组长（联络员）"
    MEMBER = "member", "巡察组组员"
    PETITION_CLERK = "petition_clerk", "信访接待员"
    UNIT_CONTACT = "unit_contact", "被巡察单位联络员"
    COUNTY_OFFICE = "county_office", "县级巡察办"
    PROVINCIAL_OFFICE = "provincial_office", "省委巡视办"
    SYSTEM_ADMIN = "system_admin", "系统管理员"
    SECURITY_ADMIN = "security_admin", "安全保密管理员"
    AUDITOR = "auditor", "安全审计员"


# domain §3.2: roles in groups, so that a table names a set and not nine words
SECTIONS = frozenset({Role.DIRECTOR, Role.GENERAL, Role.GUIDANCE, Role.RECTIFICATION})
STAFF = SECTIONS | {Role.COUNTY_OFFICE}  # a county office works its own rows with one role
LEADERS = frozenset({Role.LEADER, Role.APPROVER})
OFFICE = STAFF | LEADERS
GROUP = frozenset({Role.GROUP_LEADER, Role.LIAISON, Role.MEMBER, Role.PETITION_CLERK})
ADMINISTRATORS = frozenset({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDITOR})
NOBODY: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Reach:
    """Which roles read a model's rows, and along which path each of them holds its role.

    office        roles held in the office that owns the row
    upper         roles held in the office above the owner (filed or entitled matters only)
    group         path to the inspection group whose members read the row, "" for none
    group_roles   those of the group that do
    organisation  path to the organisation whose contact reads the row, "" for none
    addressed     path to another office to which the row is addressed, and who reads it there
    """

    office: frozenset[str] = OFFICE
    upper: frozenset[str] = NOBODY
    group: str = ""
    group_roles: frozenset[str] = GROUP
    organisation: str = ""
    organisation_roles: frozenset[str] = frozenset({Role.UNIT_CONTACT})
    addressed: str = ""
    addressed_roles: frozenset[str] = NOBODY

    @property
    def roles(self) -> frozenset[str]:
        """Every role that may open the model's list at all."""
        group = self.group_roles if self.group else NOBODY
        organisation = self.organisation_roles if self.organisation else NOBODY
        return self.office | self.upper | group | organisation | self.addressed_roles
