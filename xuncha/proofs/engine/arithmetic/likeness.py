"""When two figures are of one kind, and when a sum that fails is most likely a slip of one digit."""

from collections.abc import Sequence
from fractions import Fraction

from xuncha.proofs.engine.mention import Kind, Mention, magnitude, plain_unit
from xuncha.proofs.engine.tolerance import bounds, is_loose

# People are counted with any of these; things with any of those.
SAME = (
    {"人", "名", "位", "员", "人次"},
    {"家", "个", "所", "单位", "座"},
    {"件", "起", "宗", "例"},
    {"元", "人民币", "块钱", "元钱", "元整"},
    {"个", "项", "条", "类"},
    {"票", "张", "份"},
)
COUNTED_NOWHERE = frozenset(
    ("年", "个月", "天", "日", "个工作日", "工作日", "小时", "个小时", "分钟", "周", "岁", "倍", "轮", "届")
)


def family(mention: Mention) -> str:
    return plain_unit(mention.unit).partition("/")[0]


def alike(one: Mention, other: Mention, *, loosely: bool = True) -> bool:
    """Of one unit; `loosely` lets 名 go with 人 and 家 with 个."""
    if one.kind != other.kind and Kind.PERCENT in (one.kind, other.kind):
        return False
    mine, theirs = family(one), family(other)
    if mine == theirs:
        return True
    return loosely and any(mine in group and theirs in group for group in SAME)


def is_countable(mention: Mention) -> bool:
    """A count or an amount of which parts and wholes can be told; no span of time, rate or multiple."""
    return mention.kind in (Kind.COUNT, Kind.MONEY) and family(mention) not in COUNTED_NOWHERE


def adds_up(total: Mention, parts: Sequence[Mention]) -> bool:
    """Whether the parts come to the total, as exactly as both are written."""
    low = sum((bounds(part).low or part.base for part in parts), Fraction(0))
    high = sum((_upper(part) for part in parts), Fraction(0))
    if any(map(is_loose, (total, *parts))):
        return bounds(total).meets(low, high)
    return abs(low - total.base) <= _rounding(total, parts)


def _upper(part: Mention) -> Fraction:
    high = bounds(part).high
    return part.base * 2 if high is None else high


def _rounding(total: Mention, parts: Sequence[Mention]) -> Fraction:
    """Half a unit of the total's last place where its parts are given more exactly."""
    step = _step(total)
    finer = any(_step(part) < step for part in parts)
    return step * Fraction(1, 2) if finer and total.places else Fraction(0)


def _step(mention: Mention) -> Fraction:
    return magnitude(mention.unit) / Fraction(10**mention.places)


def is_one_digit_off(wrong: Mention, right: Fraction) -> bool:
    """Whether one changed digit, or two neighbours that changed places, make `wrong` the base value `right`."""
    value = right / magnitude(wrong.unit) * 10**wrong.places
    if value.denominator != 1 or value < 0:
        return False
    mine, theirs = str(int(wrong.number * 10**wrong.places)), str(int(value))
    if len(mine) != len(theirs):
        return False
    off = [at for at, (a, b) in enumerate(zip(mine, theirs, strict=True)) if a != b]
    if len(off) == 2 and off[1] == off[0] + 1:
        return mine[off[0]] == theirs[off[1]] and mine[off[1]] == theirs[off[0]]
    return len(off) == 1


def is_a_slip(total: Mention, parts: Sequence[Mention]) -> bool:
    """Whether one changed digit, in the total or in a part, would make the sum hold."""
    added = sum((part.base for part in parts), Fraction(0))
    if is_one_digit_off(total, added):
        return True
    return any(is_one_digit_off(part, total.base - (added - part.base)) for part in parts)


def shown(number: Fraction, like: Mention) -> str:
    """A base value as that mention would write it: in its unit."""
    value = number / magnitude(like.unit)
    text = (
        str(int(value)) if value.denominator == 1 else f"{float(value):.{max(2, like.places)}f}".rstrip("0")
    )
    return text + like.unit
