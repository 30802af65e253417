"""How evenly the pool is used, and when somebody's place in it should be looked at again (domain §7.2, §7.4)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from xuncha.kernel.deadlines import add_months
from xuncha.kernel.words import Word
from xuncha.talent.rules.entry import age
from xuncha.talent.rules.pool import PoolKind
from xuncha.teams.rules.appraisals import Grade


class RefusalReason(Word):
    DUTIES = "duties", "本职工作离不开"
    HEALTH = "health", "身体原因"
    FAMILY = "family", "家庭原因"
    UNIT = "unit", "所在单位不同意"
    OTHER = "other", "其他"


class Concern(Word):
    """Why a member's place in the pool should be looked at again. It proposes; a person decides."""

    TERM = "term", "入库期满"
    AGE = "age", "到龄"
    IDLE = "idle", "长期未抽调"
    UNFIT = "unfit", "考核不称职"
    SANCTION = "sanction", "处分影响期"


class Rest(Word):
    """How long ago somebody served last."""

    NEVER = "never", "从未抽调"
    POSTED = "posted", "在组"
    HALF = "half", "半年以内"
    YEAR = "year", "半年至一年"
    TWO = "two", "一年至两年"
    LONG = "long", "两年以上"


SPANS = ((Rest.HALF, 6), (Rest.YEAR, 12), (Rest.TWO, 24))  # months


@dataclass(frozen=True)
class Limits:
    """What the office has set: years in the pool, oldest age, years without being drawn. None: not set."""

    term: int | None = None
    oldest: int | None = None
    idle: int | None = None


@dataclass(frozen=True)
class Standing:
    """A member as far as it matters for staying. `since`: entered or renewed last; `served`: last day in a group."""

    pool: str
    born_on: date
    since: date
    served: date | None
    posted: bool
    grade: str = ""
    sanctioned: bool = False


def concerns(of: Standing, limits: Limits, day: date) -> Iterator[Concern]:
    if limits.term and add_months(of.since, 12 * limits.term) <= day:
        yield Concern.TERM
    if limits.oldest and of.pool != PoolKind.EXPERT and age(of.born_on, day) > limits.oldest:
        yield Concern.AGE
    last = max(of.served or of.since, of.since)
    if limits.idle and not of.posted and add_months(last, 12 * limits.idle) <= day:
        yield Concern.IDLE
    if of.grade == Grade.INCOMPETENT:
        yield Concern.UNFIT
    if of.sanctioned:
        yield Concern.SANCTION


def rest(served: date | None, posted: bool, day: date) -> Rest:
    if posted:
        return Rest.POSTED
    if served is None:
        return Rest.NEVER
    return next((word for word, months in SPANS if day <= add_months(served, months)), Rest.LONG)


def gini(times: Sequence[int]) -> Fraction:
    """0 where all served equally often, towards 1 where one served for all; 0 for nobody."""
    total, n = sum(times), len(times)
    if not total:
        return Fraction(0)
    weighted = sum(place * value for place, value in enumerate(sorted(times), 1))
    return Fraction(2 * weighted, n * total) - Fraction(n + 1, n)
