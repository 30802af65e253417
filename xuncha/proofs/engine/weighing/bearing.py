"""What a figure bears on: how well the others are explained by its number, and how well they would be by another one."""

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

from xuncha.proofs.engine.weighing.facts import Fact
from xuncha.proofs.engine.weighing.guess import Guess, value_with
from xuncha.proofs.engine.weighing.outcome import comes_out

MOST = 6.0  # logarithm of odds that one other figure can speak for or against
WITNESSES = 3  # that are heard against a slip
FIRM = 1.5  # and from where on it is beyond chance


@dataclass(slots=True)
class Bearing:
    """By the number of a figure: the guesses about others that it is an operand of; how well each is explained as it stands.

    `right`: what the guesses are worth that come out right.
    """

    worth_of: Callable[[Guess], float]
    guesses: dict[int, list[Guess]] = field(default_factory=dict)
    explained: dict[int, float] = field(default_factory=dict)
    least: dict[int, float] = field(default_factory=dict)
    right: dict[Guess, float] = field(default_factory=dict)

    def add(
        self, stated: Fact, guesses: Iterable[Guess], right: Mapping[Guess, float], by_chance: float
    ) -> None:
        """`right` is what the guesses are worth by which the figure comes out, `by_chance` that it does by none."""
        self.explained[stated.number] = sum(right.values()) + by_chance
        self.least[stated.number] = by_chance
        self.right |= right
        for guess in guesses:
            for fact in guess.operands:
                self.guesses.setdefault(fact.number, []).append(guess)

    def gain(self, fact: Fact, value: float) -> float:
        """Logarithm of odds for `value` in place of the figure's number, by all others that are computed from it."""
        change: dict[int, float] = {}
        again = 0.0
        for guess in self.guesses.get(fact.number, ()):
            stated = guess.stated
            if stated is fact:
                continue
            would = value_with(guess, fact, value)
            if would is None:
                continue
            now, then = (
                guess in self.right,
                _is_near(would, stated) and comes_out(replace(guess, value=would)),
            )
            if not now and not then:
                continue
            worth = self.right[guess] if now else self.worth_of(guess)
            if then and guess.type == "same":
                again = max(again, math.log(worth / self.least[stated.number]))
            elif now != then:
                change[stated.number] = change.get(stated.number, 0.0) + (worth if then else -worth)
        return min(again, MOST) + sum(self._clipped(number, by) for number, by in change.items())

    def _clipped(self, number: int, by: float) -> float:
        before = self.explained[number]
        after = max(before + by, self.least[number])
        return max(-MOST, min(MOST, math.log(after / before)))


def _is_near(value: float, stated: Fact) -> bool:
    """Near enough that it is worth asking whether it comes out."""
    return abs(value - stated.value) <= (0.2 * stated.value if stated.loose else stated.step)


@dataclass(frozen=True, slots=True)
class Confirmations:
    """By the place of a figure: what is rightly computed from it, and the logarithm of odds that it is meant to be."""

    of: dict[int, list[tuple[float, Guess]]] = field(default_factory=dict)

    def add(self, guess: Guess, odds: float) -> None:
        for fact in guess.operands:
            self.of.setdefault(fact.mention.start, []).append((odds, guess))

    def against(self, start: int, value: float) -> float:
        """How surely the figure is not `value`: a rate that is the same by either, to its last digit, says nothing."""
        odds = [
            min(odds, MOST)
            for odds, guess in self.of.get(start, ())
            if not _would_come_out(guess, start, value)
        ]
        return sum(sorted(odds)[-WITNESSES:])

    def firmly(self, start: int, value: float) -> bool:
        """Whether that is beyond chance."""
        return self.against(start, value) > FIRM


def _would_come_out(guess: Guess, start: int, value: float) -> bool:
    operand = next(fact for fact in guess.operands if fact.mention.start == start)
    would = value_with(guess, operand, value)
    return would is None or comes_out(replace(guess, value=would))
