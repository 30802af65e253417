"""A whole and its parts: 共12个，其中联动7个、自行安排5个 · 来信32件、来访18件，共50件 · 52件（纪委30件、组织部22件）."""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import cache

from xuncha.proofs.engine.arithmetic.likeness import adds_up, alike, family, is_a_slip, is_countable, shown
from xuncha.proofs.engine.arithmetic.lists import Group, breaks, completeness
from xuncha.proofs.engine.lexicon import load, longest_first
from xuncha.proofs.engine.mention import Mention, Relation, magnitude
from xuncha.proofs.engine.tolerance import is_loose

CHANGED = re.compile("(?:增加|减少|上升|下降|增长|净增|提高|降低)了?$|比[^，。；]{1,12}[多少高低]了?$")
MESSAGE = "各部分相加为%(computed)s，与所述合计%(stated)s不一致。"
CHANCE = 30  # below it figures add up by chance
SURE = 100  # from here on a number one digit off is no chance
BACK = 5  # how many figures before the list may be its whole
PARENTHESIS = re.compile(r"[（(]([^（()）\n]{3,160})[）)]")
GAP = re.compile(r"[^。；！？\n]{0,14}$")
MULTIPLIED = re.compile("[每各][^，。；：0-9]{0,8}$")
REST_UNSAID = re.compile("^[^。；\n]{0,4}(?:其余|其他|剩余)[^0-9。；]{3}")
NEGATED = re.compile("^[^一-龥]*(?:无|不|未|非|没)")
TAKEN_UP = re.compile("(?:这|该|此|上述|前述|以上|那)$")
SIBLING = re.compile("[^，。；：！？\n]*、[^，。；：！？\n]*")  # 选“很好”62人、“较好”51人
ASPECT = re.compile(
    r"(?<=[。；\n])[一-龥]{2,6}中[，,]|(?:从|按|按照)[^，。；：]{1,12}(?:看|分|划分|来看|统计|来分|分类)[，：,:]"
)


def sums(text: str, mentions: Sequence[Mention]) -> Iterator[Relation]:
    """The sums of a text. One that fails is told only where the list is plainly complete."""
    countable = [mention for mention in mentions if is_countable(mention)]
    held: set[int] = set()
    doubtful: list[Relation] = []
    for groups in (_behind_marker, _in_parenthesis, _before_total, _of_states, _of_aspect):
        for totals, group in groups(text, countable):
            relation = _holding(totals, group)
            if relation:
                held.update(mention.start for mention in relation.mentions)
                yield relation
            else:
                doubtful += [found for found in [_broken(totals, group)] if found]
    told: set[int] = set()
    for relation in doubtful:
        starts = {mention.start for mention in relation.mentions}
        if relation.mentions[0].start not in held and not starts <= held | told:
            told |= starts
            yield relation


Found = Iterator[tuple[Sequence[Mention], Group]]


def _holding(totals: Sequence[Mention], group: Group) -> Relation | None:
    """The nearest whole that the list comes to, cut where it may end."""
    for total in totals:
        parts = _of_kind(total, group.parts)
        # a whole behind its parts has them all; one before them may be followed by something else as well
        behind = bool(parts) and total.start > parts[-1].start
        for size in [len(parts)] if behind else breaks(group.text, parts):
            if size > 1 and adds_up(total, parts[:size]):
                return sum_of(total, parts[:size], holds=True)
    return None


def _broken(totals: Sequence[Mention], group: Group) -> Relation | None:
    """The whole that one digit would mend; else, of a list beyond doubt, the nearest."""
    for number, total in enumerate(totals):
        listed = _listed(total, group)
        if number and total.base < SURE and listed and family(listed[0]) != family(total):
            continue  # small numbers farther away and of another unit are one digit off by chance
        whole = _of_kind(total, group.within)
        # of three digits and more, the whole list that one digit would mend is no chance either
        cuts = [listed, whole] if total.number * 10**total.places >= SURE else [listed]
        for parts in cuts:
            if _may_fail(total, parts, group) and is_a_slip(total, parts) and _is_likely(total, parts, group):
                return sum_of(total, parts, holds=False)
    for total in totals[:1]:
        parts = _listed(total, group)
        if group.completeness == 2 and _may_fail(total, parts, group):
            share = sum((part.base for part in parts), Fraction(0)) / (total.base or 1)
            if Fraction(1, 2) <= share <= 2:
                return sum_of(total, parts, holds=False)
    return None


def _of_kind(total: Mention, parts: Sequence[Mention]) -> list[Mention]:
    return [part for part in parts if alike(total, part) and part is not total]


def _listed(total: Mention, group: Group) -> list[Mention]:
    """The members of the list's own sentence, up to where it may first end."""
    parts = _of_kind(total, group.within)
    return parts[: breaks(group.text, parts)[-1]] if len(parts) > 1 else parts


