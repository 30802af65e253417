"""When a relation that fails is not told: the words do not say it, or another reading of the figures holds exactly.

A list must open in so many words, or its sum be called one; a rate, a remainder or a mean that comes out right of other
figures of the text is no slip.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from fractions import Fraction

from xuncha.proofs.engine.arithmetic.likeness import alike, family, is_countable
from xuncha.proofs.engine.arithmetic.siblings import TOTAL_LINE
from xuncha.proofs.engine.lexicon import load
from xuncha.proofs.engine.mention import STOP, Kind, Mention, Relation, magnitude
from xuncha.proofs.engine.tolerance import is_loose

OPENING = re.compile(
    "其中|分别|包括|包含|涵盖|即|具体|由|分为|依次|按|构成|组成|来自|：|（|[(:]|[中里]，|[中里]有?$|为$"
)
AWAY = 40  # characters from a total to the first of its parts
BOUND = re.compile("上限|下限|标准|定额|红线|警戒|预期|底线")
OVERLAPS = re.compile(
    "同时存在|(?<!没有)(?<![无不])(?:交叉|并存|重叠)|(?<![不除去].)(?<!避免)(?<!防止)(?<![除去])重复|多选|不止一|兼有|大于"
)
REST_OF, COUNTED = re.compile("其[余他]$"), re.compile("[一-龥]{1,5}[0-9]")
BASE = re.compile("[是为达]((?:19|20)[0-9]{2}年|[一-龥]{2,6})的$")
BEYOND = re.compile("(?:超过|低于|高于|不足|逾)(?:[一-龥]{0,3})[0-9.]+[^，。；]{0,4}的$")
OVERDUE = re.compile("(?:超过|逾|满)[0-9]+(?:天|日|个月|年)")
HAVE = re.compile("(?<![没占含持])有$")
AND_HAVE = re.compile("[且中]有$")
THRESHOLD, SOME_OF = re.compile("(?:以上|以下|以内)的$"), re.compile("其中|[中里][，有]|：")
BEFORE = re.compile("(?:上年|去年|前年|上轮|上届|上次|同期)[^，。；]{0,4}$")
PLUS = re.compile("加上[一-龥]{1,8}，")
OWN_SHARE = re.compile("[^。；，0-9]{0,6}，[^。；，0-9]{0,4}占[^。；，0-9]{0,8}[0-9.]+%")
AGES = re.compile("([0-9]{2})(?:周)?岁(?:及)?(以上|以下)")
SMALL_PART = re.compile("[中里]，")
SEVERAL = re.compile("[前后上][两二三四五]|[一-龥][和与及、][一-龥]|双方")
POSTS, VACANT = re.compile("编制|核定|定员"), re.compile("空|缺")
EXTREMES = re.compile("最[大小高低多少长短]")
EACH = re.compile("(?:每|(?<![及和与、])各)(?![级类项种方地县市])[^，。；]{0,5}$")
WAYS = (("[出退离]", "[入进]|新"), ("[减降废停]|注销|撤", "[增升修建]|新|设"))
NET = re.compile("净[增减]")
NOT_DONE = re.compile("没有|未|无")
STANDS = re.compile("剩|余|还|尚|差|缺|仍")
PERSONS, TIMES = {"人", "名", "位", "员"}, {"人次"}
REACH = 40  # figures before that another reading may use


def is_doubtful(
    text: str,
    mentions: Sequence[Mention],
    relation: Relation,
    held: Collection[Relation],
) -> bool:
    """Whether there is reason to keep silent about a relation that does not hold."""
    stated, *operands = relation.mentions
    if relation.type == "sum" and any(_is_within(r, operands) for r in held):
        return True  # 中层正职14名，空缺5名，在岗9名: a part whose own parts stand beside it
    if relation.type != "same" and any(_adds_exactly(r, stated, operands) for r in held):
        return True
    check = {"sum": _sum, "difference": _difference, "ratio": _ratio, "average": _average}.get(relation.type)
    if check is None:
        return False
    return check(text, mentions, stated, operands)


def is_told_otherwise(relation: Relation, right: Iterable[Relation]) -> bool:
    """233个，较第五轮的251个减少18个: it holds, of whichever of them it is said; 四个方面9个问题：…: the list is of the problems."""
    stated, *parts = [mention.start for mention in relation.mentions]
    if relation.type == "difference":
        same = [r for r in right if r.type == "difference" and r.figures == relation.figures]
        return any(min(mention.number for mention in r.mentions) > 9 for r in same)
    return relation.type == "sum" and any(
        r.type == "sum"
        and {part.start for part in r.mentions[1:]} == set(parts)
        and stated < r.mentions[0].start < min(parts)
        for r in right
    )


def _is_within(held: Relation, parts: Sequence[Mention]) -> bool:
    total, *of_it = held.mentions
    if held.type != "sum" or len(of_it) < 2 or total.base < 10 or total not in parts:
        return False
    ordered = sorted(parts, key=lambda m: m.start)
    at = ordered.index(total)
    return ordered[at + 1 : at + 1 + len(of_it)] == sorted(of_it, key=lambda m: m.start)


def _adds_exactly(held: Relation, stated: Mention, operands: Sequence[Mention]) -> bool:
    """Whether it is a part of a sum that comes out right to the last digit."""
    total, *parts = held.mentions
    return (
        held.type == "sum"
        and stated in parts
        and total not in operands
        and sum(part.base for part in parts) == total.base
    )


def _before(mentions: Sequence[Mention], stated: Mention) -> list[Mention]:
    """The figures before, nearest last."""
    reach = [m for m in mentions if m.start < stated.start][-REACH:]
    return [m for m in reach if not is_loose(m) and is_countable(m) and m.number]


def overlaps(text: str, relation: Relation) -> bool:
    """Whether the words say that one may be counted in several parts: 材料缺失19卷（部分兼有多类问题）."""
    last = max(relation.mentions[1:], key=lambda m: m.start)
    return relation.type == "sum" and bool(OVERLAPS.search(last.before[-6:] + _sentence(text, last)))


def _sum(text: str, mentions: Sequence[Mention], stated: Mention, parts: Sequence[Mention]) -> bool:
    ordered = sorted(parts, key=lambda m: m.start)
    first, last = ordered[0], ordered[-1]
    units = {family(m) for m in (stated, *parts)}
    if (units & PERSONS and units & TIMES) or OVERLAPS.search(_sentence(text, last)):
        return True
    if OVERLAPS.search(last.before[-6:]) or HAVE.search(first.before):
        return True  # 有6家存在…，有4家…，有9家…: one may do several
    if first.start > stated.start and AND_HAVE.search(last.before):
        return True  # 19个，整改11个，且有4个…
    said = text[max(0, stated.begin - 16) : stated.begin]
    if THRESHOLD.search(said) and not SOME_OF.search(text[stated.stop : first.begin]):
        return True  # 党龄10年以上的9名，具有财会、法律职业资格的分别为3名和2名
    if first.start > stated.start and BEFORE.search(said):
        return True  # 比上年的25万元压减3万元，其中: of this year
    if first.start < stated.start and PLUS.search(text[last.stop : stated.begin]):
        return True  # 63人次，第二周92人次，加上本周，合计241人次
    if _leaves_ages_out(text[stated.stop : last.stop]):
        return True
    line = text[text.rfind("\n", 0, stated.begin) + 1 : stated.begin]
    called = re.search(_kinds()["total"], re.split("[，。；！？\n（）()|\t]", said)[-1])
    if not called and POSTS.search(STOP.split(said)[-1]) and not any(VACANT.search(m.said) for m in parts):
        return True  # 编制18名，在职16人，借用5人
    if not called and not TOTAL_LINE.match(line):
        behind = first.start > stated.start
        nested = _nested(parts) and not OPENING.search(text[stated.stop : first.begin])
        if nested or _is_member(text, mentions, stated, first, behind=behind):
            return True
    if first.start < stated.start and _is_multiplied(mentions, stated):
        return True
    if first.start > stated.start or not SEVERAL.search(re.split("[，。；]", said)[-1]):
        return False
    return any(added == stated.base for added in _runs_of(_before(mentions, stated), stated))


def _leaves_ages_out(listed: str) -> bool:
    """50岁以上9个，35岁以下1个: of those between nothing is said."""
    ages = [(int(age), side) for age, side in AGES.findall(listed)]
    oldest_below = max((age for age, side in ages if side == "以下"), default=None)
    youngest_above = min((age for age, side in ages if side == "以上"), default=None)
    return (
        oldest_below is not None
        and youngest_above is not None
        and len(ages) == 2
        and len(re.findall("岁", listed)) == 2
        and youngest_above - oldest_below > 1
    )


def _sentence(text: str, last: Mention) -> str:
    """What its sentence still says behind a figure."""
    return re.split("[。！？\n]", text[last.stop : last.stop + AWAY])[0]


def _is_multiplied(mentions: Sequence[Mention], stated: Mention) -> bool:
    """各巡察2个 before it in its sentence is as many times two."""
    aside = [
        m
        for m in mentions
        if m.start < stated.start and m.sentence == stated.sentence and m.unit == stated.unit
    ]
    return any(EACH.search(re.split("[，。；]", m.before)[-1]) for m in aside)


def _nested(parts: Sequence[Mention]) -> bool:
    """8个，完成7个，剩余1个: a part that others of the parts come to."""
    return len(parts) > 2 and any(2 * part.base == sum(p.base for p in parts) for part in parts)


def _is_member(
    text: str, mentions: Sequence[Mention], stated: Mention, first: Mention, *, behind: bool
) -> bool:
    """县直部门171个 between others: a list goes on through it, and nothing opens another."""
    if not behind:
        return any(
            alike(m, stated) and is_countable(m)
            for m in mentions
            if m.start > stated.start and m.sentence == stated.sentence and m.clause - stated.clause < 2
        )
    opening = text[stated.stop : first.begin]
    if len(opening) < AWAY and OPENING.search(opening):
        alone = SMALL_PART.search(opening) and stated.number < 10
        return bool(alone)
    if "\n" in opening:
        return True
    return any(
        alike(m, stated) and is_countable(m)
        for m in mentions
        if m.start < stated.start and m.sentence == stated.sentence and stated.clause - m.clause < 2
    )


def _kinds() -> dict[str, str]:
    found: dict[str, str] = load("cues")["kinds"]
    return found


def _runs_of(before: Sequence[Mention], stated: Mention) -> Iterator[Fraction]:
    """What figures side by side of its kind come to."""
    near = [m for m in before if alike(m, stated) and stated.sentence - m.sentence <= 3]
    for at in range(len(near)):
        added = near[at].base
        for mention in near[at + 1 : at + 12]:
            added += mention.base
            yield added


def _difference(text: str, mentions: Sequence[Mention], stated: Mention, operands: Sequence[Mention]) -> bool:
    lead = re.split("[，。；：！？\n（）()|\t]", text[max(0, stated.begin - 16) : stated.begin])[-1]
    if OVERLAPS.search(_sentence(text, stated)):
        return True
    kinds = _kinds()
    if re.search(kinds["rest"], lead) and _is_multiplied(mentions, stated):
        return True
    if OVERDUE.search(lead):
        return True  # 超过60天仍未办结的6件: some of those that are left
    if REST_OF.search(lead) and COUNTED.match(stated.after):
        return True  # 青岩镇31个、屏山乡27个、其余7个乡镇36个
    if any(BEYOND.search(m.before) for m in operands) and not BEYOND.search(stated.before):
        return True  # 合同期超过10年的34处，租金低于市场价50%的19处，未签合同的12处
    if BOUND.search(lead) and not any(BOUND.search(m.before) for m in operands):
        return True
    if (
        NOT_DONE.search(lead)
        and not STANDS.search(lead)
        and any(m.sentence != stated.sentence for m in operands)
    ):
        return True
    if NET.search(lead) and stated.number * 10**stated.places < 10 and not _are_ways(operands):
        return True  # 借调6人，退休2人，净增1人: what else came and went need not be said
    if not any(re.search(kinds[name], lead) for name in ("rest", "change", "against", "left")):
        return (
            stated.kind != Kind.PERCENT
            and "点" not in stated.unit
            and stated.number * 10**stated.places < 100
        )
    near = [m for m in _before(mentions, stated) if alike(m, stated) and stated.sentence - m.sentence <= 3]
    for at, whole in enumerate(near):
        left = whole.base
        for number, part in enumerate(near[at + 1 :]):
            left -= part.base
            if left == stated.base > 0 and number and "余" in lead:
                return True
    return False


def _are_ways(operands: Sequence[Mention]) -> bool:
    """调出9名、调入12名: all that there is to be told of a change."""
    said = [STOP.split(m.before)[-1] for m in operands]
    return len(said) == 2 and any(
        (re.search(a, said[0]) and re.search(b, said[1])) or (re.search(b, said[0]) and re.search(a, said[1]))
        for a, b in WAYS
    )


def _ratio(text: str, mentions: Sequence[Mention], stated: Mention, operands: Sequence[Mention]) -> bool:
    named = re.split("[，。；：、]", stated.before)[-1].partition("占")
    if named[1] and len(named[0]) > 3 and not any(named[0][:2] in m.said for m in operands):
        return True  # 项目支出占34%, of which no figure speaks
    if stated.unit == "倍" and (base := BASE.search(stated.before)):
        name = base.group(1) if base.group(1)[0].isdigit() else base.group(1)[-2:]
        if not any(name in m.before + m.said or m.before.endswith("、") for m in operands):
            return True  # 采购价是市场价的1.6倍: of no market price does a figure speak
    if len(operands) != 2 or stated.kind != Kind.PERCENT:
        return False
    if OWN_SHARE.match(text, operands[1].stop) and text[operands[1].stop : stated.begin].count("%"):
        return True  # 693人，占45%；收过的231人，占15%: both of what stands before
    one, other = (m.base for m in operands)
    low, high = sorted((one, other))
    if low and any(_is(stated, v) for v in (low / high, (high - low) / low, (high - low) / high)):
        return True
    part = min(operands, key=lambda m: m.base)
    wholes = [
        m for m in _before(mentions, stated) if alike(m, part) and m.base > part.base and m not in operands
    ]
    return any(_is(stated, part.base / m.base) for m in wholes if m.number >= 100 and part.number >= 10)


def _is(stated: Mention, value: Fraction) -> bool:
    step = magnitude(stated.unit) / 10**stated.places
    return bool(abs(value - stated.base) <= step / 2)


def _average(text: str, mentions: Sequence[Mention], stated: Mention, operands: Sequence[Mention]) -> bool:
    if any(EXTREMES.search(STOP.split(m.before)[-1]) for m in operands) and not EXTREMES.search(
        stated.before
    ):
        return True
    if any(re.search("均$|平均[^，。]{0,4}$", m.before) for m in operands[1:]):
        return True  # what falls to each is not how many there are
    if not stated.number:
        return False
    times = operands[0].base / stated.base
    return (
        times.denominator == 1
        and times > 9
        and any(
            m.base == times and m.kind == Kind.COUNT and not is_loose(m)
            for m in mentions
            if m not in operands
        )
    )
