"""What was added, taken away or is left: 52件，比上年的40件增加12件 · 84个已巡察62个，还剩22个 · 由60%提高到85%，提升25个百分点."""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import cache
from itertools import combinations

from xuncha.proofs.engine.arithmetic.likeness import alike, is_countable, is_one_digit_off, shown
from xuncha.proofs.engine.lexicon import load, longest_first
from xuncha.proofs.engine.mention import Kind, Mention, Relation, magnitude
from xuncha.proofs.engine.tolerance import is_loose

MESSAGE = "按所列数字相减应为%(computed)s，文中为%(stated)s。"
LEFT = "按所列数字剩余应为%(computed)s，文中为%(stated)s。"
POINTS = ("个百分点", "百分点")
LOOSELY_UNDONE = re.compile("(?<![尚仍还])未[^，。；0-9]{3,}$")  # 未及时考核的8人 is no rest of anything
LONG = 100  # from three digits on, a number that is one digit off is no chance


def differences(text: str, mentions: Sequence[Mention]) -> Iterator[Relation]:
    """Changes and remainders. A wrong one is told where its words name the two figures, or one digit would mend it."""
    for number, stated in enumerate(mentions):
        before = text[max(0, stated.begin - 9) : stated.begin]
        near = [
            m
            for m in mentions[max(0, number - 10) : number + 3]
            if m is not stated
            and stated.paragraph - m.paragraph <= 1
            and -1 < stated.sentence - m.sentence <= 3
        ]
        if _left().search(before) and is_countable(stated) and not LOOSELY_UNDONE.search(before):
            found = _remainder(stated, [m for m in near if m.start < stated.start])
        elif _set_against().search(before):
            found = _between(stated, [m for m in near if m.start < stated.start])
        elif _changed().search(before):
            found = _change(text, stated, near)
        else:
            continue
        if found:
            yield found


def _change(text: str, stated: Mention, near: Sequence[Mention]) -> Relation | None:
    similar = [m for m in near if comparable(m, stated) and not is_loose(m)]
    here = [m for m in similar if m.sentence == stated.sentence]
    for one, other in [*combinations(here, 2), *((a, b) for a in similar for b in here if a not in here)]:
        if abs(one.base - other.base) == stated.base:
            return difference(stated, one, other, MESSAGE)
    then = [m for m in here if m.start < stated.start and _is_compared(text, m)]
    if is_loose(stated) or not then or stated.clause - then[-1].clause > 1:
        return None
    others = [
        m for m in similar if m.start < stated.start and m is not then[-1] and not _is_compared(text, m)
    ]
    in_sentence = [m for m in others if m.sentence == stated.sentence]
    if len(in_sentence) == 1:
        return difference(stated, in_sentence[0], then[-1], MESSAGE)
    off = [m for m in others if is_one_digit_off(stated, abs(m.base - then[-1].base))]
    return difference(stated, off[0], then[-1], MESSAGE) if len(off) == 1 and _is_long(stated) else None


def _is_compared(text: str, mention: Mention) -> bool:
    """比上年的40件, 由60%: the words right before say that it is what the other is compared with."""
    words = longest_first(load("relations")["difference"]["compared"])
    return bool(
        re.search(rf"(?:{words})[^，。；0-9]{{0,4}}(?:[0-9]{{4}}年)?[^，。；0-9]{{0,8}}$", mention.before)
    )


def _is_long(mention: Mention) -> bool:
    return bool(mention.number * 10**mention.places >= LONG)


def comparable(mention: Mention, stated: Mention) -> bool:
    """Whether the stated number may be a difference of such figures: rates for points, else like counts."""
    if stated.unit in POINTS:
        return mention.unit == "%"
    if not stated.unit and not mention.unit:
        return True
    return (is_countable(mention) and is_countable(stated) and alike(mention, stated)) or (
        mention.unit == stated.unit and mention.kind == stated.kind != Kind.PERCENT
    )


def _between(stated: Mention, earlier: Sequence[Mention]) -> Relation | None:
    """相差: the two like figures right before; not found among them, the two of its own sentence."""
    similar = [m for m in earlier if comparable(m, stated) and not is_loose(m)]
    for one, other in [*combinations(similar[:-4:-1], 2)]:
        if abs(one.base - other.base) == stated.base:
            return difference(stated, other, one, MESSAGE)
    here = [m for m in similar if m.sentence == stated.sentence]
    if is_loose(stated) or len(here) < 2 or stated.clause - here[-1].clause > 1:
        return None
    if any(m.base == stated.base for m in here):
        return None  # 剔除的4个单位，故与年初上报的136个相差4个
    may_slip = (
        _is_long(stated) or "净" not in stated.before[-6:]
    )  # 借调6人，退休2人，净增1人: of more than two
    slip = is_one_digit_off(stated, abs(here[-2].base - here[-1].base))
    return difference(stated, here[-2], here[-1], MESSAGE) if len(here) == 2 or (slip and may_slip) else None


def _remainder(stated: Mention, earlier: Sequence[Mention]) -> Relation | None:
    """The whole less what is done; with more parts than one it is a sum, and told there."""
    similar = [m for m in earlier if is_countable(m) and alike(m, stated) and not is_loose(m)]
    here = [m for m in similar if m.sentence == stated.sentence]
    for part, whole in combinations(here if len(here) > 1 else similar, 2):
        if abs(whole.base - part.base) == stated.base and stated.base < max(whole.base, part.base):
            return difference(stated, part, whole, LEFT)
    if is_loose(stated) or len(here) > 1:
        return None
    off = [(w, p) for w, p in combinations(similar, 2) if is_one_digit_off(stated, abs(w.base - p.base))]
    return difference(stated, *off[-1], LEFT) if len(off) == 1 else None


def difference(stated: Mention, one: Mention, other: Mention, message: str) -> Relation:
    """What is stated, against one less the other."""
    base = abs(one.base - other.base)
    size = Fraction(1, 100) if stated.unit in POINTS else magnitude(stated.unit)
    facts = {"computed": shown(base, stated), "stated": shown(stated.base, stated)}
    return Relation(
        "difference", stated.number, base / size, base == stated.base, (stated, one, other), message, facts
    )


@cache
def _changed() -> re.Pattern[str]:
    words = longest_first(load("relations")["difference"]["words"])
    return re.compile(rf"(?:{words})了?$")


@cache
def _set_against() -> re.Pattern[str]:
    words = longest_first(load("relations")["difference"]["between"])
    return re.compile(rf"(?:{words})[一-龥]{{0,3}}$")


@cache
def _left() -> re.Pattern[str]:
    words = longest_first(load("relations")["difference"]["remainder"])
    return re.compile(rf"(?:{words})[一-龥]{{0,5}}$")
