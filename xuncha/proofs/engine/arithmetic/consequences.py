"""What follows from a relation just found: 户数增加168户，增长15.5% · 累计75家，占84家的89.3%，还剩9家 · 乡科级占35.2%.

The first relation has named its operands; the figure right behind it, with a cue, has the same ones. A sum has named
its members as well: what is later said of 乡科级, or of “一般”和“差”, is said of them.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from xuncha.proofs.engine.arithmetic.differences import LEFT, MESSAGE, difference
from xuncha.proofs.engine.arithmetic.likeness import alike, is_one_digit_off
from xuncha.proofs.engine.arithmetic.ratios import matches, ratio
from xuncha.proofs.engine.arithmetic.sums import sum_of
from xuncha.proofs.engine.mention import Mention, Relation
from xuncha.proofs.engine.tolerance import is_loose

LESS = re.compile("减|少|降|低|缩|短|亏|节|压|跌|缺")
MORE = re.compile("增|升|涨|扩|提")
RATE = re.compile(
    r"(?:增长|下降|增幅|降幅|上升|降低|减少|增加|提高|压减|[高低多少超]|扩大|缩小|缩短|上涨|节约率|短少率|短缺率|缺口率|缺编率|节支率)(?:了|出|达|为|幅度)*$"
)
CHANGED = re.compile(r"(?:[增减升降涨跌扩缩压省节超多少高低][一-龥]{0,5}|比[^，。；0-9]{0,8}[多少高低])$")
NAMED = re.compile(
    r"(?:^|[，。；：\n（])([^，。；：\n0-9]{1,24}?)(?:合计|一共|共计|共|总共|合起来)?(?:占比?(?:为|达)?|合计|共计|共|计)$"
)
MARKS = str.maketrans("", "", "“”‘’「」 的")
LEFT_OF = re.compile("(?:还剩|剩余|剩下|仅剩|还有|尚有|余下|尚余|尚差|还差|还缺)[^，。；0-9]{0,4}$")


def consequences(text: str, mentions: Sequence[Mention], found: Sequence[Relation]) -> Iterator[Relation]:
    """Rates of change behind a change that holds, remainders behind a share that holds."""
    places = {mention.start: number for number, mention in enumerate(mentions)}
    for relation in found:
        if relation.type == "sum" and relation.holds:
            yield from _of_members(text, mentions, relation)
        if not relation.holds or relation.type not in ("difference", "ratio") or len(relation.mentions) != 3:
            continue
        place = places[relation.mentions[0].start]
        for mention in mentions[place + 1 :][:1]:
            if mention.sentence == relation.mentions[0].sentence and not is_loose(mention):
                yield from _following(relation, mention)
        if relation.type == "ratio" and place:
            yield from _before_rate(relation, mentions[place - 1])


def _following(relation: Relation, mention: Mention) -> Iterator[Relation]:
    stated, one, other = relation.mentions
    if (
        relation.type == "difference"
        and mention.unit == "%"
        and RATE.search(mention.before)
        and one.unit != "%"
    ):
        then = _before_it(stated, one, other)
        if then.base:
            found = ratio(mention, (stated, then), stated.base / then.base)
            slip = is_one_digit_off(mention, found.computed / 100) and mention.number >= 1
            yield replace(
                found,
                sure=slip and bool(LESS.search(mention.before[-4:]) or MORE.search(mention.before[-4:])),
            )
    remains = LEFT_OF.search(mention.before) and alike(mention, one) and mention.clause - stated.clause <= 1
    if relation.type == "ratio" and remains and one.unit and one.base < other.base:
        yield difference(mention, other, one, LEFT)


def _before_it(change: Mention, one: Mention, other: Mention) -> Mention:
    """What grew was the smaller figure before, what shrank the greater."""
    first = max if LESS.search(change.said) else min
    return first(one, other, key=lambda m: m.base)


def _before_rate(relation: Relation, mention: Mention) -> Iterator[Relation]:
    """结算736万元，超概算96万元，超出15%: what lies between the two figures of a change whose rate comes out right."""
    rate, one, other = relation.mentions
    if mention in (one, other) or is_loose(mention) or is_loose(rate) or rate.clause - mention.clause > 1:
        return
    if not RATE.search(rate.before) or not CHANGED.search(mention.before) or not alike(mention, one):
        return
    then = _before_it(rate, one, other)
    changed = abs(one.base - other.base)
    if then.base and changed and matches(rate, changed / then.base):
        yield replace(
            difference(mention, one, other, MESSAGE), sure=mention.places + len(str(int(mention.number))) > 1
        )


def _of_members(text: str, mentions: Sequence[Mention], relation: Relation) -> Iterator[Relation]:
    """Shares of a sum's members and sums of some of them, told behind it by their names."""
    total, *parts = relation.mentions
    last = max(mention.start for mention in relation.mentions)
    for mention in mentions:
        if (
            mention.start <= last
            or mention.paragraph != total.paragraph
            or mention.sentence - total.sentence > 4
        ):
            continue
        named = NAMED.search(text[max(0, mention.begin - 28) : mention.begin])
        if not named or is_loose(mention):
            continue
        members = _members(text, named.group(1), parts)
        added = sum((member.base for member in members), Fraction(0))
        if mention.unit == "%" and members and total.base:
            yield ratio(mention, (*members[:1], total), added / total.base)
        elif len(members) > 1 and len(members) < len(parts) and alike(mention, total):
            yield sum_of(mention, members, holds=added == mention.base)


def _members(text: str, said: str, parts: Sequence[Mention]) -> list[Mention]:
    """The parts that are called by these names; none where a name is not one of them."""
    names = [name.translate(MARKS) for name in re.split("[和与及、]|以及", said)]
    found = []
    for name in names:
        like = [
            p for p in parts if name and text[max(0, p.begin - 20) : p.begin].translate(MARKS).endswith(name)
        ]
        if len(like) != 1:
            return []
        found += like
    return found
