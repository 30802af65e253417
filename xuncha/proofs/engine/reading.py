"""A numeral by itself: its value, its places, the range or the share that it spells out."""

import re
from dataclasses import dataclass
from fractions import Fraction

from xuncha.proofs.engine import numerals
from xuncha.proofs.engine.mention import Kind

HAN = "[零〇一二两三四五六七八九十百千万亿]+"
ARABIC = r"(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]+)(?:\.[0-9]+)?"
PART = rf"(?:{ARABIC}|{HAN}(?:点[零〇一二三四五六七八九]+)?)"
NUMERAL = re.compile(
    rf"(?P<percent>百分之(?P<of100>{PART})(?:[-~—至到](?:百分之)?(?P<to100>{PART}))?)"
    rf"|(?P<fraction>(?P<whole>{HAN}|[0-9]+)分之(?P<part>{HAN}|[0-9]+))"
    r"|(?P<half>一半)"
    r"|(?P<halved>(?<![上下每前后一两])半)(?=[年天](?!度|报|总|来|过|销|工|小结|之|多)|个(?:月|小时)(?!度|报|来)|小时)"
    rf"|(?P<slash>(?<![0-9/.])[0-9]{{1,3}}/[0-9]{{1,4}}(?![0-9/]))"
    rf"|(?P<arabic>{ARABIC})"
    rf"|(?P<chinese>{HAN}(?:点[零〇一二三四五六七八九]+(?![十百千分刻线]))?)"
)


LISTED = re.compile(r"[；。：\n][1-9]\.$")  # ；3.202件: the third point begins with 202


@dataclass(frozen=True)
class Read:
    """A numeral as far as it is read by itself."""

    start: int
    end: int
    number: Fraction
    places: int = 0
    high: Fraction | None = None
    unit: str | None = None  # where the numeral itself says it: 百分之…
    kind: Kind = Kind.COUNT
    chinese: bool = False


def read_numeral(text: str, candidate: re.Match[str]) -> Read | None:
    """What a match of NUMERAL says; None where it is a date, a code or no number."""
    start, end = candidate.span()
    if candidate["percent"]:
        first, second = number_of(candidate["of100"]), number_of(candidate["to100"] or "")
        if first is None:
            return None
        return Read(start, end, first[0], first[1], second and second[0], "%", Kind.PERCENT, chinese=True)
    if candidate["fraction"]:
        return _fraction(candidate)
    if candidate["half"]:
        return Read(start, end, Fraction(1, 2), 0, None, "", Kind.FRACTION, chinese=True)
    if candidate["halved"]:
        return Read(start, end, Fraction(1, 2), 0, chinese=True)
    if candidate["slash"]:
        part, whole = map(int, candidate["slash"].split("/"))
        if (
            not part
            or part >= whole
            or (len(candidate["slash"]) <= 5 and whole > 12 and part <= 12 and whole <= 31)
        ):
            return None
        return Read(start, end, Fraction(part, whole), 0, None, "", Kind.FRACTION)
    if candidate["arabic"]:
        return _arabic(text, start, candidate["arabic"])
    return _chinese(start, candidate["chinese"])


def number_of(text: str) -> tuple[Fraction, int] | None:
    """A number within 百分之…, with its places: 七十, 三点五, 73.81."""
    if not text:
        return None
    if text[0].isdigit() and text[0].isascii():
        whole, _, behind = text.replace(",", "").partition(".")
        return Fraction(text.replace(",", "")), len(behind)
    whole, point, behind = text.partition("点")
    value = numerals.read(whole)
    digits = numerals.decimals(behind) if point else Fraction(0)
    return None if value is None or digits is None else (value + digits, len(behind))


def _fraction(candidate: re.Match[str]) -> Read | None:
    whole, part = number_of(candidate["whole"]), number_of(candidate["part"])
    if whole is None or part is None or not whole[0]:
        return None
    if whole[0] == 1000:
        return Read(*candidate.span(), part[0], 0, None, "‰", Kind.PERCENT, chinese=True)
    return Read(*candidate.span(), part[0] / whole[0], 0, None, "", Kind.FRACTION, chinese=True)


def _arabic(text: str, start: int, digits: str) -> Read | None:
    before = text[start - 1 : start]
    listed = LISTED.search(text, max(0, start - 4), start)
    if before.isascii() and (before.isalnum() or before in "./_") and before and not listed:
        return None
    plain = digits.replace(",", "")
    if len(plain) > 1 and plain[0] == "0" and plain[1] != ".":
        return None
    return Read(start, start + len(digits), Fraction(plain), len(plain.partition(".")[2]))


def _chinese(start: int, characters: str) -> Read | None:
    end = start + len(characters)
    if "点" in characters:
        decimal = number_of(characters)
        return decimal and Read(start, end, *decimal, chinese=True)
    ranged = numerals.read_range(characters)
    if ranged is not None and numerals.read(characters) is None:
        return Read(start, end, Fraction(ranged[0]), 0, Fraction(ranged[1]), chinese=True)
    value = numerals.read(characters)
    return None if value is None else Read(start, end, Fraction(value), chinese=True)
