"""Inspection reports: their outline, and from which sides the office reviews one (domain §4.5)."""

from xuncha.kernel.words import Word
from xuncha.records.rules import Role


class Aspect(Word):
    """From which side a report is reviewed."""

    FACTS = "facts", "事实"
    NATURE = "nature", "定性"
    WORDING = "wording", "文字"
    DISCIPLINE = "discipline", "纪检监察专业审核"
    ORGANISATION = "organisation", "组织人事专业审核"
    AUDIT = "audit", "审计专业审核"


WRITERS = frozenset({Role.GROUP_LEADER, Role.LIAISON, Role.MEMBER, Role.COUNTY_OFFICE})
SIGNER = frozenset({Role.GROUP_LEADER, Role.COUNTY_OFFICE})
REVIEWERS = frozenset({Role.DIRECTOR, Role.GENERAL, Role.RECTIFICATION, Role.COUNTY_OFFICE})

# what a group writes; the third part, the problems, is assembled
PARTS = {"basics": "基本情况", "assessment": "总体评价", "causes": "原因分析", "advice": "意见建议"}
