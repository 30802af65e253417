"""What a figure most likely states: the evidence for each guess, and then whether it comes out right or a digit slipped.

Each guess has a probability by its marks alone, and so has that the figure states nothing. Then the number is looked at.
A guess that is meant comes out right but for a slip now and then; a figure that states nothing is what it is by chance.
"""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from xuncha.proofs.engine.arithmetic.averages import of_another
from xuncha.proofs.engine.lexicon import load
from xuncha.proofs.engine.mention import Kind, Mention
from xuncha.proofs.engine.tolerance import bounds
from xuncha.proofs.engine.weighing.facts import Fact, facts_of
from xuncha.proofs.engine.weighing.guess import Guess
from xuncha.proofs.engine.weighing.guesses import guesses_of
from xuncha.proofs.engine.weighing.known import Known
from xuncha.proofs.engine.weighing.marks import marks_of
from xuncha.proofs.engine.weighing.paired import subject_of

SLIP = 0.8
OTHERWISE = 0.2  # of these, how many are of another sort
SURE = 0.5
SMALL = 0.25  # numbers of one digit come out right, or nearly, by chance
SCATTERED = ("heads", "rows", "column")
MULTIPLIED = re.compile("[每各]")
# A figure that another of so many digits is rightly computed from has hardly slipped.
CONFIRMED = (1.0, 0.5, 0.05, 0.01)


@dataclass(frozen=True, slots=True)
class Verdict:
    """The guess that is most likely meant, and whether it comes out right."""

    guess: Guess
    holds: bool
    weight: float


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdicts of a text, and by the place of a figure with how many digits others are rightly computed from it."""

    verdicts: tuple[Verdict, ...]
    confirmed: Mapping[int, int]


def judged(text: str, mentions: Sequence[Mention]) -> Judgement:
    """What figures state; a slip only of one that nothing else in the text confirms."""
    facts = facts_of(text, mentions)
    known = Known()
    held: list[Verdict] = []
    slips: list[Verdict] = []
    confirmed: dict[int, int] = {}
    for stated in facts:
        # what comes out neither right nor but for a digit tells nothing of this figure
        likely = [
            (guess, outcome)
            for guess in guesses_of(facts, stated, known.salient(facts, stated))
            if (outcome := _outcome(guess)) is not False
        ]
        guesses, outcomes = [guess for guess, _ in likely], [outcome for _, outcome in likely]
        if not guesses:
            continue
        scores = [sum(weights().get(mark, 0.0) for mark in marks_of(text, facts, g, known)) for g in guesses]
        for found in _verdicts(stated, guesses, outcomes, scores):
            if not found.holds:
                slips.append(found)
                continue
            known.learn(found.guess)
            held.append(found)
            if found.guess.type != "same":
                for fact in found.guess.operands:
                    start = fact.mention.start
                    confirmed[start] = max(confirmed.get(start, 0), len(stated.digits))
    return Judgement((*held, *(slip for slip in slips if _is_told(slip, confirmed))), confirmed)


def _is_told(slip: Verdict, confirmed: Mapping[int, int]) -> bool:
    doubt = CONFIRMED[min(confirmed.get(slip.guess.stated.mention.start, 0), 3)]
    return slip.weight * doubt / (slip.weight * doubt + 1 - slip.weight) > SURE


def _verdicts(
    stated: Fact, guesses: Sequence[Guess], outcomes: Sequence[bool | None], scores: Sequence[float]
) -> Iterator[Verdict]:
    """`outcomes`: True comes out right, None but for one digit."""
    digits = len(stated.digits)
    chance = SMALL if digits == 1 else 1 / (9 * 10 ** (digits - 1))
    worth = [math.exp(min(score, 50)) for score in scores]
    right = [w if o else 0.0 for w, o in zip(worth, outcomes, strict=True)]
    slips = [w * SLIP / (9 * digits) if o is None else 0.0 for w, o in zip(worth, outcomes, strict=True)]
    other = chance + sum(worth) * SLIP * OTHERWISE * chance
    told = False
    for type_ in {guess.type for guess in guesses}:
        mine = [w if g.type == type_ else 0.0 for w, g in zip(right, guesses, strict=True)]
        if sum(mine) / (sum(mine) + sum(slips) + other) > SURE:
            told = True
            yield Verdict(guesses[max(range(len(mine)), key=mine.__getitem__)], True, sum(mine))
    if not told and sum(slips) / (sum(right) + sum(slips) + other) > SURE:
        yield Verdict(
            guesses[max(range(len(slips)), key=slips.__getitem__)],
            False,
            sum(slips) / (sum(right) + sum(slips) + other),
        )


@cache
def weights() -> Mapping[str, float]:
    found: dict[str, float] = load("weights")["marks"]
    return found


def _outcome(guess: Guess) -> bool | None:
    """True right, None but for one digit, False neither."""
    stated = guess.stated
    if not stated.loose and stated.mention.kind != Kind.FRACTION:
        size = 10 ** len(stated.digits)
        if not size / 10 - 1 <= guess.value / stated.step <= size:
            return False  # of another length: most are
    return True if comes_out(guess) else None if is_slip(guess) else False


def comes_out(guess: Guess) -> bool:
    """Whether the stated figure is what the guess makes it, as exactly as it is given."""
    stated = guess.stated
    off = abs(guess.value - stated.value)
    if stated.loose:
        return bounds(stated.mention).admits(Fraction(guess.value).limit_denominator(10**9))
    if guess.type in ("ratio", "average"):
        if stated.mention.kind == Kind.FRACTION and not stated.mention.unit:
            return off <= 0.01
        return off <= (0.05 if stated.mention.unit == "成" else stated.step / 2) * 1.0001
    finer = stated.mention.places and any(f.step < stated.step for f in guess.operands)
    return off <= (stated.step / 2 if finer else 0) + 1e-9 * max(1, stated.value)


def _may_slip(guess: Guess) -> bool:
    """What is never called a slip: the words name another thing, or a part stands for as many as there are."""
    stated, of = guess.stated, guess.operands[0]
    if stated.loose or guess.form == "yearly":
        return False
    if guess.form in SCATTERED and "total" not in stated.kinds:
        return False  # figures of several lines are a list only where the whole is called one
    if guess.form in ("list", "run") and any(MULTIPLIED.search(fact.lead) for fact in guess.operands):
        return False  # 各县4名 is as many times four as there are counties
    if guess.form == "mean" and of_another(stated.mention, of.mention):
        return False  # 发现430个，平均整改12个
    return not (guess.form == "share" and "share" in stated.kinds and subject_of(stated, of) == "foreign")


def is_slip(guess: Guess) -> bool:
    """Whether one changed digit, or two that changed places, would make it come out right."""
    stated = guess.stated
    if not _may_slip(guess):
        return False
    right = guess.value / stated.step
    whole = math.floor(right + 0.5 + 1e-9)
    if guess.type in ("sum", "difference", "same") and abs(right - whole) > 1e-4:
        return False
    digits = len(stated.digits)
    if not 10 ** (digits - 1) <= whole < 10**digits and digits > 1:
        return False
    mine, theirs = stated.digits, str(whole)
    if len(mine) != len(theirs):
        return False
    off = [at for at in range(len(mine)) if mine[at] != theirs[at]]
    if len(off) == 2 and off[1] == off[0] + 1:
        return mine[off[0]] == theirs[off[1]] and mine[off[1]] == theirs[off[0]]
    return len(off) == 1
