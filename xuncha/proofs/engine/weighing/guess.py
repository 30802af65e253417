"""A guess: what a figure may state of others, and what number it would be then."""

from dataclasses import dataclass

from xuncha.proofs.engine.weighing.facts import Fact

TYPES = {
    "list": "sum",
    "heads": "sum",
    "rows": "sum",
    "below": "sum",
    "split": "sum",
    "segments": "sum",
    "table": "sum",
    "rest": "difference",
    "shares": "ratio",
    "of sum": "ratio",
    "spread": "average",
    "yearly": "average",
    "span": "difference",
    "range": "difference",
    "named": "sum",
    "named share": "ratio",
    "same": "same",
    "run": "sum",
    "column": "sum",
    "share": "ratio",
    "growth": "ratio",
    "span growth": "ratio",
    "gain": "ratio",
    "times": "ratio",
    "change": "difference",
    "points": "difference",
    "mean": "average",
    "mean of two": "average",
    "row rate": "ratio",
    "row share": "ratio",
    "row mean": "average",
    "rows times": "ratio",
    "rows growth": "ratio",
    "rows change": "difference",
    "rows points": "difference",
}


@dataclass(frozen=True, slots=True, eq=False)
class Guess:
    """`form` is how `value`, the base value that the stated figure would have, comes from the operands."""

    form: str
    stated: Fact
    operands: tuple[Fact, ...]
    value: float

    @property
    def type(self) -> str:
        return TYPES[self.form]


def value_with(guess: Guess, operand: Fact, value: float) -> float | None:
    """What the guess would make its figure if that operand had another value; None where its form does not say."""
    values = [value if fact is operand else fact.value for fact in guess.operands]
    one, other = values[0], values[-1]
    if guess.type == "sum":
        return sum(values)
    if guess.form == "same":
        return one
    if guess.form == "rest":
        return one - sum(values[1:])
    if guess.form in ("change", "span", "points", "rows change", "rows points"):
        return abs(one - other)
    if guess.form == "spread":
        return sum(values) / len(values)
    if guess.form == "range":
        return max(values) - min(values)
    if guess.form in ("of sum", "mean of two"):
        return one / sum(values if guess.form == "of sum" else values[1:])
    if not other:
        return None
    if guess.form == "share" and guess.stated.value <= 1:
        return min(one, other) / max(one, other)
    if guess.form in ("share", "mean", "times", "row rate", "row share", "row mean", "rows times"):
        return one / other
    if guess.form in ("growth", "rows growth", "span growth") and guess.stated.mention.unit != "倍":
        return abs(one - other) / other
    if guess.form in ("shares", "named share"):
        return sum(values[:-1]) / other
    return None
