"""What the figures before have been found to state, as far as it bears on what is stated next."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from xuncha.proofs.engine.weighing.facts import Fact
from xuncha.proofs.engine.weighing.guess import Guess


@dataclass
class Known:
    """What was found so far of the figures before: who is whose part, of what were shares told, what was set side by side."""

    members: set[int] = field(default_factory=set)
    totals: dict[int, frozenset[int]] = field(default_factory=dict)
    operands: set[int] = field(default_factory=set)
    wholes: set[int] = field(default_factory=set)
    pairs: set[frozenset[int]] = field(default_factory=set)
    changes: dict[int, tuple[Fact, Fact]] = field(default_factory=dict)

    def learn(self, guess: Guess) -> None:
        numbers = [fact.number for fact in guess.operands]
        if guess.type != "same" and len(guess.stated.digits) > 1:
            self.operands.update(numbers)
        if guess.type == "sum":
            self.members.update(numbers)
            self.totals[guess.stated.number] = frozenset(numbers)
        elif guess.form == "change":
            self.changes[guess.stated.number] = guess.operands[0], guess.operands[-1]
        elif guess.form in ("share", "shares"):
            self.wholes.add(numbers[-1])
        if len(numbers) == 2:
            self.pairs.add(frozenset(numbers))

    def salient(self, facts: Sequence[Fact], stated: Fact) -> list[Fact]:
        """The last wholes, and the parts of the last list, that may be spoken of again."""
        last = sorted({*self.wholes, *self.totals})[-4:]
        numbers = {*last, *(member for total in last[-2:] for member in self.totals.get(total, ()))}
        return [
            facts[n]
            for n in sorted(numbers)
            if n < stated.number
            and stated.paragraph - facts[n].paragraph <= 6
            and facts[n].countable
            and not facts[n].loose
            and facts[n].value > 0
        ]
