"""What an account holds on a day, who held a post, and who has an ID number."""

from datetime import date

from django.db.models import Q

from xuncha.kernel import codes
from xuncha.kernel.viewer import Hold, Viewer
from xuncha.people.models import Grant, Person, Post, Tenure
from xuncha.records import sealing


def holds_of(user: int, on: date) -> frozenset[Hold]:
    """The roles granted to the account and in force on that day."""
    grants = Grant.objects.filter(Q(until=None) | Q(until__gte=on), user=user, since__lte=on)
    return frozenset(
        Hold(role, office, unit)
        for role, office, unit in grants.values_list("role", "office", "organisation")
    )


def holders(post: Post, on: date) -> list[Person]:
    """Who held the post on that day, longest first: several for a shared post, none for a vacant one."""
    tenures = Tenure.objects.live().held_on(on).filter(post=post, person__voided_at=None)
    return [tenure.person for tenure in tenures.select_related("person").order_by("at", "pk")]


def by_id_number(number: str, viewer: Viewer) -> Person | None:
    """The person with that ID number among those the viewer may see, found without opening anybody's."""
    index = sealing.blind(codes.tidy(number))
    return Person.objects.visible_to(viewer).filter(id_blind=index).first()
