"""Key supervision: reasons, the gauges and lines that propose a county, what is done about it, and its life."""

from decimal import Decimal

from xuncha.guidance.rules.checks import GUIDES
from xuncha.kernel.lifecycle import LifeCycle, Step
from xuncha.kernel.words import Word
from xuncha.records.rules import Role


class ReasonCode(Word):
    SLOW_COVERAGE = "slow_coverage", "全覆盖进度慢"
    WEAK_VILLAGES = "weak_villages", "村级巡察推动不力"
    LOW_STAFFING = "low_staffing", "人员到位率低"
    SLOW_RECTIFICATION = "slow_rectification", "整改缓慢"
    SLOW_CLUES = "slow_clues", "线索办理慢"
    UNRESOLVED = "unresolved", "上级反馈问题未改"
    LATE_REPLIES = "late_replies", "答复迟缓"


class Gauge(Word):
    """What is read of every county and held against a line of the office."""

    COVERAGE = "coverage", "全覆盖进度（%）"
    VILLAGES = "villages", "村级巡察覆盖率（%）"
    STAFFING = "staffing", "人员到位率（%）"
    RECTIFICATION = "rectification", "到期整改完成率（%）"
    LATE_REPLIES = "late_replies", "逾期未复事项（件）"


GAUGE_OF = {
    ReasonCode.SLOW_COVERAGE: Gauge.COVERAGE,
    ReasonCode.WEAK_VILLAGES: Gauge.VILLAGES,
    ReasonCode.LOW_STAFFING: Gauge.STAFFING,
    ReasonCode.SLOW_RECTIFICATION: Gauge.RECTIFICATION,
    ReasonCode.LATE_REPLIES: Gauge.LATE_REPLIES,
}
REASON_OF = {gauge: reason for reason, gauge in GAUGE_OF.items()}
COUNTED = frozenset({Gauge.LATE_REPLIES})  # things; the others are rates in percent


def crosses(gauge: Gauge, value: Decimal | None, line: Decimal) -> bool:
    """Whether a reading proposes its county: a rate below the line, or as many things as it says. Nothing known: no."""
    if value is None:
        return False
    return value >= line if gauge in COUNTED else value < line


def printed(gauge: Gauge, value: Decimal | None) -> str:
    """A reading as a page says it."""
    if value is None:
        return "—"
    return f"{value:.0f}" if gauge in COUNTED else f"{value:.2f}"


class Judgement(Word):
    """What a person makes of a county that the lines propose."""

    OPENED = "opened", "立案督办"
    DECLINED = "declined", "暂不督办"


class CaseState(Word):
    OPENED = "opened", "已立案督办"
    UNDER_WAY = "under_way", "督办中"
    CHECKED = "checked", "已核查成效"
    CLOSED = "closed", "已结束"


class ActionKind(Word):
    LETTER = "letter", "督办函"
    TALK = "talk", "约谈"
    ON_SITE = "on_site", "实地督办"
    CIRCULAR = "circular", "通报"
    DISPATCH = "dispatch", "专题调度"


ANSWERING = GUIDES | {Role.COUNTY_OFFICE}  # the office also enters what a county sends on paper

CASE_LIFE = LifeCycle(
    "重点督办",
    CaseState,
    Step("start", "开展督办", CaseState.OPENED, CaseState.UNDER_WAY, GUIDES),
    Step("check", "核查成效", CaseState.UNDER_WAY, CaseState.CHECKED, GUIDES),
    Step("return", "继续督办", CaseState.CHECKED, CaseState.UNDER_WAY, GUIDES, needs_note=True),
    Step("close", "结束督办", CaseState.CHECKED, CaseState.CLOSED, GUIDES, sets="closed_on"),
)
