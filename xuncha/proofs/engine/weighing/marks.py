"""What speaks for a guess and against it, in words of a fixed vocabulary; what each is worth stands in data/weights.toml.

No mark asks whether the guess comes out right: that is asked afterwards, so that a slip does not hide what was meant.
"""

import re
from collections.abc import Iterator, Sequence

from xuncha.proofs.engine.weighing.facts import Fact, is_spoken_of_again, like, said_of
from xuncha.proofs.engine.weighing.groups import opener_of
from xuncha.proofs.engine.weighing.guess import Guess
from xuncha.proofs.engine.weighing.known import Known
from xuncha.proofs.engine.weighing.listed import marks_of_list
from xuncha.proofs.engine.weighing.paired import ROLES, marks_of_pair, per_of, rank
from xuncha.proofs.engine.weighing.words import words_of

CUES = (
    "sum",
    "total",
    "left",
    "rest",
    "change",
    "against",
    "share",
    "rate",
    "mean",
    "shares",
    "thans",
    "each",
    "to",
)


def marks_of(text: str, facts: Sequence[Fact], guess: Guess, known: Known) -> Iterator[str]:
    form = guess.form
    yield form
    stated = guess.stated
    if form != "same":
        yield f"{form} items {min(max(abs(fact.item - stated.item) for fact in guess.operands), 2)}"
    cues = [cue for cue in CUES if cue in stated.kinds]
    yield from (f"{form} {cue}" for cue in cues or ("bare",))
    cue = next((cue for cue in CUES if cue in stated.kinds), "bare")
    if stated.number in known.members:
        yield f"{form} is member"
    if stated.number in known.totals:
        yield f"{form} is total"
    if form in ("list", "run", "column", "heads", "rows", "below", "table"):
        yield from marks_of_list(text, facts, guess, cue)
    elif form in ("same", "yearly"):
        yield from _of_one(text, facts, guess)
    elif form in ("split", "segments"):
        yield from _of_split(facts, guess)
    elif form.startswith("row"):
        yield from _of_rows(guess)
    elif form in ("rest", "shares", "of sum", "mean of two", "spread", "range", "named", "named share"):
        yield from _of_several(text, facts, guess)
        yield from _of_known(guess, known)
    else:
        yield from marks_of_pair(text, facts, guess, cue)
        yield from _of_known(guess, known)
        if form in ("share", "gain"):
            yield from _of_change(guess, known)
    yield from words_of(text, guess)


UP, DOWN = re.compile("[增升涨多]|(?<!最)长"), re.compile("[减降少缩压]")


def _of_change(guess: Guess, known: Known) -> Iterator[str]:
    """增加36个，增长15%: whether it is a share of what there was before, which the change has shown."""
    for at, fact in enumerate(guess.operands):
        if fact.number in known.changes:
            small, great = sorted(known.changes[fact.number], key=lambda f: f.value)
            up, down = (bool(way.search(fact.lead + guess.stated.lead)) for way in (UP, DOWN))
            if up == down:
                return
            before = small if up else great
            other = guess.operands[1 - at].value
            base = other if guess.form == "share" else other - fact.value if at == 0 else other + fact.value
            fits = abs(base - before.value) <= before.step / 2
            yield f"{guess.form} base {'fits' if fits else 'misfits'}"


def _of_known(guess: Guess, known: Known) -> Iterator[str]:
    form = guess.form
    numbers = [fact.number for fact in guess.operands]
    if frozenset(numbers) in known.pairs:
        yield f"{form} pair again"
    if numbers[-1] in known.wholes:
        yield f"{form} whole again"
    if numbers[-1] in known.totals:
        yield f"{form} of total"
        if set(numbers[:-1]) <= known.totals[numbers[-1]]:
            yield f"{form} member of total"
    if not set(numbers) - known.operands - known.totals.keys():
        yield f"{form} all known"
    if numbers[0] in known.members:
        yield f"{form} a member"
    if numbers[0] in known.totals and numbers[-1] not in known.totals:
        yield f"{form} a total"


def _of_one(text: str, facts: Sequence[Fact], guess: Guess) -> Iterator[str]:
    """A figure taken up again."""
    form, stated, (other,) = guess.form, guess.stated, guess.operands
    shared = stated.pairs & other.pairs
    yield f"{form} shared {min(len(shared), 4)}"
    yield f"{form} counts {stated.mention.counts[:2] == other.mention.counts[:2]}"
    yield f"{form} paragraphs {min(stated.paragraph - other.paragraph, 2)}"
    yield f"{form} sentences {min(stated.sentence - other.sentence, 4)}"
    yield f"{form} digits {min(len(stated.digits), 4)}"
    if re.match("[一-龥]{0,8}[中里]", text[stated.mention.stop : stated.mention.stop + 9]):
        yield f"{form} among"
    if is_spoken_of_again(stated):
        last = not any(f.group == other.group for f in facts[other.number + 1 : stated.number])
        yield f"{form} spoken of again {'last' if last else 'before'} {other.clause == stated.clause}"
    if re.search("这|该|上述|以上|前述|综上|对|的$", stated.lead):
        yield f"{form} again"
    if len(stated.lead) < 2:
        yield f"{form} opens"
    yield from (f"{form} other is {kind}" for kind in ROLES if kind in other.kinds)


