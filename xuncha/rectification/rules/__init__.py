"""The law of rectification: names that other rooms and the first migration ask for together."""

from xuncha.rectification.rules.items import (
    DONE,
    ITEM_LIFE,
    OPEN,
    STAGED,
    VERIFIED,
    ItemState,
    Progress,
    Tally,
    YieldKind,
    derived,
    tally,
)
from xuncha.rectification.rules.ledgers import CHECKERS, DOERS, UNIT, OwnerKind
from xuncha.rectification.rules.measures import MeasureKind

__all__ = [
    "CHECKERS",
    "DOERS",
    "DONE",
    "ITEM_LIFE",
    "OPEN",
    "STAGED",
    "UNIT",
    "VERIFIED",
    "ItemState",
    "MeasureKind",
    "OwnerKind",
    "Progress",
    "Tally",
    "YieldKind",
    "derived",
    "tally",
]
