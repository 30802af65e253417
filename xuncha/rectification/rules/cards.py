"""Supervision cards (督办卡) and suggestions to departments: their lives, and how pressure rises (domain §8.3)."""

from xuncha.kernel.lifecycle import LifeCycle, Step
from xuncha.kernel.refusals import NotAllowed
from xuncha.kernel.words import Word
from xuncha.records.rules import LEADERS, Role
from xuncha.rectification.rules.ledgers import CHECKERS, UNIT


class Source(Word):
    MATTER = "matter", "点人点事"
    OVERDUE = "overdue", "整改逾期"
    CLUE = "clue", "线索逾期"
    GUIDANCE = "guidance", "督导问题"
    INSTRUCTION = "instruction", "领导批示"
    UPPER = "upper", "上级反馈"


class CardState(Word):
    DRAFT = "draft", "拟办"
    ISSUED = "issued", "已签发"
    DELIVERED = "delivered", "已送达"
    UNDER_WAY = "under_way", "办理中"
    REPLIED = "replied", "已回复"
    CLOSED = "closed", "已办结"
    LONG_TERM = "long_term", "转长期办理"


class Level(Word):
    """How hard an overdue card is pressed; one level follows another."""

    REMIND = "remind", "催办提醒"
    TALK = "talk", "约谈"
    CIRCULAR = "circular", "通报"


INSIDE = (CardState.DRAFT, CardState.ISSUED)  # the unit is told of none of these
OWED = (CardState.ISSUED, CardState.DELIVERED, CardState.UNDER_WAY)
SIGNERS = LEADERS | {Role.DIRECTOR, Role.COUNTY_OFFICE}
REPLIERS = UNIT  # the office enters what comes on paper
COLOURS = ((30, "red"), (10, "amber"), (0, "blue"))  # more days overdue than this: red, yellow, blue card
CARD_NAMES = {"red": "红卡", "amber": "黄卡", "blue": "蓝卡"}

# fmt: off
CARD_LIFE = LifeCycle(
    "督办卡",
    CardState,
    Step("sign", "签发", CardState.DRAFT, CardState.ISSUED, SIGNERS, sets="issued_on"),
    Step("deliver", "登记送达", CardState.ISSUED, CardState.DELIVERED, CHECKERS, sets="delivered_on"),
    Step("start", "开始办理", CardState.DELIVERED, CardState.UNDER_WAY, REPLIERS),
    Step("reply", "回复", CardState.UNDER_WAY, CardState.REPLIED, REPLIERS),
    Step("close", "办结", CardState.REPLIED, CardState.CLOSED, CHECKERS, sets="closed_on"),
    Step("return", "退回重办", CardState.REPLIED, CardState.UNDER_WAY, CHECKERS, needs_note=True),
    Step("turn_long", "转长期办理", CardState.REPLIED, CardState.LONG_TERM, CHECKERS, needs_note=True),
    Step("resume", "恢复督办", CardState.LONG_TERM, CardState.UNDER_WAY, CHECKERS, needs_note=True),
    Step("reopen", "重新督办", CardState.CLOSED, CardState.UNDER_WAY, CHECKERS, needs_note=True),
)


class AdviceState(Word):
    SENT = "sent", "已发出"
    REPLIED = "replied", "已回复"
    CLOSED = "closed", "已办结"


ADVICE_LIFE = LifeCycle(
    "职能部门建议",
    AdviceState,
    Step("reply", "回复", AdviceState.SENT, AdviceState.REPLIED, REPLIERS, sets="replied_on"),
    Step("close", "办结", AdviceState.REPLIED, AdviceState.CLOSED, CHECKERS, sets="closed_on"),
    Step("return", "退回重办", AdviceState.REPLIED, AdviceState.SENT, CHECKERS, needs_note=True),
    Step("reopen", "重新督办", AdviceState.CLOSED, AdviceState.SENT, CHECKERS, needs_note=True),
)
# fmt: on


def check_level(reached: str | None, level: str) -> None:
    """One after the other: who was not reminded is not summoned, who was not summoned is not named."""
    order = [*Level]
    wanted = 0 if reached is None else order.index(Level(reached)) + 1
    if wanted >= len(order):
        raise NotAllowed("已经通报，不能再升级。")
    if Level(level) != order[wanted]:
        raise NotAllowed("督办应逐级升级，当前应为“%(level)s”。", level=order[wanted].label)


def colour(late: int) -> str:
    """The colour of a card so many days overdue; "" of one that is not."""
    return next((tone for days, tone in COLOURS if late > days), "")
