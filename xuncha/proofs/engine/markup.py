"""Texts with their figures marked in them: 成立【四=4:个】个组. The specification and the measured corpora are such texts.

A mark is 【numeral=number:unit|qualifier】: the numeral as it stands; its number where it is not written in plain Arabic
digits (`4..6` for a range, `1/3`); the unit, which may be empty; the qualifier, if there is one. {{sum=12}} at the end
of a line says that the line states a sum of 12 and that it holds, {{!sum=12}} that it does not hold. 【46≠49:封】 says that
with 49 in place of 46 a statement of the text is false.
"""

import re
from dataclasses import dataclass
from fractions import Fraction

MARK = re.compile(r"【([^【】=:|≠]+)((?:≠[^【】=:|≠]+)*)(?:=([0-9./]+))?:([^【】|]*)(?:\|([^【】|]*))?】")
STATED = re.compile(r"\s*\{\{(!?)([a-z]+)(?:=([0-9./]+))?\}\}")


@dataclass(frozen=True)
class Marked:
    start: int
    end: int
    number: Fraction
    high: Fraction | None
    unit: str
    qualifier: str | None
    slips: tuple[str, ...] = ()  # numerals that would make a statement false


@dataclass(frozen=True)
class Stated:
    """A relation by its type and the number that is stated (None: whichever), and whether it holds."""

    type: str
    number: Fraction | None
    holds: bool


@dataclass(frozen=True)
class Annotated:
    """A text as it was before it was marked, its figures, and the relations it states."""

    text: str
    marks: tuple[Marked, ...]
    relations: tuple[Stated, ...]


def read_marked(source: str) -> Annotated:
    """Take the marks out of a text. ValueError for a number that is none."""
    relations = tuple(
        Stated(kind, Fraction(number) if number else None, not wrong)
        for wrong, kind, number in STATED.findall(source)
    )
    source = STATED.sub("", source)
    pieces: list[str] = []
    marks: list[Marked] = []
    position = length = 0
    for found in MARK.finditer(source):
        plain = source[position : found.start()]
        start = length + len(plain)
        numeral, slips, number, unit, qualifier = found.groups()
        end = start + len(numeral)
        low, _, high = (number or numeral.replace(",", "")).partition("..")
        ends = Fraction(low), Fraction(high) if high else None
        marks.append(Marked(start, end, *ends, unit, qualifier, tuple(slips.split("≠")[1:])))
        pieces += [plain, numeral]
        position, length = found.end(), end
    return Annotated("".join([*pieces, source[position:]]), tuple(marks), relations)
