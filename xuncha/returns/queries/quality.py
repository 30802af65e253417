"""How the lower offices filed: completeness, timeliness and what had to be sent back, over all that was due."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from statistics import median

from xuncha.kernel.figures import Period
from xuncha.kernel.viewer import Viewer
from xuncha.records.models import Office
from xuncha.returns.models import ReturnFiling
from xuncha.returns.models.filings import FilingQuerySet
from xuncha.returns.rules.filing import ADDED_UP, Quality, days_late


@dataclass(frozen=True)
class Standing:
    """One office over the year; `worst` is its longest delay in days."""

    office: Office
    quality: Quality
    worst: int


@dataclass(frozen=True)
class Table:
    """All offices asked, in the order of their codes, the whole, and the middle of each rate."""

    rows: Sequence[Standing]
    whole: Quality
    complete: Decimal | None
    timeliness: Decimal | None
    passing: Decimal | None


@dataclass(frozen=True)
class _Filed:
    """What is counted of one filing."""

    filer: int
    due_on: date
    filed_on: date | None
    returned: int
    accepted: bool


def quality(asker: int, year: int, day: date) -> Table:
    """What fell due to the office in the year, as it stands on the day: as the figures count it. Two queries."""
    rows = ReturnFiling.objects.filter(office=asker).due_within(of_year(year, day))
    by_filer = _by_filer(rows, day)
    offices = Office.objects.filter(pk__in=by_filer).order_by("code")
    found = [Standing(each, _quality(by_filer[each.pk]), _worst(by_filer[each.pk], day)) for each in offices]
    return Table(
        found,
        _quality([one for filed in by_filer.values() for one in filed]),
        _middle(one.quality.complete for one in found),
        _middle(one.quality.timeliness for one in found),
        _middle(one.quality.passing for one in found),
    )


def quality_of(filer: int, viewer: Viewer, year: int, day: date) -> Quality:
    """One office, as far as this person may see what it filed. One query."""
    rows = ReturnFiling.objects.visible_to(viewer).filter(filer=filer).due_within(of_year(year, day))
    return _quality(_by_filer(rows, day).get(filer, []))


def latest_of(filer: int, viewer: Viewer, day: date, most: int = 8) -> list[ReturnFiling]:
    """What the office was asked for by the day and this person may see, the newest due day first. One query."""
    rows = ReturnFiling.objects.visible_to(viewer).asked().filter(filer=filer, at__lte=day)
    return list(rows.select_related("filer", "office").order_by("-due_on", "-pk")[:most])


def of_year(year: int, day: date) -> Period:
    """The days of the year that have come."""
    return Period(date(year, 1, 1), min(date(year, 12, 31), day))


def _by_filer(rows: FilingQuerySet, day: date) -> dict[int, list[_Filed]]:
    """What came after the day had not come."""
    found: dict[int, list[_Filed]] = defaultdict(list)
    columns = ("filer", "due_on", "filed_on", "returned_times", "state")
    for filer, due_on, filed_on, returned, state in rows.order_by().values_list(*columns):
        came = filed_on if filed_on is not None and filed_on <= day else None
        found[filer].append(_Filed(filer, due_on, came, returned, state in ADDED_UP))
    return found


def _quality(filed: Sequence[_Filed]) -> Quality:
    return Quality(
        due=len(filed),
        filed=sum(one.filed_on is not None for one in filed),
        timely=sum(one.filed_on is not None and one.filed_on <= one.due_on for one in filed),
        returned=sum(one.returned for one in filed),
        accepted=sum(one.accepted for one in filed),
        first_pass=sum(one.accepted and not one.returned for one in filed),
    )


def _worst(filed: Sequence[_Filed], day: date) -> int:
    return max((days_late(one.due_on, one.filed_on, day) for one in filed), default=0)


def _middle(values: Iterable[Decimal | None]) -> Decimal | None:
    known = [value for value in values if value is not None]
    return median(known) if known else None
