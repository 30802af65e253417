"""How a figure came to its value: month by month through the year, or round by round through the term."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Min
from django.db.models.functions import TruncMonth

from xuncha.kernel.figures import Scope
from xuncha.records.answers import Rows
from xuncha.reports.queries.registry import find
from xuncha.reports.queries.values import answer, values_of
from xuncha.reports.queries.years import rounds_of_year


@dataclass(frozen=True)
class Month:
    """What came in a month and how many there were by its end."""

    number: int
    added: int
    total: int


@dataclass(frozen=True)
class Months:
    """The year so far; `earlier` were there before it began."""

    earlier: int
    months: tuple[Month, ...]


@dataclass(frozen=True)
class RoundStep:
    """The figure's member of one round. `value` in the figure's unit (a rate with two decimals)."""

    number: int
    key: str
    value: int | float
    printed: str


def by_month(key: str, scope: Scope) -> Months | None:
    """How the count grew through the year; None for what is no count of dated rows."""
    _, rows = answer(key, scope)
    if not isinstance(rows, Rows) or scope.day.year != scope.year:
        return None
    sizes = _sizes(rows)
    if None in sizes or not sizes:
        return None
    return Months(
        earlier=sum(n for month, n in sizes.items() if month and month.year < scope.year),
        months=tuple(_grown(sizes, scope)),
    )


def by_round(key: str, scope: Scope) -> list[RoundStep]:
    """The family's members of the term's rounds; nothing for a figure that is no family."""
    family, number = find(key)
    if number is None:
        return []
    steps = []
    members = {r.number: family.key.replace("[n]", str(r.number)) for r in rounds_of_year(scope).all}
    values = values_of(members.values(), scope)
    for number, key in members.items():
        member = values[key]
        if isinstance(member.value, int | str):
            shown = float(Decimal(member.value)) if isinstance(member.value, str) else member.value
            steps.append(RoundStep(number, member.key, shown, member.printed))
    return steps


def _sizes(rows: Rows) -> dict[date | None, int]:
    """First day of a month → how many distinct things first happened in it."""
    dated = rows.queryset.order_by().annotate(history_month=TruncMonth(rows.date))
    if not rows.distinct:
        return dict(dated.values_list("history_month").annotate(n=Count("pk")).order_by())
    first = rows.queryset.order_by().values(rows.distinct).annotate(first=Min(rows.date))
    return Counter(day.replace(day=1) if day else None for day in first.values_list("first", flat=True))


def _grown(sizes: dict[date | None, int], scope: Scope) -> Iterator[Month]:
    total = sum(n for month, n in sizes.items() if month and month.year < scope.year)
    for number in range(1, scope.day.month + 1):
        added = sizes.get(date(scope.year, number, 1), 0)
        total += added
        yield Month(number, added, total)
