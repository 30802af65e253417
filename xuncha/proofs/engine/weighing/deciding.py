"""Whether a figure is told to be wrong: how surely it states something × how near it is × what else would explain it.

Each sign of that has a weight (data/telling.toml); together they are the logarithm of odds. Fitted by scripts/tell.py to
the corpora as they are (nothing to tell) and with a digit of each relation changed (to be told).
"""

import math
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from xuncha.proofs.engine.arithmetic.likeness import is_one_digit_off
from xuncha.proofs.engine.doubts import WEIGHED
from xuncha.proofs.engine.lexicon import load
from xuncha.proofs.engine.mention import Mention, Relation, magnitude
from xuncha.proofs.engine.weighing.judging import OTHERWISE, Slip, chance_of

FAINT, STRONG = -8.0, 6.0  # beyond these it makes no difference
CLEAR = 4.0


@dataclass(frozen=True, slots=True)
class Case:
    """What speaks for a slip of one figure and against it.

    relation   what would be told
    slip       the guess that one digit would make come out right, where there is one
    cued       the types of relation that the rules of phrases found broken
    held       the types that were found to hold
    confirmed  how surely other figures are rightly computed from it
    doubt      why the relation may not be meant at all, or ""
    """

    relation: Relation
    slip: Slip | None
    cued: Collection[str]
    held: Collection[str]
    confirmed: float
    doubt: str


def is_told(case: Case) -> bool:
    return (not case.doubt or case.doubt in WEIGHED) and odds(case) > 0


def odds(case: Case) -> float:
    worth: Mapping[str, float] = load("telling")["signs"]
    return sum(worth.get(sign, 0.0) * size for sign, size in signs_of(case))


def signs_of(case: Case) -> Iterator[tuple[str, float]]:
    stated, type_ = case.relation.mentions[0], case.relation.type
    yield "slip", 1.0
    yield f"digits {min(_digits(stated), 4)}", 1.0
    yield type_, 1.0
    if case.doubt:
        yield f"doubt: {case.doubt}", 1.0
    if case.confirmed > 0:
        yield "confirmed", 1.0
        yield "confirmed by", min(case.confirmed, STRONG)
    yield from ((f"cued {cue}", 1.0) for cue in sorted(case.cued))
    if case.cued:
        near = is_one_digit_off(stated, case.relation.computed * magnitude(stated.unit))
        yield f"cued {'near' if near else 'far'}", 1.0
    yield from (("held again" if held == "same" else "held", 1.0) for held in sorted(case.held))
    if case.slip:
        yield from _of_slip(case.slip, case.cued)


def _of_slip(slip: Slip, cued: Collection[str]) -> Iterator[tuple[str, float]]:
    meant = min(max(slip.meant, FAINT), STRONG)
    yield "weighed", 1.0
    yield "meant", min(meant, 0.0)
    yield "surely meant", max(meant, 0.0)
    clear = min(max(_clear(slip), -CLEAR), CLEAR)
    yield "clear", clear
    yield "clearly", max(clear, 0.0)
    if slip.guess.type in cued:
        yield "cued as well", 1.0
    if slip.mends > 0:
        yield "mends", 1.0
        yield "mends by", min(slip.mends, STRONG)
    if slip.right > FAINT:
        yield "right", 1.0
        yield "right by", min(slip.right, STRONG) - FAINT
    if slip.again > FAINT:
        yield "again", 1.0
        yield "again by", min(slip.again, STRONG) - FAINT


def _clear(slip: Slip) -> float:
    """The slip against all else: that another guess is right, or that it is chance."""
    chance = chance_of(slip.guess.stated)
    else_ = math.exp(slip.right) + math.exp(slip.again) + chance * (1 + OTHERWISE * math.exp(slip.meant))
    return slip.meant - math.log(len(slip.guess.stated.digits)) - math.log(else_)


def _digits(stated: Mention) -> int:
    return len(str(int(stated.number * 10**stated.places)))
