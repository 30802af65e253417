"""A guess: what a figure may state of others, and what number it would be then."""

from dataclasses import dataclass

from xuncha.proofs.engine.weighing.facts import Fact

TYPES = {
    "list": "sum",
    "heads": "sum",
    "rows": "sum",
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
    "gain": "ratio",
    "times": "ratio",
    "change": "difference",
    "points": "difference",
    "mean": "average",
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
