"""When people can be drawn, and what they learned."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q

from xuncha.kernel.refusals import NotAllowed
from xuncha.kernel.viewer import Viewer
from xuncha.records import actions as records
from xuncha.talent.models import Training, Unavailability
from xuncha.talent.rules import OFFICE


@transaction.atomic
def enter_unavailability(absence: Unavailability, *, by: Viewer, at: date) -> Unavailability:
    """Why somebody cannot be drawn from `at` on, and how long."""
    records.require(absence, OFFICE, by=by)
    if absence.until and absence.until < at:
        raise NotAllowed("截止日期不能早于起始日期。")
    return records.enter(absence, by=by, at=at)


@transaction.atomic
def end_unavailability(
    absence: Unavailability, *, by: Viewer, at: date, basis: str = "", note: str = ""
) -> Unavailability:
    """The last day of an absence whose end nobody knew."""
    records.require(absence, OFFICE, by=by)
    if at < absence.at:
        raise NotAllowed("截止日期不能早于起始日期。")
    return records.fill(absence, "end", by=by, at=at, sets={"until": at}, basis=basis, note=note)


@transaction.atomic
def lift(person: int, *, office: int, by: Viewer, at: date) -> None:
    """What keeps the person away beyond the day before `at` ends there."""
    running = Unavailability.objects.of(office).filter(
        Q(until=None) | Q(until__gte=at), person=person, at__lte=at
    )
    for absence in running:
        last = max(absence.at, at - timedelta(days=1))
        if absence.until is None:
            records.fill(absence, "end", by=by, at=at, sets={"until": last})
        else:
            records.correct(absence, by=by, at=at, note="提前恢复", changes={"until": last})


@transaction.atomic
def enter_training(training: Training, *, by: Viewer, at: date) -> Training:
    """A course somebody attended, once."""
    records.require(training, OFFICE, by=by)
    if training.days <= 0 or training.hours <= 0:
        raise NotAllowed("天数和学时应当大于0。")
    there = Training.objects.of(training.office_id).filter(
        person=training.person, course=training.course, at=at
    )
    if there.exists():
        raise NotAllowed("%(name)s的该次培训已经登记。", name=training.person.name)
    return records.enter(training, by=by, at=at)
