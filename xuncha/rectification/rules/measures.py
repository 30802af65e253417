"""Measures: their kinds, what their owner says of them and what a check finds, and moving their due date."""

from datetime import date

from xuncha.kernel.lifecycle import LifeCycle, Step
from xuncha.kernel.refusals import NotAllowed
from xuncha.kernel.words import Word
from xuncha.rectification.rules.ledgers import CHECKERS, UNIT


class MeasureKind(Word):
    IMMEDIATE = "immediate", "立行立改"
    DATED = "dated", "限期整改"
    LONG_TERM = "long_term", "长期坚持"


class Standing(Word):
    """How far a measure is: in the words of its owner, or of who checked it. The two are kept apart."""

    NOT_BEGUN = "not_begun", "未启动"
    UNDER_WAY = "under_way", "推进中"
    FINISHED = "finished", "已完成"


def check_percent(standing: str, percent: int) -> None:
    """What is finished is finished whole, and nothing else is."""
    if not 0 <= percent <= 100:
        raise NotAllowed("完成比例应在0到100之间。")
    if (standing == Standing.FINISHED) != (percent == 100):
        raise NotAllowed("“已完成”的完成比例为100，其他的应低于100。")
    if standing == Standing.NOT_BEGUN and percent:
        raise NotAllowed("“未启动”的完成比例为0。")


class ExtensionState(Word):
    REQUESTED = "requested", "待审批"
    GRANTED = "granted", "已批准"
    REFUSED = "refused", "未批准"
    WITHDRAWN = "withdrawn", "已撤回"


# fmt: off
EXTENSION_LIFE = LifeCycle(
    "延期申请",
    ExtensionState,
    Step("grant", "批准延期", ExtensionState.REQUESTED, ExtensionState.GRANTED, CHECKERS, sets="decided_on"),
    Step("refuse", "不予批准", ExtensionState.REQUESTED, ExtensionState.REFUSED, CHECKERS, needs_note=True, sets="decided_on"),
    Step("withdraw", "撤回", ExtensionState.REQUESTED, ExtensionState.WITHDRAWN, UNIT, needs_note=True),
)
# fmt: on


def check_extension(old: date, new: date, at: date) -> None:
    """A new date lies after the old one and has not passed when it is asked for."""
    if new <= old:
        raise NotAllowed("申请的期限应晚于现行期限（%(day)s）。", day=old)
    if new < at:
        raise NotAllowed("申请的期限不能早于申请日期。")
