"""Planning the rounds that are left of a term: who decides what, and the words of it (domain §5.3)."""

from xuncha.kernel.words import Word
from xuncha.rounds.rules.roles import HEAD, OFFICE

PLANNERS, CONFIRMERS = OFFICE, HEAD
MOST_SECONDS = 120
MOST_WEIGHT = 9


class StipulationKind(Word):
    """What a person decides before the rounds are planned."""

    PRIORITY = "priority", "优先安排"
    NOT_BEFORE = "not_before", "不早于某日进驻"
    NOT_AFTER = "not_after", "不晚于某日撤点"
    SAME_GROUP = "same_group", "同组同轮（一托N）"
    SAME_ROUND = "same_round", "同轮（联动）"
    AWAY = "away", "某时段少一个组"


PAIRED = (StipulationKind.SAME_GROUP, StipulationKind.SAME_ROUND)


class SchemeOutcome(Word):
    """What the planner found. `late`: rounds, though they end after the term."""

    OPTIMAL = "optimal", "已证明最优"
    FEASIBLE = "feasible", "可行"
    LATE = "late", "届满前不能完成"
    INFEASIBLE = "infeasible", "无可行方案"
    UNKNOWN = "unknown", "未找到方案"


TONES = {
    SchemeOutcome.OPTIMAL: "green",
    SchemeOutcome.FEASIBLE: "blue",
    SchemeOutcome.LATE: "red",
    SchemeOutcome.INFEASIBLE: "red",
    SchemeOutcome.UNKNOWN: "orange",
}
EVEN = 5  # group-days apart that still count as even: a working week
PREPARED, RESTED = 20, 10  # working days, for an office without a past
PER_YEAR, GROUPS, TARGETS, ON_SITE = 2, 4, 3, 30
EFFORT, STAY = 10, 30
YEARS_AGO = (5, 3)  # since the last inspection: years from which it weighs 3, or 2
