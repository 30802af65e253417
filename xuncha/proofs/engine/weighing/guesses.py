"""What a figure may state about figures near it: sums, shares, changes, averages; what each guess would make it."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from xuncha.proofs.engine.arithmetic.likeness import COUNTED_NOWHERE
from xuncha.proofs.engine.arithmetic.siblings import are_siblings
from xuncha.proofs.engine.mention import Kind
from xuncha.proofs.engine.weighing.facts import Fact, is_spoken_of_again, like
from xuncha.proofs.engine.weighing.groups import groups, members_named
from xuncha.proofs.engine.weighing.guess import Guess
from xuncha.proofs.engine.weighing.paired import per_of
from xuncha.proofs.engine.weighing.rows import of_names

BACK = 12  # figures before that may be an operand

AHEAD = 2

RATES = ("%", "‰", "成")

OF_NAMED = re.compile("占(?:了)?(?:全部|所有|总的)?([一-龥]{2,8}?)(?:总?数|总量|总额)?的?$")

POINTS = ("个百分点", "百分点")


def guesses_of(facts: Sequence[Fact], stated: Fact, salient: Sequence[Fact] = ()) -> Iterator[Guess]:
    """Every guess about one figure. They are many: most are told from the others only by what is weighed.

    `salient` are figures farther before that the text has come back to already: wholes and their parts.
    """
    unit = stated.mention.unit
    yield from of_names(facts, stated)
    if unit in POINTS:
        yield from _points(facts, stated)
    elif unit in RATES or stated.mention.kind == Kind.FRACTION:
        yield from _rates(facts, stated, salient)
    elif unit == "倍":
        yield from _times(facts, stated)
    elif stated.mention.kind in (Kind.COUNT, Kind.MONEY):
        yield from _counts(facts, stated, salient)


def _near(facts: Sequence[Fact], stated: Fact, *, back: int = BACK, ahead: int = AHEAD) -> list[Fact]:
    first = max(0, stated.number - 3 * back)
    before = [
        f
        for f in facts[first : stated.number]
        if stated.paragraph - f.paragraph <= 1 and stated.sentence - f.sentence <= 4
    ]
    behind = [
        f for f in facts[stated.number + 1 : stated.number + 1 + ahead] if f.sentence == stated.sentence
    ]
    return [*before, *behind]


def _with(salient: Sequence[Fact], near: Sequence[Fact]) -> list[Fact]:
    return [*(f for f in salient if f not in near), *near]


def _may_count(fact: Fact) -> bool:
    return fact.countable and not fact.loose and fact.value > 0


def _points(facts: Sequence[Fact], stated: Fact) -> Iterator[Guess]:
    near = [f for f in _near(facts, stated) if f.mention.unit == "%" and _may_differ(f)][-BACK:]
    for at, one in enumerate(near):
        for other in near[at + 1 :]:
            yield Guess("points", stated, (one, other), abs(one.value - other.value))
    if re.search("最", stated.words):
        yield from _ranges(near, stated)


def _may_differ(fact: Fact) -> bool:
    """占17.7%，与不低于25%的要求相差7.3个百分点: a bound is as good as a rate."""
    return not fact.loose or fact.mention.qualifier in ("以上", "以下")


def _spans(facts: Sequence[Fact], stated: Fact) -> Iterator[Guess]:
    """由15天压缩到3天，缩短80%."""
    near = [
        f for f in _near(facts, stated, ahead=0) if f.group in COUNTED_NOWHERE and not f.loose and f.value
    ]
    near = [f for f in near if f.sentence == stated.sentence][-4:]
    for at, one in enumerate(near):
        for other in near[at + 1 :]:
            if one.group == other.group and one.value != other.value:
                small, great = sorted((one, other), key=lambda f: f.value)
                yield Guess("span growth", stated, (small, great), (great.value - small.value) / great.value)
                yield Guess("span growth", stated, (great, small), (great.value - small.value) / small.value)


def _rates(facts: Sequence[Fact], stated: Fact, salient: Sequence[Fact]) -> Iterator[Guess]:
    yield from _spans(facts, stated)
    near = [f for f in _near(facts, stated) if _may_count(f)]
    near = [f for f in near if f.number < stated.number][-BACK:] + [
        f for f in near if f.number > stated.number
    ]
    near = _with(salient, near)
    near = _with(_called(facts, stated), near)
    for at, one in enumerate(near):
        for other in near[at + 1 :]:
            if not like(one, other):
                continue
            small, great = (one, other) if one.value <= other.value else (other, one)
            if stated.value > 1:
                yield Guess("share", stated, (great, small), great.value / small.value)
            else:
                yield Guess("share", stated, (small, great), small.value / great.value)
            if small.value < great.value and like(one, other) == 2:
                yield Guess("growth", stated, (great, small), (great.value - small.value) / small.value)
                yield Guess("growth", stated, (small, great), (great.value - small.value) / great.value)
                if "change" in other.kinds or "against" in other.kinds:
                    yield from _gains(stated, one, other)
    before = [f for f in near if f.number < stated.number]
    yield from _parts_of_sums(before, stated)
    for members in members_named(facts, stated):
        added = sum(f.value for f in members)
        for whole in before:
            if whole not in members and like(whole, members[0]) and whole.value >= added:
                yield Guess("named share", stated, (*members, whole), added / whole.value)


def _called(facts: Sequence[Fact], stated: Fact) -> list[Fact]:
    """占移交线索的45.5%: figures farther before that are called what the share is of."""
    named = OF_NAMED.search(stated.lead)
    if not named:
        return []
    name = named.group(1)
    found = [
        f
        for f in facts[max(0, stated.number - 60) : stated.number]
        if _may_count(f) and (name[-2:] in f.lead[-6:] or f.mention.counts.startswith(name[-2:]))
    ]
    return found[-2:]


def _parts_of_sums(before: Sequence[Fact], stated: Fact) -> Iterator[Guess]:
    """前两项占79.2%: several of a whole; 优秀8家、良好20家、一般10家，优秀率21%: a whole that the text adds up nowhere."""
    for at in range(len(before)):
        members = [before[at]]
        for fact in before[at + 1 :]:
            if not like(fact, members[0]):
                break
            members.append(fact)
            added = sum(f.value for f in members)
            if len(members) > 2:
                for part in members:
                    yield Guess(
                        "of sum", stated, (part, *(m for m in members if m is not part)), part.value / added
                    )
            whole = next((f for f in before[:at][::-1] if like(f, fact) and f.value >= added), None)
            if whole and len(members) < 5:
                yield Guess("shares", stated, (*members, whole), added / whole.value)


def _gains(stated: Fact, now: Fact, change: Fact) -> Iterator[Guess]:
    """52件，增加12件，增长30%: of what it was before."""
    if now.value > change.value:
        yield Guess("gain", stated, (change, now), change.value / (now.value - change.value))
    yield Guess("gain", stated, (now, change), change.value / (now.value + change.value))


def _times(facts: Sequence[Fact], stated: Fact) -> Iterator[Guess]:
    near = [f for f in _near(facts, stated) if _may_count(f) or (f.mention.unit == "%" and not f.loose)]
    for at, one in enumerate(near):
        for other in near[at + 1 :]:
            if like(one, other) and one.value != other.value and min(one.value, other.value) > 0:
                small, great = (one, other) if one.value <= other.value else (other, one)
                yield Guess("times", stated, (great, small), great.value / small.value)
                if great.value >= 2 * small.value:
                    yield Guess("growth", stated, (great, small), great.value / small.value - 1)


def _counts(facts: Sequence[Fact], stated: Fact, salient: Sequence[Fact]) -> Iterator[Guess]:
    near = _near(facts, stated)
    kind, group = stated.mention.kind, stated.group
    if stated.countable:
        alike = [f for f in near if _may_count(f) and like(f, stated)]
    else:
        alike = [f for f in near if f.group == group and f.mention.kind == kind and not f.loose]
    alike = [f for f in alike if f.number < stated.number][-BACK:] + [
        f for f in alike if f.number > stated.number
    ]
    far = _with([f for f in salient if like(f, stated)], alike) if stated.countable else alike
    for at, one in enumerate(far):
        for other in far[at + 1 :]:
            if one.value != other.value:
                form = "change" if stated.countable else "span"
                yield Guess(form, stated, (one, other), abs(one.value - other.value))
    if stated.countable:
        yield from _rests([f for f in alike if f.number < stated.number], stated)
    if stated.countable or group:
        yield from groups(facts, stated)
    if ("mean" in stated.kinds or "each" in stated.kinds) and not stated.lead.endswith("每"):  # 每10家里有4家
        far = _with(salient, _numbers_of(facts, stated))
        yield from _means([f for f in far if f not in near], near, stated)
        yield from _spreads([f for f in alike if f.number < stated.number], stated)
    if stated.mention.unit and re.search("差|最", stated.lead):
        yield from _ranges([f for f in alike if f.number < stated.number], stated)
    yield from _sames(facts, stated)


def _rests(before: Sequence[Fact], stated: Fact) -> Iterator[Guess]:
    """The whole less several parts: 42个，已完成31个、基本完成8个，还剩3个."""
    for at, whole in enumerate(before):
        left = whole.value
        parts: list[Fact] = []
        for part in before[at + 1 :]:
            left -= part.value
            parts.append(part)
            if left <= 0:
                break
            if len(parts) > 1:
                yield Guess("rest", stated, (whole, *parts), left)


def _spreads(before: Sequence[Fact], stated: Fact) -> Iterator[Guess]:
    """The mean of the figures themselves, and where they are added up first: 187万元、203万元，累计390万元，年均195万元."""
    for size in range(2, len(before) + 1):
        for members in (before[-size:], before[-size - 1 : -1]):
            if len(members) == size:
                yield Guess("spread", stated, tuple(members), sum(f.value for f in members) / size)


def _ranges(before: Sequence[Fact], stated: Fact) -> Iterator[Guess]:
    """最高分与最低分相差13分: of all the figures before."""
    for size in range(3, len(before) + 1):
        members = before[-size:]
        values = [f.value for f in members]
        yield Guess("range", stated, tuple(members), max(values) - min(values))


def _sames(facts: Sequence[Fact], stated: Fact) -> Iterator[Guess]:
    """An earlier figure of the same unit whose words are in part the same."""
    if not stated.countable or stated.mention.unit == "分":  # many score alike
        return
    found = 0
    again = is_spoken_of_again(stated)
    for fact in facts[max(0, stated.number - 60) : stated.number][::-1]:
        if fact.group != stated.group or fact.loose or fact.clause == stated.clause:
            continue
        if fact.mention.unit != stated.mention.unit or are_siblings(fact.frame, stated.frame):
            continue
        if (
            fact.pairs & stated.pairs
            or (fact.mention.counts and fact.mention.counts[:2] == stated.mention.counts[:2])
            or (fact.value == stated.value and (fact.value >= 10 or stated.mention.after[:1] in "中里"))
            or (again and found < 2)
        ):
            found += 1
            yield Guess("same", stated, (fact,), fact.value)
        if found > 8:
            return


def _may_number(fact: Fact) -> bool:
    return not fact.loose and fact.mention.kind == Kind.COUNT and fact.value > 1 and fact.value.is_integer()


def _numbers_of(facts: Sequence[Fact], stated: Fact) -> list[Fact]:
    """What 每村 is of, where it stands far before: the last figures that count villages."""
    before = [f for f in facts[max(0, stated.number - 80) : stated.number] if _may_number(f)]
    fitting = [f for f in before if per_of(stated, f) in ("unit", "noun")]
    greatest = sorted(fitting[:-4], key=lambda f: -f.value)[
        :4
    ]  # of many counts of people the whole is likelier meant
    return [*sorted(greatest, key=lambda f: f.number), *fitting[-4:]]


def _means(far: Sequence[Fact], near: Sequence[Fact], stated: Fact) -> Iterator[Guess]:
    wholes = [
        f
        for f in (*far, *near)
        if not f.loose
        and like(f, stated)
        and f.value > stated.value
        and f.mention.kind == stated.mention.kind
    ]
    numbers = [f for f in far if _may_number(f)] + [f for f in near if _may_number(f)][-BACK:]
    for whole in wholes[-BACK:]:
        for number in numbers:
            if number is not whole:
                yield Guess("mean", stated, (whole, number), whole.value / number.value)
        for number, beside in pairwise(numbers):
            if (
                beside.number - number.number < 3
                and beside.sentence - number.sentence < 2
                and whole not in (number, beside)
            ):
                value = whole.value / (number.value + beside.value)
                yield Guess("mean of two", stated, (whole, number, beside), value)  # 走访11个村、2个社区
        if re.search("每月|月均", stated.lead):
            yield Guess("yearly", stated, (whole,), whole.value / 12)
