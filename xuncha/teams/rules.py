"""Appraisal of seconded cadres (domain §7.5)."""

from xuncha.kernel.words import Word
from xuncha.records.rules import Role

APPRAISERS = frozenset({Role.DIRECTOR, Role.GUIDANCE, Role.COUNTY_OFFICE})


class Grade(Word):
    EXCELLENT = "excellent", "优秀"
    COMPETENT = "competent", "称职"
    BASIC = "basic", "基本称职"
    INCOMPETENT = "incompetent", "不称职"
