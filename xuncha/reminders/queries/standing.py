"""What stands on a threshold and has not been told yet, and which notices speak of what is no longer owed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Case, Exists, IntegerField, OuterRef, QuerySet, Value, When

from xuncha.kernel.workdays import Calendar
from xuncha.reminders.models import Notice
from xuncha.reminders.queries.counting import ANCHORS, anchored, day_of
from xuncha.reminders.queries.schemes import InForce
from xuncha.reminders.queries.sources.base import Counted, Due
from xuncha.reminders.rules.audience import Owing
from xuncha.reminders.rules.thresholds import Ladder
from xuncha.rounds.queries.deadlines import Rules

BATCH = 2_000  # rows in memory at a time


@dataclass(frozen=True)
class Standing:
    """A thing that is owed by `due_on` and stands on the threshold `days`."""

    uid: UUID
    due_on: date
    days: int
    owing: Owing


def standing(
    source: Due, scheme: InForce, day: date, rules: Rules, calendar: Calendar
) -> Iterator[list[Standing]]:
    """Those of the scheme's offices that nobody was told of on their present threshold, batch by batch."""
    steps = scheme.ladder(str(source.kind))
    if steps.ahead is None:
        return
    rows = source.open().filter(office__in=scheme.offices)
    if isinstance(source, Counted):
        yield from _counted(source, rows, steps, day, rules, calendar)
    else:
        yield from _stored(source, rows, steps, day)


def _stored(source: Due, rows: QuerySet[Any], steps: Ladder, day: date) -> Iterator[list[Standing]]:
    """The database finds them. A batch begins after the last row of the one before: what is told meanwhile is behind."""
    told = Notice.objects.filter(
        subject_uid=OuterRef("uid"),
        kind=str(source.kind),
        due_on=OuterRef("line_day"),
        days=OuterRef("step"),
    )
    ahead = steps.ahead or 0
    waiting = (
        source.dated(rows)
        .filter(line_day__lte=day + timedelta(days=ahead))
        .annotate(step=_step(steps, day))
        .filter(~Exists(told))
        .order_by("pk")
        .values_list("pk", "uid", "line_day", "step", *source.debtors.paths)
    )
    after = 0
    while batch := list(waiting.filter(pk__gt=after)[:BATCH]):
        after = batch[-1][0]
        yield [_standing(source, row[1:]) for row in batch]


def _step(steps: Ladder, day: date) -> Case:
    """The threshold on which a row stands, by its day: the nearest first."""
    whens = [
        When(line_day__gt=day + timedelta(days=below), then=Value(days)) for days, below in steps.bounds()
    ]
    return Case(*whens[:-1], default=whens[-1].result, output_field=IntegerField())


def _counted(
    source: Counted, rows: QuerySet[Any], steps: Ladder, day: date, rules: Rules, calendar: Calendar
) -> Iterator[list[Standing]]:
    """Days that must be counted are counted here: of tasks and rounds there are few."""
    found = []
    for uid, due_on, values in counted_days(source, rows, rules, calendar):
        step = steps.step((due_on - day).days)
        if step is not None:
            found.append(_standing(source, (uid, due_on, step, *values)))
    for start in range(0, len(found), BATCH):
        if fresh := _untold(source, found[start : start + BATCH]):
            yield fresh


def _untold(source: Due, found: Sequence[Standing]) -> list[Standing]:
    told = Notice.objects.filter(kind=str(source.kind), subject_uid__in=[each.uid for each in found])
    known = set(told.values_list("subject_uid", "due_on", "days"))
    return [each for each in found if (each.uid, each.due_on, each.days) not in known]


def counted_days(
    source: Counted, rows: QuerySet[Any], rules: Rules, calendar: Calendar
) -> Iterator[tuple[UUID, date, tuple[Any, ...]]]:
    """(uid, day, what `paths` read) of every row whose day is known."""
    read = anchored(source, rows).order_by("pk").values_list("uid", *ANCHORS, *source.debtors.paths)
    for uid, *values in read:
        due_on = day_of(source, values[: len(ANCHORS)], rules, calendar)
        if due_on is not None:
            yield uid, due_on, tuple(values[len(ANCHORS) :])


def _standing(source: Due, row: Sequence[Any]) -> Standing:
    uid, due_on, days, *values = row
    readers = source.model.reach.office
    return Standing(uid, due_on, days, source.debtors.owing(tuple(values), readers))


def owed_by_notice(source: Due) -> Exists:
    """Whether the thing of a notice is still owed by the notice's day."""
    rows = source.dated(source.open().filter(uid=OuterRef("subject_uid")))
    return Exists(rows.filter(line_day=OuterRef("due_on")))
