"""A rate and what it is the rate of: 应整改697个，完成688个，完成率98.71% · 比上年的40件增长30%."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

from xuncha.proofs.engine.arithmetic.likeness import alike, family, is_countable, is_one_digit_off
from xuncha.proofs.engine.arithmetic.subtractions import FROM
from xuncha.proofs.engine.lexicon import load, longest_first
from xuncha.proofs.engine.mention import Kind, Mention, Relation
from xuncha.proofs.engine.tolerance import bounds, half_up, is_loose

MESSAGE = "按所列数字计算应为%(computed)s，文中为%(stated)s。"
RATE = re.compile(r"([一-龥]{1,10})(?:率|面)(?:已|均)?(?:分别)?(?:达到?|为|是|至|仅|约|超过|只有)*$")
SHARE = re.compile(
    r"占(?:比|总数|总量|全部|[^率，。]{0,14})?(?:的|为|达到?|约|近|到)*$|占比|比例[^，。]{0,3}$"
)
COMPARED = re.compile("由|从|上年|去年|同期|上一年|上轮|年初|较|比")
COMPARED_WITH = re.compile("(?:比|较|由|从)[^，。；0-9]{0,4}(?:[0-9]{4}年)?[^，。；0-9]{0,4}$")
GROWN = re.compile("[^，。；0-9]{0,6}[增升降减扩缩提压][一-龥]{0,4}[到至为]")
PLAIN_YEAR = re.compile("(?:19|20)[0-9]{2}年")
NO_SUBJECT = re.compile("分别|大约|仅仅|合计|一共|总共|共计|约|仅|只|共|已|就|其")
OTHER = re.compile("应|未|不|计划|基本|需|拟|尚")
SIZES = {"%": 100, "‰": 1000, "成": 10}


@dataclass(frozen=True)
class _Pair:
    part: Mention
    whole: Mention

    @property
    def share(self) -> Fraction:
        return self.part.base / self.whole.base


def ratios(text: str, mentions: Sequence[Mention]) -> Iterator[Relation]:
    """Rates and fractions whose part and whole stand near; a wrong one only where both are beyond doubt."""
    told: set[int] = set()
    wholes: set[int] = set()  # of the rate before: shares that follow one another are of one whole
    for run in _distributed(text, mentions):
        for rate, part, whole in run:
            told.add(rate.start)
            yield ratio(rate, (part, whole), part.base / whole.base)
    for number, rate in enumerate(mentions):
        if (rate.unit not in SIZES and rate.kind != Kind.FRACTION) or rate.start in told:
            continue
        near = _near(mentions, number)
        found = _growth(text, rate, near) if is_growth(text, rate) else _share(text, rate, near, wholes)
        if found:
            wholes = {found.mentions[2].start} if found.holds else wholes
            yield found


def _near(mentions: Sequence[Mention], number: int) -> list[Mention]:
    """Counts of the sentence and of two before it, and the figures right behind the rate."""
    rate = mentions[number]
    return [
        m
        for m in mentions[max(0, number - 20) : number + 4]
        if is_countable(m)
        and rate.paragraph - m.paragraph <= 2
        and -1 < rate.sentence - m.sentence <= 3
        and m.base > 0
    ]


def is_growth(text: str, rate: Mention) -> bool:
    """Whether the words before it say that something grew or shrank by so much."""
    words = longest_first(load("relations")["ratio"]["growth"])
    return bool(
        re.search(
            rf"(?:{words})(?:幅度)?(?:达到?|了|为|约|近|超过)?$", text[max(0, rate.begin - 8) : rate.begin]
        )
    )


def _share(text: str, rate: Mention, near: Sequence[Mention], wholes: set[int]) -> Relation | None:
    clause = re.split("[，。；：\n]", text[max(0, rate.begin - 30) : rate.begin])[-1]
    likely, sure = _likely(text, rate, near, clause)
    close = [m for m in near if rate.sentence - m.sentence <= 1]
    pairs = [*likely, *(_Pair(a, b) for a, b in _pairs(close) if a.base <= b.base)]
    if sure and SHARE.search(clause):
        # 占 speaks of the figure right before it: other pairs come out right by chance
        pairs = [pair for pair in pairs if pair.part is likely[0].part] if likely else pairs
    elif sure and likely:
        # …率 is named after the part: what stands behind the rate is of the next one
        pairs = [pair for pair in pairs if pair.whole.start < rate.start or pair in likely]
    held = [pair for pair in pairs if matches(rate, pair.share)]
    if held:
        best = min(held, key=lambda pair: (pair not in likely, *_distance(rate, pair)))
        return ratio(rate, (best.part, best.whole), best.share)
    if is_loose(rate) or rate.kind == Kind.FRACTION:
        return None
    slips = [pair for pair in likely if is_one_digit_off(rate, _rounded(rate, pair.share) / SIZES[rate.unit])]
    slips = [pair for pair in slips if pair.whole.start in wholes] or slips
    if len({pair.share for pair in slips}) == 1 or (slips and sure):
        slips.sort(key=lambda pair: pair.whole.base, reverse=True)
        return ratio(rate, (slips[0].part, slips[0].whole), slips[0].share)
    if sure and len(likely) == 1:
        return ratio(rate, (likely[0].part, likely[0].whole), likely[0].share)
    return None


def _rounded(rate: Mention, share: Fraction) -> Fraction:
    return half_up(share * SIZES[rate.unit], rate.places)


def _distance(rate: Mention, pair: _Pair) -> tuple[int, int]:
    nearest = abs(rate.start - pair.part.start) + abs(rate.start - pair.whole.start)
    return abs(rate.sentence - pair.part.sentence), nearest


def _pairs(near: Sequence[Mention]) -> Iterator[tuple[Mention, Mention]]:
    for one, other in combinations(near, 2):
        if alike(one, other):
            yield (one, other) if one.base <= other.base else (other, one)


def matches(rate: Mention, share: Fraction) -> bool:
    """Whether the share is what the rate says, as exactly as it is shown."""
    if rate.unit == "倍":
        return bounds(rate).admits(share) or (
            not is_loose(rate) and half_up(share, rate.places) == rate.number
        )
    if is_loose(rate):
        return bounds(rate).admits(share)
    if rate.unit in ("", "成"):
        return abs(share - rate.base) <= (Fraction(1, 100) if rate.unit == "" else Fraction(1, 20))
    return half_up(share * SIZES[rate.unit], rate.places) == rate.number


def _likely(text: str, rate: Mention, near: Sequence[Mention], clause: str) -> tuple[list[_Pair], bool]:
    """The pairs that the rate's own words point at, and whether they do so beyond doubt."""
    earlier = [m for m in near if m.start < rate.start and not is_loose(m) and not _is_change(m)]
    if not earlier:
        return [], False
    of = earlier[-1]
    if of.sentence == rate.sentence and re.fullmatch(
        "[^，。；0-9]{0,8}的(?:近|约)?", text[of.stop : rate.begin]
    ):
        parts = [
            m for m in earlier[:-1] if alike(m, of) and m.base <= of.base and of.sentence - m.sentence <= 1
        ]
        return [_Pair(part, of) for part in parts[-1:]], True
    if any(re.search(word, clause) for word in load("relations")["ratio"]["foreign"]) and not _is_named(
        of, clause
    ):
        return [], False
    part, sure = _part(rate, earlier, clause)
    if part is None:
        return [], False
    wholes = [
        m
        for m in earlier
        if m is not part and alike(m, part) and m.base >= part.base and m.start < part.start
    ]
    here = [m for m in wholes if m.sentence == part.sentence]
    pairs = [_Pair(part, whole) for whole in (here if len(here) == 1 and sure else wholes)]
    return pairs, sure and len(here) == 1


