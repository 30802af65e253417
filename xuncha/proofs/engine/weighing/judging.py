"""What a figure most likely states: the evidence for each guess, and then whether it comes out right or a digit slipped.

Each guess has a probability by its marks alone, and so has that the figure states nothing. Then the number is looked at.
A guess that is meant comes out right but for a slip now and then; a figure that states nothing is what it is by chance.
"""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, partial

from xuncha.proofs.engine.lexicon import load
from xuncha.proofs.engine.mention import Mention
from xuncha.proofs.engine.weighing.bearing import FIRM, MOST, Bearing, Confirmations
from xuncha.proofs.engine.weighing.exempt import may_slip
from xuncha.proofs.engine.weighing.facts import Fact, facts_of, said_of
from xuncha.proofs.engine.weighing.guess import Guess
from xuncha.proofs.engine.weighing.guesses import guesses_of
from xuncha.proofs.engine.weighing.known import Known
from xuncha.proofs.engine.weighing.marks import marks_of
from xuncha.proofs.engine.weighing.outcome import chance_of, is_fraction, outcome_of
from xuncha.proofs.engine.weighing.parts import near_parts
from xuncha.proofs.engine.weighing.suspects import LEAST, Evidence, Suspect, likeliest

SLIP = 0.8
OTHERWISE = 0.2  # of these, how many are of another sort
SURE = 0.5
TOLD = (0.7, 0.5, 0.2)  # by digits: how likely a slip must be; of three and more it is hardly chance
PLAINLY = 20.0  # odds from which a figure is so plainly of others that its few digits do not matter
# By digits: odds, by what stands around a figure, below which a slip is no more than a chance.
MEANT = (0.13, 0.13, 0.08, 0.04)
PLAIN = 0.1  # odds from which a list that comes out right is taken by its sum
OF_TWO = 0.05  # odds from which a mean that is right of two counts together is of both
ROUGH = 0.4  # with one digit changed, a number with 约 reaches so much of what is as long
DOUBT = 0.8  # how far odds count that others are rightly computed from a figure,
TRUST = 0.6  # or would be if it were mended


