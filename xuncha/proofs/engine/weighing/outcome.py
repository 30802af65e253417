"""How a guess comes out: right, but for one digit, or neither; and how likely a figure does so by chance."""

import math
from dataclasses import replace
from fractions import Fraction

from xuncha.proofs.engine.mention import Kind
from xuncha.proofs.engine.tolerance import bounds
from xuncha.proofs.engine.weighing.exempt import may_slip
from xuncha.proofs.engine.weighing.facts import Fact
from xuncha.proofs.engine.weighing.guess import Guess

SMALL = 0.1  # numbers of one digit come out right, or nearly, by chance
NEAR_FRACTION = 0.01
NOTHING = 0.02  # but hardly anybody writes 0


def outcome_of(guess: Guess) -> bool | None:
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
        return off <= margin_of(stated) * 1.0001
    finer = stated.mention.places and any(f.step < stated.step for f in guess.operands)
    return off <= (stated.step / 2 if finer else 0) + 1e-9 * max(1, stated.value)


def is_fraction(stated: Fact) -> bool:
    """三分之一, 一半."""
    return stated.mention.kind == Kind.FRACTION and not stated.mention.unit


def margin_of(stated: Fact) -> float:
    """How far a rate or a mean may be from what is computed: half of its last place; 三分之一 is what is near it."""
    if is_fraction(stated):
        return NEAR_FRACTION
    return 0.05 if stated.mention.unit == "成" else stated.step / 2


def chance_of(stated: Fact) -> float:
    """That a figure of so many digits comes out right though it states nothing."""
    digits = len(stated.digits)
    if stated.digits == "0" and stated.mention.kind != Kind.FRACTION:
        return NOTHING
    return SMALL if digits == 1 else 1 / (9 * 10 ** (digits - 1))


def is_slip(guess: Guess) -> bool:
    """Whether one changed digit, or two that changed places, would make it come out right, and the words let it."""
    if guess.stated.loose:
        return guess.type != "sum" and may_slip(guess) and _is_rough_slip(guess)
    return _is_one_off(guess) and may_slip(guess)


def _is_one_off(guess: Guess) -> bool:
    stated = guess.stated
    if is_fraction(stated):
        return _is_another_fraction(guess)
    right = guess.value / stated.step
    whole = math.floor(right + 0.5 + 1e-9)
    if guess.type in ("sum", "difference", "same") and abs(right - whole) > 1e-4:
        return False
    if guess.type in ("sum", "difference") and not _is_as_round(
        stated, min(fact.step for fact in guess.operands)
    ):
        return False  # 27,300元 is nothing that 4.5万元 and 1.8万元 make
    if not whole and guess.type in ("ratio", "average"):
        return False  # of something far greater
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


def _is_another_fraction(guess: Guess) -> bool:
    """三分之一 where 四分之一 or 三分之二 would be right. 一半 is no slip of another."""
    part, whole = guess.stated.mention.number.as_integer_ratio()
    if whole == 2:
        return False
    others = [part / other for other in range(2, 10) if other != whole]
    others += [other / whole for other in range(1, whole) if other != part]
    return any(abs(guess.value - other) <= NEAR_FRACTION for other in others)


def _is_as_round(stated: Fact, step: float) -> bool:
    """Whether the figure is so many of these steps: 3150万元 is what 3.15亿元 and 2.835亿元 may leave."""
    steps = stated.value / step
    return stated.step >= step or abs(steps - round(steps)) < 1e-6 * max(1.0, steps)


def _is_rough_slip(guess: Guess) -> bool:
    """Whether another digit in one place would bring a number with 约 near enough."""
    stated = guess.stated
    right = Fraction(guess.value).limit_denominator(10**9) / Fraction(stated.step).limit_denominator(10**9)
    within = bounds(replace(stated.mention, unit="", number=Fraction(1)))
    digits = stated.digits
    return any(
        within.admits(right / int(digits[:at] + digit + digits[at + 1 :]))
        for at in range(len(digits))
        for digit in "123456789"
        if digit != digits[at]
    )
