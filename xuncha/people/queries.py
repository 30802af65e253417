"""What an account holds on a day, who held a post, and who has an ID number."""

from datetime import date

from django.utils import timezone

from xuncha.kernel import codes
from xuncha.kernel.viewer import Hold, Viewer
from xuncha.people.models import Emergency, Grant, Person, Post, Tenure
from xuncha.people.rules import EmergencyState, apart
from xuncha.records import sealing


def holds_of(user: int, on: date) -> frozenset[Hold]:
    """The roles granted to the account and in force on that day.

    None at all where they break the separation of the three administrators: rows that came past the verbs open nothing.
    """
    grants = Grant.objects.in_force(on).filter(user=user)
    held = frozenset(
        Hold(role, office, unit)
        for role, office, unit in grants.values_list("role", "office", "organisation")
    )
    return held if apart([hold.role for hold in held]) else frozenset()


def held_by_others(role: str, user: int, on: date) -> bool:
    """Whether another account in use holds the role on that day, with no end in sight."""
    grants = Grant.objects.in_force(on).filter(role=role, until=None, expires_at=None, user__is_active=True)
    return grants.exclude(user=user).exists()


def emergencies_in_force() -> list[Emergency]:
    rows = Emergency.objects.filter(state=EmergencyState.GIVEN, ends_at__gt=timezone.now())
    return list(rows.select_related("user", "by", "decided_by").order_by("ends_at"))


def holders(post: Post, on: date) -> list[Person]:
    """Who held the post on that day, longest first: several for a shared post, none for a vacant one."""
    tenures = Tenure.objects.live().held_on(on).filter(post=post, person__voided_at=None)
    return [tenure.person for tenure in tenures.select_related("person").order_by("at", "pk")]


def by_id_number(number: str, viewer: Viewer) -> Person | None:
    """The person with that ID number among those the viewer may see, found without opening anybody's."""
    index = sealing.blind(codes.tidy(number))
    return Person.objects.visible_to(viewer).filter(id_blind=index).first() if index else None
