"""How long sealed content is kept, and how it is destroyed: vocabularies, arithmetic, the life of a destruction.

The row stays and so does that it was there; what it said goes (domain §9.3, 残余信息清除). Years are data of the office.
"""

import hashlib
from collections.abc import Iterable
from datetime import date

from xuncha.kernel.lifecycle import LifeCycle, Step
from xuncha.kernel.words import Word
from xuncha.records.rules import Role

PROPOSERS = frozenset({Role.GENERAL, Role.COUNTY_OFFICE})
APPROVERS = frozenset({Role.DIRECTOR, Role.COUNTY_OFFICE})
READERS = PROPOSERS | APPROVERS
MOST = 500  # lines of one proposal: what a person can still look through


class Matter(Word):
    """What is kept for a time. What each counts from stands in `COUNTED_FROM`."""

    RELATIVES = "relatives", "亲属申报"
    INTERESTS = "interests", "利害关系申报"
    REPORTERS = "reporters", "信访反映人身份"
    INFORMANTS = "informants", "线索反映人身份"


COUNTED_FROM = {
    Matter.RELATIVES: "本人出库之日",
    Matter.INTERESTS: "本人出库之日",
    Matter.REPORTERS: "所属轮次办结之日",
    Matter.INFORMANTS: "线索办结后，所属轮次办结之日",
}


class DestructionState(Word):
    PROPOSED = "proposed", "待审批"
    APPROVED = "approved", "已批准"
    DECLINED = "declined", "未批准"
    DESTROYED = "destroyed", "已销毁"


# fmt: off
DESTRUCTION_LIFE = LifeCycle(
    "到期销毁",
    DestructionState,
    Step("approve", "批准", DestructionState.PROPOSED, DestructionState.APPROVED, APPROVERS, sets="approved_on"),
    Step("decline", "不批准", DestructionState.PROPOSED, DestructionState.DECLINED, APPROVERS, needs_note=True),
    Step("destroy", "销毁", DestructionState.APPROVED, DestructionState.DESTROYED, PROPOSERS, sets="destroyed_on"),
    Step("call_off", "撤销审批", DestructionState.APPROVED, DestructionState.DECLINED, APPROVERS, needs_note=True),
)
# fmt: on


def due_on(counted_from: date, years: int) -> date:
    """The day on which the years are over; of 29 February the day after, where there is none."""
    try:
        return counted_from.replace(year=counted_from.year + years)
    except ValueError:
        return date(counted_from.year + years, 3, 1)


def latest_start(on: date, years: int) -> date:
    """The last day from which the years are over by `on`: due_on(it) <= on, and of the day after it not."""
    try:
        return on.replace(year=on.year - years)
    except ValueError:
        return date(on.year - years, 2, 28)


def list_digest(lines: Iterable[tuple[str, str]]) -> str:
    """SHA-256 of the list that was approved: (kind of record, its identifier) line by line."""
    return hashlib.sha256("\n".join("\t".join(line) for line in lines).encode()).hexdigest()
