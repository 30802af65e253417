"""Wholes whose parts are known by number or by opposite words: 两项共计 · 到位165个，不到位22个.

None of these lists follows a 其中; what closes them is said in so many words, so a sum that fails is told.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations, pairwise

from xuncha.proofs.engine import numerals
from xuncha.proofs.engine.arithmetic.likeness import adds_up, alike, is_a_slip, is_countable
from xuncha.proofs.engine.arithmetic.sums import SURE, sum_of
from xuncha.proofs.engine.lexicon import load
from xuncha.proofs.engine.mention import Mention, Relation
from xuncha.proofs.engine.tolerance import is_loose

TOGETHER = re.compile(
    r"([两二三四五六七八九十]|[2-9])(?:项|年|类|者|笔|组|批|轮|部分|个方面|方面|个|地|处|家|级|次|种|块)[^，。；0-9]{0,6}?(?:合计|共计|总计|共|累计|相加)[^，。；0-9]{0,8}$"
)
LAST = re.compile("(?:剩下|余下|剩余|其余|最后|还欠|尚欠|仍欠|还剩|尚余)的?$")
DUE = re.compile("应[到考参出][加会席训]?[一-龥]{0,3}$")
CAME = re.compile("实[到考参出][加会席训]?[一-龥]{0,3}$")
ABSENT = re.compile("请假|缺席|缺考|未到|因[公病事故]|缺勤")
TAKEN_UP = re.compile("(?:全年|两轮|[二三四五六]轮|合计|共计|总计|累计|一共|总共|总的|共)[一-龥]{0,4}$")
MOST_PARTS = 6
MEAN = re.compile("[每均]")
NOT = re.compile(r"[不未非无没]")
LABEL = re.compile(r"([一-龥]{1,8})$")


def totals(text: str, mentions: Sequence[Mention]) -> Iterator[Relation]:
    """Sums told by their number of parts, by complements, and by the last line of a table."""
    countable = [mention for mention in mentions if is_countable(mention)]
    yield from _together(text, countable)
    yield from _complements(countable)
    yield from _cleared(countable)
    yield from _over_sentences(countable)
    yield from _attendance(text, countable)


def _over_sentences(countable: Sequence[Mention]) -> Iterator[Relation]:
    """第八轮…巡察14个单位；第九轮…巡察17个单位。全年共巡察31个单位: the same words, the last time with a word of the total."""
    for number, total in enumerate(countable):
        if not TAKEN_UP.search(total.before[-12:]) or MEAN.search(total.before[-6:]):
            continue
        said = (_label(total)[-2:], total.unit, total.counts)
        parts = [
            m
            for m in countable[:number]
            if m.paragraph == total.paragraph
            and m.sentence < total.sentence
            and (_label(m)[-2:], m.unit, m.counts) == said
        ]
        if not 2 <= len(parts) <= MOST_PARTS or any(map(is_loose, (total, *parts))):
            continue
        holds = adds_up(total, parts)
        if holds or is_a_slip(total, parts):
            yield sum_of(total, parts, holds=holds)


def _attendance(text: str, countable: Sequence[Mention]) -> Iterator[Relation]:
    """应到27名，实到22名，2名因病、3名因公请假: who should have come is who came and who did not."""
    for at, due in enumerate(countable):
        if not DUE.search(due.before):
            continue
        behind = [
            m
            for m in countable[at + 1 : at + 6]
            if m.sentence == due.sentence and m.depth == due.depth and alike(m, due)
        ]
        if not behind or not CAME.search(behind[0].before) or any(map(is_loose, (due, *behind))):
            continue
        behind = [m for m in behind if "其中" not in text[due.stop : m.begin]]  # 请假6人，其中因公4人
        absent = [m for m in behind[1:] if ABSENT.search(m.said)]
        if not absent or absent != behind[1 : 1 + len(absent)]:
            continue
        parts = (behind[0], *absent)
        holds = adds_up(due, parts)
        if holds or is_a_slip(due, parts):
            yield replace(sum_of(due, parts, holds=holds), sure=True)


def _together(text: str, countable: Sequence[Mention]) -> Iterator[Relation]:
    """三项合计36个: the three figures of that unit before it."""
    for number, total in enumerate(countable):
        found = TOGETHER.search(text, max(0, total.begin - 24), total.begin)
        if not found:
            continue
        size = int(found.group(1)) if found.group(1).isdigit() else numerals.read(found.group(1)) or 0
        before = [
            m
            for m in countable[:number]
            if m.unit == total.unit and m.paragraph == total.paragraph and not MEAN.search(m.before[-6:])
        ]
        parts = before[-size:]
        if len(parts) < max(size, 2):
            continue
        # 当季办完9处；年内办完14处，开工12处；另有5处: not all that stands between is one of the three
        right = next((c for c in combinations(before[-size - 2 :], size) if adds_up(total, c)), None)
        if right or not any(map(is_loose, (total, *parts))):
            yield sum_of(total, right or parts, holds=bool(right))


def _complements(countable: Sequence[Mention]) -> Iterator[Relation]:
    """187个…到位165个，不到位22个: what is and what is not make the nearest figure before them that is greater."""
    for one, other in pairwise(countable):
        if one.sentence != other.sentence or one.unit != other.unit or not _is_opposite(one, other):
            continue
        wholes = [m for m in countable if _may_be_whole(m, one, other)]
        right = [m for m in wholes if m.base == one.base + other.base]
        for whole in right[-1:] or wholes[-1:]:
            slip = is_a_slip(whole, (one, other))
            near = whole.sentence == one.sentence and one.clause - whole.clause <= (2 if slip else 1)
            if right or near or (whole.base >= SURE and slip):
                yield sum_of(whole, (one, other), holds=bool(right))


def _may_be_whole(whole: Mention, one: Mention, other: Mention) -> bool:
    """Before the two, of their unit, greater, and not itself one of several states: 已完成26个，基本完成2个，未完成1个."""
    denied = NOT.sub("", _label(other))[-2:]
    return (
        whole.start < one.start
        and whole.paragraph == one.paragraph
        and one.sentence - whole.sentence <= 1
        and whole.unit == one.unit
        and whole.depth == one.depth
        and whole.base > max(one.base, other.base)
        and not any(map(is_loose, (whole, one, other)))
        and not (denied and _label(whole).endswith(denied))
        and "基本" not in _label(one)
    )


def _is_opposite(one: Mention, other: Mention) -> bool:
    """到位 and 不到位, 持证 and 无证: the second denies the word that the first ends with."""
    mine, theirs = _label(one), _label(other)
    pairs: list[list[str]] = load("relations")["sum"]["opposites"]
    if any(first in mine and second in theirs for a, b in pairs for first, second in ((a, b), (b, a))):
        return True
    negated = NOT.search(theirs)
    if not negated or NOT.search(mine):
        return False
    denied = theirs[negated.end() :]
    return bool(denied) and (mine.endswith(denied) or (len(denied) == 1 and mine[-1:] == denied))


def _label(mention: Mention) -> str:
    found = LABEL.search(mention.before.rstrip("的为有达"))
    return found.group(1) if found else ""


def _cleared(countable: Sequence[Mention]) -> Iterator[Relation]:
    """38个问题…先改20个，再改12个，清零剩下的6个: the last figure is what is left, the whole stands farther before."""
    for number, last in enumerate(countable):
        if not LAST.search(last.before):
            continue
        before = [m for m in countable[:number] if m.unit == last.unit and m.paragraph == last.paragraph]
        parts = [*(m for m in before if m.sentence == last.sentence and last.clause - m.clause <= 4), last]
        wholes = [m for m in before if m not in parts and m.base > max(p.base for p in parts)]
        if re.search(load("relations")["difference"]["whole"], parts[0].said):
            continue  # the sentence has its own whole
        if len(parts) < 3 or not wholes or any(map(is_loose, (wholes[-1], *parts))):
            continue
        holds = sum(p.base for p in parts) == wholes[-1].base
        if holds or is_a_slip(wholes[-1], parts):
            yield sum_of(wholes[-1], parts, holds=holds)
