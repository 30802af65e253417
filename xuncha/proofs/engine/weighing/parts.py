"""Whether the slip is in a part: which figure that is computed with would, with one digit changed, make a guess come out."""

import math
from collections.abc import Iterator

from xuncha.proofs.engine.tolerance import bounds
from xuncha.proofs.engine.weighing.exempt import is_more_than
from xuncha.proofs.engine.weighing.facts import Fact
from xuncha.proofs.engine.weighing.guess import Guess
from xuncha.proofs.engine.weighing.outcome import margin_of

CHANGES = ("change", "span", "points", "rows change", "rows points")
QUOTIENTS = ("share", "mean", "times", "row rate", "row share", "row mean", "rows times")
GROWTHS = ("growth", "rows growth", "span growth")
EXACT = 1e-6


def near_parts(guess: Guess) -> Iterator[tuple[Fact, float]]:
    """Each operand that is but one digit from what would make the guess come out, and that value."""
    stated = guess.stated
    if stated.loose:
        if is_more_than(guess):
            yield from _of_too_much(guess)
        return
    if guess.type == "ratio" and stated.value == 1:
        return  # 实名举报233件，反馈率100%: of how many need not be said
    if guess.type == "sum" or guess.form == "rest":
        yield from _of_added(guess)
    elif guess.form in CHANGES:
        yield from _of_change(guess)
    elif len(guess.operands) == 2 and (guess.form in QUOTIENTS or guess.form in GROWTHS):
        yield from _of_divided(guess)


def _of_added(guess: Guess) -> Iterator[tuple[Fact, float]]:
    """By how much the sum or the remainder is off, so much the part is."""
    off = guess.stated.value - guess.value
    if not _is_one_digit(abs(off) / min(fact.step for fact in guess.operands)):
        return
    for at, fact in enumerate(guess.operands):
        value = fact.value + (off if guess.type == "sum" or at == 0 else -off)
        if not fact.loose and value > 0 and _differs_in_one_digit(fact, value):
            yield fact, value


def _of_change(guess: Guess) -> Iterator[tuple[Fact, float]]:
    """As much as the change from the other, to either side: 应缴2450万元，已追缴2707万元，余下343万元."""
    one, other = guess.operands
    for fact, beside in ((one, other), (other, one)):
        for value in (beside.value + guess.stated.value, beside.value - guess.stated.value):
            if not fact.loose and value > 0 and _differs_in_one_digit(fact, value):
                yield fact, value


def _of_too_much(guess: Guess) -> Iterator[tuple[Fact, float]]:
    """860万余元 of 572.3万元 and 351.9万元: what would be little enough."""
    within = bounds(guess.stated.mention)
    if within.low is None or within.high is None or guess.value < within.high:
        return
    for fact in guess.operands:
        others = guess.value - fact.value
        value = (
            None
            if fact.loose
            else _one_digit_off(fact, float(within.low) - others, float(within.high) - others)
        )
        if value is not None and value < fact.value:
            yield fact, value


def _is_one_digit(steps: float) -> bool:
    """70, 3, 0.2: what one changed digit can make out."""
    whole = round(steps)
    if not whole or abs(steps - whole) > EXACT * max(1.0, steps):
        return False
    while whole % 10 == 0:
        whole //= 10
    return whole < 10


def _differs_in_one_digit(fact: Fact, value: float) -> bool:
    steps = round(value / fact.step)
    other = str(steps)
    return (
        abs(value / fact.step - steps) < EXACT * max(1, steps)
        and len(other) == len(fact.digits)
        and sum(mine != theirs for mine, theirs in zip(fact.digits, other, strict=True)) == 1
    )


def _of_divided(guess: Guess) -> Iterator[tuple[Fact, float]]:
    """Where the rate or the mean, as it is rounded, lets the one figure or the other be."""
    stated = guess.stated
    half = margin_of(stated)
    least, most = stated.value - half, stated.value + half
    one, other = guess.operands
    if guess.form in GROWTHS:
        if stated.mention.unit == "倍":
            return
        least, most = (1 + least, 1 + most) if one.value > other.value else (1 - most, 1 - least)
    if least <= 0:
        return
    pairs = [(one, other)]
    if guess.form == "share" and stated.value < 1:
        pairs.append((other, one))  # a part that slipped may be greater than its whole
    for part, whole in pairs:
        for fact, low, high in (
            (part, least * whole.value, most * whole.value),
            (whole, part.value / most, part.value / least),
        ):
            if not fact.loose and (value := _one_digit_off(fact, low, high)) is not None:
                yield fact, value


def _one_digit_off(fact: Fact, low: float, high: float) -> float | None:
    """A value in the range that is the figure with one digit changed; the one nearest its middle."""
    first, last = low / fact.step, high / fact.step
    size = 10 ** len(fact.digits)
    if last < size / 10 or first >= size:
        return None
    number, middle = int(fact.digits), (first + last) / 2
    found: list[int] = []
    place = 1
    for _ in fact.digits:
        digit = number // place % 10
        rest = number - digit * place
        lowest, highest = math.ceil((first - rest) / place - EXACT), math.floor((last - rest) / place + EXACT)
        found += [rest + new * place for new in range(max(lowest, 0), min(highest, 9) + 1) if new != digit]
        place *= 10
    found = [steps for steps in found if steps >= size / 10]
    return min(found, key=lambda steps: abs(steps - middle)) * fact.step if found else None
