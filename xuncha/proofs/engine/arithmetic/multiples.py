"""One figure as a multiple of another: 144篇，是去年72篇的2倍 · 二级单位219个，是局机关的2.1倍 · 账款7300万元付清80%，即5840万元."""

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from xuncha.proofs.engine.arithmetic.likeness import alike, family, is_countable
from xuncha.proofs.engine.arithmetic.ratios import matches, ratio
from xuncha.proofs.engine.mention import Mention, Relation
from xuncha.proofs.engine.tolerance import is_loose

CUE = re.compile(r"(?:是|为|达|相当于|等于)[^，。；]{0,24}的?$")
OF = re.compile(r"[^，。；0-9]{0,4}的(?:约|近)?")
THAT_IS = re.compile(r"，?(?:即|计|折合|合)[^，。；0-9]{0,4}$")
SHORTFALL = re.compile(r"(?:缺口|缺编|短缺|空缺|空编|短少|缺额)(?:率|比例)?(?:达|为|占)?$")


def multiples(text: str, mentions: Sequence[Mention]) -> Iterator[Relation]:
    """Multiples, amounts told behind a rate, and shortfalls as a rate."""
    for number, rate in enumerate(mentions):
        near = [m for m in mentions[max(0, number - 12) : number] if _is_near(m, rate)]
        if rate.unit == "倍" and CUE.search(text[max(0, rate.begin - 30) : rate.begin]):
            pair = _multiple(text, rate, near)
        elif rate.unit == "%" and not is_loose(rate):
            pair = _namely(text, rate, near, mentions[number + 1 : number + 2]) or _shortfall(rate, near)
        else:
            continue
        if pair:
            share = pair[0].base / pair[1].base
            yield ratio(rate, pair, 1 - share if SHORTFALL.search(rate.before) else share)


def _is_near(mention: Mention, rate: Mention) -> bool:
    return (
        is_countable(mention)
        and mention.base > 0
        and not is_loose(mention)
        and mention.paragraph == rate.paragraph
        and rate.sentence - mention.sentence <= 1
    )


def _multiple(text: str, rate: Mention, near: Sequence[Mention]) -> tuple[Mention, Mention] | None:
    """是去年72篇的2倍 names the one; of 是去年的2倍 both stand before."""
    here = [m for m in near if m.sentence == rate.sentence]
    if here and OF.fullmatch(text[here[-1].stop : rate.begin]):
        others = [m for m in here[:-1] if alike(m, here[-1], loosely=False)]
        return (others[-1], here[-1]) if others else None
    pairs = [pair for pair in combinations(near, 2) if alike(*pair, loosely=False)]
    both = [*pairs, *(pair[::-1] for pair in pairs)]
    right = [
        pair for pair in both if pair[0].base > pair[1].base and matches(rate, pair[0].base / pair[1].base)
    ]
    if right:
        return right[-1]
    like = [m for m in here if family(m) == family(here[-1])]
    like = like if len(like) == 2 else [m for m in like if m.clause >= like[-1].clause - 1]
    if is_loose(rate) or len(like) != 2:
        return None
    return max(like, key=lambda m: m.base), min(like, key=lambda m: m.base)


def _namely(
    text: str, rate: Mention, near: Sequence[Mention], following: Sequence[Mention]
) -> tuple[Mention, Mention] | None:
    """7300万元账款付清80%，即5840万元: the amount of the rate is told behind it."""
    for part in following:
        if not THAT_IS.fullmatch(text[rate.stop : part.begin]):
            continue
        like = [m for m in near if m.sentence == rate.sentence and family(m) == family(part)]
        if like and like[-1].base >= part.base:
            return part, like[-1]
    return None


def _shortfall(rate: Mention, near: Sequence[Mention]) -> tuple[Mention, Mention] | None:
    """应配25名，实配18名，缺口28%."""
    here = [m for m in near if m.sentence == rate.sentence and rate.clause - m.clause <= 2]
    if not SHORTFALL.search(rate.before) or len(here) < 2 or not alike(here[-1], here[-2]):
        return None
    return (here[-1], here[-2]) if here[-1].base < here[-2].base else None
