"""How far a loosened number reaches: 余 and 多 up to the next unit of the last digit that is not 0, 约 and 左右 5 %, 近 a tenth."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from xuncha.proofs.engine.mention import Mention, magnitude

ABOUT = Fraction(1, 20)
NEAR = Fraction(9, 10)


@dataclass(frozen=True)
class Bounds:
    """An interval of base values; an end that is None reaches without limit, an open one is not itself admitted."""

    low: Fraction | None
    high: Fraction | None
    low_open: bool = False
    high_open: bool = False

    def admits(self, value: Fraction) -> bool:
        above = self.low is None or value > self.low or (value == self.low and not self.low_open)
        below = self.high is None or value < self.high or (value == self.high and not self.high_open)
        return above and below

    def meets(self, low: Fraction, high: Fraction) -> bool:
        """Whether some value from `low` to `high` is admitted."""
        above = self.high is None or low < self.high or (low == self.high and not self.high_open)
        below = self.low is None or high > self.low or (high == self.low and not self.low_open)
        return above and below


def bounds(mention: Mention) -> Bounds:
    """The base values that a mention admits. 40余 → [40, 50), 近三百 → (270, 300), 4-6 → [4, 6]."""
    low, size = mention.base, magnitude(mention.unit)
    high = mention.base_high if mention.base_high is not None else low
    match mention.qualifier:
        case "余" | "多":
            return Bounds(low, low + last_unit(mention.number) * size, high_open=True)
        case "约" | "左右":
            return Bounds(low * (1 - ABOUT), high * (1 + ABOUT))
        case "近":
            return Bounds(low * NEAR, high, low_open=True, high_open=True)
        case "超":
            return Bounds(high, None, low_open=True)
        case "以上":
            return Bounds(low, None)
        case "以下":
            return Bounds(None, high)
        case "不到":
            return Bounds(None, high, high_open=True)
    return Bounds(low, high)


def is_loose(mention: Mention) -> bool:
    return bool(mention.qualifier) or mention.high is not None


def last_unit(number: Fraction) -> Fraction:
    """The worth of the last digit that is not 0: 40 → 10, 1376 → 1, 2.5 → 0.1, 1200 → 100."""
    if not number:
        return Fraction(1)
    exponent = (Decimal(number.numerator) / Decimal(number.denominator)).normalize().as_tuple().exponent
    assert isinstance(exponent, int)
    return Fraction(10) ** exponent


def half_up(value: Fraction, places: int) -> Fraction:
    """Rounded to `places`, halves away from zero."""
    size = 10**places
    scaled = abs(value) * size
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return Fraction(whole if value >= 0 else -whole, size)
