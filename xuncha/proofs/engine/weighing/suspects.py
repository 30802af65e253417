"""A slip in a part: which guesses would come out right if one of their figures had another digit, and how surely they are meant."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from xuncha.proofs.engine.weighing.bearing import MOST, Bearing, Confirmations
from xuncha.proofs.engine.weighing.facts import Fact
from xuncha.proofs.engine.weighing.guess import Guess
from xuncha.proofs.engine.weighing.outcome import chance_of

LEAST = 0.02  # odds by the marks from which on a guess is asked at all
WORTH = 0.22  # how far it counts that a guess outweighs chance and what the figure states otherwise,
GAIN = 0.78  # that others come out right with the part mended,
AGAINST = 0.58  # and that others are rightly computed from it as it stands
OTHERWISE = 0.5  # where the total is right by other figures: 160个，销号152个，未销号的8个中，5个…、4个…
DWARFED = 0.1  # of what the figure most likely states, less is not what it states
SHARED = -0.8  # where some of these figures make it right: the guess has one too many, or one too few
# By digits: odds from which it is told. All of these were fitted to slips planted in the corpora.
TOLD = (1.65, 2.0)


@dataclass(frozen=True, slots=True)
class Suspect:
    """A guess that would come out right with `value` for `fact`, and the odds by its marks that it is meant."""

    guess: Guess
    worth: float
    fact: Fact
    value: float


@dataclass(frozen=True, slots=True)
class Evidence:
    """`right` by the number of a figure: what the guesses by which it comes out right are worth; `held`: those believed."""

    right: Mapping[int, float]
    confirmed: Confirmations
    bearing: Bearing
    held: Sequence[Guess]


def likeliest(suspects: Sequence[Suspect], evidence: Evidence) -> Iterator[tuple[float, Suspect]]:
    """Those that are told, with their probability: each figure is blamed once, and one is blamed for each statement."""
    best: dict[int, float] = {}
    for one in suspects:
        best[one.guess.stated.number] = max(best.get(one.guess.stated.number, 0.0), one.worth)
    likely = [one for one in suspects if one.worth > DWARFED * best[one.guess.stated.number]]
    found = [(odds, one) for one in likely if (odds := _odds(one, evidence)) > _least(one)]
    seen: set[int] = set()
    for odds, one in sorted(found, key=lambda pair: -pair[0]):
        numbers = {one.fact.number, one.guess.stated.number}
        if not numbers & seen:
            seen |= numbers
            yield 1 / (1 + math.exp(-odds)), one


def _least(one: Suspect) -> float:
    return TOLD[min(len(one.fact.digits), len(TOLD)) - 1]


def _odds(one: Suspect, evidence: Evidence) -> float:
    """Logarithm of odds that the guess is meant and this figure of it slipped."""
    stated, fact = one.guess.stated, one.fact
    numbers = {operand.number for operand in one.guess.operands}
    odds = sum(
        WORTH * math.log(one.worth / (evidence.right.get(figure.number, 0.0) + chance_of(figure)))
        for figure in (stated, fact)
    )
    odds -= AGAINST * min(evidence.confirmed.against(fact.mention.start, one.value), 2 * MOST)
    others = [guess for guess in evidence.held if guess.stated is stated]
    if one.guess.type in ("ratio", "average") and one.worth < evidence.right.get(stated.number, 0.0):
        return -math.inf  # a rate is of one whole
    if others:
        shared = any(operand.number in numbers for guess in others for operand in guess.operands)
        odds += SHARED if shared else OTHERWISE
    if odds + GAIN * MOST < _least(one):
        return odds
    gain = evidence.bearing.gain(fact, one.value, {stated.number, *numbers})
    if len(fact.digits) == 1:
        gain = min(gain, 0.0)  # numbers of one digit come out right by chance
    return odds + GAIN * max(min(gain, MOST), -MOST)