def _may_fail(total: Mention, parts: Sequence[Mention], group: Group) -> bool:
    """Whether the list could be told wrong at all: exact, of one unit, not overlapping, not partial by its words."""
    if "满分" in total.before[-4:]:
        return False
    if len(parts) < 2 or any(map(is_loose, (total, *parts))) or len({family(part) for part in parts}) > 1:
        return False
    table = load("relations")["sum"]
    if any(_is_multiplied(part) for part in parts) or REST_UNSAID.search(group.text[parts[-1].stop :][:20]):
        return False
    # a list that says that it is whole, or of what is and what is not, does not overlap
    closed = group.completeness == 2 or any(NEGATED.search(part.said) for part in parts)
    if not closed and any(word in group.words for word in table["overlapping"]):
        return False
    added = sum((part.base for part in parts), Fraction(0))
    return added >= total.base or not _is_partial(group.words)


def _is_partial(words: str) -> bool:
    """主要 and its like speak of a list at its beginning, 同时 and 另 within it, 等 at the end of names: 粮食局等三家 is whole."""
    table = load("relations")["sum"]
    return (
        any(word in words[:8] for word in table["partial_first"])
        or any(word in words for word in table["partial"])
        or bool(re.search(r"等(?![0-9一二三四五六七八九十两待级])", words))
    )


def _is_multiplied(part: Mention) -> bool:
    """各县4名 is as many times four as there are counties."""
    return bool(MULTIPLIED.search(part.before[-10:]))


def _is_likely(total: Mention, parts: Sequence[Mention], group: Group) -> bool:
    """A slip of one digit is no proof while the numbers are small and the list need not be whole."""
    if not group.completeness and total.base < SURE and parts[-1].clause - parts[0].clause >= len(parts):
        return False  # something else stands between them
    share = sum((part.base for part in parts), Fraction(0)) / (total.base or 1)
    return (
        group.completeness > 0
        or total.base >= 100
        or len(parts) > 2
        or Fraction(4, 5) <= share <= Fraction(5, 4)
    )


def sum_of(total: Mention, parts: Sequence[Mention], *, holds: bool) -> Relation:
    """The whole that is stated, against its parts."""
    added = sum((part.base for part in parts), Fraction(0))
    facts = {"computed": shown(added, total), "stated": shown(total.base, total)}
    return Relation(
        "sum", total.number, added / magnitude(total.unit), holds, (total, *parts), MESSAGE, facts
    )


# --- where a text lists the parts of a whole ---


def _behind_marker(text: str, countable: Sequence[Mention]) -> Found:
    """共…其中…, …：…, …中，…: figures before the marker may be the whole, nearest first."""
    for marker in _markers().finditer(text):
        before = [
            m for m in countable if m.stop <= marker.start() + 1 and _reaches(text, m.stop, marker.start())
        ]
        if marker.group()[0] == "中":
            before = [m for m in before[-1:] if len(text[m.stop : marker.start()]) <= 12]
        behind = [
            m for m in countable if marker.end() <= m.begin + 1 and m.start < _end_of_list(text, marker.end())
        ]
        if not before or len(behind) < 2:
            continue
        parts = [m for m in behind if m.depth == behind[0].depth]
        # 13家单位由四个组承担：第一组3家、…
        before = [m for m in before if m.unit == parts[0].unit] or before
        closed = _sentence_end(text, marker.end())
        within = [part for part in parts if part.start < closed]
        words = text[marker.start() : closed]
        complete = completeness(words, text, within, marker.group().strip("，：:"))
        yield before[-BACK:][::-1], Group(text, tuple(parts), tuple(within), words, complete)


def _in_parenthesis(text: str, countable: Sequence[Mention]) -> Found:
    """52件（纪委30件、组织部22件）."""
    for found in PARENTHESIS.finditer(text):
        before = [
            m for m in countable if m.stop <= found.start() and GAP.fullmatch(text[m.stop : found.start()])
        ]
        parts = tuple(m for m in countable if found.start(1) <= m.begin and m.stop <= found.end(1))
        if before and len(parts) >= 2 and "占" not in found.group(1):
            yield before[-1:], Group(text, parts, parts, found.group(1), 2)


def _before_total(text: str, countable: Sequence[Mention]) -> Found:
    """来信32件、来访18件、来电10件，共60件: the like figures before the word of the total, the nearest run first."""
    for number, total in enumerate(countable):
        marker = _totals().search(text, max(0, total.begin - 14), total.begin)
        if not marker:
            continue
        run: list[Mention] = []
        for mention in reversed(countable[:number]):
            if mention.sentence != total.sentence or mention.depth != total.depth or len(run) >= 12:
                break
            if alike(mention, total):
                run.insert(0, mention)
        holding = next((run[-n:] for n in range(len(run), 1, -1) if adds_up(total, run[-n:])), None)
        if holding:
            yield [total], Group(text, tuple(holding), tuple(holding), "", 2)
        elif len(run) >= 2 and marker.group(1) != "累计" and _is_parallel(text, run, total):
            strong = marker.group(1) in ("共计", "合计", "总计", "一共", "总共", "合共")
            yield (
                [total],
                Group(text, tuple(run), tuple(run), text[run[0].begin : total.begin], 2 if strong else 1),
            )


