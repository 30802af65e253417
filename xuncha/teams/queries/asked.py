"""What the staffing of a round asks of the solver: who may be sent, what groups want, and who must keep out."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import NamedTuple

from django.db.models import Count, Max, Min, Q

from xuncha.rounds.models import Group, GroupMember, RecusalCheck, Task
from xuncha.rounds.queries.screening import Pair, facts, in_force
from xuncha.rounds.rules.groups import RecusalVerdict, Ruling, Seat
from xuncha.rounds.rules.tasks import TaskState
from xuncha.talent.models import PoolMember
from xuncha.talent.queries.availability import available
from xuncha.talent.rules import PoolKind, Specialty
from xuncha.talent.rules.recusal import Hit, Weight
from xuncha.teams.models import Choice, GroupDemand, Staffing
from xuncha.teams.rules import RANKS, ChoiceKind
from xuncha.teams.rules.instances import Candidate, Demands, Team, Wish


class Tie(NamedTuple):
    """What the law of recusal says of a candidate and an organisation of a group; the fact itself stays sealed."""

    candidate: str
    group: str
    organisation: str
    rule: str
    weight: str


class Asked(NamedTuple):
    demands: Demands
    ties: list[Tie]
    people: list[int]  # whose declarations were opened for it


def asked(staffing: Staffing, day: date) -> Asked:
    """Everything the solver is given. A number of queries that does not grow with people or groups."""
    groups = groups_of(staffing)
    seats = _seats(staffing)
    members = candidates(staffing, seats)
    names = labels(groups)
    ties, blocked = _ties(staffing, members, groups, names)
    return Asked(
        Demands(
            candidates=tuple(_candidate(one, seats, names, day) for one in members),
            teams=tuple(_teams(staffing, groups, seats, names, members)),
            blocked=frozenset(blocked),
            wishes=tuple(_wishes(staffing, names)),
            targets={"age": staffing.age_target, "rank": staffing.rank_target},
            weights=staffing.weights,
        ),
        ties,
        [one.person_id for one in members],
    )


def groups_of(staffing: Staffing) -> list[Group]:
    return list(Group.objects.live().filter(round=staffing.round_id, dissolved_on=None).order_by("number"))


def labels(groups: Iterable[Group]) -> dict[int, str]:
    """Group → what the solver calls it: its name, with its number where two have the same."""
    rows = list(groups)
    times = Counter(group.name for group in rows)
    return {
        group.pk: group.name if times[group.name] == 1 else f"{group.name}（{group.number}）"
        for group in rows
    }


def candidates(staffing: Staffing, seats: Collection[GroupMember] = ()) -> list[PoolMember]:
    """Who is free while the round is on site, and who sits in a group of it already; each with `times`, seats held before."""
    sitting = {seat.pool_member_id for seat in seats}
    free = Q(pk__in=available(staffing.office_id, *_on_site(staffing)).values("pk"))
    rows = PoolMember.objects.of(staffing.office_id).filter(free | Q(pk__in=sitting), left_on=None)
    before = Q(person__seats__voided_at=None) & ~Q(person__seats__round=staffing.round_id)
    rows = rows.select_related("person", "organisation", "channel").defer("person__id_number")
    return list(rows.annotate(times=Count("person__seats", filter=before, distinct=True)).order_by("pk"))


def _on_site(staffing: Staffing) -> tuple[date, date]:
    """From the first planned entry of the round to its last planned exit, else the day it was proposed."""
    tasks = Task.objects.live().filter(round=staffing.round_id).exclude(state=TaskState.WITHDRAWN)
    span = tasks.aggregate(first=Min("entry_planned_on"), last=Max("exit_planned_on"))
    first = span["first"] or staffing.round.at
    return first, max(span["last"] or first, first)


def _seats(staffing: Staffing) -> list[GroupMember]:
    return list(GroupMember.objects.live().filter(round=staffing.round_id, until=None))


def _candidate(
    member: PoolMember, seats: Iterable[GroupMember], names: Mapping[int, str], day: date
) -> Candidate:
    seat = next((one for one in seats if one.pool_member_id == member.pk), None)
    return Candidate(
        id=str(member.uid),
        name=member.person.name,
        leads=member.pool == PoolKind.LEADER,
        age=age_on(member, day),
        rank=RANKS[member.rank],
        served=getattr(member, "times", 0),
        specialty=Specialty(member.specialty).label,
        organisation=member.organisation.short_name,
        channel=member.channel.name,
        seated=names.get(seat.group_id, "") if seat and seat.seat != Seat.LEADER else "",
    )


def age_on(member: PoolMember, day: date) -> int:
    """In full years."""
    born = member.person.born_on
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def _teams(
    staffing: Staffing,
    groups: Iterable[Group],
    seats: Iterable[GroupMember],
    names: Mapping[int, str],
    members: Iterable[PoolMember],
) -> Iterable[Team]:
    wanted = {row.group_id: row for row in GroupDemand.objects.live().filter(staffing=staffing)}
    led = {seat.group_id: seat.pool_member_id for seat in seats if seat.seat == Seat.LEADER}
    uid = {member.pk: str(member.uid) for member in members}
    for group in groups:
        demand = wanted.get(group.pk, GroupDemand())
        leader = led.get(group.pk)
        yield Team(
            id=names[group.pk],
            least=demand.least,
            most=demand.most,
            needs={Specialty(word).label: number for word, number in demand.needs.items()},
            led=group.pk in led or not demand.leader_of_pool,
            leader=uid.get(leader, "") if leader else "",
        )


def _wishes(staffing: Staffing, names: Mapping[int, str]) -> Iterable[Wish]:
    rows = Choice.objects.live().filter(staffing=staffing, until=None).select_related("pool_member", "other")
    for row in rows.order_by("pk"):
        if row.group_id is None or row.group_id in names:
            yield Wish(
                kind=ChoiceKind(row.kind),
                candidate=str(row.pool_member.uid),
                team=names[row.group_id] if row.group_id else "",
                other=str(row.other.uid) if row.other else "",
            )


def _ties(
    staffing: Staffing, members: list[PoolMember], groups: list[Group], names: Mapping[int, str]
) -> tuple[list[Tie], set[tuple[str, str]]]:
    """What the law finds of every candidate and every organisation, and whom it keeps out of which group.

    Whoever could lead a group is tried as its leader. What an official has decided for this round stands.
    """
    targets = _targets(groups)
    pairs = {(one.person_id, unit) for one in members for units in targets.values() for unit in units}
    known = facts(staffing.round, pairs, opened=True)
    decided = _decided(staffing, {one.person_id for one in members})
    ties, blocked = [], set()
    for member in members:
        leads, uid = member.pool == PoolKind.LEADER, str(member.uid)
        for group, units in targets.items():
            for unit, short in units.items():
                hits = known.hits((member.person_id, unit), leads=leads)
                ties += [Tie(uid, names[group], short, hit.rule.value, hit.weight.value) for hit in hits]
                if _keeps_out(decided.get((member.person_id, unit)), hits):
                    blocked.add((uid, names[group]))
    return ties, blocked


def _targets(groups: Iterable[Group]) -> dict[int, dict[int, str]]:
    """Group → organisation → its short name."""
    tasks = Task.objects.live().filter(group__in=groups).exclude(state=TaskState.WITHDRAWN)
    found: dict[int, dict[int, str]] = defaultdict(dict)
    for group, unit, short in tasks.values_list("group", "organisation", "organisation__short_name"):
        if group is not None:
            found[group][unit] = short
    return found


class Decided(NamedTuple):
    verdict: str
    waived: frozenset[str]  # keys of the ties that may be passed over


def _decided(staffing: Staffing, people: Collection[int]) -> dict[Pair, Decided]:
    checks = list(
        RecusalCheck.objects.live().filter(round=staffing.round_id, person__in=people).exclude(verdict="")
    )
    ties = in_force(checks, facts=False)
    return {
        (one.person_id, one.organisation_id): Decided(
            one.verdict,
            frozenset(tie.key for tie in ties.get(one.pk, []) if tie.ruling == Ruling.WAIVED),
        )
        for one in checks
    }


def _keeps_out(decided: Decided | None, hits: Iterable[Hit]) -> bool:
    if decided and decided.verdict == RecusalVerdict.BARRED:
        return True
    waived = decided.waived if decided else frozenset()
    return any(hit.weight == Weight.BLOCK and hit.key not in waived for hit in hits)