@dataclass(frozen=True, slots=True)
class Verdict:
    """The guess that is most likely meant, and whether it comes out right.

    support    of others that come out right if the slip is mended
    meant      odds of the guess by what stands around the figure
    rivalled   another guess comes out right, and is worth more than chance
    part       the operand that slipped, where it is not the stated figure
    """

    guess: Guess
    holds: bool
    weight: float
    support: float = 0.0
    meant: float = 1.0
    rivalled: bool = False
    part: Fact | None = None


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdicts of a text, and which figures others are rightly computed from."""

    verdicts: tuple[Verdict, ...]
    confirmed: Confirmations


@dataclass(frozen=True, slots=True)
class Weighed:
    """The guesses about a figure that come out right (True) or but for one digit (None), and the odds by their marks."""

    stated: Fact
    guesses: Sequence[tuple[Guess, bool | None, float]]

    @property
    def right(self) -> float:
        return sum(worth for _, outcome, worth in self.guesses if outcome)

    def other(self, chance: float) -> float:
        """Chance, and what it may state that no guess says."""
        return chance + sum(worth for _, _, worth in self.guesses) * SLIP * OTHERWISE * chance


@dataclass(slots=True)
class Gathered:
    """What the figures of a text have shown, one after the other.

    held        what comes out right and is believed
    weighed     figures that perhaps slipped
    suspects    guesses that a slip in one of their figures would explain
    spoken_for  by its members: the figure that a list is the sum of
    right       by its number: what the guesses by which a figure comes out right are worth
    """

    bearing: Bearing
    known: Known
    confirmed: Confirmations = field(default_factory=Confirmations)
    held: list[Verdict] = field(default_factory=list)
    weighed: list[Weighed] = field(default_factory=list)
    suspects: list[Suspect] = field(default_factory=list)
    spoken_for: dict[frozenset[int], Fact] = field(default_factory=dict)
    right: dict[int, float] = field(default_factory=dict)

    def suspects_of(self, weighed: Weighed) -> list[Suspect]:
        """Other guesses about the figure, of which a part slipped."""
        near = [guess for guess, outcome, _ in weighed.guesses if outcome is None]
        return [one for one in self.suspects if one.guess.stated is weighed.stated and one.guess not in near]


def judged(text: str, mentions: Sequence[Mention]) -> Judgement:
    """What figures state; a slip only of one that nothing else in the text confirms."""
    facts = facts_of(text, mentions)
    known = Known()
    worth_of = partial(_worth, text, facts, known=known)
    gathered = Gathered(Bearing(worth_of), known)
    for stated in facts:
        _gather(gathered, stated, list(guesses_of(facts, stated, known.salient(facts, stated))), worth_of)
    confirmed, bearing = gathered.confirmed, gathered.bearing
    weighed = [left for one in gathered.weighed if (left := _without(one, gathered.spoken_for))]
    slips = [
        slip for one in weighed if _is_told(slip := _slip(one, gathered.suspects_of(one), confirmed, bearing))
    ]
    told = [*_first_causes(slips, bearing)]
    told += _slipped_parts(gathered, told)
    return Judgement((*gathered.held, *told), confirmed)


def _gather(
    gathered: Gathered, stated: Fact, guesses: Sequence[Guess], worth_of: Callable[[Guess], float]
) -> None:
    """What one figure shows: what comes out neither right nor but for a digit tells nothing of it, but perhaps of another."""
    likely: list[tuple[Guess, bool | None, float]] = []
    for guess in guesses:
        outcome = outcome_of(guess)
        near = [] if outcome else list(near_parts(guess))
        if outcome is False and not near:
            continue
        worth = worth_of(guess)
        if outcome is not False:
            likely.append((guess, outcome, worth))
        if near and worth > LEAST and may_slip(guess):
            gathered.suspects += [Suspect(guess, worth, fact, value) for fact, value in near]
        if outcome and guess.type == "sum" and worth > PLAIN:
            gathered.spoken_for[_members(guess)] = stated
    one = Weighed(stated, likely)
    gathered.right[stated.number] = one.right
    gathered.bearing.add(stated, guesses, one.right, one.other(chance_of(stated)))
    verdicts = list(_held(stated, likely))
    for found, odds in verdicts:
        gathered.known.learn(found.guess)
        if found.guess.type != "same" and len(stated.digits) > 1:
            gathered.confirmed.add(found.guess, odds)
    gathered.held += [found for found, _ in verdicts]
    of_two = any(
        outcome and guess.form == "mean of two" and worth > OF_TWO for guess, outcome, worth in likely
    )
    if of_two:
        gathered.suspects = [
            one for one in gathered.suspects if one.guess.stated is not stated or one.guess.form != "mean"
        ]
    if not verdicts and not of_two and any(outcome is None for _, outcome, _ in likely):
        gathered.weighed.append(one)


def _members(guess: Guess) -> frozenset[int]:
    return frozenset(fact.number for fact in guess.operands)


def _slipped_parts(gathered: Gathered, told: Sequence[Verdict]) -> Iterator[Verdict]:
    """Slips in parts, of figures that no slip has been told of, and not of lists that are another's."""
    blamed = {fact.number for slip in told for fact in (slip.guess.stated, *slip.guess.operands)}
    free = [
        one
        for one in gathered.suspects
        if not blamed & {one.guess.stated.number, one.fact.number}
        and _members(one.guess) not in gathered.spoken_for
    ]
    held = [verdict.guess for verdict in gathered.held]
    evidence = Evidence(gathered.right, gathered.confirmed, gathered.bearing, held)
    for weight, one in likeliest(free, evidence):
        yield Verdict(one.guess, False, weight, part=one.fact)


def _first_causes(slips: Sequence[Verdict], bearing: Bearing) -> Iterator[Verdict]:
    """Without those that would come out right if another were mended, but not the other way round: one slip is told once."""
    mended = {
        slip.guess.stated.number: bearing.mends(slip.guess.stated, mended_value(slip.guess)) for slip in slips
    }
    for slip in slips:
        number = slip.guess.stated.number
        if not any(number in right and other not in mended[number] for other, right in mended.items()):
            yield slip