def _is_parallel(text: str, run: Sequence[Mention], total: Mention) -> bool:
    """Nothing but one short phrase between the figures of the run, all of one unit."""
    ends = [mention.begin for mention in (*run[1:], total)]
    between = [text[mention.stop : end] for mention, end in zip(run, ends, strict=True)]
    return all(mention.unit == total.unit for mention in run) and all(len(words) <= 18 for words in between)


def _of_states(text: str, countable: Sequence[Mention]) -> Found:
    """反馈问题697个，已完成整改688个，基本完成4个，正在整改5个: a whole and its states, without a marker."""
    for number, total in enumerate(countable):
        run: list[Mention] = []
        last, nested = total, False
        for mention in countable[number + 1 :]:
            if mention.sentence != total.sentence or mention.depth != total.depth:
                break
            gap = text[last.stop : mention.begin]
            nested = bool(run) and ("其中" in gap or (nested and "，" not in gap))
            last = mention
            if nested:
                continue  # 29条，办结24条，其中转立案11条、了结13条，尚在办理5条
            if alike(mention, total) and not _is_change(mention) and not is_taken_up(mention.before):
                run.append(mention)
        if len(run) < 2 or SIBLING.fullmatch(text[total.stop : run[0].begin]):
            continue
        stated = [m for m in run if _is_state(m)]
        words = text[total.stop : run[-1].stop]
        if _is_rest(run[-1]) and not _is_state(total):
            yield [total], Group(text, tuple(run), tuple(run), words, 2 if len(stated) == len(run) else 1)
        elif len(run) > 2 and all(_is_grade(m) for m in run) and not _is_grade(total):
            yield [total], Group(text, tuple(run), tuple(run), words, 2)
        elif (stated or total.base >= CHANCE) and adds_up(total, run):
            yield [total], Group(text, tuple(run), tuple(run), words, 0)


def _of_aspect(text: str, countable: Sequence[Mention]) -> Found:
    """从年龄看，35岁以下62人、36-45岁74人、46岁以上53人: the whole stands somewhere before in the paragraph."""
    for marker in ASPECT.finditer(text):
        closed = _sentence_end(text, marker.end())
        parts = tuple(m for m in countable if marker.end() <= m.begin and m.stop <= closed)
        if len(parts) < 2:
            continue
        before = [m for m in countable if m.stop <= marker.start() and parts[0].paragraph - m.paragraph <= 2]
        before = [m for m in before if m.base >= SURE or adds_up(m, _of_kind(m, parts))]
        yield before[-8:][::-1], Group(text, parts, parts, "", 1)


def is_taken_up(before: str) -> bool:
    """这6份, 上述55个: said again, no part of anything."""
    return bool(TAKEN_UP.search(before))


def _is_change(mention: Mention) -> bool:
    return bool(CHANGED.search(mention.before))


def _is_state(mention: Mention) -> bool:
    states = load("relations")["sum"]["states"]
    return any(word in mention.said for word in states)


def _is_grade(mention: Mention) -> bool:
    """优秀8家、较好20家: every grade of a scale stands once."""
    grades = longest_first(load("relations")["sum"]["grades"])
    return bool(re.search(rf"(?:^|[，、。；：“])(?:{grades})[”]?(?:的|等次|等级|档)*$", mention.before))


def _is_rest(mention: Mention) -> bool:
    rest = load("relations")["sum"]["rest"]
    return any(word in mention.said for word in rest)


def _reaches(text: str, stop: int, marker: int) -> bool:
    """Within a sentence of the marker: at most one full stop between, and no new paragraph."""
    between = text[stop:marker]
    return "\n" not in between and between.count("。") <= 1 and len(between) <= 90


def _end_of_list(text: str, start: int) -> int:
    """The list may run on over two more sentences of the paragraph, up to the next marker."""
    end = text.find("\n", start)
    end = len(text) if end < 0 else end
    stops = [found.start() for found in re.finditer("[。！？]", text[start:end])]
    return start + stops[2] if len(stops) > 2 else end


def _sentence_end(text: str, start: int) -> int:
    found = re.compile("[。！？\n；]").search(text, start)
    return found.start() if found else len(text)


@cache
def _markers() -> re.Pattern[str]:
    words = longest_first(load("relations")["sum"]["parts"])
    return re.compile(rf"(?:{words})|(?<=[一-龥])：|：(?=[一-龥])|(?<!其)中[，：]")


@cache
def _totals() -> re.Pattern[str]:
    words = longest_first(load("relations")["sum"]["totals"])
    return re.compile(rf"({words})[^，。；、：0-9]{{0,10}}$")
