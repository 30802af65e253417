"""Differences told by a cue: 比全市平均低6.8个百分点 · 应配25名，实配18名，缺口7名 · 由3个增至5个，增加2个.

The cue and the place of the figures choose the two operands; only then is it computed. So a slip is told although nothing
in the text comes out right any more.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import combinations

from xuncha.proofs.engine.arithmetic.differences import LEFT, MESSAGE, POINTS, comparable, difference
from xuncha.proofs.engine.arithmetic.likeness import family
from xuncha.proofs.engine.lexicon import load, longest_first
from xuncha.proofs.engine.mention import Mention, Relation
from xuncha.proofs.engine.tolerance import is_loose

Pair = tuple[Mention, Mention]
AGAINST = re.compile(
    r"(?:高于|低于|高出|低出|多于|少于|超出|超过|优于|快于|[比较][^，。；0-9]{1,10}?[高低多少快慢])"
    r"[^，。；0-9]{0,10}(?:[0-9.]+[%个件人名家项次][^，。；0-9]{0,6})?$"
)
EVIDENCE = re.compile(
    r"[比较由从而原]|去年|上年|上轮|上周|昨天|前年|同期|年初|目标|承诺|时限|平均|概算|预算|应|实|(?:19|20)[0-9]{2}年"
)
FROM = re.compile(r"[由从](?![此而]|业|容)[^，。；0-9]{0,8}(?:[0-9]{4}年)?[^，。；0-9]{0,4}$")
TO = re.compile(r"(?:到|至|为|成)[^，。；0-9]{0,12}$")
# 比上轮多3个: the other figure is the one that the text gives for 上轮
TARGET = re.compile(
    r"[比较](?:之|于)?([^，。；0-9]{2,10}?)的?(?:又|还|则)?(?:[高低多少快慢增减]|下降|上升|提高|提升|净增|净减|降低|翻|扩大|缩|上涨|回落|压)[^，。；0-9]{0,6}$"
)
EARLIER = re.compile(
    "(?:同比|环比|[比较][上去前][年轮期次届])[^，。；0-9]{0,4}$"
)  # 占32.1%；占16.6%，同比提高4.2个百分点
THAN = re.compile(r"[比较][^，。；0-9]{0,8}(?:[0-9]{4}年)?[^，。；0-9]{0,8}$")


def subtractions(text: str, mentions: Sequence[Mention]) -> Iterator[Relation]:
    """One relation for each figure with a cue whose operands are beyond doubt."""
    for number, stated in enumerate(mentions):
        if is_loose(stated):
            continue
        before = text[max(0, stated.begin - 28) : stated.begin]
        near = [m for m in mentions[max(0, number - 12) : number + 3] if _is_near(m, stated)]
        if _gap().search(before):
            pair, message = _of_gap(text, stated, near), LEFT
        elif _changed().search(before) or AGAINST.search(before):
            pair, message = _of_change(text, stated, near), MESSAGE
        else:
            continue
        if pair:
            yield difference(stated, *pair, message)


def _is_near(mention: Mention, stated: Mention) -> bool:
    return (
        mention is not stated
        and comparable(mention, stated)
        and not is_loose(mention)
        and mention.paragraph == stated.paragraph
        and 0 <= stated.sentence - mention.sentence <= 2
    )


def _of_change(text: str, stated: Mention, near: Sequence[Mention]) -> Pair | None:
    """The pair that comes out right; else the one that the words point at."""
    right = _right(stated, near)
    if right:
        return right
    plain = [m for m in near if not _is_difference(text, m)]
    target = TARGET.search(text[max(0, stated.begin - 24) : stated.begin])
    if target:
        return _against(text, stated, plain, target.group(1))
    here = [m for m in plain if m.sentence == stated.sentence]
    earlier = [m for m in here if m.start < stated.start]
    if stated.unit in POINTS and len(here) == 2 and not EARLIER.search(stated.before):
        return here[0], here[1]
    return _named(text, stated, earlier, plain)


def _against(text: str, stated: Mention, plain: Sequence[Mention], name: str) -> Pair | None:
    """比昨天少6人: the figure that stands beside 昨天, and the like one before the difference."""
    named = [
        m
        for m in plain
        if re.search(re.escape(name[:4]) + "[^0-9。；]{0,12}$", text[max(0, m.begin - 16) : m.begin])
    ]
    others = [m for m in plain if m.start < stated.start and m not in named and _same_unit(m, stated)]
    others = [m for m in others if not re.search("[每均]", m.before[-6:])]
    here = [m for m in others if m.sentence == stated.sentence]
    others = here[-1:] if here and stated.clause - here[-1].clause <= 1 else others
    return (others[0], named[0]) if len(named) == 1 and len(others) == 1 else None


def _named(text: str, stated: Mention, earlier: Sequence[Mention], plain: Sequence[Mention]) -> Pair | None:
    """由A到B; A，比上年的B; 2018年A，2019年B: with the change right behind."""
    if not earlier:
        return _of_two_years(text, stated, plain)
    if stated.clause - earlier[-1].clause > 1:
        return None
    last = earlier[-1]
    if len(earlier) > 1 and FROM.search(earlier[-2].before) and TO.search(last.before):
        return earlier[-2], last
    if THAN.search(last.before):
        others = [m for m in plain if m.start < last.start and _same_unit(m, last)]
        here = [m for m in others if m.sentence == last.sentence]
        if len(here) == 1 or (not here and len(others) == 1):
            return (here or others)[0], last
    like = [m for m in earlier if _same_unit(m, stated)]
    if len(like) == 2 and EVIDENCE.search(text[max(0, like[0].begin - 14) : stated.begin]):
        return like[0], like[1]
    return None


def _of_two_years(text: str, stated: Mention, plain: Sequence[Mention]) -> Pair | None:
    """户数增加168户: of the two years whose figures of that unit stand before."""
    like = [m for m in plain if m.start < stated.start and _same_unit(m, stated)]
    if len(like) != 2:
        return None
    years = re.findall("(?:19|20)[0-9]{2}年|今年|去年|上年", text[max(0, like[0].begin - 14) : like[1].begin])
    return (like[0], like[1]) if len(set(years)) == 2 else None


def _same_unit(one: Mention, other: Mention) -> bool:
    return family(one) == family(other) or other.unit in POINTS


def _of_gap(text: str, stated: Mention, near: Sequence[Mention]) -> Pair | None:
    """The whole and what is done of it: the two of the sentence, else those whose words say so."""
    plain = [m for m in near if m.start < stated.start and not _is_difference(text, m)]
    if _either().search(text[max(0, stated.begin - 16) : stated.begin]):
        plain = [m for m in plain if "；" not in text[m.stop : stated.begin]]  # 二是多收37.5万元
    right = _right(stated, [m for m in plain if m.base > 0])
    if right:
        return right
    plain = [m for m in plain if not re.search("每", m.before[-8:])]
    here = [m for m in plain if m.sentence == stated.sentence]
    if len(here) == 2 and stated.clause - here[1].clause <= 2 and here[0].base != here[1].base:
        return (here[0], here[1]) if _may_be_whole(here[0], here[1], stated) else None
    here = [m for m in here if family(m) == family(stated) and m.unit == stated.unit]
    if len(here) == 2 and stated.clause - here[1].clause <= 2 and _may_be_whole(here[0], here[1], stated):
        return here[0], here[1]
    every = done = [m for m in plain if _done().search(m.said)]
    last = [m for m in done if "实" in m.said]
    done = last if len(last) == 1 else done
    wholes = [m for m in plain if _whole().search(m.said) and m not in done]
    if len(done) != 1 or not wholes or wholes[-1].start > done[0].start or wholes[-1].base <= done[0].base:
        return None
    if not wholes[-1].unit == done[0].unit == stated.unit or wholes[-1].sentence != done[0].sentence:
        return None  # 21个问题, 4家单位
    # a further figure between the two may be added to the whole or taken from it
    between = [m for m in plain if wholes[-1].start < m.start < done[0].start and m not in every]
    return None if between else (wholes[-1], done[0])


def _may_be_whole(whole: Mention, part: Mention, stated: Mention) -> bool:
    """Not two parts of one list: 已改20个，再改12个，剩下的6个 has its whole elsewhere."""
    if re.search("再|又|另|其中", part.before[-6:]) or re.search("再|又|另", stated.before[-6:]):
        return False
    if "还有" in stated.before[-6:] and re.search("有$", part.before):
        return False  # 调阅12份，有5份不准，还有3份对不上
    if (_gap().search(part.before) and not _either().search(part.before)) or re.search("未|没", part.said):
        return False
    listed = _done().search(whole.said) and not _whole().search(whole.said)
    return not listed and (whole.base > part.base or bool(_either().search(stated.before)))


def _right(stated: Mention, near: Sequence[Mention]) -> Pair | None:
    """The nearest two that come out right, one of them in the sentence of the difference."""
    found = [
        (one, other)
        for one, other in combinations(near, 2)
        if abs(one.base - other.base) == stated.base and stated.sentence in (one.sentence, other.sentence)
    ]
    here = [m for m in near if m.sentence == stated.sentence]
    if len(here) < 2:
        found = found or [
            (one, other) for one, other in combinations(near, 2) if abs(one.base - other.base) == stated.base
        ]
    return min(found, key=lambda pair: sum(abs(m.start - stated.start) for m in pair), default=None)


def _is_difference(text: str, mention: Mention) -> bool:
    before = text[max(0, mention.begin - 16) : mention.begin]
    return bool(_changed().search(before)) and not THAN.search(before[-4:])


@cache
def _changed() -> re.Pattern[str]:
    words = longest_first(
        (*load("relations")["difference"]["words"], *load("relations")["difference"]["more"])
    )
    return re.compile(rf"(?:{words})[了出]?$")


@cache
def _gap() -> re.Pattern[str]:
    table = load("relations")["difference"]
    strict = "|".join(table["undone"])
    words = longest_first((*table["remainder_strict"], *table["either"]))
    return re.compile(rf"(?:(?:{words})[^，。；、0-9]{{0,4}}|(?:{strict})[^，。；、0-9]{{0,3}})$")


@cache
def _either() -> re.Pattern[str]:
    return re.compile(
        rf"(?:{longest_first(load('relations')['difference']['either'])})[^，。；、0-9]{{0,4}}$"
    )


@cache
def _whole() -> re.Pattern[str]:
    return re.compile(load("relations")["difference"]["whole"])


@cache
def _done() -> re.Pattern[str]:
    return re.compile(load("relations")["difference"]["done"])