def _part(rate: Mention, earlier: Sequence[Mention], clause: str) -> tuple[Mention | None, bool]:
    """占…: the figure right before. …率: of the sentence's figures the last whose words the name of the rate speaks of.

    Where no words fit, the last of just two like figures right before; then it is not beyond doubt.
    """
    here = [m for m in earlier if m.sentence == rate.sentence]
    if not here:
        return None, False
    if SHARE.search(clause):
        subject = re.split("占(?!比)", clause)[0] if re.search("占(?!比)", clause) else ""
        if re.search("[一-龥]{2}", NO_SUBJECT.sub("", subject)) and not re.search("[0-9]", subject):
            return None, False  # 项目支出占34%: of something that has no figure here
        return (here[-1], True) if rate.clause - here[-1].clause <= 1 else (None, False)
    if RATE.search(clause) is None:
        return None, False
    fitting = [m for m in here if _is_named(m, clause)]
    if fitting:
        return fitting[-1], True
    return (here[-1], False) if rate.clause - here[-1].clause <= 1 else (None, False)


def _is_named(mention: Mention, clause: str) -> bool:
    """Whether the rate that ends the clause is called after what the mention counts."""
    named = RATE.search(clause)
    said = mention.said
    return bool(named and re.search(_words_of(named.group(1)), said) and not OTHER.match(said))


