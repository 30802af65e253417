"""So many to each: 160人分4个班，每班40人 · 2.4公里预算96万元，折合每公里40万元 · 48期，平均每月4期 · 4台价值1160万元，平均290万元."""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from xuncha.proofs.engine.arithmetic.averages import MESSAGE, PER, of_another
from xuncha.proofs.engine.arithmetic.likeness import alike, family, is_countable, is_one_digit_off, shown
from xuncha.proofs.engine.mention import Kind, Mention, Relation, magnitude
from xuncha.proofs.engine.tolerance import bounds, half_up, is_loose

EACH = re.compile(
    r"(?:每(平方公里|平方米|公里|公顷|公斤|[一-龥]{1,8}?)|([人户组村县校家站班镇月轮])均)(?:发现|对应|负责|参加|支付|投入|查出|查摆|约|为|达|有|谈|办理|移交|反馈|配备|领取|补助|发放|巡察|参与|使用|编印|刊发|报送|培训|走访|收到|涉及|提出|巡|查|配|需|收|发|用|花|支出)*[一-龥]{0,2}$"
)
MEAN = re.compile(r"平均(?:为|约|达|价值|金额)?$")
MEASURES = "个名家份张栋台户条件所次位人只座间辆支处场篇部"
YEARLY = re.compile(r"全年|年度|一年来|(?:19|20)[0-9]{2}年(?![0-9]*月)")
UNTIL = re.compile(r"(?:1|一)(?:月)?[至—-]+([0-9]{1,2})月|前([0-9]{1,2})个月")


def each(text: str, mentions: Sequence[Mention]) -> Iterator[Relation]:
    """What falls to each, its whole and the number of them before it; of one whole and number no more than one is asked."""
    right: set[tuple[int, ...]] = set()
    for number, stated in enumerate(mentions):
        clause = re.split("[，。；：、\n]", text[max(0, stated.begin - 20) : stated.begin])[-1]
        found = EACH.search(clause)
        if not stated.number or stated.kind in (Kind.PERCENT, Kind.FRACTION):
            continue
        if not (found or MEAN.search(clause)):
            continue
        per = (found.group(1) or found.group(2)) if found else ""
        near = [m for m in mentions[max(0, number - 14) : number] if _is_near(m, stated)]
        relation = _divided(text, stated, near, per)
        if relation is None:
            continue
        operands = tuple(mention.start for mention in relation.mentions[1:])
        if relation.holds:
            right.add(operands)
        elif operands in right:
            continue  # 人均18万元，为子公司人均9万元的2倍
        yield relation


def _is_near(mention: Mention, stated: Mention) -> bool:
    return mention.paragraph == stated.paragraph and stated.sentence - mention.sentence <= 1


def _divided(text: str, stated: Mention, near: Sequence[Mention], per: str) -> Relation | None:
    wholes = [
        m
        for m in near
        if _may_be_whole(m, stated) and not re.search("[每均]|封顶|上限|限额|标准", m.before[-6:])
    ]
    if per == "月":
        return _monthly(text, stated, wholes, near)
    numbers = [
        m
        for m in near
        if m.base > 1 and not is_loose(m) and family(m) != family(stated) and _is_one_of(m, per)
    ]
    if not per:
        numbers = [m for m in numbers if m.sentence == stated.sentence and m.kind == Kind.COUNT][-1:]
    pairs = [(w, n) for w in wholes for n in numbers if w is not n]
    right = [pair for pair in pairs if _comes_to(stated, pair[0].base / pair[1].base)]
    if right:
        return _relation(stated, right[-1])
    pairs = [p for p in pairs if p[0].sentence == stated.sentence and family(p[0]) == family(stated)] or pairs
    close = [p for p in pairs if p[1].sentence == stated.sentence] or pairs
    return _told(stated, close[0]) if len(close) == 1 else None


def _told(stated: Mention, pair: tuple[Mention, Mention]) -> Relation | None:
    """Wrong only where a digit or so is off: farther away it is another thing that each has."""
    share = pair[0].base / pair[1].base
    computed = half_up(share / magnitude(stated.unit), stated.places)
    if of_another(stated, pair[0]):
        return None
    if is_loose(stated) and stated.qualifier not in ("余", "多"):
        return None
    exact = (computed * magnitude(stated.unit) == share or stated.places) and pair[
        0
    ].sentence == stated.sentence
    near = computed and Fraction(1, 2) <= computed / stated.number <= 2
    if not exact or not (near or is_one_digit_off(stated, computed * magnitude(stated.unit))):
        return None
    return _relation(stated, pair)


def _monthly(
    text: str, stated: Mention, wholes: Sequence[Mention], near: Sequence[Mention]
) -> Relation | None:
    """Of a year, or of its months so far, where the text counts no months itself."""
    if not wholes or any(m.unit == "个月" for m in near):
        return None
    start = text.rfind("\n", 0, stated.begin) + 1
    paragraph = text[start : stated.begin]
    until = UNTIL.search(text, max(0, start - 200), stated.begin)
    months = int(until.group(1) or until.group(2)) if until else 12 if YEARLY.search(paragraph) else 0
    if not months:
        return None
    for whole in reversed(wholes):
        if _comes_to(stated, whole.base / months):
            return _relation(stated, (whole,), months)
    last = wholes[-1]
    slip = last.sentence == stated.sentence and stated.clause - last.clause <= 1
    return (
        _relation(stated, (last,), months)
        if slip and last.base % months == 0 and not is_loose(stated)
        else None
    )


def _may_be_whole(mention: Mention, stated: Mention) -> bool:
    same = family(mention) == family(stated) or {family(mention), family(stated)} <= {"人次", "次"}
    like = same or (is_countable(mention) and is_countable(stated) and alike(mention, stated))
    return like and not is_loose(mention) and mention.base > stated.base


def _is_one_of(mention: Mention, per: str) -> bool:
    """Whether the mention counts what each has it: by its unit, or by the noun behind it or before it."""
    if mention.kind != Kind.COUNT or (mention.places and family(mention) not in per):
        return False
    if not per:
        return is_countable(mention)
    noun = per[1:] if len(per) > 1 and per[0] in MEASURES else per
    unit = family(mention)
    if (
        unit in PER.get(per, "").split()
        or unit == per
        or (len(per) == 1 and unit in PER.get(per, "") and unit)
    ):
        return True
    if unit == "个工作日" and per in ("天", "日"):
        return True
    before = re.split("[，。；：、]", mention.before)[-1].rstrip("有为共计达的")
    counted = mention.counts[:8]
    named = noun in counted if len(noun) > 1 else counted.startswith(noun) or counted.endswith(noun)
    return named or before.endswith(noun) or (per[0] in MEASURES and unit == per[0] and len(per) == 1)


def _comes_to(stated: Mention, share: Fraction) -> bool:
    if is_loose(stated):
        return bounds(stated).admits(share)
    return half_up(share / magnitude(stated.unit), stated.places) == stated.number


def _relation(stated: Mention, operands: Sequence[Mention], months: int = 0) -> Relation:
    share = operands[0].base / (months or operands[1].base)
    computed = half_up(share / magnitude(stated.unit), stated.places)
    facts = {
        "computed": shown(computed * magnitude(stated.unit), stated),
        "stated": shown(stated.base, stated),
    }
    return Relation(
        "average", stated.number, computed, _comes_to(stated, share), (stated, *operands), MESSAGE, facts
    )
