"""An average and what it is made of: 9家单位289个问题，平均每家32.1个 · 4个组每组5人，共20人."""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import cache

from xuncha.proofs.engine.arithmetic.likeness import alike, family, is_countable, shown
from xuncha.proofs.engine.lexicon import load, longest_first
from xuncha.proofs.engine.mention import Kind, Mention, Relation, magnitude
from xuncha.proofs.engine.tolerance import half_up, is_loose

MESSAGE = "按所列数字平均应为%(computed)s，文中为%(stated)s。"
# 发现问题430个，平均每家整改12个: not the number found is shared out
DEED = re.compile("整改|完成|办结|销号|移交|查处|谈话|驻点|处分|立案|新增|增加|减少|提高|下降")
STRONG = re.compile(r"平均|人均|户均|[村组县校家轮年月]均|均(?:为|达|约|移交|发现|反馈)?$")
CHANGE = re.compile("(?:减少|增加|压减|下降|上升|结余|剩余|节约|提高)$")
OTHER = re.compile("上一?(?:年|轮|次|届|季度|批)|去年|前年|同期")  # 上一轮平均每家31个
# 每家, 人均: over what is counted in which units, or before which noun.
PER = {
    "人": "人名位",
    "户": "户",
    "名": "名人",
    "家": "家",
    "月": "个月",
    "年": "年",
    "校": "所",
    "天": "天",
    "日": "天日",
    "次": "次",
    "轮": "轮",
}


def averages(text: str, mentions: Sequence[Mention]) -> Iterator[Relation]:
    """Averages whose total and number stand in the paragraph or in the one before."""
    for number, stated in enumerate(mentions):
        before = text[max(0, stated.begin - 14) : stated.begin]
        clause = re.split("[，。；：、]", before)[-1]
        if not stated.number or stated.kind in (Kind.PERCENT, Kind.FRACTION) or not _words().search(clause):
            continue
        near = [
            m
            for m in mentions[max(0, number - 20) : number + 4]
            if m is not stated
            and stated.paragraph - m.paragraph <= 1
            and m.sentence <= stated.sentence
            and "；" not in text[stated.stop : m.begin]
        ]
        if OTHER.search(clause):
            near = [m for m in near if OTHER.search(m.said) or m.kind != stated.kind or m.base < stated.base]
        found = _average(
            stated, near, strong=bool(STRONG.search(clause)) or stated.places > 0, per=_per(clause)
        )
        if found:
            yield found


def _per(clause: str) -> str:
    """What is averaged over, as one or two characters: 家 of 每家, 支部 of 每个支部, 人 of 人均."""
    found = re.search(r"每(?:个([一-龥]{1,2})|([一-龥]))", clause) or re.search(r"([一-龥])()均", clause)
    return (found.group(1) or found.group(2)) if found else ""


def _average(stated: Mention, near: Sequence[Mention], *, strong: bool, per: str) -> Relation | None:
    totals = [m for m in near if alike(m, stated) and is_countable(m) and m.base > stated.base]
    numbers = [
        m for m in near if m.kind == Kind.COUNT and m.base > 1 and m.base.denominator == 1 and not m.places
    ]
    if is_loose(stated):
        return None
    totals = [m for m in totals if family(m) == family(stated)] or totals
    per_clause = [n for n in numbers if per and n.sentence == stated.sentence and _counts_per(n, per)]
    pairs = [(t, n) for t in totals for n in per_clause or numbers if t is not n]
    pairs.sort(
        key=lambda pair: (
            not _counts_per(pair[1], per),
            abs(pair[0].start - stated.start) + abs(pair[1].start - stated.start),
        )
    )
    for total, number in pairs:
        if _quotient(stated, total, number) == stated.number:
            return _relation(stated, total, number)
    same = [m for m in totals if family(m) == family(stated) and not is_loose(m)]
    same = [m for m in same if m.start < stated.start] or [m for m in same if m.sentence == stated.sentence]
    counted = [m for m in numbers if m not in same[-1:] and _counts_per(m, per) and not is_loose(m)]
    counted = [m for m in counted if family(m) in PER.get(per, per)] or counted
    counted = [m for m in counted if m.sentence == stated.sentence] or counted
    counted = [m for m in counted if m.start < stated.start] or counted
    same = [m for m in same if not CHANGE.search(m.before)]
    if not (strong or _is_multiplied(stated, same)) or not same or len({m.base for m in counted}) != 1:
        return None
    if of_another(stated, same[-1]):
        return None
    if any((same[-1].base - m.base) / counted[-1].base == stated.base for m in near if m is not same[-1]):
        return None  # 共132个，县级社平均每个17个，市本级30个
    found = _relation(stated, same[-1], counted[-1])
    return found if Fraction(1, 2) <= found.computed / stated.number <= 2 else None


def of_another(stated: Mention, whole: Mention) -> bool:
    """Whether the words of the average name a deed of which the whole does not speak."""
    clause = re.split("[，。；：、]", stated.before)[-1]
    return any(deed not in whole.said for deed in DEED.findall(clause))


def _is_multiplied(stated: Mention, totals: Sequence[Mention]) -> bool:
    """每组6人，共12人."""
    return (
        bool(totals)
        and totals[-1].start > stated.start
        and bool(re.search("共|合计|总计", totals[-1].before[-4:]))
    )


def _counts_per(mention: Mention, per: str) -> bool:
    """Whether the mention counts what is averaged over; without a word for it, anything."""
    if not per:
        return True
    unit = family(mention)
    return unit in PER.get(per, per) or unit.startswith(per) or per in mention.counts[:6]


def _quotient(stated: Mention, total: Mention, number: Mention) -> Fraction:
    return half_up(total.base / number.base / magnitude(stated.unit), stated.places)


def _relation(stated: Mention, total: Mention, number: Mention) -> Relation:
    computed = _quotient(stated, total, number)
    facts = {
        "computed": shown(computed * magnitude(stated.unit), stated),
        "stated": shown(stated.base, stated),
    }
    holds = computed == stated.number
    return Relation("average", stated.number, computed, holds, (stated, total, number), MESSAGE, facts)


@cache
def _words() -> re.Pattern[str]:
    words = longest_first(load("relations")["average"]["words"])
    return re.compile(rf"(?:{words})[^，。；0-9]{{0,8}}$")
