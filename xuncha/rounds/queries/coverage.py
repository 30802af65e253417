"""How far full coverage is: distinct planned organisations that were inspected, of all on the list (domain §5.3).

Everything starts from a `Frame` (the plan version in force on a day) and is counted by the database at the moment of
asking. Look-backs never add; 'covered' without a qualifier means on-site work finished.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Min, Q, QuerySet

from xuncha.orgs.rules import UnitClass
from xuncha.records.rules import Level
from xuncha.rounds.engine.coverage import Coverage
from xuncha.rounds.models import PlanItem, Round, TaskQuerySet
from xuncha.rounds.queries.frame import COUNTED_AS, Frame, counted, frame
from xuncha.rounds.rules.coverage import Milestone


def coverage(office: int, day: date, milestone: Milestone = Milestone.FINISHED) -> Coverage:
    """The office's units as of a day; a schedule that is not yet carried out is a projection."""
    measured = frame(office, day)
    return _whole(measured, measured.planned(), milestone)


def village_coverage(office: int, day: date, milestone: Milestone = Milestone.FINISHED) -> Coverage:
    """Its villages, which no other figure of coverage includes."""
    measured = frame(office, day)
    return _whole(measured, measured.villages(), milestone)


def by_class(office: int, day: date, milestone: Milestone = Milestone.FINISHED) -> dict[UnitClass, Coverage]:
    """By class of unit, villages as one of them, in the order of the vocabulary; only what is planned."""
    found = _by("unit_class", frame(office, day), milestone)
    return {each: found[each] for each in UnitClass if each in found}


def by_level(office: int, day: date, milestone: Milestone = Milestone.FINISHED) -> dict[Level, Coverage]:
    """By level of the organisations, villages at their own; only what is planned."""
    found = _by("level", frame(office, day), milestone)
    return {each: found[each] for each in Level if each in found}


@dataclass(frozen=True)
class AfterRound:
    """Coverage after a round: all planned units, the condition of those covered by then, and how far that reaches."""

    items: QuerySet[PlanItem]
    part: Q
    milestone: Milestone

    @property
    def projected(self) -> bool:
        return self.milestone == Milestone.SCHEDULED


def after_round(measured: Frame, number: int) -> AfterRound:
    """What the term's rounds up to `number` cover.

    While one of them is not approved, or one of its tasks that count is not off site, schedules count too.
    """
    milestone = Milestone.SCHEDULED if _is_open(measured, number) else Milestone.FINISHED
    reached = measured.reached(milestone)
    by_then = Q(organisation__in=counted(reached.filter(round__number__lte=number)))
    by_decision = Q(organisation__in=measured.kept) & ~Q(organisation__in=counted(reached))
    return AfterRound(measured.planned(), by_then | by_decision, milestone)


def _is_open(measured: Frame, number: int) -> bool:
    if number not in measured.open_until:
        rounds = Round.objects.live().filter(term=measured.term, number__lte=number)
        unapproved = rounds.filter(Q(approved_on=None) | Q(approved_on__gt=measured.day))
        outstanding = measured.outstanding().filter(round__number__lte=number)
        measured.open_until[number] = unapproved.exists() or outstanding.exists()
    return measured.open_until[number]


def first_inspected(measured: Frame, number: int, milestone: Milestone = Milestone.FINISHED) -> TaskQuerySet:
    """The tasks by which planned units were inspected for the first time in the term, in round `number`.

    One task a unit: a second kind in the same round and predecessors that merged later do not add.
    """
    reached = measured.reached(milestone)
    planned = Q(counted_as__in=measured.planned().values("organisation"))
    earlier = Q(counted_as__in=counted(reached.filter(round__number__lt=number)))
    here = reached.filter(planned & ~earlier, round__number=number)
    one_each = here.order_by().values(COUNTED_AS).annotate(first=Min("pk")).values_list("first")
    return here.filter(pk__in=one_each)


def first_by_round(measured: Frame, milestone: Milestone = Milestone.FINISHED) -> Counter[int]:
    """Round → how many planned units were inspected for the first time in it: all of `first_inspected` in one query."""
    planned = Q(counted_as__in=measured.planned().values("organisation"))
    reached = measured.reached(milestone).filter(planned)
    firsts = reached.order_by().values(COUNTED_AS).annotate(first=Min("round__number"))
    return Counter(firsts.values_list("first", flat=True))


def _whole(measured: Frame, items: QuerySet[PlanItem], milestone: Milestone) -> Coverage:
    counted = items.aggregate(whole=Count("pk"), part=Count("pk", filter=measured.covered(milestone)))
    return Coverage(counted["part"], counted["whole"], _projects(measured, milestone))


def _by(column: str, measured: Frame, milestone: Milestone) -> dict[str, Coverage]:
    groups = measured.items().order_by().values(column)
    counted = groups.annotate(whole=Count("pk"), part=Count("pk", filter=measured.covered(milestone)))
    projected = _projects(measured, milestone)
    return {row[column]: Coverage(row["part"], row["whole"], projected) for row in counted}


def _projects(measured: Frame, milestone: Milestone) -> bool:
    return milestone == Milestone.SCHEDULED and measured.outstanding().exists()
