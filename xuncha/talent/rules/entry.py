"""Who is fit for the pool: conditions of entry that a nomination is held against (domain §7.2).

They are doubts, not bars: a nomination that raises one is stored with the reason why it stands all the same.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from xuncha.kernel.refusals import NotAllowed
from xuncha.people.rules import Rank
from xuncha.talent.rules.pool import PoolKind

PARTY_YEARS = 3
OLDEST = 55
RETIREMENT = 60
TERM_YEARS = 5  # a leader is meant to serve a term before retirement
LEADING_RANKS = frozenset({Rank.COUNTY_CHIEF, Rank.COUNTY_DEPUTY, Rank.TOWNSHIP_CHIEF})


@dataclass(frozen=True)
class Candidate:
    """What a nomination says of a person; `sanctioned` while a sanction has its effect."""

    born_on: date
    joined_party_on: date | None
    pool: str
    rank: str
    sanctioned: bool = False


def age(born_on: date, day: date) -> int:
    """Whole years on the day."""
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))


def doubts(candidate: Candidate, day: date) -> Iterator[NotAllowed]:
    """Conditions of entry that are not met on the day, each as a sentence."""
    years = age(candidate.born_on, day)
    if candidate.joined_party_on and age(candidate.joined_party_on, day) < PARTY_YEARS:
        yield NotAllowed("党龄不满%(years)s年", years=PARTY_YEARS)
    if candidate.pool == PoolKind.LEADER and years > RETIREMENT - TERM_YEARS:
        yield NotAllowed("年龄%(age)s岁，距退休不足一届", age=years)
    elif candidate.pool in (PoolKind.DEPUTY, PoolKind.MEMBER) and years > OLDEST:
        yield NotAllowed("年龄%(age)s岁，超过%(most)s岁", age=years, most=OLDEST)
    if candidate.pool == PoolKind.LEADER and candidate.rank not in LEADING_RANKS:
        yield NotAllowed("组长人选职级低于乡科级正职")
    if candidate.sanctioned:
        yield NotAllowed("处于处分影响期")
