"""What a figure most likely states: the evidence for each guess, and then whether it comes out right, or would but for a digit.

Each guess has a probability by its marks alone, and so has that the figure states nothing. Then the number is looked at.
A guess that is meant comes out right but for a slip now and then; a figure that states nothing is what it is by chance.
"""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, partial

from xuncha.proofs.engine.lexicon import load
from xuncha.proofs.engine.mention import Mention
from xuncha.proofs.engine.weighing.bearing import Bearing, Confirmations
from xuncha.proofs.engine.weighing.claims import LEAST, Claim, Evidence, Slip, Stated
from xuncha.proofs.engine.weighing.exempt import may_slip
from xuncha.proofs.engine.weighing.facts import Fact, facts_of
from xuncha.proofs.engine.weighing.guess import Guess
from xuncha.proofs.engine.weighing.guesses import guesses_of
from xuncha.proofs.engine.weighing.known import Known
from xuncha.proofs.engine.weighing.marks import marks_of
from xuncha.proofs.engine.weighing.outcome import chance_of, is_fraction, outcome_of
from xuncha.proofs.engine.weighing.parts import near_parts

SLIP = 0.8
OTHERWISE = 0.2  # of these, how many are of another sort
SURE = 0.5
PLAIN = 0.1  # odds from which a list that comes out right is taken by its sum
OF_TWO = 0.05  # odds from which a mean that is right of two counts together is of both


@dataclass(frozen=True, slots=True)
class Judgement:
    """The guesses that come out right and are believed; those that a slip would explain; from what others are computed."""

    held: tuple[Guess, ...]
    claims: tuple[Claim, ...]
    evidence: Evidence
    confirmed: Confirmations


@dataclass(frozen=True, slots=True)
class Weighed:
    """The guesses about a figure that come out right (True) or but for one digit (None), and the odds by their marks."""

    stated: Fact
    guesses: Sequence[tuple[Guess, bool | None, float]]

    @property
    def right(self) -> float:
        return sum(worth for _, outcome, worth in self.guesses if outcome)

    @property
    def by_chance(self) -> float:
        """Chance, and what it may state that no guess says."""
        chance = chance_of(self.stated)
        return chance + sum(worth for _, _, worth in self.guesses) * SLIP * OTHERWISE * chance

    @property
    def mended(self) -> list[tuple[float, float]]:
        return [(worth, mended_value(guess)) for guess, outcome, worth in self.guesses if outcome is None]


@dataclass(slots=True)
class Gathered:
    """What the figures of a text have shown, one after the other.

    held        what comes out right and is believed
    claims      guesses that a slip in one of their figures would explain
    spoken_for  by its members: the figure that a list is the sum of
    stated      by its number: how the figure is explained
    """

    bearing: Bearing
    known: Known
    confirmed: Confirmations = field(default_factory=Confirmations)
    held: list[Guess] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    spoken_for: dict[frozenset[int], Fact] = field(default_factory=dict)
    stated: dict[int, Stated] = field(default_factory=dict)


def judged(text: str, mentions: Sequence[Mention]) -> Judgement:
    """What figures state, and what they would state but for a slip."""
    facts = facts_of(text, mentions)
    known = Known()
    worth_of = partial(_worth, text, facts, known=known)
    gathered = Gathered(Bearing(worth_of), known)
    for stated in facts:
        _gather(gathered, stated, list(guesses_of(facts, stated, known.salient(facts, stated))), worth_of)
    likeliest: dict[int, float] = {}
    for claim in gathered.claims:
        number = claim.guess.stated.number
        likeliest[number] = max(likeliest.get(number, 0.0), claim.worth)
    evidence = Evidence(gathered.bearing, gathered.stated, gathered.spoken_for, likeliest)
    claims = tuple(claim for claim in gathered.claims if evidence.is_likelier(claim))
    return Judgement(tuple(gathered.held), claims, evidence, gathered.confirmed)


def _gather(
    gathered: Gathered, stated: Fact, guesses: Sequence[Guess], worth_of: Callable[[Guess], float]
) -> None:
    """What one figure shows: what comes out neither right nor but for a digit tells nothing of it, but perhaps of another."""
    likely: list[tuple[Guess, bool | None, float]] = []
    claims: list[Claim] = []
    for guess in guesses:
        outcome = outcome_of(guess)
        near = [] if outcome else list(near_parts(guess))
        if outcome is False and not (near and may_slip(guess)):
            continue
        worth = worth_of(guess)
        if outcome is not False:
            likely.append((guess, outcome, worth))
        if not outcome and worth > LEAST:
            claims.append(Claim(guess, worth, tuple(_slips(guess, outcome, near))))
        if outcome and guess.type == "sum" and worth > PLAIN:
            gathered.spoken_for[frozenset(fact.number for fact in guess.operands)] = stated
    one = Weighed(stated, likely)
    gathered.stated[stated.number] = Stated(one.right, one.by_chance, one.mended)
    right = {guess: worth for guess, outcome, worth in likely if outcome}
    gathered.bearing.add(stated, guesses, right, one.by_chance)
    for guess, odds in _held(one):
        gathered.held.append(guess)
        gathered.known.learn(guess)
        if guess.type != "same" and len(stated.digits) > 1:
            gathered.confirmed.add(guess, odds)
    if any(outcome and guess.form == "mean of two" and worth > OF_TWO for guess, outcome, worth in likely):
        claims = [claim for claim in claims if claim.guess.form != "mean"]
    gathered.claims += claims


def _slips(guess: Guess, outcome: bool | None, near: Sequence[tuple[Fact, float]]) -> Iterator[Slip]:
    for fact, value in near:
        yield Slip(fact, round(value, 6))
    if outcome is None:
        yield Slip(guess.stated, round(mended_value(guess), 6))


def _worth(text: str, facts: Sequence[Fact], guess: Guess, known: Known) -> float:
    score = sum(weights().get(mark, 0.0) for mark in marks_of(text, facts, guess, known))
    return math.exp(min(score, 50))


def _held(weighed: Weighed) -> Iterator[tuple[Guess, float]]:
    """Of each type what comes out right, where it is rather meant than right by chance, and the odds of that."""
    slipped = sum(worth for worth, _ in weighed.mended) * SLIP / (9 * len(weighed.stated.digits))
    right = [(guess, worth) for guess, outcome, worth in weighed.guesses if outcome]
    for type_ in sorted({guess.type for guess, _ in right}):
        mine = [(worth, guess) for guess, worth in right if guess.type == type_]
        total = sum(worth for worth, _ in mine)
        if total / (total + slipped + weighed.by_chance) > SURE:
            best = max(mine, key=lambda found: found[0])[1]
            yield best, math.log(total / (slipped + weighed.by_chance))


def mended_value(slip: Guess) -> float:
    """What should have been written, with as many places as were."""
    if is_fraction(slip.stated):
        return slip.value
    return round(slip.value / slip.stated.step) * slip.stated.step


@cache
def weights() -> Mapping[str, float]:
    found: dict[str, float] = load("weights")["marks"]
    return found
