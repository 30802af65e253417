"""What a figure bears on: how well the others are explained by its number, and how well they would be by another one."""

import math
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field, replace

from xuncha.proofs.engine.weighing.facts import Fact
from xuncha.proofs.engine.weighing.guess import Guess, value_with

MOST = 6.0  # logarithm of odds that one other figure can speak for or against


@dataclass(slots=True)
class Bearing:
    """By the number of a figure: the guesses about others that it is an operand of; how well each is explained as it stands."""

    worth_of: Callable[[Guess], float]
    comes_out: Callable[[Guess], bool]
    guesses: dict[int, list[Guess]] = field(default_factory=dict)
    explained: dict[int, float] = field(default_factory=dict)
    least: dict[int, float] = field(default_factory=dict)

    def add(self, stated: Fact, guesses: Iterable[Guess], right: float, by_chance: float) -> None:
        """`right` is what the guesses are worth by which the figure comes out, `by_chance` that it does by none."""
        self.explained[stated.number], self.least[stated.number] = right + by_chance, by_chance
        for guess in guesses:
            for fact in guess.operands:
                self.guesses.setdefault(fact.number, []).append(guess)

    def gain(self, fact: Fact, value: float, without: Collection[int] = ()) -> float:
        """Logarithm of odds for `value` in place of the figure's number, by all others but those whose numbers are `without`."""
        change: dict[int, float] = {}
        again = 0.0
        for guess in self.guesses.get(fact.number, ()):
            stated = guess.stated
            if stated.number in without or stated is fact:
                continue
            would = value_with(guess, fact, value)
            if would is None:
                continue
            now = self.comes_out(guess)
            then = abs(would - stated.value) <= max(stated.step, 0.2 * stated.value * stated.loose) and self.comes_out(
                replace(guess, value=would)
            )
            if then and guess.type == "same":
                again = max(again, math.log(self.worth_of(guess) / self.least[stated.number]))
            elif now != then:
                worth = self.worth_of(guess)
                change[stated.number] = change.get(stated.number, 0.0) + (worth if then else -worth)
        return min(again, MOST) + sum(self._clipped(number, by) for number, by in change.items())

    def _clipped(self, number: int, by: float) -> float:
        before = self.explained[number]
        after = max(before + by, self.least[number])
        return max(-MOST, min(MOST, math.log(after / before)))