def _words_of(name: str) -> str:
    """What the part of such a rate is called, by the lexicon; else the two characters before 率 themselves."""
    names: dict[str, str] = load("relations")["ratio"]["names"]
    for word, said in names.items():
        if name.endswith(word):
            return said
    return re.escape(name[-2:]) if len(name) >= 2 else r"(?!)"


def _is_change(mention: Mention) -> bool:
    return bool(re.search("(?:增加|减少|上升|下降|增长|净增|提高|降低|剩余|尚有|还剩)了?$", mention.before))


def _growth(text: str, rate: Mention, near: Sequence[Mention]) -> Relation | None:
    """(now − before) / before, whichever of the two is named first."""
    here = [m for m in near if m.sentence == rate.sentence]
    if fixed := _from_to(text, rate, here):
        then, now = fixed
        return ratio(rate, (now, then), abs(now.base - then.base) / then.base)
    for one, other in combinations([m for m in near if rate.sentence - m.sentence <= 2], 2):
        if not alike(one, other, loosely=False) or one.base == other.base:
            continue
        for now, then in ((one, other), (other, one)):
            share = abs(now.base - then.base) / then.base
            near_enough = rate.sentence == one.sentence or rate.sentence == other.sentence
            if near_enough and matches(rate, share):
                return ratio(rate, (now, then), share)
    if off := _one_digit_off(rate, near):
        return off
    plain = [m for m in here if m.start < rate.start and not is_loose(m) and not _is_change(m)]
    if (
        len(plain) != 2
        or is_loose(rate)
        or rate.clause - plain[-1].clause > 1
        or not alike(*plain, loosely=False)
    ):
        return None
    if _is_of_another(rate, plain):
        return None
    pair = _then_and_now(text, rate, plain)
    return pair and ratio(rate, pair[::-1], abs(pair[1].base - pair[0].base) / pair[0].base)


def _from_to(text: str, rate: Mention, here: Sequence[Mention]) -> tuple[Mention, Mention] | None:
    """由60人增加到84人，增长40%: the pair right before it, whatever else may come out right."""
    pair = [m for m in here if m.start < rate.start and not _is_change(m)][-2:]
    if len(pair) < 2 or any(map(is_loose, (*pair, rate))) or rate.clause - pair[1].clause > 1:
        return None
    then, now = pair
    between = text[then.stop : now.begin]
    if then.unit != now.unit or not FROM.search(then.before) or not GROWN.fullmatch(between):
        return None
    return None if now.base == then.base or _is_of_another(rate, pair) else (then, now)


