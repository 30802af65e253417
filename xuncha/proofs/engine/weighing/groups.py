"""Lists of figures that a figure may add up: behind it, before it, by their names, by the first of each line."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from xuncha.proofs.engine.arithmetic.sums import is_taken_up
from xuncha.proofs.engine.weighing.facts import Fact, like
from xuncha.proofs.engine.weighing.guess import Guess

BOUND = re.compile("[一-龥]{0,3}(?:线|限额?|标准|门槛)")  # 都压在20万元招标线下
OF_KIND = re.compile("([两二三四五六七八九])(?:个)?(区|县|镇|乡|村|街道|院|校|局|公司)")
COMPARED = re.compile("比[^，。；]{1,12}[多少高低]了?$")  # 第五轮比第四轮多3家
LONGEST = 14  # members of a list

OPENED = re.compile(
    "^[ 　]*(其中)|[一-龥]{2,10}([中里])[，：]|[从按就分]?[一-龥]{1,8}?(看|划分|统计|分)[，：]|(构成|分布|来源|去向)(?:为|如下|是)?[，：]"
)

BEFORE_NAME = re.compile(r"^.*(?:其中|，)")

BEHIND_NAME = re.compile(
    r"(?:的?(?:问题|单位|人员|组织|两[类项个]))?(?:[占共总合计加相都均有向为达]|两|三|率).*$"
)


def groups(facts: Sequence[Fact], stated: Fact) -> Iterator[Guess]:
    """Every list of like figures that the stated one may be the sum of."""
    yield from _lists(facts, stated)
    yield from _runs(facts, stated)
    yield from _columns(facts, stated)
    yield from _below(facts, stated)
    yield from _table(facts, stated)
    yield from _heads(facts, stated)
    yield from _split(facts, stated)
    yield from _segments(facts, stated)
    yield from _named(facts, stated)


def _lists(facts: Sequence[Fact], stated: Fact) -> Iterator[Guess]:
    """The figures behind, from the nearest one of its kind on, in one depth of brackets."""
    reach = facts[stated.number + 1 : stated.number + 1 + 2 * LONGEST]
    if reach and like(reach[0], stated) and _is_beside(stated, reach[0]):
        return  # 分别为3.6亿元、2.9亿元和1.7亿元: one of them, not their sum
    yield from _walk("list", stated, reach)


def _is_beside(one: Fact, other: Fact) -> bool:
    """With nothing but a pause of enumeration between: 违纪的201件、失责的136件."""
    size = other.mention.begin - one.mention.stop
    gap = other.mention.before[-size:] if size else ""
    return "、" in gap and not re.search("[，。；：:（(\n]", gap)


def _runs(facts: Sequence[Fact], stated: Fact) -> Iterator[Guess]:
    """The figures before, from the nearest one of its kind backwards; or from the clause before its own."""
    before = facts[max(0, stated.number - 2 * LONGEST) : stated.number][::-1]
    yield from _walk("run", stated, before)


def _walk(form: str, stated: Fact, reach: Sequence[Fact]) -> Iterator[Guess]:
    """Every beginning of the reach that may be a list; of any like unit, of the very unit, without the own clause."""
    like_ones = [f for f in reach if like(f, stated) and f.mention.kind == stated.mention.kind]
    like_ones = [f for f in like_ones if abs(stated.sentence - f.sentence) <= 8]
    like_ones = [f for f in like_ones if not is_taken_up(f.lead) and not BOUND.match(f.mention.after)]
    like_ones = [f for f in like_ones if not COMPARED.search(f.lead)]
    if "mean" not in stated.kinds:
        like_ones = [f for f in like_ones if not re.search("平均|均$", f.lead)]  # none of the parts
    ways = [like_ones]
    ways.append([f for f in like_ones if f.mention.unit == stated.mention.unit])
    ways.append([f for f in ways[1] if f.clause != stated.clause])
    ways.append([f for f in ways[1] if not f.kinds & {"each", "mean"}])
    ways.append([f for f in ways[1] if _said(f) and _said(f) == _said(ways[1][0])])
    seen: set[tuple[int, ...]] = set()
    for way in ways:
        members: list[Fact] = []
        for fact in way:
            depth = members[0].mention.depth if members else fact.mention.depth
            if (form == "run" and fact.mention.depth != stated.mention.depth) or fact.mention.depth > depth:
                continue
            if fact.loose or fact.mention.depth < depth or len(members) == LONGEST:
                break
            members.append(fact)
            ordered = tuple(members if form == "list" else members[::-1])
            key = tuple(f.number for f in ordered)
            if len(members) > 1 and key not in seen:
                seen.add(key)
                yield Guess(form, stated, ordered, sum(f.value for f in members))


def _said(fact: Fact) -> str:
    return fact.name or fact.lead


def _columns(facts: Sequence[Fact], stated: Fact) -> Iterator[Guess]:
    """Figures of the same name in the sentences or lines before."""
    name = stated.lead.rstrip("为有达计了共")[-2:], stated.mention.unit
    counted = stated.mention.counts[:2], stated.mention.unit
    for own, of in ((name, _name), (counted, _counted)):
        if not own[0]:
            continue
        members = [
            f
            for f in facts[max(0, stated.number - 60) : stated.number]
            if of(f) == own
            and not f.loose
            and f.clause != stated.clause
            and stated.paragraph - f.paragraph <= 12
        ]
        for size in range(2, min(len(members), LONGEST) + 1):
            parts = members[-size:]
            yield Guess("column", stated, tuple(parts), sum(p.value for p in parts))


def _split(facts: Sequence[Fact], stated: Fact) -> Iterator[Guess]:
    """In a sentence behind, told apart by something: 确认的问题中，冒领57条、…; 分年度看，2021年12个、…."""
    sentences: dict[int, list[Fact]] = {}
    for fact in facts[stated.number + 1 : stated.number + 40]:
        if fact.paragraph - stated.paragraph > 6:
            break
        if fact.sentence != stated.sentence:
            sentences.setdefault(fact.sentence, []).append(fact)
    for reach in sentences.values():
        depth = reach[0].mention.depth
        members = [f for f in reach if like(f, stated) == 2 and f.mention.depth == depth]
        members = [
            f for f in members if not f.kinds & {"mean", "total"}
        ]  # 1月142件次、2月97件次…，月均129件次
        first = [f for f in members if f.segment == members[0].segment]  # …29件、31件；其中实名举报23件
        for parts in (members, first) if len(first) < len(members) else (members,):
            if len(parts) > 1 and opener_of(parts[0]) and not any(f.loose for f in parts):
                yield Guess("split", stated, tuple(parts), sum(f.value for f in parts))


def _segments(facts: Sequence[Fact], stated: Fact) -> Iterator[Guess]:
    """对47个单位；第七轮派出六个组，巡察21个；第八轮派出八个组，巡察26个: what stands at one place of segments built alike."""
    reach = facts[max(0, stated.number - 24) : stated.number + 24]
    segments = [list(found) for _, found in groupby(reach, key=lambda fact: fact.segment)]
    segments = [found for found in segments if stated not in found]
    for units, run in groupby(segments, key=lambda found: [fact.mention.unit for fact in found]):
        alike = list(run)
        if len(alike) < 2 or len(units) < 2:
            continue
        for place, unit in enumerate(units):
            members = tuple(found[place] for found in alike)
            if unit == stated.mention.unit and not any(f.loose for f in members):
                yield Guess("segments", stated, members, sum(f.value for f in members))


def opener_of(fact: Fact) -> str:
    """What opens the list that begins with a figure: 其中, 中, 看 or 分; nothing where the list does not stand apart."""
    found = OPENED.search(fact.opening)
    return next(filter(None, found.groups())) if found else ""


def _table(facts: Sequence[Fact], stated: Fact) -> Iterator[Guess]:
    """Lines above with figures of the same units in the same order: a column of a table without its rules."""
    lines: dict[int, list[Fact]] = {}
    for fact in facts[max(0, stated.number - 80) : stated.number + 12]:
        lines.setdefault(fact.paragraph, []).append(fact)
    own = lines[stated.paragraph]
    place, units = own.index(stated), [fact.mention.unit for fact in own]
    members: list[Fact] = []
    paragraph = stated.paragraph - 1
    while len(members) < LONGEST and [f.mention.unit for f in lines.get(paragraph, ())] == units:
        members.append(lines[paragraph][place])
        paragraph -= 1
    if len(members) > 1 and len(own) > 1 and not any(f.loose for f in members):
        yield Guess("table", stated, tuple(members[::-1]), sum(f.value for f in members))


def _below(facts: Sequence[Fact], stated: Fact) -> Iterator[Guess]:
    """Figures of the same name or of the same things in the lines behind, one a line: 共42个村 over 石桥镇18个村…"""
    own = stated.mention.counts[:2], stated.mention.unit
    if not own[0]:
        return
    members: list[Fact] = []
    for fact in facts[stated.number + 1 : stated.number + 60]:
        if fact.paragraph - stated.paragraph > 12 or len(members) == LONGEST:
            break
        if _counted(fact) != own or fact.loose or fact.paragraph == stated.paragraph:
            continue
        if members and fact.paragraph - members[-1].paragraph != 1:
            break
        members.append(fact)
    for size in range(2, len(members) + 1):
        yield Guess("below", stated, tuple(members[:size]), sum(f.value for f in members[:size]))


def _name(fact: Fact) -> tuple[str, str]:
    return fact.lead.rstrip("为有达计了共")[-2:], fact.mention.unit


def _counted(fact: Fact) -> tuple[str, str]:
    return fact.mention.counts[:2], fact.mention.unit


def _named(facts: Sequence[Fact], stated: Fact) -> Iterator[Guess]:
    for members in members_named(facts, stated):
        if all(like(f, stated) and f.mention.kind == stated.mention.kind for f in members):
            yield Guess("named", stated, members, sum(f.value for f in members))


def _members_of_kind(facts: Sequence[Fact], stated: Fact) -> Iterator[tuple[Fact, ...]]:
    """两区合计768.8万元: of the list before, those whose names end so, if they are as many."""
    kind = OF_KIND.search(stated.words)
    if kind:
        number = "两二三四五六七八九".index(kind.group(1))
        members = [
            f
            for f in facts[max(0, stated.number - 24) : stated.number]
            if f.countable and not f.loose and f.name.endswith(kind.group(2)) and f.group == stated.group
        ]
        if len(members) == max(2, number + 1) and f"{kind.group(2)}" != members[0].name:
            yield tuple(members)


def members_named(facts: Sequence[Fact], stated: Fact) -> Iterator[tuple[Fact, ...]]:
    """满意和基本满意共1660份: figures before that are called so; each name must be that of one."""
    yield from _members_of_kind(facts, stated)
    if not re.search("[和与及、]", stated.words):
        return
    names = [
        BEHIND_NAME.sub("", BEFORE_NAME.sub("", name)).strip("“”的 ")
        for name in re.split("[和与、]|以?及", stated.words)
    ]
    names = [name for name in names if name]
    before = [
        f for f in facts[max(0, stated.number - 24) : stated.number] if f.countable and not f.loose and f.name
    ]
    members: list[Fact] = []
    for name in names:
        found = [f for f in before if f.name == name] or [
            f for f in before if name.endswith(f.name) or f.name.endswith(name) or name.startswith(f.name)
        ]
        if len(found) != 1:
            return
        members += [f for f in found if f not in members]
    if len(members) > 1:
        yield tuple(sorted(members, key=lambda f: f.number))


def _heads(facts: Sequence[Fact], stated: Fact) -> Iterator[Guess]:
    """The first like figure of each line behind, or of each clause between semicolons; and those before."""
    for behind in (True, False):
        firsts = {}
        reach = (
            facts[stated.number + 1 : stated.number + 60]
            if behind
            else facts[max(0, stated.number - 60) : stated.number]
        )
        for fact in reach:
            if abs(fact.paragraph - stated.paragraph) > 12:
                continue
            place = fact.mention.paragraph, fact.mention.sentence
            if (
                like(fact, stated)
                and fact.mention.kind == stated.mention.kind
                and not fact.loose
                and place not in firsts
            ):
                firsts[place] = fact
        own = stated.mention.paragraph, stated.mention.sentence
        members = [f for place, f in firsts.items() if place != own]
        members = members[:LONGEST] if behind else members[::-1][:LONGEST]
        for size in range(2, len(members) + 1):
            parts = members[:size] if behind else members[:size][::-1]
            yield Guess("heads" if behind else "rows", stated, tuple(parts), sum(f.value for f in parts))
