"""Texts of findings: templates by category and kind of unit, filled so that no two read alike."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from random import Random

from xuncha.findings.rules import Nature
from xuncha.operations.city.texts import choose, fill, lines, table
from xuncha.orgs.models import Organisation
from xuncha.orgs.rules import UnitClass
from xuncha.records.rules import Level

WHO = {
    UnitClass.ENTERPRISE: "e",
    UnitClass.SCHOOL: "s",
    UnitClass.HOSPITAL: "h",
    UnitClass.TOWNSHIP: "t",
    UnitClass.VILLAGE: "v",
}
NATURES = {"P": Nature.POLITICAL, "V": Nature.VIOLATION, "M": Nature.MANAGEMENT, "A": Nature.ADVICE}
AMOUNTS = {  # ten thousand yuan
    Level.CITY: (300, 90000),
    Level.COUNTY: (100, 20000),
    Level.TOWNSHIP: (60, 9000),
    Level.VILLAGE: (8, 900),
}
CENT = Decimal("0.01")
SPANS = {"r": (2, 4), "n": (2, 9), "nn": (11, 48), "nnn": (105, 860), "m": (1, 12), "p": (12, 85)}
WORDS = table("words")["slots"]


@dataclass(frozen=True)
class Template:
    category: str
    who: str
    nature: Nature
    title: str
    facts: str
    clause: str


@dataclass(frozen=True)
class Text:
    template: Template
    title: str
    facts: str
    amount: Decimal | None


class Slots:
    """Makes up what a pattern asks for. Names and years stay the same within one text, numbers differ."""

    def __init__(self, rng: Random, unit: str, level: Level, year: int) -> None:
        self._rng = rng
        self._year = year
        self._low, self._high = AMOUNTS[level]
        self.amount: Decimal | None = None
        self._number = 0
        self._kept: dict[str, object] = {"u": unit}

    def __getitem__(self, name: str, /) -> object:
        if name in self._kept:
            return self._kept[name]
        value = self._numbers(name)
        if value is not None:
            return value
        self._kept[name] = self._once(name)
        return self._kept[name]

    def _numbers(self, name: str) -> object:
        """A new number each time; `k` is a part of the one before."""
        if name in SPANS:
            self._number = self._rng.randint(*SPANS[name])
            return self._number
        return self._rng.randint(1, min(9, self._number - 1)) if name == "k" else None

    def _once(self, name: str) -> object:
        rng = self._rng
        if name == "w":
            # Small sums are common, large ones rare.
            spread = int((self._high - self._low) * rng.random() ** 3)
            self.amount = (Decimal(self._low + spread) / 100).quantize(CENT)
            return self.amount
        if name == "w2":
            whole = self.amount or Decimal(rng.randint(self._low, self._low * 9)) / 100
            return (whole * rng.randint(8, 30) / 100).quantize(CENT) + CENT
        if name == "y1":
            return self._year - rng.randint(3, 4)
        if name == "y2":
            return self._year - rng.randint(1, 2)
        if name == "y":
            return self._year - rng.randint(1, 3)
        return rng.choice(WORDS[{"sec": "sections", "proj": "projects"}[name]])


@cache
def templates() -> tuple[Template, ...]:
    return tuple(
        Template(category, who, NATURES[nature], title, facts, clause)
        for category, who, nature, title, facts, clause in lines("findings")
    )


@cache
def fitting(unit_class: str) -> tuple[Template, ...]:
    """Templates for units of a class."""
    who = WHO.get(UnitClass(unit_class), "g")
    return tuple(one for one in templates() if who in one.who or (one.who == "*" and who != "v"))


def write(rng: Random, unit: Organisation, number: int, year: int) -> list[Text]:
    """`number` texts about the unit, each from another template and under another title."""
    written: list[Text] = []
    titles: set[str] = set()
    for template in rng.sample(fitting(unit.unit_class), number):
        text = _write(rng, template, unit, year)
        while text.title in titles:
            text = _write(rng, template, unit, year)
        titles.add(text.title)
        written.append(text)
    return sorted(written, key=lambda text: text.template.category)


def _write(rng: Random, template: Template, unit: Organisation, year: int) -> Text:
    slots = Slots(rng, unit.short_name, Level(unit.level), year)
    facts = fill(choose(template.facts, rng), slots)
    return Text(template, choose(template.title, rng), facts, slots.amount)
