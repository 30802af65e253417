"""What a figure's rows are made of, on the database's side: counts, shares, dates and spreads."""

import datetime
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import Count, Min, Q, QuerySet, Sum


@dataclass(frozen=True)
class Rows:
    """Rows that are counted: value = number of distinct `distinct`.

    date  the column that says when a row happened, shown beside it
    """

    queryset: QuerySet[Any]
    date: str = "at"
    distinct: str = ""
    projected: bool = False

    def value(self) -> int:
        if not self.distinct:
            return self.queryset.count()
        total: int = self.queryset.aggregate(n=Count(self.distinct, distinct=True))["n"]
        return total


@dataclass(frozen=True)
class Share:
    """All rows of a whole, each in the part or not: `part` is the condition."""

    queryset: QuerySet[Any]
    part: Q = field(default_factory=Q)
    date: str = "at"
    projected: bool = False

    def numerator(self) -> int:
        return self.queryset.filter(self.part).count()

    def denominator(self) -> int:
        return self.queryset.count()

    def parts(self) -> tuple[int, int]:
        """Part and whole from one reading of the rows: a part told by passages is asked of the whole's rows only."""
        counted = self.queryset.aggregate(part=Count("pk", filter=self.part), whole=Count("pk"))
        return counted["part"], counted["whole"]


@dataclass(frozen=True)
class Moment:
    """The day on which something happened: the earliest `date` of the rows, None of none."""

    queryset: QuerySet[Any]
    date: str = "at"
    projected: bool = False

    def value(self) -> datetime.date | None:
        first: datetime.date | None = self.queryset.aggregate(first=Min(self.date))["first"]
        return first


@dataclass(frozen=True)
class Spread:
    """Smallest and largest number of rows per `by`; None of none."""

    queryset: QuerySet[Any]
    by: str
    date: str = "at"
    projected: bool = False

    def value(self) -> tuple[int, int] | None:
        sizes = sorted(
            self.queryset.order_by().values(self.by).annotate(n=Count("pk")).values_list("n", flat=True)
        )
        return (sizes[0], sizes[-1]) if sizes else None


@dataclass(frozen=True)
class Total:
    """A column added up over the rows (persons, 万元): value = sum of `of`.

    over  another column of the same rows: the value is then the first sum as a share of the second
    """

    queryset: QuerySet[Any]
    of: str
    over: str = ""
    date: str = "at"
    projected: bool = False

    def sums(self) -> tuple[int | Decimal, int | Decimal]:
        """The sum of `of`, and that of `over` (0 where none is asked)."""
        asked = {"of": Sum(self.of)} | ({"over": Sum(self.over)} if self.over else {})
        found = self.queryset.aggregate(**asked)
        return found["of"] or 0, found.get("over") or 0

    def value(self) -> int | Decimal:
        return self.sums()[0]


Answer = Rows | Share | Moment | Spread | Total
