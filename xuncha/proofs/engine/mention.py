"""What the reader of a text finds: a figure with everything that belongs to it, and what holds between figures."""

import re
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from functools import cache
from typing import Any

from xuncha.proofs.engine.lexicon import words

STOP = re.compile("[，、。；：！？\n]")


class Kind(StrEnum):
    COUNT = "count"
    PERCENT = "percent"
    FRACTION = "fraction"
    MONEY = "money"


@dataclass(frozen=True)
class Mention:
    """One figure. `start` and `end` delimit the numeral, `begin` and `stop` the whole of 近260余万元 (all in the view).

    number     as written: 1376 of 1376万余元; `high` is the upper end of a range
    places     digits shown behind the point: how far a rate is rounded
    qualifier  余 多 约 近 超 以上 以下 左右 不到, or ""
    unit       with its magnitude: 万元, 万人, %
    counts     what is counted, as far as the words around it say
    subject    the words before it in its clause, without those of counting: by it two mentions of one thing are told
    """

    start: int
    end: int
    begin: int
    stop: int
    number: Fraction
    high: Fraction | None
    places: int
    qualifier: str
    unit: str
    kind: Kind
    chinese: bool
    counts: str = ""
    subject: str = ""
    scope: dict[str, str] = field(default_factory=dict)
    sentence: int = 0
    clause: int = 0
    paragraph: int = 0
    depth: int = 0
    before: str = ""
    after: str = ""

    @property
    def said(self) -> str:
        """The words of its clause on both sides of it."""
        return STOP.split(self.before)[-1] + STOP.split(self.after)[0]

    @property
    def base(self) -> Fraction:
        """Multiplied out: 1376万元 → 13760000, 98.5% → 0.985."""
        return self.number * magnitude(self.unit)

    @property
    def base_high(self) -> Fraction | None:
        return None if self.high is None else self.high * magnitude(self.unit)


@dataclass(frozen=True)
class Relation:
    """What a text states between its figures; `mentions` in the order of their meaning, what is stated first.

    `sure`: others of its kind beside it come out right, so that no other reading is asked for.
    """

    type: str  # sum | ratio | difference | average | same
    stated: Fraction
    computed: Fraction
    holds: bool
    mentions: tuple[Mention, ...]
    message: str = ""
    facts: dict[str, Any] = field(default_factory=dict)
    sure: bool = False

    @property
    def figures(self) -> frozenset[int]:
        """Where its figures begin, whichever of them is stated of the others."""
        return frozenset(mention.start for mention in self.mentions)


@dataclass(frozen=True)
class Finding:
    """Something that a person should look at. `message` is a sentence with %(name)s places for `facts`."""

    severity: str  # error | warning
    message: str
    spans: tuple[tuple[int, int], ...]
    facts: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.message % self.facts


MAGNITUDES = (
    ("万亿", 10**12),
    ("百亿", 10**10),
    ("十亿", 10**9),
    ("亿", 10**8),
    ("千万", 10**7),
    ("百万", 10**6),
    ("十万", 10**5),
    ("万", 10**4),
)
SHARES = {
    "%": Fraction(1, 100),
    "‰": Fraction(1, 1000),
    "成": Fraction(1, 10),
    "个百分点": Fraction(1, 100),
    "百分点": Fraction(1, 100),
}


@cache
def magnitude(unit: str) -> Fraction:
    """What one of this unit is worth: 万元 10,000, % a hundredth, 千人 1,000, 个 one."""
    if unit in SHARES:
        return SHARES[unit]
    for word, size in MAGNITUDES:
        if unit.startswith(word):
            return Fraction(size)
    if unit[:1] in "千百" and unit not in ("千克", "千米", "千瓦", "千瓦时"):
        return Fraction({"千": 1000, "百": 100}.get(unit[:1], 1))
    return Fraction(1)


@cache
def plain_unit(unit: str) -> str:
    """The unit without its magnitude: 万元 → 元."""
    for word, _ in MAGNITUDES:
        if unit.startswith(word):
            return unit.removeprefix(word)
    return (
        unit[1:]
        if unit[:1] in ("千", "百") and unit not in ("千克", "千米", "千瓦", "千瓦时", "百分点")
        else unit
    )


def kind_of(kind: Kind, unit: str) -> Kind:
    """What a figure is by its unit, where it is no share already."""
    if kind != Kind.COUNT:
        return kind
    if unit in ("%", "‰", "个百分点", "百分点"):
        return Kind.PERCENT
    if unit == "成":
        return Kind.FRACTION
    plain = plain_unit(unit).partition("/")[0]
    return Kind.MONEY if plain in words("units", "money") else Kind.COUNT
