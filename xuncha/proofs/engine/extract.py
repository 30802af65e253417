"""Every figure of a text: numerals that are no names, with range, unit and the words that loosen them."""

import re
from dataclasses import replace
from fractions import Fraction
from functools import cache

from xuncha.proofs.engine import numerals
from xuncha.proofs.engine.exclusions import Mask, mask
from xuncha.proofs.engine.figures import is_figure
from xuncha.proofs.engine.lexicon import load, longest_first, words
from xuncha.proofs.engine.mention import Kind, Mention, kind_of
from xuncha.proofs.engine.reading import ARABIC, HAN, NUMERAL, Read, number_of, read_numeral
from xuncha.proofs.engine.units import Tail, tail_at

TO = re.compile(r"-|~|—{1,2}|至|到")
SECOND = {"arabic": re.compile(ARABIC), "chinese": re.compile(HAN)}
PEOPLE = re.compile("[人名位][一-龥]{0,6}组成")  # 由3至5人组成
HALVES = {"个半月": "个月", "个半小时": "个小时", "年半": "年"}  # 两个半月 are 2.5 个月
BOUND_OF = re.compile("(不到|不足|超过)[^，。；：！？\n]{2,16}的$")  # 不到规划12亿元的五分之一
JOINED = re.compile(r"[、,，]?(?:和|与|及|以及)?|、")


def extract(text: str) -> list[Mention]:
    """The figures of a text (a view's), in its order."""
    covered = mask(text)
    found: list[Mention] = []
    position = 0
    while candidate := NUMERAL.search(text, position):
        position = candidate.end()
        if any(covered[candidate.start() : candidate.end()]):
            position = _beyond(covered, candidate)
            continue
        mention = _mention(text, candidate, covered)
        if mention is not None:
            found.append(mention)
            position = max(position, mention.end)
    return _shared_units(text, found)


def _beyond(covered: Mask, candidate: re.Match[str]) -> int:
    """Behind the covered part: 第三12个 goes on at 12."""
    position = candidate.start()
    while position < candidate.end() and not covered[position]:
        position += 1
    while position < len(covered) and covered[position]:
        position += 1
    return max(position, candidate.start() + 1)


def _mention(text: str, candidate: re.Match[str], covered: Mask) -> Mention | None:
    read = read_numeral(text, candidate)
    if read is None:
        return None
    if read.kind == Kind.FRACTION or read.unit is not None:
        tail = tail_at(text, read.end, chinese=True)
        bound = (
            Tail("", tail.qualifier, tail.stop, read.end)
            if not tail.unit
            else Tail("", "", read.end, read.end)
        )
        return _built(text, read, bound)
    ranged = _range(text, read, covered) or read
    tail = tail_at(text, ranged.end, chinese=ranged.chinese)
    ranged, tail = _magnified(text, ranged, tail)
    if not is_figure(text, ranged, tail):
        return None
    return _built(text, ranged, tail)


def _range(text: str, first: Read, covered: Mask) -> Read | None:
    """4-6名, 三至五年, 30%至40%: the second numeral right behind, greater, and of the same unit."""
    if first.high is not None:
        return None
    between = tail_at(text, first.end, chinese=first.chinese)
    for position in {first.end, between.stop}:
        to = TO.match(text, position)
        second = to and SECOND["chinese" if first.chinese else "arabic"].match(text, to.end())
        if not to or not second or any(covered[to.start() : second.end()]):
            continue
        source = text[max(0, first.start - 4) : first.start].rstrip("约近的")[-1:]
        if to.group() in "至到" and source in ("从", "由", "自") and not PEOPLE.match(text, second.end()):
            continue
        if position != first.end and to.group() == "——":
            continue
        read = number_of(second.group())
        if read is None:
            continue
        behind = tail_at(text, second.end(), chinese=first.chinese)
        if position != first.end and behind.unit != between.unit:
            continue
        if read[0] > first.number:
            return replace(first, end=second.end(), high=read[0], places=max(first.places, read[1]))
    return None


def _magnified(text: str, read: Read, tail: Tail) -> tuple[Read, Tail]:
    """三万余元: the numeral is 三, its unit 万元."""
    characters = text[read.start : read.end]
    if not read.chinese or read.high is not None or len(characters) < 2 or characters[-1] not in "万亿":
        return read, tail
    value = numerals.read(characters[:-1])
    if value is None:
        return read, tail
    return (
        replace(read, end=read.end - 1, number=Fraction(value)),
        replace(
            tail,
            unit=characters[-1] + tail.unit,
            unit_stop=max(tail.unit_stop, read.end),
            stop=max(tail.stop, read.end),
        ),
    )


def _built(text: str, read: Read, tail: Tail) -> Mention:
    qualifier, begin = _before(text, read.start)
    unit = tail.unit if read.unit is None else read.unit
    number = read.number
    if unit in HALVES:
        unit, number = HALVES[unit], number + Fraction(1, 2)
    if (
        read.kind == Kind.FRACTION
        and not qualifier
        and (far := BOUND_OF.search(text, max(0, read.start - 20), read.start))
    ):
        qualifier = load("qualifiers")["before"][far.group(1)]
    if qualifier in ("近", "以上") and _is_span(unit) and text[begin : read.start] in ("近", "上"):
        qualifier, begin = "", read.start  # 近三年: the last three years
    return Mention(
        start=read.start,
        end=read.end,
        begin=begin,
        stop=max(tail.stop, read.end),
        number=number,
        high=read.high,
        places=read.places,
        qualifier=tail.qualifier or qualifier,
        unit=unit,
        kind=kind_of(read.kind, unit),
        chinese=read.chinese,
    )


def _is_span(unit: str) -> bool:
    return unit in words("units", "duration")


def _before(text: str, start: int) -> tuple[str, int]:
    """The word right before a numeral that loosens it, and where the whole begins."""
    found = _prefixes().search(text, max(0, start - 5), start)
    if found is None:
        return "", start
    word = found.group()
    table = load("qualifiers")
    blocked = table["not_behind"].get(word, "")
    if found.start() and text[found.start() - 1] in blocked:
        return "", start
    if word == "上" and text[start] not in "百千万亿":
        return "", start
    reading: str = table["before"][word]
    return reading, found.start() if reading else start


@cache
def _prefixes() -> re.Pattern[str]:
    return re.compile(f"(?:{longest_first(load('qualifiers')['before'])})$")


def _shared_units(text: str, found: list[Mention]) -> list[Mention]:
    """12、15、18个: a bare number before one with a unit has that unit too."""
    shared: list[Mention] = []
    for mention in reversed(found):
        following = shared[-1] if shared else None
        if following and not mention.unit and not mention.chinese and mention.kind == Kind.COUNT:
            between = text[mention.stop : following.begin]
            if between and JOINED.fullmatch(between) and following.unit:
                mention = replace(mention, unit=following.unit, kind=following.kind)
        shared.append(mention)
    return shared[::-1]
