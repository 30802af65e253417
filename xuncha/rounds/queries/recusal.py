"""Whether a group may go: its seats are filled, and nobody in it has to keep out (I3, I4)."""

from collections import Counter
from collections.abc import Collection
from datetime import date

from django.db.models import QuerySet

from xuncha.kernel.refusals import NotAllowed
from xuncha.orgs.models import Organisation
from xuncha.people.models import Person
from xuncha.rounds.models import Group, RecusalCheck
from xuncha.rounds.rules.groups import RecusalVerdict, Seat
from xuncha.rounds.rules.tasks import TaskState


def targets(group: Group) -> QuerySet[Organisation]:
    """The organisations the group inspects."""
    tasks = group.tasks.live().exclude(state=TaskState.WITHDRAWN)
    return Organisation.objects.filter(pk__in=tasks.values("organisation"))


def require_cleared(group: Group, people: Collection[Person], day: date | None = None) -> None:
    """NotAllowed, naming the pair, unless each person is cleared for every organisation of the group.

    Cleared: decided within the round (and by `day`) that the person need not keep out, or may stay in spite of it.
    """
    decided = _decided(group, people, day)
    for organisation in targets(group).order_by("pk"):
        for person in people:
            verdict = decided.get((person.pk, organisation.pk))
            if verdict is None:
                raise NotAllowed(
                    "%(person)s对“%(organisation)s”的回避核查尚未作出决定。",
                    person=person,
                    organisation=organisation,
                )
            if verdict == RecusalVerdict.BARRED:
                raise NotAllowed(
                    "%(person)s对“%(organisation)s”应当回避。", person=person, organisation=organisation
                )


def require_staffed(group: Group) -> None:
    """NotAllowed unless the group has its leader, a deputy and a liaison, and everyone in it is cleared."""
    members = list(group.members.live().filter(until=None).select_related("person"))
    seats = Counter(member.seat for member in members)
    if seats[Seat.LEADER] != 1 or not seats[Seat.DEPUTY] or not seats[Seat.LIAISON]:
        raise NotAllowed("“%(group)s”应有组长1名，副组长、联络员各至少1名。", group=group.name)
    require_cleared(group, [member.person for member in members])


def _decided(group: Group, people: Collection[Person], day: date | None) -> dict[tuple[int, int], str]:
    """(person, organisation) → verdict, for checks decided since the round was proposed."""
    checks = RecusalCheck.objects.live().filter(
        round=group.round_id, person__in=people, decided_on__gte=group.round.at
    )
    if day:
        checks = checks.filter(decided_on__lte=day)
    return {(p, o): verdict for p, o, verdict in checks.values_list("person", "organisation", "verdict")}
