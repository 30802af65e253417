"""What stands behind a numeral: magnitude, unit and the words that loosen it."""

import re
from dataclasses import dataclass
from functools import cache

from xuncha.proofs.engine.lexicon import load, longest_first, words

MAGNITUDE = "万亿|[十百千]?[万亿]|千|百"
LOOSE = "余|多|来|几"
PER = "立方米|平方米|平方公里|公里|小时|分钟|公斤|千克|人次|立方|平方|[升吨亩人户次天日月年季件个辆台套座头栋间米斤]"


@dataclass(frozen=True)
class Tail:
    """`unit` with its magnitude, the qualifier behind the numeral, and where the whole ends."""

    unit: str
    qualifier: str
    stop: int
    unit_stop: int


def tail_at(text: str, position: int, *, chinese: bool) -> Tail:
    """The tail that begins right behind a numeral; an empty one when nothing of the kind follows."""
    best = Tail("", "", position, position)
    for expression in (_direct(chinese), _magnified(chinese)):
        found = expression.match(text, position)
        if found is None or (found.end("unit") <= best.unit_stop and best.unit):
            continue
        parts = found.groupdict()
        unit = (parts.get("size") or "") + _plain(parts["unit"] or "")
        loose = (
            parts["loose"]
            or parts.get("loose2")
            or parts["loose3"]
            or ("多" if _is_more(parts["unit"]) else "")
        )
        end = max(
            found.end(name)
            for name in ("unit", "loose", "loose3", *(("size", "loose2") if "size" in parts else ()))
        )
        if unit or loose:
            best = Tail(
                unit, _behind().get(loose, loose), max(end, position), max(found.end("unit"), position)
            )
    return _bounded(text, best)


def _bounded(text: str, tail: Tail) -> Tail:
    """With 以上, 以下, 左右 and their like behind the unit."""
    found = _bounds().match(text, tail.stop)
    if found is None:
        return tail
    word = _behind()[found.group()]
    return Tail(tail.unit, tail.qualifier or word, found.end(), tail.unit_stop)


def _plain(unit: str) -> str:
    """个多月 is a 个月 with 多; 人(次) is 人次."""
    return unit.replace("多", "") if unit in ("个多月", "个多小时", "个多星期") else unit


def _is_more(unit: str | None) -> bool:
    return unit is not None and unit.startswith("个多")


@cache
def _behind() -> dict[str, str]:
    found: dict[str, str] = load("qualifiers")["behind"]
    return found


@cache
def _bounds() -> re.Pattern[str]:
    return re.compile(longest_first(word for word in _behind() if len(word) > 1))


@cache
def _direct(chinese: bool) -> re.Pattern[str]:
    return re.compile(rf"(?P<loose>{LOOSE})?(?P<unit>{_units(chinese)})(?P<loose3>余|多(?=[，。、；）)的]))?")


@cache
def _magnified(chinese: bool) -> re.Pattern[str]:
    units = _units(chinese)
    return re.compile(
        rf"(?P<loose>{LOOSE})?(?P<size>{MAGNITUDE})(?P<loose2>余|多)?(?P<unit>{units})?(?P<loose3>余|多(?=[，。、；）)的]))?"
    )


@cache
def _units(chinese: bool) -> str:
    """Longest first, each with what must not follow it."""
    if chinese:
        known = set(words("units", "chinese")) | set(words("units", "chinese", "chain"))
        known |= set(words("units", "money")) - {"元整", "角", "厘"}
    else:
        tables = ("measure", "compound", "duration", "standard", "money", "noun")
        known = {word for table in tables for word in words("units", table)} | {
            "%",
            "‰",
            "个多小时",
            "个多星期",
        }
    blocked = load("units")["not_before"]
    return "|".join(_guarded(word, blocked.get(word)) for word in sorted(known, key=lambda w: (-len(w), w)))


def _guarded(word: str, blocked: str | None) -> str:
    if word.isascii() and word.isalnum():
        return re.escape(word) + "(?![A-Za-z0-9])"
    if word in words("units", "money") or word in words("units", "standard"):
        # 38微克/立方米, 100元/人: a rate has the unit that it is a rate of, too
        return re.escape(word) + f"(?:/(?:{PER}))?" + ("(?!旦)" if word == "元" else "")
    return re.escape(word) + (f"(?!{blocked})" if blocked else "")
