"""A claim: that a guess is meant, and one digit of one of its figures is another; and what speaks for it.

Each slip that would make the guess come out is tried on the whole text: how much better, or worse, all figures are explained
with the number that should then have stood there. What that is worth, together, stands in data/slips.toml.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from xuncha.proofs.engine.lexicon import load
from xuncha.proofs.engine.weighing.bearing import MOST, Bearing
from xuncha.proofs.engine.weighing.facts import Fact
from xuncha.proofs.engine.weighing.guess import Guess

LEAST = 0.01  # odds by its marks from which on a guess is asked at all
EXACT = 1e-6
LIKELIER = 0.1  # by how much, in logarithm, a figure must be better explained by the guess than without it
Features = dict[str, float]


@dataclass(frozen=True, slots=True)
class Slip:
    """`value` should have stood where the figure stands."""

    fact: Fact
    value: float


@dataclass(frozen=True, slots=True, eq=False)
class Claim:
    """`worth`: the odds by its marks that the guess is meant. `slips`: each would make it come out right."""

    guess: Guess
    worth: float
    slips: tuple[Slip, ...]


@dataclass(frozen=True, slots=True)
class Stated:
    """Of one figure: what the guesses are worth by which it comes out; that it does by chance; and by which other value."""

    right: float
    by_chance: float
    mended: Sequence[tuple[float, float]]

    @property
    def explained(self) -> float:
        return self.right + self.by_chance


@dataclass(slots=True)
class Evidence:
    """What the whole text says of its claims.

    stated           by the number of a figure: how it is explained
    spoken_for       by its members: the figure that a list is rightly the sum of
    likeliest_worth  by the number of a figure: what the likeliest claim about it is worth
    """

    bearing: Bearing
    stated: Mapping[int, Stated]
    spoken_for: Mapping[frozenset[int], Fact]
    likeliest_worth: Mapping[int, float]
    gains: dict[Slip, tuple[float, float]] = field(default_factory=dict)

    def is_likelier(self, claim: Claim) -> bool:
        """Whether the guess explains its figure better than what it otherwise states."""
        own = self.stated[claim.guess.stated.number]
        return math.log(1 + claim.worth / own.explained) > LIKELIER

    def gain(self, slip: Slip) -> tuple[float, float]:
        """Logarithms of odds for the slip: by the figure itself, and by all others that are computed from it."""
        if slip not in self.gains:
            own = self.stated[slip.fact.number]
            mended = sum(worth for worth, value in own.mended if abs(value - slip.value) < EXACT)
            itself = math.log((mended + own.by_chance) / own.explained)
            self.gains[slip] = max(-MOST, min(MOST, itself)), self.bearing.gain(slip.fact, slip.value)
        return self.gains[slip]

    def _odds(self, slip: Slip) -> float:
        """That of all digits this one slipped: the more there are, the less each."""
        return sum(self.gain(slip)) - math.log(9 * len(slip.fact.digits))

    def likeliest(self, claim: Claim) -> Slip:
        return max(claim.slips, key=self._odds)

    def features(self, claim: Claim) -> Features:
        """What is asked of a claim; figures that are not named here are 0."""
        guess, best = claim.guess, self.likeliest(claim)
        stated, own = guess.stated, self.stated[guess.stated.number]
        itself, others = self.gain(best)
        members = frozenset(fact.number for fact in guess.operands)
        return {
            "always": 1.0,
            f"a {guess.type}": 1.0,
            f"digits {min(len(stated.digits), 4)}": 1.0,
            f"digits of the slip {min(len(best.fact.digits), 3)}": 1.0,
            "all slips": _added(self._odds(slip) for slip in claim.slips),
            "slips": math.log(len(claim.slips)),
            "by itself": itself,
            "by others": max(others, 0.0),
            "against others": min(others, 0.0),
            "worth": max(-MOST, math.log(claim.worth)),
            "outweighed": math.log(self.likeliest_worth[stated.number] / claim.worth),
            "right otherwise": math.log(own.explained),
            "loose": float(stated.loose),
            "in the stated": float(best.fact is stated),
            "too much": float(guess.type == "sum" and guess.value > stated.value),
            "list of another": float(members in self.spoken_for and self.spoken_for[members] is not stated),
        }


def odds(features: Features) -> float:
    """Logarithm of odds that a claim is right."""
    return sum(value * weights().get(name, 0.0) for name, value in features.items())


@cache
def weights() -> Mapping[str, float]:
    found: dict[str, float] = load("slips")["features"]
    return found


def _added(logarithms: Iterable[float]) -> float:
    found = list(logarithms)
    most = max(found)
    return most + math.log(sum(math.exp(one - most) for one in found))
