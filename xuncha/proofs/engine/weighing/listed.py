"""The marks of a list and of its sum: how it opens, what parts its members, whether it could go on."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from xuncha.proofs.engine.weighing.facts import Fact, length, like, stop_of
from xuncha.proofs.engine.weighing.guess import Guess

OPENERS = (
    ("among", re.compile(r"其中")),
    ("bracket", re.compile(r"[（(]")),
    ("namely", re.compile(r"分别|包括|包含|涵盖|即|具体|由|分为|依次|按|从")),
    ("colon", re.compile(r"：")),
    ("inside", re.compile(r"[中里]，")),
    ("stop", re.compile(r"[。\n]")),
    ("comma", re.compile(r"[，；]")),
)

PARTIAL = re.compile("主要|重点|突出|同时|此外|另|典型|仅|不乏|等(?![0-9一二三四五六七八九十两待级])")

STRENGTH = ("none", "list", "comma", "bracket", "colon", "semi", "full", "line")

OVERLAP = re.compile("女|党员|少数民族|本科|研究生|学历|岁|硕士|博士|专业|立案|追缴|移送|留置")


def marks_of_list(text: str, facts: Sequence[Fact], guess: Guess, cue: str) -> Iterator[str]:
    form, stated, parts = guess.form, guess.stated, guess.operands
    first, last = parts[0], parts[-1]
    yield f"{form} size {min(len(parts), 5)}"
    yield f"{form} {cue} size {min(len(parts), 3)}"
    gaps = [text[a.mention.stop : b.mention.begin] for a, b in pairwise(parts)]
    stops = {stop_of(gap) for gap in gaps}
    yield f"{form} stops {'one' if len(stops) == 1 else 'two' if len(stops) == 2 else 'more'}"
    if len(stops) == 1:
        yield f"{form} stop {next(iter(stops))}"
    yield f"{form} gap {length(max(map(len, gaps)))}"
    if "total line" in stated.kinds:
        yield f"{form} total line"
    units = {part.mention.unit for part in parts}
    yield f"{form} units {'all' if units == {stated.mention.unit} else 'one' if len(units) == 1 else 'mixed'}"
    head, tail = (stated, first) if form in ("list", "heads", "below") else (last, stated)
    opening = text[head.mention.stop : tail.mention.begin]
    yield f"{form} opening {length(len(opening))}"
    if form in ("list", "heads", "below"):
        yield f"{form} opens {next((name for name, words in OPENERS if words.search(opening)), 'bare')}"
        yield f"{form} opens sentences {min(first.sentence - stated.sentence, 2)}"
    else:
        yield f"{form} clauses {min(stated.clause - last.clause, 3)}"
        yield f"{form} sentences {min(stated.sentence - last.sentence, 2)}"
    opener = next((name for name, words in OPENERS if words.search(opening)), "bare")
    edge = _edge(text, facts, guess)
    uniform = len(stops) == 1
    yield f"{form} {opener} edge {edge[0]} {uniform}"
    yield f"{form} {cue} edge {edge[0]} {uniform}"
    yield f"{form} {cue} clauses {min(abs(stated.clause - (first if form in ('list', 'heads', 'below') else last).clause), 3)}"
    yield f"{form} last rest {'rest' in last.kinds or 'other' in last.lead} {edge[0]}"
    yield f"{form} spread {min(last.sentence - first.sentence, 3)}"
    skipped = last.number - first.number + 1 - len(parts)
    yield f"{form} skipped {min(skipped, 3)}"
    yield from _inside(facts, guess, [stop_of(gap) for gap in gaps])
    yield from _edges(guess, stops, *edge)
    if form in ("list", "heads", "below"):
        standing = _standing(facts, stated)
        yield f"{form} follows {standing}"
        yield f"{form} {opener} follows {standing}"
    if len(parts) > 2 and any(2 * part.value == sum(p.value for p in parts) for part in parts):
        yield f"{form} nested"
    if any(p.value >= stated.value for p in parts):
        yield f"{form} greater"
    for kind in ("rest", "each", "mean", "change", "against", "total", "partly", "done", "other"):
        which = [kind in part.kinds for part in parts]
        if any(which):
            yield f"{form} parts {kind}"
        if which[-1]:
            yield f"{form} last {kind}"
        if which[0]:
            yield f"{form} first {kind}"
    words = text[min(stated.mention.stop, first.mention.begin - 8) : last.mention.stop]
    if PARTIAL.search(words):
        yield f"{form} partial"
    if OVERLAP.search(words):
        yield f"{form} overlap"
    named = sum(1 for p in parts if len(p.name) > 1 and (p.name in stated.lead or p.name[-2:] in stated.lead))
    yield f"{form} named {'all' if named == len(parts) else 'some' if named else 'none'}"
    if stated.lead.count("、") + len(re.findall("[和与及]", stated.lead)) == len(parts) - 1:
        yield f"{form} names as many"
    sentence = re.compile("[。！？\n；]").split(text[last.mention.stop : last.mention.stop + 40])[0]
    if re.search("其余|其他|等(?![0-9次级])|还有", sentence):
        yield f"{form} goes on"
    yield f"{form} own clause {min(sum(1 for p in parts if p.clause == stated.clause), 2)}"
    if len({part.lead[:2] for part in parts}) < len(parts) / 2 + 1 and len(parts[0].lead) > 1:
        yield f"{form} parallel"
    if len({part.name or part.lead for part in parts}) == 1:
        yield f"{form} one name"
    noun = stated.mention.counts[:2]
    called = sum(1 for part in parts if noun and part.lead.endswith(noun))
    if called:
        yield f"{form} {'all' if called == len(parts) else 'some'} called so"  # 14个问题: 问题3个，子项7个
    shared = [bool(p.pairs & stated.pairs) for p in parts]
    yield f"{form} shared {'all' if all(shared) else 'some' if any(shared) else 'none'}"


def _inside(facts: Sequence[Fact], guess: Guess, stops: Sequence[str]) -> Iterator[str]:
    """Whether it leaps over a figure of its kind, and whether its far end lies behind a stop stronger than all others."""
    form, parts = guess.form, guess.operands
    within = facts[parts[0].number + 1 : parts[-1].number]
    leapt = [
        f
        for f in within
        if f not in parts
        and f.countable
        and like(f, guess.stated)
        and f.mention.depth == parts[0].mention.depth
    ]
    yield f"{form} leaps {min(len(leapt), 2)}"
    ranks = [STRENGTH.index(stop) for stop in stops]
    if len(ranks) > 1 and form in ("list", "run"):
        far = ranks.pop(-1 if form == "list" else 0)
        yield f"{form} far end {'stronger' if far > max(ranks) else 'weaker' if far < min(ranks) else 'alike'} {min(len(leapt), 1)}"


def _standing(facts: Sequence[Fact], stated: Fact) -> str:
    """How near a like figure of its sentence stands before it: it may itself be one of a list that goes on."""
    for fact in facts[max(0, stated.number - 4) : stated.number][::-1]:
        if fact.sentence == stated.sentence and fact.countable and like(fact, stated):
            return str(min(stated.clause - fact.clause, 3))
    return "none"


def _edge(text: str, facts: Sequence[Fact], guess: Guess) -> tuple[str, str, Fact | None]:
    """Whether the list could go on: is there another figure of its kind where it ends behind, or begins before?"""
    stated, parts = guess.stated, guess.operands
    behind = guess.form in ("list", "heads", "below")
    edge = parts[-1] if behind else parts[0]
    reach = (
        facts[edge.number + 1 : edge.number + 4]
        if behind
        else facts[max(0, edge.number - 3) : edge.number][::-1]
    )
    beyond = next(
        (
            f
            for f in reach
            if f.countable and like(f, stated) and f.mention.depth == edge.mention.depth and f is not stated
        ),
        None,
    )
    if beyond is None:
        return "open", "", None
    first, second = (edge, beyond) if behind else (beyond, edge)
    gap = text[first.mention.stop : second.mention.begin]
    return stop_of(gap), gap, beyond


def _edges(guess: Guess, stops: set[str], stop: str, gap: str, beyond: Fact | None) -> Iterator[str]:
    form = guess.form
    edge = guess.operands[-1 if form in ("list", "heads", "below") else 0]
    yield f"{form} edge {stop}"
    if beyond is None:
        return
    yield f"{form} edge {'same' if stop in stops else 'other'}"
    yield f"{form} edge gap {length(len(gap))}"
    if beyond.mention.unit != edge.mention.unit:
        yield f"{form} edge unit"
    elif stop in stops:
        ends = {part.lead[-2:] for part in guess.operands}
        yield f"{form} edge twin {len(ends) == 1 and len(edge.lead) > 1 and beyond.lead[-2:] in ends}"
    if OPENERS[0][1].search(gap) or "：" in gap:
        yield f"{form} edge among"
