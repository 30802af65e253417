"""Vocabularies of divisions and Party organisations (domain §9.2)."""

from xuncha.kernel.words import Word
from xuncha.records.rules import Role

CLERKS = frozenset(
    {Role.GENERAL, Role.DIRECTOR, Role.COUNTY_OFFICE}
)  # who keeps the register of organisations


class OrganisationKind(Word):
    COMMITTEE = "committee", "党委"
    LEADING_GROUP = "leading_group", "党组"
    WORK_COMMITTEE = "work_committee", "党工委"
    GENERAL_BRANCH = "general_branch", "党总支"
    BRANCH = "branch", "党支部"
    AGENCY_COMMITTEE = "agency_committee", "机关党委"


class UnitClass(Word):
    PARTY = "party", "党群部门"
    GOVERNMENT = "government", "政府部门"
    PEOPLE = "people", "人大政协群团"
    JUDICIAL = "judicial", "法检机关"
    ENTERPRISE = "enterprise", "国有企业"
    SCHOOL = "school", "学校"
    HOSPITAL = "hospital", "医院"
    PARK = "park", "园区"
    TOWNSHIP = "township", "乡镇（街道）"
    VILLAGE = "village", "村（社区）"


class ChangeKind(Word):
    MERGED = "merged", "合并"
    SPLIT = "split", "拆分"
    ABOLISHED = "abolished", "撤销"
    RENAMED = "renamed", "更名"
