"""Who can be drawn between two days, and what keeps somebody from it."""

from datetime import date

from django.db.models import Exists, OuterRef, Q

from xuncha.records.models import RecordQuerySet
from xuncha.talent.models import PoolMember, Unavailability
from xuncha.talent.rules import Absence, MemberState


def available(office: int, since: date, until: date) -> RecordQuerySet[PoolMember]:
    """Members in the pool, posted to no group, whom nothing keeps away on any day from `since` to `until`."""
    away = _running(since, until).filter(office=office, person=OuterRef("person"))
    free = PoolMember.objects.of(office).filter(state=MemberState.IN_POOL)
    return free.filter(~Exists(away))


def absence_of(person: int, office: int, day: date) -> Unavailability | None:
    """What keeps the person away on the day; None for nothing."""
    return _running(day, day).filter(office=office, person=person).order_by("at", "pk").first()


def is_sanctioned(person: int, office: int, day: date) -> bool:
    """Whether a sanction has its effect on the day."""
    return _running(day, day).filter(office=office, person=person, reason=Absence.SANCTION).exists()


def _running(since: date, until: date) -> RecordQuerySet[Unavailability]:
    return Unavailability.objects.live().filter(Q(until=None) | Q(until__gte=since), at__lte=until)
