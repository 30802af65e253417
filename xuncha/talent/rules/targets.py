"""What the pool should look like: its capacity, its limits of time, and shares by age, rank and so on (domain §7.2, §7.4)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from xuncha.kernel.words import Word
from xuncha.talent.rules.entry import age


class Measure(Word):
    """What a target speaks of: a number of people or of years, or the share of a part of the pool."""

    CAPACITY = "capacity", "在库人数"
    TERM = "term", "入库期限（年）"
    AGE_LIMIT = "age_limit", "年龄上限"
    IDLE = "idle", "连续未抽调（年）"
    AGE = "age", "年龄结构"
    RANK = "rank", "职级结构"
    SPECIALTY = "specialty", "专业结构"
    SEX = "sex", "性别结构"
    CHANNEL = "channel", "渠道结构"
    POOL = "pool", "类别结构"


NUMBERS = (Measure.CAPACITY, Measure.TERM, Measure.AGE_LIMIT, Measure.IDLE)
STRUCTURES = tuple(word for word in Measure if word not in NUMBERS)


class AgeBand(Word):
    YOUNG = "young", "35岁以下"
    PRIME = "prime", "36—45岁"
    SENIOR = "senior", "46—55岁"
    OLD = "old", "56岁以上"


LAST_AGES = {AgeBand.YOUNG: 35, AgeBand.PRIME: 45, AgeBand.SENIOR: 55, AgeBand.OLD: None}


@dataclass(frozen=True)
class Range:
    """From `least` to `most`, either of which may be open: persons, years, or whole per cent."""

    least: int | None = None
    most: int | None = None

    def __bool__(self) -> bool:
        return self.least is not None or self.most is not None


@dataclass(frozen=True)
class Part:
    """A part of the pool: how many, which share (per cent, one place), and what it should be."""

    measure: Measure
    code: str
    label: str
    number: int
    share: Decimal
    target: Range

    @property
    def short(self) -> bool:
        return self.target.least is not None and self.share < self.target.least

    @property
    def over(self) -> bool:
        return self.target.most is not None and self.share > self.target.most


def band(born_on: date, day: date) -> AgeBand:
    years = age(born_on, day)
    return next(word for word, last in LAST_AGES.items() if last is None or years <= last)


def born_between(word: AgeBand, day: date) -> tuple[date | None, date | None]:
    """First and last day of birth of those who are of that band on the day; None where it is open."""
    order = list(AgeBand)
    last = LAST_AGES[word]
    before = LAST_AGES[order[order.index(word) - 1]] if word != AgeBand.YOUNG else None
    return (
        None if last is None else _next_day(_years_before(day, last + 1)),
        None if before is None else _years_before(day, before + 1),
    )


def parts(
    measure: Measure,
    numbers: Mapping[str, int],
    labels: Sequence[tuple[str, str]],
    targets: Mapping[str, Range],
) -> Iterator[Part]:
    """Every part that has people or a target, in the order of its words."""
    total = sum(numbers.values())
    for code, label in labels:
        number, target = numbers.get(code, 0), targets.get(code, Range())
        if number or target or measure in (Measure.AGE, Measure.SEX, Measure.POOL):
            yield Part(measure, code, label, number, share_of(number, total), target)


def share_of(number: int, total: int) -> Decimal:
    """Per cent to one place."""
    if not total:
        return Decimal(0)
    return (Decimal(100 * number) / total).quantize(Decimal("0.1"), ROUND_HALF_UP)


def _years_before(day: date, years: int) -> date:
    """The same day that many years earlier; 28 February for one that year has not."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def _next_day(day: date) -> date:
    return date.fromordinal(day.toordinal() + 1)