def _halves(label: str) -> tuple[str, str]:
    """被巡察党组织 is called 党组织 as well, 发现问题数 发现问题."""
    return (label, label) if len(label) < 4 else (label[:3], label[-3:])


def _of_rows(guess: Guess) -> Iterator[str]:
    """By names: where the row stands, and whether the words that lead to the figure are those of its operands."""
    form, stated, (one, other) = guess.form, guess.stated, guess.operands
    said = stated.pairs | said_of(stated)
    for role, fact in (("a", one), ("b", other)):
        yield f"{form} {role} shared {min(len(said_of(fact) & said), 2)}"
        yield from (f"{form} {role} is {kind}" for kind in ("whole", "done", "total") if kind in fact.kinds)
        if fact.cell and fact.cell.label:
            called = any(f in stated.words or f in stated.mention.counts for f in _halves(fact.cell.label))
            yield f"{form} {role} called {called} {fact.cell.in_total}"
    yield f"{form} {'lines' if one.frame and one.frame[1] else 'list'}"
    yield f"{form} paragraph {min(stated.paragraph - one.paragraph, 2)}"
    yield f"{form} {'one line' if one.paragraph == other.paragraph else 'lines apart'}"
    yield f"{form} order {one.number < other.number}"
    yield f"{form} compared {bool(stated.kinds & {'than', 'thans', 'against', 'change'})}"
    if form == "row mean":
        yield f"{form} per {per_of(stated, other)}"
        yield f"{form} said {'mean' in stated.kinds}"


def _of_split(facts: Sequence[Fact], guess: Guess) -> Iterator[str]:
    """A whole and a sentence that tells it apart: whether its opening speaks of the whole, and what stands between."""
    form, stated, parts = guess.form, guess.stated, guess.operands
    first, last = parts[0], parts[-1]
    opener = opener_of(first)
    yield f"{form} opener {opener}"
    opening = first.opening
    shared = {pair for pair in said_of(stated) if pair in opening}
    yield f"{form} opener {opener} speaks of it {min(len(shared), 2)}"
    counted = stated.mention.counts[:2]
    yield f"{form} counts {'same' if counted and all(p.mention.counts[:2] == counted for p in parts) else 'other'}"
    yield f"{form} units {'one' if {p.mention.unit for p in parts} == {stated.mention.unit} else 'mixed'}"
    between = sum(1 for f in facts[stated.number + 1 : first.number] if f.countable and like(f, stated) == 2)
    yield f"{form} between {min(between, 4)}"
    yield f"{form} paragraphs {max(-2, min(first.paragraph - stated.paragraph, 3))}"
    yield f"{form} sentences {max(-2, min(first.sentence - stated.sentence, 4))}"
    yield f"{form} size {min(len(parts), 5)}"
    skipped = last.number - first.number + 1 - len(parts)
    yield f"{form} skipped {min(skipped, 3)}"
    if any(p.value >= stated.value for p in parts):
        yield f"{form} greater"
    for kind in ("rest", "total", "change", "mean", "each", "done"):
        if any(kind in p.kinds for p in parts):
            yield f"{form} parts {kind}"


def _of_several(text: str, facts: Sequence[Fact], guess: Guess) -> Iterator[str]:
    form, stated = guess.form, guess.stated
    ordered = sorted(guess.operands, key=lambda fact: fact.number)
    first, last = ordered[0], ordered[-1]
    yield f"{form} size {min(len(ordered), 5)}"
    yield f"{form} last clause {min(max(stated.clause - last.clause, -1), 3)}"
    yield f"{form} first sentence {min(stated.sentence - first.sentence, 3)}"
    skipped = sum(1 for f in facts[first.number : last.number + 1] if like(f, first)) - len(ordered)
    yield f"{form} skipped {min(skipped, 3)}"
    yield f"{form} rank {rank(facts, last, stated, last)}"
    yield f"{form} units {'one' if len({f.mention.unit for f in ordered}) == 1 else 'mixed'}"
    before = next((f for f in facts[max(0, first.number - 3) : first.number][::-1] if like(f, first)), None)
    yield f"{form} beyond {'none' if before is None else min(first.sentence - before.sentence, 1)}"
    for role, fact in (("a", guess.operands[0]), ("b", guess.operands[-1])):
        if fact.pairs & stated.pairs:
            yield f"{form} {role} shared"
        yield from (f"{form} {role} is {kind}" for kind in ROLES if kind in fact.kinds)
    if form in ("spread", "range"):
        values = len({fact.mention.unit for fact in ordered})
        yield f"{form} {'clause' if stated.clause - last.clause < 2 else 'far'} {min(values, 2)}"
    if re.search("[前后上]?[两二三四][者项类种个档]|和|与|以上|合", stated.lead):
        yield f"{form} several"
