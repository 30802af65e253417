"""One thing given twice: 移交问题线索52件 on one page and 移交问题线索53件 on another."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from xuncha.proofs.engine.arithmetic.likeness import family, is_countable, is_one_digit_off, shown
from xuncha.proofs.engine.arithmetic.siblings import are_siblings, frames_of
from xuncha.proofs.engine.arithmetic.sums import is_taken_up
from xuncha.proofs.engine.mention import Kind, Mention, Relation, magnitude, plain_unit
from xuncha.proofs.engine.tolerance import bounds, half_up, is_loose

MESSAGE = "同一事项前后不一致：一处为%(stated)s，另一处为%(computed)s。"
SMALLEST = 10  # below it numbers come again by chance
THAT_IS = re.compile("[，（(] ?(?:即|也就是|折合|合) ?")
OPENS = re.compile("(?:[。；，]|^)(?:全年|上述|这|在|对|以上|次年再看，)$")
SHORTEST = 4  # characters that must name the thing
NOUN = re.compile("[一-龥]{2}")
HAN = re.compile("[^一-龥A-Za-z]")
# A part, a change or a single place is not the thing itself.
PARTIAL = re.compile(
    "其中|增加|减少|增长|下降|提高|上升|新增|平均|每|各|分别|同比|较上|比上|上年|去年|同期|计划|力争|目标|预计|拟|左右为|至少|以上"
)
YEARS = re.compile("今年|全年|本年度?|上半年|下半年|年内|去年|上年")


def sames(text: str, mentions: Sequence[Mention]) -> Iterator[Relation]:
    """Mentions of one thing under one scope. Different values are told only where the words are the very same."""
    first: dict[tuple[str, ...], Mention] = {}
    seen: list[Mention] = []
    frames = frames_of(text, mentions)
    for mention in mentions:
        if (again := _again(text, mention, seen)) is not None:
            yield _relation(again, mention)
        elif seen and _is_in_other_words(text, seen[-1], mention):
            yield _converted(seen[-1], mention)
        elif (meant := _taken_up(text, mention, seen)) is not None:
            yield replace(_relation(meant, mention), sure=True)
        seen.append(mention)
        key = _key(text, mention)
        if key is None:
            continue
        earlier = first.setdefault(key, mention)
        if earlier is mention or earlier.clause == mention.clause:
            continue
        if earlier.paragraph == mention.paragraph and not _is_restated(text, mention):
            continue  # within one paragraph like words count different places
        if are_siblings(frames.get(earlier.paragraph), frames.get(mention.paragraph)):
            continue
        relation = _relation(earlier, mention)
        # Farther apart than a slip of one digit they are, as likely, two places of which the words say nothing.
        if relation.holds or is_one_digit_off(mention, earlier.base):
            yield relation


def _again(text: str, mention: Mention, seen: Sequence[Mention]) -> Mention | None:
    """The figure that is taken up again: 12家单位中, 四项合计2752份, 37个排污口封堵34个. Only the same number is the same."""
    if not is_countable(mention) or mention.base < SMALLEST or is_loose(mention):
        return None
    among = re.match("[一-龥]{0,8}[中里](?![学共央心])", text[mention.stop : mention.stop + 10])
    opens = text[mention.begin - 1 : mention.begin] in ("。", "，", "；", "\n") or OPENS.search(
        mention.before
    )
    told = re.search("(?:合计|共计|总计)[^，。；0-9]{0,8}$", mention.before)
    for earlier in reversed(seen):
        if earlier.paragraph != mention.paragraph or mention.sentence - earlier.sentence > 4:
            break
        if (earlier.number, earlier.unit) != (
            mention.number,
            mention.unit,
        ) or earlier.clause == mention.clause:
            continue
        noun = earlier.counts[:2] and earlier.counts[:2] == mention.counts[:2]
        if told or (opens and (among or noun)):
            return earlier
    return None


def _is_in_other_words(text: str, earlier: Mention, mention: Mention) -> bool:
    """1.2亿元（即12000万元）: one amount in two units."""
    between = text[earlier.stop : mention.begin]
    currency = plain_unit(earlier.unit) == plain_unit(mention.unit)  # 10美元（合71元）is another
    money = earlier.kind == mention.kind == Kind.MONEY and currency and earlier.unit != mention.unit
    return money and bool(THAT_IS.fullmatch(between)) and not (is_loose(earlier) or is_loose(mention))


def _converted(earlier: Mention, later: Mention) -> Relation:
    coarse, fine = (earlier, later) if magnitude(earlier.unit) > magnitude(later.unit) else (later, earlier)
    holds = half_up(fine.base / magnitude(coarse.unit), coarse.places) == coarse.number
    facts = {"stated": shown(earlier.base, earlier), "computed": shown(later.base, later)}
    return Relation("same", later.number, earlier.number, holds, (later, earlier), MESSAGE, facts, sure=True)


def _taken_up(text: str, mention: Mention, seen: Sequence[Mention]) -> Mention | None:
    """上述55个问题 where 52个问题 were told: the last figure of that unit and that noun, if one digit parts the two."""
    noun = NOUN.match(text, mention.stop)
    if not noun or not is_taken_up(mention.before) or not is_countable(mention) or mention.base < SMALLEST:
        return None
    if is_loose(mention):
        return None
    like = [
        m
        for m in seen
        if m.unit == mention.unit
        and mention.paragraph - m.paragraph <= 1
        and not is_loose(m)
        and (text.startswith(noun.group(), m.stop) or noun.group() in m.before[-6:])
    ]
    slip = like and is_one_digit_off(mention, like[-1].base)
    return like[-1] if slip and len({m.base for m in like}) == 1 else None


def _key(text: str, mention: Mention) -> tuple[str, ...] | None:
    """What the mention is about; None where the words do not say enough."""
    if not is_countable(mention) and mention.unit != "%":
        return None
    if mention.depth or mention.kind == Kind.FRACTION:
        return None
    words = HAN.sub("", YEARS.sub("", mention.subject))
    behind = HAN.sub("", mention.counts) if mention.counts not in mention.subject else ""
    if len(words) + len(behind) < SHORTEST or len(words) < 2 or PARTIAL.search(mention.before[-10:]):
        return None
    scope = tuple(mention.scope.get(name, "") for name in ("year", "round", "organisation"))
    year = "" if YEARS.fullmatch(scope[0]) else scope[0]
    return (words, behind, family(mention), year, *scope[1:])


def _is_restated(text: str, mention: Mention) -> bool:
    return bool(re.search("综上|上述|前述|以上|总之", text[max(0, mention.begin - 30) : mention.begin]))


def _relation(earlier: Mention, later: Mention) -> Relation:
    one, other = bounds(earlier), bounds(later)
    holds = one.meets(_low(later), _high(later)) and other.meets(_low(earlier), _high(earlier))
    facts = {"stated": shown(earlier.base, earlier), "computed": shown(later.base, later)}
    return Relation("same", earlier.number, later.number, holds, (earlier, later), MESSAGE, facts)


def _low(mention: Mention) -> Fraction:
    return bounds(mention).low or Fraction(0)


def _high(mention: Mention) -> Fraction:
    high = bounds(mention).high
    return high if high is not None else mention.base * 1000
