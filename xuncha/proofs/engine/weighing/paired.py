"""The marks of two figures that a third may be computed from: how near they stand, what is said of each."""

import re
from collections.abc import Iterator, Sequence

from xuncha.proofs.engine.arithmetic.averages import PER, of_another
from xuncha.proofs.engine.weighing.facts import STOPS, Fact, length, like
from xuncha.proofs.engine.weighing.guess import Guess

PER_EACH = re.compile(r"每(?:一)?([一-龥]{1,6})|([人户组村县校家站班镇月轮天])均")

PREDICATE = re.compile(r"[占比较达为率度增减升降提至到是每均共合]|平均")

ADVERBS = re.compile(r"[其中分别仅已约就还又则也均只并了的]")

ROLES = (
    "whole",
    "done",
    "other",
    "than",
    "to",
    "change",
    "rest",
    "mean",
    "each",
    "partly",
    "total",
    "against",
)


def marks_of_pair(text: str, facts: Sequence[Fact], guess: Guess, cue: str) -> Iterator[str]:
    form, stated = guess.form, guess.stated
    one, other = guess.operands
    first, last = (one, other) if one.number < other.number else (other, one)
    ranks = [rank(facts, fact, stated, one) for fact in (one, other)]
    clauses = min(max(stated.clause - last.clause, -1), 3)
    yield f"{form} {cue} ranks {min(ranks[0], 3)} {min(ranks[1], 3)}"
    yield f"{form} {cue} clause {clauses}"
    yield f"{form} {cue} sentences {min(stated.sentence - last.sentence, 2)} {min(stated.sentence - first.sentence, 2)}"
    yield f"{form} ranks {min(ranks[0], 3)} {min(ranks[1], 3)} clause {clauses} {'within' if first.sentence == stated.sentence else 'beyond'}"
    yield f"{form} roles {'other' in one.kinds} {'other' in other.kinds} {'thans' in one.kinds} {'thans' in other.kinds} {cue}"
    yield f"{form} whole {'whole' in other.kinds} {'done' in one.kinds} {cue}"
    subject = subject_of(stated, one)
    yield f"{form} subject {subject}"
    yield f"{form} {cue} subject {subject}"
    if form == "mean" and of_another(stated.mention, one.mention):
        yield "mean of another"
    for role, fact, place in (("a", one, ranks[0]), ("b", other, ranks[1])):
        yield f"{form} {role} rank {place}"
        yield f"{form} {role} sentence {min(abs(stated.sentence - fact.sentence), 3)}"
        yield from (f"{form} {role} is {kind}" for kind in ROLES if kind in fact.kinds)
        if shared := len(fact.pairs & stated.pairs):
            yield f"{form} {role} shared {min(shared, 3)}"
        if fact.lead[:2] == stated.lead[:2] and len(stated.lead) > 1:
            yield f"{form} {role} parallel"
        if len(fact.name) > 1 and (fact.name in stated.lead or fact.name[-2:] in stated.lead):
            yield f"{form} {role} named"
    yield f"{form} last clause {min(max(stated.clause - last.clause, -1), 3)}"
    if last.number < stated.number:
        yield f"{form} last gap {length(stated.mention.begin - last.mention.stop)}"
    if one.place[1] == stated.place[1] > 1:
        yield f"{form} place {'same' if one.place[0] == stated.place[0] else 'other'}"
    yield f"{form} first clause {min(max(last.clause - first.clause, -1), 4)}"
    yield f"{form} order {'ab' if one is first else 'ba'}"
    if last.number > stated.number:
        yield f"{form} behind"
    if first.number > stated.number:
        yield f"{form} both behind"
    between = sum(1 for f in facts[first.number + 1 : last.number] if like(f, one) and f.countable)
    yield f"{form} between {min(between, 3)}"
    if form != "mean":
        yield f"{form} units {'same' if one.mention.unit == other.mention.unit else 'like'}"
        if one.pairs & other.pairs:
            yield f"{form} pair shared"
    else:
        yield f"mean per {per_of(stated, other)}"
        yield f"mean units {'same' if one.group == stated.group else 'like'}"
    if first.paragraph != stated.paragraph:
        yield f"{form} paragraph"
    if one.mention.depth != other.mention.depth:
        yield f"{form} depth"
    if (one.mention.counts[:2] == other.mention.counts[:2]) and one.mention.counts:
        yield f"{form} same counts"
    if text[last.mention.stop : stated.mention.begin] in ("的", "的约", "的近"):
        yield f"{form} of"


def subject_of(stated: Fact, of: Fact) -> str:
    """项目支出占34% is of something that its clause names: whether that figure speaks of it."""
    words = ADVERBS.sub("", PREDICATE.split(stated.lead)[0])
    if len(words) < 2:
        return "none"
    said = of.lead + STOPS.split(of.mention.after)[0]
    if len(of.lead) == 1 and of.lead in words:
        return "own"  # 女14名，女性占34.1%
    return "own" if any(words[at : at + 2] in said for at in range(len(words) - 1)) else "foreign"


def per_of(stated: Fact, number: Fact) -> str:
    """How the number fits the words of the mean: 每家 by its unit, 每个支部 and 组均 by what it counts."""
    found = PER_EACH.search(stated.lead)
    if not found:
        return "unsaid"
    per = found.group(1) or found.group(2)
    counted, unit = number.mention.counts, number.group.lstrip("个")
    if unit and (unit == per[:1] or unit in PER.get(per[:1], "") or per.startswith(unit)):
        return "unit"
    noun = per[1:] if per[0] in "个名家份张条所次位项" and len(per) > 1 else per
    if (
        noun[:2] in counted
        or (len(noun) > 3 and noun[-2:] in counted)
        or (len(noun) == 1 and noun in (counted[:1], counted[-1:]))
    ):
        return "noun"
    return "lead" if noun[:2] in number.lead else "other"


def rank(facts: Sequence[Fact], fact: Fact, stated: Fact, like_to: Fact) -> int:
    """How many figures of its kind stand between."""
    if fact.number > stated.number:
        return -1
    return min(sum(1 for f in facts[fact.number + 1 : stated.number] if like(f, fact) and f.countable), 4)
