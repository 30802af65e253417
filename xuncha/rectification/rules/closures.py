"""Striking an item off: applied for, checked, agreed to by a supervising body, and only then done (domain §4.8)."""

from collections.abc import Collection

from xuncha.kernel.lifecycle import LifeCycle, Step
from xuncha.kernel.refusals import NotAllowed
from xuncha.kernel.words import Word
from xuncha.rectification.rules.ledgers import CHECKERS, INSPECTORS, SUPERVISORS


class ClosureState(Word):
    APPLIED = "applied", "已申请"
    CHECKED = "checked", "核查通过"
    ENDORSED = "endorsed", "监督单位同意"
    STRUCK_OFF = "struck_off", "已销号"
    RETURNED = "returned", "已退回"
    REOPENED = "reopened", "已重新整改"


UNDER_WAY = (ClosureState.APPLIED, ClosureState.CHECKED, ClosureState.ENDORSED)
AGREED = (ClosureState.ENDORSED, ClosureState.STRUCK_OFF, ClosureState.REOPENED)

# fmt: off
CLOSURE_LIFE = LifeCycle(
    "销号申请",
    ClosureState,
    Step("check", "核查通过", ClosureState.APPLIED, ClosureState.CHECKED, INSPECTORS, sets="checked_on"),
    Step("endorse", "监督单位同意", ClosureState.CHECKED, ClosureState.ENDORSED, SUPERVISORS, sets="endorsed_on"),
    Step("strike_off", "销号", ClosureState.ENDORSED, ClosureState.STRUCK_OFF, CHECKERS, guards=("closing_is_possible",), sets="struck_off_on"),
    Step("send_back", "退回", ClosureState.APPLIED, ClosureState.RETURNED, INSPECTORS, needs_note=True),
    Step("send_back", "退回", ClosureState.CHECKED, ClosureState.RETURNED, SUPERVISORS, needs_note=True),
    Step("send_back", "退回", ClosureState.ENDORSED, ClosureState.RETURNED, CHECKERS, needs_note=True),
    Step("reopen", "重新整改", ClosureState.STRUCK_OFF, ClosureState.REOPENED, CHECKERS, needs_note=True),
)
# fmt: on


def check_hand(user: int, earlier: Collection[int | None]) -> None:
    """Nobody takes two parts that are there to check each other."""
    if user in earlier:
        raise NotAllowed("本申请的前一环节由您经办，须由他人办理。")