def _is_of_another(rate: Mention, plain: Sequence[Mention]) -> bool:
    """费用下降26% behind two numbers of cars."""
    clause = re.split("[，。；：、（）\n0-9]", rate.before)[-1]
    subject = re.split("|".join(map(re.escape, load("relations")["ratio"]["growth"])), clause)[0]
    subject = re.sub("[比较][^，]*|同比|环比|平均|分别|总体", "", subject)
    return bool(re.search("[一-龥]{2}", subject)) and not any(
        subject[-2:] in m.said + m.counts for m in plain
    )


def _one_digit_off(rate: Mention, near: Sequence[Mention]) -> Relation | None:
    """The one pair with 比上年的… (at the rate or in brackets behind it) that one changed digit would make right."""
    if is_loose(rate) or rate.number * 10**rate.places < 100:
        return None
    then = [m for m in near if m.sentence == rate.sentence and COMPARED_WITH.search(m.before)]
    found = [
        (now, old, share)
        for old in then
        for now in near
        if now is not old
        and alike(now, old, loosely=False)
        and (share := abs(now.base - old.base) / old.base)
        if is_one_digit_off(rate, half_up(share * 100, rate.places) / 100)
    ]
    return ratio(rate, found[0][:2], found[0][2]) if len(found) == 1 else None


def _then_and_now(text: str, rate: Mention, plain: Sequence[Mention]) -> tuple[Mention, Mention] | None:
    """由A到B, 比上年的B: the word says which is the earlier; 2019年A、2020年B: the years do."""
    first, second = plain
    if re.search("由|从", first.before[-8:]):
        return first, second
    if COMPARED.search(text[first.stop : second.begin]) and not PLAIN_YEAR.search(
        text[first.stop : second.begin]
    ):
        return second, first
    years = PLAIN_YEAR.findall(text[max(0, first.begin - 14) : second.begin])
    if len(set(years)) == 2:
        return (first, second) if years[0] < years[-1] else (second, first)
    return (second, first) if COMPARED.search(text[first.stop : second.begin]) else None


def _distributed(text: str, mentions: Sequence[Mention]) -> Iterator[list[tuple[Mention, Mention, Mention]]]:
    """A120个、B80个、C89个，分别占41.5%、27.7%、30.8%: as many rates as parts, of one whole."""
    for found in re.finditer(r"分别占[^，。；0-9]{0,16}", text):
        rates: list[Mention] = []
        for mention in mentions:
            follows = mention.start - rates[-1].stop <= 2 if rates else mention.start <= found.end()
            if mention.unit == "%" and follows and mention.start >= found.end() - 1:
                rates.append(mention)
        before = [m for m in mentions if m.stop <= found.start() and is_countable(m)]
        size = len(rates)
        if size < 2 or len(before) < size:
            continue
        parts = before[-size:]
        wholes = [
            m for m in before[:-size][-4:] if alike(m, parts[0]) and m.base >= max(p.base for p in parts)
        ]
        if (
            any(family(part) != family(parts[0]) for part in parts)
            or parts[0].paragraph != rates[0].paragraph
        ):
            continue
        added = sum((part.base for part in parts), Fraction(0))
        whole = next((m for m in reversed(wholes) if m.base == added), wholes[-1] if wholes else None)
        if whole is not None and whole.base:
            yield [(rate, part, whole) for rate, part in zip(rates, parts, strict=True)]


def ratio(rate: Mention, pair: Sequence[Mention], share: Fraction) -> Relation:
    """What is stated, against the share of the pair: part and whole, or now and then."""
    computed = half_up(share * SIZES.get(rate.unit, 1), rate.places if rate.unit in ("%", "‰", "倍") else 4)
    facts = {"computed": _shown(computed, rate), "stated": _shown(rate.number, rate)}
    return Relation("ratio", rate.number, computed, matches(rate, share), (rate, *pair), MESSAGE, facts)


def _shown(number: Fraction, rate: Mention) -> str:
    return f"{float(number):.{rate.places if rate.unit else 2}f}{rate.unit}"
