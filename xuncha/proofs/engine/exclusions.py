"""Which numerals are no figures: dates, ordinals, names, titles, headings, codes. A mask over the text."""

import re
from functools import cache

from xuncha.proofs.engine.lexicon import load, longest_first, pattern, words

TITLE = re.compile(r"《[^《》\n]{1,90}》|〈[^〈〉\n]{1,60}〉")
QUOTED = re.compile(r"“([^“”\n]{1,40})”|「([^「」\n]{1,40})」|‘([^‘’\n]{1,40})’|\"([^\"\n]{1,40})\"")
# “1+N”, “12388”, “5分钟”圈: letters, signs, digits alone, or digits with what is no measure word.
NAMED = re.compile(
    r"[0-9A-Za-z+·•.\-—/、]*[A-Za-z+·•][0-9A-Za-z+·•.\-—/、]*[^0-9元%]{0,6}|[0-9]+"
    r"|[0-9.\-]+(?![余多万亿])[^0-9元%个名件项次家人条年月天小分份户起类批场轮]{1,5}[^0-9]{0,3}"
)
ARABIC = re.compile("[0-9]")
SPEECH = re.compile("[我你他她咱]|了[一两三四五六七八九十]|[十百千万]元|(?:以上|以下|左右)$")

Mask = bytearray


def mask(text: str) -> Mask:
    """1 for every character that belongs to a name, a date, an ordinal or the like."""
    covered = Mask(len(text))
    for expression in _expressions():
        for found in expression.finditer(text):
            _cover(covered, found.start(), found.end())
    for found in QUOTED.finditer(text):
        if _is_name(next(group for group in found.groups() if group is not None)):
            _cover(covered, found.start(), found.end())
    return covered


def _cover(covered: Mask, start: int, end: int) -> None:
    covered[start:end] = b"\x01" * (end - start)


@cache
def _expressions() -> tuple[re.Pattern[str], ...]:
    return (
        TITLE,
        pattern("dates", "lists"),
        pattern("dates", "dates"),
        pattern("dates", "codes"),
        pattern("dates", "ordinals"),
        pattern("names", "slogans"),
        pattern("names", "places"),
        pattern("names", "ignored"),
        _formulas(),
    )


@cache
def _formulas() -> re.Pattern[str]:
    """三个到位, 五项过硬: numeral, measure word, and a head that is no thing to be counted."""
    table = load("names")["slogan_heads"]
    strong = longest_first(words("names", "slogan_heads", "strong"))
    weak = longest_first(words("names", "slogan_heads", "weak"))
    return re.compile(
        rf"[一两三四五六七八九十]{{1,3}}[{table['measures']}](?:(?:{strong})|(?:{weak})(?={table['ends']}))"
    )


def _is_name(quoted: str) -> bool:
    """A short text in quotes without a count in Arabic digits: “四风”, “1+N”, “三个聚焦”."""
    if "+" in quoted:
        return True  # “1名组长+N名骨干”: a formula
    if SPEECH.search(quoted):
        return False
    if not ARABIC.search(quoted):
        return len(quoted) <= int(load("names")["quotes"]["longest"])
    return bool(NAMED.fullmatch(quoted))
