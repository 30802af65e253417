"""What falls due: where each kind of content lies, and from which day it counts."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery

from xuncha.clues.models import ClueContent
from xuncha.clues.rules import ClueState
from xuncha.fieldwork.models import PetitionReporter
from xuncha.records.models import Record
from xuncha.retention.models import DestructionLine, Schedule
from xuncha.retention.rules import DestructionState, Matter, due_on, latest_start
from xuncha.talent.models import DeclaredInterest, PoolMember, Relative


@dataclass(frozen=True)
class Source:
    """Where content of a kind lies: rows that carry `counted_from`, and the sealed columns that go."""

    model: type[Record]
    columns: tuple[str, ...]
    counted: Callable[[QuerySet[Any]], QuerySet[Any]]


@dataclass(frozen=True)
class Due:
    subject: str
    uid: UUID
    counted_from: date
    due_on: date


def _since_exit(rows: QuerySet[Any]) -> QuerySet[Any]:
    """From the day a person last left the pool; whoever is in it does not count yet."""
    times = PoolMember.objects.live().filter(person=OuterRef("person"))
    last = times.order_by("-left_on").values("left_on")[:1]
    gone: QuerySet[Any] = rows.filter(~Exists(times.filter(left_on=None)))
    counted: QuerySet[Any] = gone.annotate(counted_from=Subquery(last))
    return counted


def _since_round(path: str) -> Callable[[QuerySet[Any]], QuerySet[Any]]:
    return lambda rows: rows.annotate(counted_from=F(f"{path}__round__closed_on"))


def _closed_clues(rows: QuerySet[Any]) -> QuerySet[Any]:
    return _since_round("clue__task")(rows.filter(clue__state=ClueState.CLOSED))


SOURCES: Mapping[str, Source] = {
    Matter.RELATIVES: Source(Relative, ("details",), _since_exit),
    Matter.INTERESTS: Source(DeclaredInterest, ("details",), _since_exit),
    Matter.REPORTERS: Source(PetitionReporter, ("name", "contact"), _since_round("petition__task")),
    Matter.INFORMANTS: Source(ClueContent, ("reporter",), _closed_clues),
}


def in_force(office: int) -> QuerySet[Schedule]:
    return Schedule.objects.of(office).filter(ended_on=None)


def due(schedule: Schedule, on: date) -> list[Due]:
    """What has fallen due by that day, the longest first: voided rows too, for they are sealed all the same.

    Left out is what a proposal names already that was not declined.
    """
    source = SOURCES[schedule.matter]
    rows = source.counted(source.model._default_manager.filter(office=schedule.office_id))
    named = DestructionLine.objects.filter(
        subject=source.model._meta.label_lower, subject_uid=OuterRef("uid")
    ).exclude(destruction__state=DestructionState.DECLINED)
    rows = rows.filter(~Exists(named), counted_from__lte=latest_start(on, schedule.years))
    found = rows.order_by("counted_from", "pk").values_list("uid", "counted_from")
    label = source.model._meta.label_lower
    return [Due(label, uid, start, due_on(start, schedule.years)) for uid, start in found]


def destroyed() -> list[tuple[str, UUID]]:
    """Every record whose content was destroyed: what a restore of an older backup must not bring back."""
    lines = DestructionLine.objects.filter(destruction__state=DestructionState.DESTROYED)
    return list(lines.order_by("pk").values_list("subject", "subject_uid"))


def columns_of(subject: str) -> tuple[str, ...]:
    """The sealed columns that go with records of that kind."""
    return next(s.columns for s in SOURCES.values() if s.model._meta.label_lower == subject)


def counts(schedules: Iterable[Schedule], on: date) -> list[tuple[Schedule, int]]:
    return [(schedule, len(due(schedule, on))) for schedule in schedules]
