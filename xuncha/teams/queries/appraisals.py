"""Who was appraised in a year, and how many of them may be excellent."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from xuncha.records.models import RecordQuerySet
from xuncha.rounds.models import GroupMember
from xuncha.teams.models import Appraisal, AppraisalQuota, SeatGrading
from xuncha.teams.rules import QUOTA, Grade


@dataclass(frozen=True)
class Tally:
    """Persons who take part in a year's appraisal, and how many are excellent so far."""

    appraised: int
    excellent: int


def seats_in(year: int) -> QuerySet[GroupMember]:
    """The seats that were held on any day of the year."""
    held = Q(until=None) | Q(until__gte=date(year, 1, 1))
    return GroupMember.objects.live().filter(held, at__lte=date(year, 12, 31))


def quota_on(office: int, day: date) -> int:
    """Per cent in force on the day."""
    rows = AppraisalQuota.objects.of(office).filter(at__lte=day).order_by("-at", "-pk")
    percent = rows.values_list("percent", flat=True).first()
    return QUOTA if percent is None else percent


def tally(office: int, year: int, with_person: int | None = None) -> Tally:
    """Those appraised, those whose leader has graded them, and the person who is being appraised."""
    rows = dict(Appraisal.objects.of(office).filter(year=year).values_list("person", "grade"))
    graded = (
        SeatGrading.objects.of(office).filter(seat__in=seats_in(year)).values_list("seat__person", flat=True)
    )
    people = {*rows, *graded, *([with_person] if with_person else [])}
    return Tally(len(people), sum(grade == Grade.EXCELLENT for grade in rows.values()))


def by_year(rows: RecordQuerySet[Appraisal]) -> list[tuple[int, Counter[str]]]:
    """Year → how many of each grade and in all ("all"), how many units were told ("told"); latest year first."""
    found: dict[int, Counter[str]] = {}
    for year, grade, told in rows.order_by("-year").values_list("year", "grade", "told_on"):
        found.setdefault(year, Counter()).update([grade, "all", *(["told"] if told else [])])
    return list(found.items())
