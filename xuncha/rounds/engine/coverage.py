"""The arithmetic of full coverage on plain values: organisations are keys, rounds are numbers (domain §5.3)."""

from collections.abc import Collection, Container, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from xuncha.kernel.deadlines import add_months
from xuncha.kernel.numerals import half_up


@dataclass(frozen=True)
class Coverage:
    """Planned organisations that were reached, of all that are planned; projected while a schedule is counted."""

    numerator: int
    denominator: int
    projected: bool = False

    @property
    def percent(self) -> Decimal | None:
        """Two decimals, half up; None of an empty plan."""
        return half_up(self.numerator, self.denominator)

    @property
    def left(self) -> int:
        return self.denominator - self.numerator


@dataclass(frozen=True)
class Step:
    """What one round adds: organisations inspected for the first time in the term, and how many there are by then."""

    number: int
    new: int
    covered: int


def heir(organisation: int, successors: Mapping[int, int], listed: Container[int]) -> int | None:
    """Who on the list answers for an organisation: itself, else whoever it merged into, however often.

    None when nobody does. While an organisation is still listed it answers for itself alone, so that one
    inspection never covers two organisations, also between a merger and the revision of the plan.
    """
    seen: set[int] = set()
    while organisation not in listed:
        if organisation in seen or organisation not in successors:
            return None
        seen.add(organisation)
        organisation = successors[organisation]
    return organisation


def heirs(successors: Mapping[int, int], listed: Container[int]) -> dict[int, int]:
    """For each organisation that is no longer listed itself, the listed one that answers for it."""
    found = {gone: heir(gone, successors, listed) for gone in successors if gone not in listed}
    return {gone: answers for gone, answers in found.items() if answers is not None}


def covered(
    reached: Iterable[int], answering: Mapping[int, int], listed: Collection[int], kept: Collection[int] = ()
) -> set[int]:
    """The listed organisations that were reached themselves or through those they answer for.

    `kept` are those that a decision keeps as covered.
    """
    return {answering.get(organisation, organisation) for organisation in (*reached, *kept)} & set(listed)


def steps(reached: Iterable[tuple[int, int]], numbers: Iterable[int]) -> list[Step]:
    """Round by round: an organisation counts in the first round that reached it, and never again.

    `reached` are pairs (round number, listed organisation), `numbers` the rounds to report in their order.
    """
    first: dict[int, int] = {}
    for number, organisation in reached:
        first[organisation] = min(number, first.get(organisation, number))
    rounds = list(first.values())
    return [Step(n, rounds.count(n), sum(number <= n for number in rounds)) for n in numbers]


def elapsed(start: date, end: date, day: date) -> Fraction:
    """The share of a term, both ends included, that has passed by the end of `day`: from 0 to 1.

    Counted in months and parts of a month, as an office counts: three years of five are 60 %, leap year or not.
    ValueError for a term that ends before it starts.
    """
    if end < start:
        raise ValueError("a term that ends before it starts")
    share = _months(start, day) / _months(start, end)
    return min(max(share, Fraction(0)), Fraction(1))


def _months(start: date, last: date) -> Fraction:
    """Months from the first moment of `start` to the last of `last`; 0 when that lies before."""
    after = last + timedelta(days=1)
    if after <= start:
        return Fraction(0)
    whole = (after.year - start.year) * 12 + after.month - start.month
    if add_months(start, whole) > after:
        whole -= 1
    since, until = add_months(start, whole), add_months(start, whole + 1)
    return whole + Fraction((after - since).days, (until - since).days)
