"""Who is asking: the account's grants and the groups it sits in."""

from django.db.models import Q

from xuncha.accounts.models import User
from xuncha.kernel.viewer import GroupHold, Viewer
from xuncha.people.models import Person
from xuncha.people.queries import holds_of
from xuncha.records.queries import today
from xuncha.records.rules import ADMINISTRATORS
from xuncha.rounds.models import GroupMember
from xuncha.rounds.rules.groups import SEAT_ROLE


def viewer_of(user: User) -> Viewer:
    """The viewer behind an account, as of the business date. Seats end when the group dissolves."""
    day = today()
    person = Person.objects.filter(user=user).values_list("pk", flat=True).first()
    holds = holds_of(user.pk, day)
    offices = {h.office for h in holds}
    apart = not any(h.role in ADMINISTRATORS for h in holds)  # an administrator sits in no group
    return Viewer(
        user=user.pk,
        name=user.name,
        person=person,
        office=min(offices) if offices else None,
        holds=holds,
        groups=_seats(person) if person and apart else frozenset(),
    )


def _seats(person: int) -> frozenset[GroupHold]:
    day = today()
    seats = GroupMember.objects.live().filter(
        Q(until=None) | Q(until__gte=day), person=person, at__lte=day, group__dissolved_on=None
    )
    return frozenset(GroupHold(SEAT_ROLE[seat], group) for seat, group in seats.values_list("seat", "group"))
