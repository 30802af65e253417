"""What is open of some items, how old it is, and how it became less."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.db.models import Count, Max, Min
from django.db.models.functions import Coalesce

from xuncha.kernel.deadlines import Light, Lights
from xuncha.records.models import Passage, RecordQuerySet
from xuncha.rectification.models import Item
from xuncha.rectification.rules import OPEN
from xuncha.rectification.rules import pace as law
from xuncha.rectification.rules.pace import Change

OLDEST = 20  # open items named below the chart
WAITING = ("", *OPEN)
HANDED_OVER = Coalesce("finding__fed_back_on", "at")


@dataclass(frozen=True)
class Old:
    """An open item and for how many days it has been."""

    item: Item
    age: int


@dataclass(frozen=True)
class Ageing:
    """Open items by age and light, and the oldest of them."""

    lights: dict[str, list[int]]
    oldest: list[Old]
    total: int


@dataclass(frozen=True)
class BurnDown:
    """Open items day by day, beside what an even pace would have left; None where the day has not come."""

    days: list[date]
    left: list[int | None]
    ideal: list[float]
    total: int
    open: int
    elapsed: Fraction

    @property
    def done(self) -> Fraction:
        return 1 - Fraction(self.open, self.total)


def ageing(items: RecordQuerySet[Item], lights: Lights) -> Ageing:
    """In two questions: the counts are grouped by the database, however many items there are."""
    open_ = items.filter(state__in=OPEN).annotate(handed_over=HANDED_OVER)
    counted: Counter[tuple[int, str]] = Counter()
    for handed_over, due_on, number in (
        open_.order_by().values_list("handed_over", "due_on").annotate(number=Count("pk"))
    ):
        counted[law.bucket((lights.today - handed_over).days), lights.of(due_on)] += number
    oldest = open_.select_related("ledger").order_by("handed_over", "due_on", "pk")[:OLDEST]
    return Ageing(
        lights=law.spread(counted, Light),
        oldest=[Old(row, (lights.today - row.handed_over).days) for row in oldest],
        total=counted.total(),
    )


def burn_down(items: RecordQuerySet[Item], today: date) -> BurnDown | None:
    """From the hand-over on, in two questions; None of no items, and of those that are handed over only later."""
    ends = items.aggregate(
        start=Min(HANDED_OVER), end=Max(Coalesce("first_due_on", "due_on")), total=Count("pk")
    )
    if not ends["total"] or ends["start"] > today:
        return None
    start, end = ends["start"], ends["end"]
    days = law.points(start, end, today)
    left = law.open_on(_changes(items), [day for day in days if day <= today], ends["total"])
    return BurnDown(
        days=days,
        left=[*left, *[None] * (len(days) - len(left))],
        ideal=law.ideal(ends["total"], start, end, days),
        total=ends["total"],
        open=left[-1],
        elapsed=law.elapsed(start, end, today),
    )


def _changes(items: RecordQuerySet[Item]) -> list[Change]:
    """By day and step: what entered an open state less what left one. What is entered was open before, as a problem."""
    steps = Passage.objects.filter(subject_uid__in=items.order_by().values("uid")).exclude(after="")
    grouped = steps.order_by().values_list("at", "before", "after").annotate(number=Count("pk"))
    return [
        Change(at, ((after in OPEN) - (before in WAITING)) * number) for at, before, after, number in grouped
    ]
