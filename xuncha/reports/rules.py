"""Cut-offs of figures (截数): what is frozen, and how what was frozen stands today. Designs of reports (报告样式)."""

from xuncha.kernel.words import Word
from xuncha.records.rules import OFFICE, Role

READERS = OFFICE | {Role.CLUE_KEEPER}
FREEZERS = frozenset({Role.DIRECTOR, Role.GENERAL, Role.COUNTY_OFFICE})


class CutoffKind(Word):
    YEAR = "year", "年度"
    QUARTER = "quarter", "季度"
    ROUND = "round", "轮次"
    RETURN = "return", "报表"


class Standing(Word):
    """What a frozen figure comes to when it is asked again."""

    SAME = "same", "一致"
    RESTATED = "restated", "已变动"
    REDEFINED = "redefined", "口径已变"
    GONE = "gone", "已无此指标"


QUARTERS = {1: (3, 31), 2: (6, 30), 3: (9, 30), 4: (12, 31)}
TITLES = {  # what a cut-off is called when nobody says otherwise
    CutoffKind.YEAR: "%(year)s年度统计数据",
    CutoffKind.QUARTER: "%(year)s年度截至第%(quarter)s季度统计数据",
    CutoffKind.ROUND: "%(round)s统计数据",
}
ORDINALS = "一二三四"


class DesignKind(Word):
    """Kinds of report that have a design; the value stands in addresses."""

    ANNUAL = "annual", "年度工作报告"
    HALF_YEAR = "half-year", "半年工作报告"
    COUNTIES = "counties", "县（市、区）工作报告"
    COMPOSITE = "composite", "轮次综合情况报告"


DESIGNERS = frozenset({Role.GENERAL, Role.COUNTY_OFFICE})
DESIGN_CONFIRMERS = frozenset({Role.DIRECTOR, Role.COUNTY_OFFICE})
FIRST_HALF = (6, 30)
