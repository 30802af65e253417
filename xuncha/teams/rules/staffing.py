"""Staffing a round: who decides what, and the words of it (domain §7.4)."""

from collections.abc import Mapping

from xuncha.kernel.words import Word
from xuncha.people.rules import Rank
from xuncha.records.rules import Role

STAFFERS = frozenset({Role.GUIDANCE, Role.DIRECTOR, Role.COUNTY_OFFICE})
READERS = STAFFERS | {Role.GENERAL}  # who may read recusal checks


class ChoiceKind(Word):
    """What a person decides before the solver does."""

    LEAD = "lead", "指定任组长"
    PIN = "pin", "指定任组员"
    BAN = "ban", "不安排"
    APART = "apart", "两人不同组"


class Outcome(Word):
    """What the solver found. `unknown`: nothing, and no proof that there is nothing."""

    OPTIMAL = "optimal", "已证明最优"
    FEASIBLE = "feasible", "可行"
    INFEASIBLE = "infeasible", "无可行方案"
    UNKNOWN = "unknown", "未找到方案"


# What the objective is made of, and what it costs when nothing else is said.
PARTS: Mapping[str, str] = {
    "served": "抽调次数",
    "age": "年龄偏离",
    "rank": "职级偏离",
    "age_worst": "年龄偏离最大的组",
    "rank_worst": "职级偏离最大的组",
    "short": "未满员",
}
USUAL: Mapping[str, int] = {"served": 10, "age": 1, "rank": 2, "age_worst": 2, "rank_worst": 5, "short": 3}
RANKS: Mapping[str, int] = {  # as the balance of a group counts them
    Rank.CLERK: 1,
    Rank.TOWNSHIP_DEPUTY: 2,
    Rank.TOWNSHIP_CHIEF: 3,
    Rank.COUNTY_DEPUTY: 4,
    Rank.COUNTY_CHIEF: 5,
}
LEAST, MOST, AGE, RANK = 4, 6, 42, 2  # of a group (domain §7.1), unless a round's own demands say otherwise
MOST_SECONDS = 120
