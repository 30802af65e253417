"""The life of an item and the arithmetic of a ledger: one engine for units, counties and the office itself (domain §4.7)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from xuncha.kernel.lifecycle import LifeCycle, Step
from xuncha.kernel.numerals import half_up
from xuncha.kernel.words import Word
from xuncha.rectification.rules.ledgers import CHECKERS, UNIT
from xuncha.rectification.rules.measures import MeasureKind


class ItemState(Word):
    NOT_STARTED = "not_started", "未启动"
    UNDER_WAY = "under_way", "整改中"
    BASICALLY_DONE = "basically_done", "基本完成（取得阶段性成果）"
    DONE = "done", "已完成"
    OVERDUE = "overdue", "到期未完成"
    STANDING = "standing", "长期坚持"


DONE = (ItemState.DONE,)
STAGED = (ItemState.BASICALLY_DONE, ItemState.STANDING)
OPEN = (ItemState.NOT_STARTED, ItemState.UNDER_WAY, ItemState.OVERDUE)
VERIFIED = (*DONE, *STAGED)  # states that only a check can give
CLOSABLE = (ItemState.UNDER_WAY, ItemState.BASICALLY_DONE, ItemState.OVERDUE, ItemState.STANDING)


class YieldKind(Word):
    """What rectification yields (domain §4.7, results)."""

    MECHANISM = "mechanism", "长效机制"
    RULE = "rule", "制度"
    MONEY = "money", "追缴清退"
    PERSONS = "persons", "处理人员"
    MEETING = "meeting", "专题会议"


CLOSING = ("measures_done", "closure_endorsed")

# fmt: off
ITEM_LIFE = LifeCycle(
    "整改事项",
    ItemState,
    Step("start", "启动整改", ItemState.NOT_STARTED, ItemState.UNDER_WAY, UNIT),
    Step("stage", "取得阶段性成果", ItemState.UNDER_WAY, ItemState.BASICALLY_DONE, CHECKERS, guards=("measures_begun",)),
    Step("stage", "取得阶段性成果", ItemState.OVERDUE, ItemState.BASICALLY_DONE, CHECKERS, guards=("measures_begun",)),
    *(Step("complete", "销号", state, ItemState.DONE, CHECKERS, guards=CLOSING, sets="done_on") for state in CLOSABLE),
    Step("lapse", "认定到期未完成", ItemState.NOT_STARTED, ItemState.OVERDUE, CHECKERS),
    Step("lapse", "认定到期未完成", ItemState.UNDER_WAY, ItemState.OVERDUE, CHECKERS),
    Step("extend", "准予延期", ItemState.OVERDUE, ItemState.UNDER_WAY, CHECKERS, guards=("extension_granted",)),
    Step("stand", "转长期坚持", ItemState.BASICALLY_DONE, ItemState.STANDING, CHECKERS),
    Step("reopen", "重新整改", ItemState.DONE, ItemState.UNDER_WAY, CHECKERS, needs_note=True),
    Step("reopen", "重新整改", ItemState.BASICALLY_DONE, ItemState.UNDER_WAY, CHECKERS, needs_note=True),
    Step("reopen", "重新整改", ItemState.STANDING, ItemState.UNDER_WAY, CHECKERS, needs_note=True),
)
# fmt: on


@dataclass(frozen=True)
class Progress:
    """How far one measure is: `done_on` is None while it is not finished."""

    kind: MeasureKind
    done_on: date | None


def derived(state: ItemState, measures: Iterable[Progress], *, due_on: date, day: date) -> ItemState:
    """The state that an item's measures give it on a day.

    What a check has established stays until a check changes it. A long-term measure does not make its item
    late: the check turns what is left into 基本完成 or 长期坚持. Due today is not late.
    """
    if state in VERIFIED or state == ItemState.OVERDUE:
        return state
    known = list(measures)
    waiting = not known or any(m.done_on is None and m.kind != MeasureKind.LONG_TERM for m in known)
    if waiting and day > due_on:
        return ItemState.OVERDUE
    begun = state == ItemState.UNDER_WAY or any(m.done_on for m in known)
    return ItemState.UNDER_WAY if begun else ItemState.NOT_STARTED


@dataclass(frozen=True)
class Tally:
    """Items by how they stand. due = done + basic + open, always (I6)."""

    done: int = 0
    basic: int = 0
    open: int = 0

    @property
    def due(self) -> int:
        return self.done + self.basic + self.open

    @property
    def rate(self) -> Decimal | None:
        """Completion rate in percent, half up: 已完成 only over all that were due; None of none."""
        return half_up(self.done, self.due)


def tally(states: Iterable[str]) -> Tally:
    """Items counted by their states. ValueError for a state that is none of these."""
    known = [ItemState(state) for state in states]
    return Tally(*(sum(state in part for state in known) for part in (DONE, STAGED, OPEN)))
