"""How the lower offices filed: completeness, timeliness and what had to be sent back, over all that was due."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from statistics import median

from django.db.models import Count, F, Q, Sum

from xuncha.kernel.figures import Period
from xuncha.kernel.parts import Parts
from xuncha.kernel.viewer import Viewer
from xuncha.records.models import Office
from xuncha.returns.models import ReturnFiling
from xuncha.returns.models.filings import FilingQuerySet
from xuncha.returns.rules.filing import ADDED_UP, Quality, days_late

ON_A_PAGE, ALL = 50, 10_000  # offices


@dataclass(frozen=True)
class Standing:
    """One office over the year; `worst` is its longest delay in days."""

    office: Office
    quality: Quality
    worst: int


@dataclass(frozen=True)
class Table:
    """The offices of a part, in the order of their codes; of all of them the whole, and the middle of each rate."""

    rows: Sequence[Standing]
    whole: Quality
    complete: Decimal | None
    timeliness: Decimal | None
    passing: Decimal | None
    parts: Parts


def quality(asker: int, year: int, day: date, page: int = 1, most: int = ALL) -> Table:
    """What fell due to the office in the year, as it stands on the day: as the figures count it. Four queries."""
    rows = ReturnFiling.objects.filter(office=asker).due_within(of_year(year, day))
    found = _by_filer(rows, day)
    parts = Parts(page, len(found), most)
    # put in order here: the database would sort every filing by the code of its filer
    codes = Office.objects.order_by("code").values_list("pk", flat=True)
    shown = parts.cut([each for each in codes if each in found])
    offices, worst = Office.objects.in_bulk(shown), _worst(rows.filter(filer__in=shown), day)
    # of thousands of offices few filed unlike all others: a rate is worked out once for those that filed alike
    alike = [(Quality(*counts), many) for counts, many in Counter(found.values()).items()]
    return Table(
        [Standing(offices[each], Quality(*found[each]), worst[each]) for each in shown],
        Quality(*map(sum, zip(*found.values(), strict=True))),
        _middle((one.complete, many) for one, many in alike),
        _middle((one.timeliness, many) for one, many in alike),
        _middle((one.passing, many) for one, many in alike),
        parts,
    )


def quality_of(filer: int, viewer: Viewer, year: int, day: date) -> Quality:
    """One office, as far as this person may see what it filed. One query."""
    rows = ReturnFiling.objects.visible_to(viewer).filter(filer=filer).due_within(of_year(year, day))
    return Quality(*_by_filer(rows, day).get(filer, ()))


def latest_of(filer: int, viewer: Viewer, day: date, most: int = 8) -> list[ReturnFiling]:
    """What the office was asked for by the day and this person may see, the newest due day first. One query."""
    rows = ReturnFiling.objects.visible_to(viewer).asked().filter(filer=filer, at__lte=day)
    return list(rows.select_related("filer", "office").order_by("-due_on", "-pk")[:most])


def of_year(year: int, day: date) -> Period:
    """The days of the year that have come."""
    return Period(date(year, 1, 1), min(date(year, 12, 31), day))


def _by_filer(rows: FilingQuerySet, day: date) -> dict[int, tuple[int, ...]]:
    """Filer → its `Quality`, counted by the database. What came after the day had not come."""
    came, accepted = Q(filed_on__lte=day), Q(state__in=ADDED_UP)
    counts = {
        "due": Count("pk"),
        "filed": Count("pk", filter=came),
        "timely": Count("pk", filter=came & Q(filed_on__lte=F("due_on"))),
        "returned": Sum("returned_times"),
        "accepted": Count("pk", filter=accepted),
        "first_pass": Count("pk", filter=accepted & Q(returned_times=0)),
    }
    return {filer: tuple(found) for filer, *found in rows.order_by().values_list("filer").annotate(**counts)}


def _worst(rows: FilingQuerySet, day: date) -> dict[int, int]:
    """Filer → its longest delay in days."""
    found: dict[int, int] = defaultdict(int)
    for filer, due_on, filed_on in rows.order_by().values_list("filer", "due_on", "filed_on"):
        came = filed_on if filed_on is not None and filed_on <= day else None
        found[filer] = max(found[filer], days_late(due_on, came, day))
    return found


def _middle(rates: Iterable[tuple[Decimal | None, int]]) -> Decimal | None:
    """Of pairs (rate, how many offices have it)."""
    known = [rate for rate, offices in rates if rate is not None for _ in range(offices)]
    return median(known) if known else None
