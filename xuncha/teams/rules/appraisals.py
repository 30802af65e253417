"""Appraisal of seconded cadres: the leader's records and grading, the office's review, the year's grade (domain §7.5)."""

from xuncha.kernel.lifecycle import LifeCycle, Step
from xuncha.kernel.words import Word
from xuncha.records.rules import Role

APPRAISERS = frozenset({Role.DIRECTOR, Role.GUIDANCE, Role.COUNTY_OFFICE})
APPRAISAL_READERS = APPRAISERS | {Role.LEADER}
GROUP_LEADER = frozenset({Role.GROUP_LEADER})
QUOTA = 20  # per cent of those appraised who may be excellent, where the office has set no other share


class Grade(Word):
    EXCELLENT = "excellent", "优秀"
    COMPETENT = "competent", "称职"
    BASIC = "basic", "基本称职"
    INCOMPETENT = "incompetent", "不称职"


class Conduct(Word):
    """What a leader's note of a member's work is about."""

    GOOD = "good", "表现突出"
    PLAIN = "plain", "日常情况"
    BAD = "bad", "存在不足"


class GradingState(Word):
    PROPOSED = "proposed", "组长已鉴定"
    RETURNED = "returned", "退回修改"
    REVIEWED = "reviewed", "巡察办已审核"


GRADING_LIFE = LifeCycle(
    "组长鉴定",
    GradingState,
    Step("review", "审核通过", GradingState.PROPOSED, GradingState.REVIEWED, APPRAISERS, sets="reviewed_on"),
    Step("send_back", "退回", GradingState.PROPOSED, GradingState.RETURNED, APPRAISERS, needs_note=True),
    Step("propose", "重新鉴定", GradingState.RETURNED, GradingState.PROPOSED, GROUP_LEADER),
)


def most_excellent(number: int, percent: int) -> int:
    """How many of `number` may be excellent: parts of a person do not count."""
    return number * percent // 100
