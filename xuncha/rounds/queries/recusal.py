"""Whether a group may go: its seats are filled, and nobody in it has to keep out (I3, I4)."""

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable
from datetime import date

from django.db.models import QuerySet

from xuncha.kernel.refusals import NotAllowed
from xuncha.orgs.models import Organisation
from xuncha.people.models import Person
from xuncha.rounds.models import Group, RecusalCheck, RecusalHit, Round
from xuncha.rounds.queries.screening import (
    Facts,
    Occasions,
    Pair,
    checks_on,
    facts,
    in_force,
    seated_leaders,
    seated_pairs,
)
from xuncha.rounds.rules.groups import RecusalVerdict, Ruling, Seat
from xuncha.rounds.rules.tasks import TaskState


def targets(group: Group) -> QuerySet[Organisation]:
    """The organisations the group inspects."""
    tasks = group.tasks.live().exclude(state=TaskState.WITHDRAWN)
    return Organisation.objects.filter(pk__in=tasks.values("organisation"))


def require_cleared(
    group: Group, people: Collection[Person], day: date | None = None, *, leader: Person | None = None
) -> None:
    """NotAllowed, naming the pair, unless each person is cleared for every organisation of the group.

    Cleared: decided within the round (and by `day`) that the person need not keep out, or may stay in spite of it,
    on facts that are still so. `leader` is who is about to lead the group.
    """
    leaders = seated_leaders([group]) | ({leader.pk} if leader else set())
    require_cleared_on(group.round, people, list(targets(group).order_by("pk")), leaders, day)


def require_cleared_on(
    occasion: Occasions,
    people: Collection[Person],
    units: Collection[Organisation],
    leaders: Collection[int] = (),
    day: date | None = None,
) -> None:
    """The same on any occasion: each person towards each organisation; `leaders` are the keys of those who lead."""
    decided = _decided(occasion, people, units, day)
    for organisation in units:
        for person in people:
            _require(decided.get((person.pk, organisation.pk)), person, organisation)
    known, ties = facts(occasion, decided, opened=False), in_force(list(decided.values()))
    for organisation in units:
        for person in people:
            check = decided[person.pk, organisation.pk]
            _require_current(check, known, ties.get(check.pk, []), leads=person.pk in leaders)


def _require(check: RecusalCheck | None, person: Person, organisation: Organisation) -> None:
    if check is None:
        raise NotAllowed(
            "%(person)s对“%(organisation)s”的回避核查尚未作出决定。", person=person, organisation=organisation
        )
    if check.verdict == RecusalVerdict.BARRED:
        raise NotAllowed("%(person)s对“%(organisation)s”应当回避。", person=person, organisation=organisation)


def _require_current(check: RecusalCheck, known: Facts, ties: Iterable[RecusalHit], *, leads: bool) -> None:
    """What the rules were given is so today, and they find nothing for the seat that was not decided on."""
    pair = check.person_id, check.organisation_id
    if check.inputs and check.inputs != known.of(pair, leads=check.proposed == Seat.LEADER).inputs:
        raise NotAllowed(
            "%(person)s对“%(organisation)s”的回避核查所依据的情况已有变化，请重新按规则核查。",
            person=check.person,
            organisation=check.organisation,
        )
    seen = {tie.key for tie in ties if tie.ruling == Ruling.WAIVED}
    for hit in known.of(pair, leads=leads).hits:
        if hit.key not in seen:
            raise NotAllowed(
                "%(person)s对“%(organisation)s”有情形尚未决定：%(fact)s。请按拟任职责核查后决定。",
                person=check.person,
                organisation=check.organisation,
                fact=hit.fact,
            )


def require_staffed(group: Group) -> None:
    """NotAllowed unless the group has its leader, a deputy and a liaison, and everyone in it is cleared."""
    members = list(group.members.live().filter(until=None).select_related("person"))
    seats = Counter(member.seat for member in members)
    if seats[Seat.LEADER] != 1 or not seats[Seat.DEPUTY] or not seats[Seat.LIAISON]:
        raise NotAllowed("“%(group)s”应有组长1名，副组长、联络员各至少1名。", group=group.name)
    require_cleared(group, [member.person for member in members])


def _decided(
    occasion: Occasions, people: Collection[Person], units: Collection[Organisation], day: date | None
) -> dict[Pair, RecusalCheck]:
    """(person, organisation) → its check, of those decided on this occasion."""
    checks = checks_on(occasion).filter(person__in=people, organisation__in=units)
    checks = checks.filter(decided_on__isnull=False)
    if isinstance(occasion, Round):  # since it was proposed; for an errand people are drawn before it begins
        checks = checks.filter(decided_on__gte=occasion.at)
    if day:
        checks = checks.filter(decided_on__lte=day)
    rows = checks.select_related("person", "organisation").defer("person__id_number")
    return {(row.person_id, row.organisation_id): row for row in rows}


def rests_on(group: Group) -> str:
    """SHA-256 (hex) of the checks and rulings an authorisation rests on, as they are now."""
    pairs = seated_pairs([group])
    rows = RecusalCheck.objects.live().filter(round=group.round_id, person__in={p for p, _ in pairs})
    checks = [one for one in rows.order_by("uid") if (one.person_id, one.organisation_id) in pairs]
    ties = in_force(checks)
    said = [
        (str(one.uid), one.verdict, one.inputs, [(tie.key, tie.ruling) for tie in ties.get(one.pk, [])])
        for one in checks
    ]
    return hashlib.sha256(repr(said).encode()).hexdigest()