def _is_told(slip: Verdict) -> bool:
    """Likely enough for so many digits, and either meant by what stands around it or mending others."""
    digits = len(slip.guess.stated.digits)
    least = TOLD[-1] if slip.meant > PLAINLY else TOLD[min(digits, len(TOLD)) - 1]
    if slip.rivalled:
        least = max(least, SURE)
    likely = slip.weight > least
    return likely and (slip.meant > MEANT[min(digits, len(MEANT)) - 1] or slip.support > FIRM)


def _without(weighed: Weighed, spoken_for: Mapping[frozenset[int], Fact]) -> Weighed | None:
    """Without lists that a figure of something else is the sum of: 四个方面9个问题. None if no slip is left."""

    def is_free(guess: Guess) -> bool:
        total = spoken_for.get(frozenset(fact.number for fact in guess.operands))
        if guess.type != "sum" or total is None:
            return True
        return bool(said_of(weighed.stated) & said_of(total))

    left = [one for one in weighed.guesses if is_free(one[0])]
    return Weighed(weighed.stated, left) if any(outcome is None for _, outcome, _ in left) else None


def _worth(text: str, facts: Sequence[Fact], guess: Guess, known: Known) -> float:
    score = sum(weights().get(mark, 0.0) for mark in marks_of(text, facts, guess, known))
    return math.exp(min(score, 50))


def _chance_of_slip(stated: Fact) -> float:
    return ROUGH if stated.loose else chance_of(stated)


def _held(
    stated: Fact, likely: Sequence[tuple[Guess, bool | None, float]]
) -> Iterator[tuple[Verdict, float]]:
    """Of each type what comes out right, where it is rather meant than right by chance, and the odds of that."""
    other = Weighed(stated, likely).other(chance_of(stated))
    slipped = sum(worth for _, outcome, worth in likely if outcome is None) * SLIP / (9 * len(stated.digits))
    right = [(guess, worth) for guess, outcome, worth in likely if outcome]
    for type_ in sorted({guess.type for guess, _ in right}):
        mine = [(worth, guess) for guess, worth in right if guess.type == type_]
        total = sum(worth for worth, _ in mine)
        if total / (total + slipped + other) > SURE:
            best = max(mine, key=lambda found: found[0])[1]
            yield Verdict(best, True, total), math.log(total / (slipped + other))


def _slip(
    weighed: Weighed, suspects: Sequence[Suspect], confirmed: Confirmations, bearing: Bearing
) -> Verdict:
    """How surely the figure slipped: less where others confirm it, more where others would come out right as well."""
    stated = weighed.stated
    near = [(worth, guess) for guess, outcome, worth in weighed.guesses if outcome is None]
    best = max(near, key=lambda found: found[0])[1]
    slipped = sum(worth for worth, _ in near) * SLIP / (9 * len(stated.digits))
    other = weighed.other(_chance_of_slip(stated))
    in_parts = sum(one.worth * SLIP / (9 * len(one.fact.digits)) for one in suspects)
    odds = math.log(slipped / (weighed.right + other + in_parts))
    gain = bearing.gain(stated, mended_value(best), {fact.number for fact in best.operands})
    support = 0.0
    if len(stated.digits) > 1:
        support = min(max(gain, _agreed(stated, best, near)), MOST)
    against = confirmed.against(stated.mention.start, mended_value(best))
    odds += TRUST * support - DOUBT * against
    meant = max(worth for worth, _ in near)
    rivalled = weighed.right > other
    return Verdict(best, False, 1 / (1 + math.exp(-odds)), max(support, 0.0), meant, rivalled)


def _agreed(stated: Fact, best: Guess, near: Sequence[tuple[float, Guess]]) -> float:
    """Logarithm of odds that what was said before and what is computed came to the same number not by chance."""
    worths = [
        worth
        for worth, guess in near
        if (guess.type == "same") != (best.type == "same") and mended_value(guess) == mended_value(best)
    ]
    return math.log(max(worths) / chance_of(stated)) if worths else 0.0


def mended_value(slip: Guess) -> float:
    """What should have been written, with as many places as were."""
    if is_fraction(slip.stated):
        return slip.value
    return round(slip.value / slip.stated.step) * slip.stated.step


@cache
def weights() -> Mapping[str, float]:
    found: dict[str, float] = load("weights")["marks"]
    return found
