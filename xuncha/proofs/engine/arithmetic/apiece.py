"""Parts that several have alike: 共13家，第一组3家，第二组4家，第三组、第四组各3家 · 20名，组织部、财政局各4名，其余3家各4名."""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from xuncha.proofs.engine.arithmetic.likeness import family, is_countable, is_one_digit_off, shown
from xuncha.proofs.engine.arithmetic.sums import MESSAGE
from xuncha.proofs.engine.mention import Kind, Mention, Relation, magnitude
from xuncha.proofs.engine.tolerance import is_loose

OPENING = re.compile("其中|分别|：|[（(]|分工")
STOPS = re.compile("[，；：。！？（(\n]")
APIECE = re.compile("^(?:其中|由)?(.+?)(?:分别)?各[一-龥]{0,3}$")
COUNTED = re.compile("^(?:个)?[一-龥]{0,4}各[一-龥]{0,3}$")
NAMES = re.compile("、|以及|[和与及]")
REACH = 40  # characters before a part in which those are named who have it; and from a whole to where its list opens

Times = tuple[Mention, int]


def apiece(text: str, mentions: Sequence[Mention]) -> Iterator[Relation]:
    """Wholes whose lists say of a part that several have it each; a wrong one where a digit is off."""
    for at, whole in enumerate(mentions):
        if not is_countable(whole) or is_loose(whole):
            continue
        opened = OPENING.search(text, whole.stop, whole.stop + REACH)
        if not opened or "。" in text[whole.stop : opened.start()]:
            continue
        behind = [m for m in mentions[at + 1 :] if m.start >= opened.end() and m.sentence == whole.sentence]
        parts = list(_parts(text, mentions, whole, behind))
        if len(parts) < 2 or all(times == 1 for _, times in parts) or _has_nearer(mentions, whole, opened):
            continue
        added = sum((part.base * times for part, times in parts), Fraction(0))
        if added == whole.base or _is_a_slip(whole, parts, added):
            facts = {"computed": shown(added, whole), "stated": shown(whole.base, whole)}
            told = (whole, *(part for part, _ in parts))
            computed = added / magnitude(whole.unit)
            yield Relation("sum", whole.number, computed, added == whole.base, told, MESSAGE, facts)


def _has_nearer(mentions: Sequence[Mention], whole: Mention, opened: re.Match[str]) -> bool:
    """Whether a figure of its unit stands between it and its list."""
    return any(m.unit == whole.unit and whole.start < m.start < opened.start() for m in mentions)


def _parts(
    text: str, mentions: Sequence[Mention], whole: Mention, behind: Sequence[Mention]
) -> Iterator[Times]:
    """Each part of the whole's unit, and how many have it."""
    for part in behind:
        if family(part) != family(whole) or part.kind != whole.kind:
            continue
        if is_loose(part) or part.base >= whole.base:
            return
        if times := _times(text, mentions, part):
            yield part, times


def _times(text: str, mentions: Sequence[Mention], part: Mention) -> int:
    """Two for 第三组、第四组各3家, three for 其余3组各2家, one for what nobody shares; nothing where figures stand between."""
    before = [m for m in mentions if m.stop <= part.begin]
    last = before[-1] if before else None
    start = max(part.begin - REACH, last.stop if last else 0)
    lead = STOPS.split(text[start : part.begin])[-1]
    if last and lead == text[last.stop : part.begin] and COUNTED.match(lead):
        whole_number = last.kind == Kind.COUNT and last.base.denominator == 1 and not is_loose(last)
        return int(last.base) if whole_number else 0
    shared = APIECE.match(lead)
    return len([name for name in NAMES.split(shared.group(1)) if name]) if shared else 1


def _is_a_slip(whole: Mention, parts: Sequence[Times], added: Fraction) -> bool:
    """Whether one changed digit, in the whole or in a part, would make it come out."""
    if is_one_digit_off(whole, added):
        return True
    return any(
        is_one_digit_off(part, (whole.base - added + part.base * times) / times) for part, times in parts
    )
