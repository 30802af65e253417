"""What the figures most likely state, as relations, with the sentence for a figure that has slipped."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from xuncha.proofs.engine.arithmetic import averages, differences, ratios, sames, sums
from xuncha.proofs.engine.arithmetic.likeness import shown
from xuncha.proofs.engine.mention import Mention, Relation, magnitude
from xuncha.proofs.engine.tolerance import half_up
from xuncha.proofs.engine.weighing.guess import Guess
from xuncha.proofs.engine.weighing.judging import Slip, judged

MESSAGES = {
    "sum": sums.MESSAGE,
    "ratio": ratios.MESSAGE,
    "difference": differences.MESSAGE,
    "average": averages.MESSAGE,
    "same": sames.MESSAGE,
}


@dataclass(frozen=True)
class Weighed:
    """The relations that hold, those that one digit would mend, by the place of the figure; what confirms a figure."""

    held: tuple[Relation, ...]
    slips: Mapping[int, tuple[Slip, Relation]]
    confirmed: Mapping[int, float]


def weighed(text: str, mentions: Sequence[Mention]) -> Weighed:
    """Every figure of the text judged."""
    judgement = judged(text, mentions)
    return Weighed(
        tuple(_relation(guess, holds=True) for guess in judgement.held),
        {
            slip.guess.stated.mention.start: (slip, _relation(slip.guess, holds=False))
            for slip in judgement.slips
        },
        judgement.confirmed,
    )


def _relation(guess: Guess, *, holds: bool) -> Relation:
    stated = guess.stated.mention
    operands = tuple(fact.mention for fact in guess.operands)
    size = magnitude(stated.unit)
    value = half_up(Fraction(guess.value).limit_denominator(10**9) / size, max(stated.places, 0))
    facts = {"computed": _shown(value, stated), "stated": _shown(stated.number, stated)}
    return Relation(guess.type, stated.number, value, holds, (stated, *operands), MESSAGES[guess.type], facts)


def _shown(number: Fraction, stated: Mention) -> str:
    return (
        f"{float(number):.{stated.places}f}{stated.unit}"
        if stated.unit in ("%", "‰")
        else shown(number * magnitude(stated.unit), stated)
    )
