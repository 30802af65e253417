"""What was judged as relations, with the sentence for a statement that a slip makes false."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from xuncha.proofs.engine.arithmetic import averages, differences, ratios, sames, sums
from xuncha.proofs.engine.arithmetic.likeness import shown
from xuncha.proofs.engine.mention import Kind, Mention, Relation, magnitude
from xuncha.proofs.engine.tolerance import half_up
from xuncha.proofs.engine.weighing.bearing import Confirmations
from xuncha.proofs.engine.weighing.claims import Claim, Evidence
from xuncha.proofs.engine.weighing.exempt import MORE
from xuncha.proofs.engine.weighing.guess import Guess
from xuncha.proofs.engine.weighing.judging import judged
from xuncha.proofs.engine.weighing.outcome import is_fraction

PLACES_OF_FRACTION = 4
MESSAGES = {
    "sum": sums.MESSAGE,
    "ratio": ratios.MESSAGE,
    "difference": differences.MESSAGE,
    "average": averages.MESSAGE,
    "same": sames.MESSAGE,
}


@dataclass(frozen=True)
class Weighed:
    """What the figures most likely state; what each of them would but for a slip; by what others they are confirmed."""

    held: tuple[Relation, ...]
    claims: tuple[tuple[Claim, Relation], ...]
    evidence: Evidence
    confirmed: Confirmations

    def confirms(self, relation: Relation) -> bool:
        """Whether others are rightly computed from the figure as it stands, and would not be from what it should be."""
        stated = relation.mentions[0]
        right = half_up(relation.computed, max(stated.places, 0)) * magnitude(stated.unit)
        return self.confirmed.firmly(stated.start, float(right))


def weighed(text: str, mentions: Sequence[Mention]) -> Weighed:
    """Every figure of the text judged."""
    judgement = judged(text, mentions)
    return Weighed(
        tuple(_relation(guess, holds=True) for guess in judgement.held),
        tuple((claim, _relation(claim.guess, holds=False)) for claim in judgement.claims),
        judgement.evidence,
        judgement.confirmed,
    )


def _relation(guess: Guess, *, holds: bool) -> Relation:
    stated = guess.stated.mention
    operands = tuple(fact.mention for fact in guess.operands)
    size = magnitude(stated.unit)
    places = PLACES_OF_FRACTION if is_fraction(guess.stated) else max(stated.places, 0)
    value = half_up(Fraction(guess.value).limit_denominator(10**9) / size, places)
    facts = {"computed": _shown(value, stated), "stated": _as_said(stated)}
    return Relation(guess.type, stated.number, value, holds, (stated, *operands), MESSAGES[guess.type], facts)


def _as_said(stated: Mention) -> str:
    """860余万元 is not 860万元."""
    number = _shown(stated.number, stated)
    if stated.qualifier not in MORE:
        return number
    return number.removesuffix(stated.unit) + stated.qualifier + stated.unit


def _shown(number: Fraction, stated: Mention) -> str:
    if stated.kind == Kind.FRACTION and not stated.unit:
        return f"{float(number):.2f}"
    return (
        f"{float(number):.{stated.places}f}{stated.unit}"
        if stated.unit in ("%", "‰")
        else shown(number * magnitude(stated.unit), stated)
    )
