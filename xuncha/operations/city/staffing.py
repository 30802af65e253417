"""The last round as it was staffed: demands, choices made by hand, and the solver's plan that its groups were filled by."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from xuncha.operations.city.days import later
from xuncha.operations.city.texts import table
from xuncha.operations.city.ties import facts
from xuncha.operations.city.world import HeldGroup, HeldRound, World
from xuncha.records.rules import Role
from xuncha.talent.engine.answer import as_json
from xuncha.talent.engine.instance import read
from xuncha.talent.engine.solve import staff
from xuncha.talent.models import PoolMember
from xuncha.talent.rules import MemberState, PoolKind, Specialty
from xuncha.talent.rules.recusal import blocked
from xuncha.teams.models import Choice, GroupDemand, Proposal, Staffing
from xuncha.teams.queries.asked import Tie, age_on
from xuncha.teams.rules import RANKS, ChoiceKind
from xuncha.teams.rules.instances import Candidate, Demands, Team, Wish, assemble

WORDS = table("words")["staffing"]
WORK = 4  # the same plan every time
SECONDS = 15
NEEDED = (Specialty.FINANCE, Specialty.DISCIPLINE, Specialty.ORGANISATION, Specialty.WRITING, Specialty.LAW)


def plan(world: World, held: HeldRound) -> dict[int, list[PoolMember]]:
    """Group → its members by the plan that was adopted; of the first group whoever receives petitions comes last."""
    day = later(held.spec.approved, 1)
    row = world.rows.enter(Staffing(round=held.round), office=world.home, at=day, role=Role.GUIDANCE)
    for group, number in zip(held.groups, held.spec.pool, strict=True):
        _demand(world, row, group, number, day)
    able = free(world, held.spec.authorised)
    asked, ties = _demands(world, held, row, able, day)
    _propose(world, row, asked, ties, 1, day)
    wishes = _choose_some(world, held, row, able, day)
    asked = replace(asked, wishes=tuple(wishes))
    adopted = _propose(world, row, asked, ties, 2, day)
    world.rows.fill(adopted, "adopt", at=later(day, 1), adopted_on=later(day, 1))
    world.rows.fill(adopted, "carry_out", at=held.spec.authorised, carried_out_on=held.spec.authorised)
    known = {str(member.uid): member for member in able}
    return {
        group.group.pk: _last_to_last([known[uid] for uid in adopted.seats[group.group.name]["members"]])
        for group in held.groups
    }


def _last_to_last(members: list[PoolMember]) -> list[PoolMember]:
    """Of those who sign in for the demonstration the second receives petitions."""
    named = [member for member in members if member.person.user_id]
    others = [member for member in members if not member.person.user_id]
    return [*named[:1], *others, *named[1:]]


def _demand(world: World, row: Staffing, group: HeldGroup, number: int, day: date) -> None:
    needs = {word.value: 1 for word in world.dice.of("staffing").sample(NEEDED, 2)}
    demand = GroupDemand(
        staffing=row, group=group.group, least=number, most=number, leader_of_pool=False, needs=needs
    )
    world.rows.enter(demand, office=world.home, at=day, role=Role.GUIDANCE)


def _demands(
    world: World, held: HeldRound, row: Staffing, able: Iterable[PoolMember], day: date
) -> tuple[Demands, list[Tie]]:
    known = facts(world, held)
    wanted = {one.group_id: one for one in world.rows.all(GroupDemand) if one.staffing_id == row.pk}
    ties, kept_out = [], set()
    for member in able:
        for group in held.groups:
            for task in group.tasks:
                hits = known.hits((member.person_id, task.unit.pk), leads=member.pool == PoolKind.LEADER)
                place = str(member.uid), group.group.name
                ties += [Tie(*place, task.unit.short_name, hit.rule.value, hit.weight.value) for hit in hits]
                if blocked(hits) or task.unit.pk in world.conflicts[member.person_id]:
                    kept_out.add(place)
    teams = [
        Team(group.group.name, demand.least, demand.most, _words(demand.needs), led=True)
        for group in held.groups
        for demand in [wanted[group.group.pk]]
    ]
    people = tuple(_candidate(world, member, day) for member in able)
    targets = {"age": row.age_target, "rank": row.rank_target}
    return Demands(people, tuple(teams), frozenset(kept_out), (), targets, row.weights), ties


def _words(needs: Mapping[str, int]) -> dict[str, int]:
    return {Specialty(word).label: number for word, number in needs.items()}


def _candidate(world: World, member: PoolMember, day: date) -> Candidate:
    seats = [seat for held in world.rounds.values() for group in held.groups for seat in group.seats]
    return Candidate(
        id=str(member.uid),
        name=member.person.name,
        leads=member.pool == PoolKind.LEADER,
        age=age_on(member, day),
        rank=RANKS[member.rank],
        served=sum(seat.person_id == member.person_id for seat in seats),
        specialty=Specialty(member.specialty).label,
        organisation=member.organisation.short_name,
        channel=member.channel.name,
    )


def _choose_some(
    world: World, held: HeldRound, row: Staffing, able: list[PoolMember], day: date
) -> Iterable[Wish]:
    """Two are fixed to the first group, one is left at home."""
    first = held.groups[0].group
    fixed = [member for member in able if member.person.user_id][:2]
    home = next(member for member in able if not member.person.user_id)
    chosen = [(ChoiceKind.PIN, one, first) for one in fixed] + [(ChoiceKind.BAN, home, None)]
    for (kind, member, group), reason in zip(chosen, WORDS["reasons"], strict=True):
        choice = Choice(staffing=row, kind=kind, pool_member=member, group=group, reason=reason)
        world.rows.enter(choice, office=world.home, at=day, role=Role.GUIDANCE)
        yield Wish(kind, str(member.uid), group.name if group else "")


def _propose(
    world: World, row: Staffing, asked: Demands, ties: list[Tie], number: int, day: date
) -> Proposal:
    """Asked of the solver, with as much work as gives the same answer on every machine."""
    instance = read(assemble(asked))
    answer = as_json(instance, staff(instance, work=WORK)) | {"seconds": None}
    proposal = Proposal(
        staffing=row,
        number=number,
        seconds=SECONDS,
        asked=asked.text(),
        ties=json.dumps(ties, ensure_ascii=False),
    )
    world.rows.enter(proposal, office=world.home, at=day, role=Role.GUIDANCE)
    sets = {
        "answer": json.dumps(answer, ensure_ascii=False),
        "outcome": answer["status"],
        "objective": answer["objective"],
        "bound": answer["bound"],
    }
    return world.rows.fill(proposal, "solve", at=day, **sets)


def free(world: World, day: date) -> list[PoolMember]:
    """Members in the pool whom no group has on the day."""
    return [
        member
        for member in world.pool
        if member.state == MemberState.IN_POOL
        and world.busy.get(member.pk, date.min) < day
        and member.entered_on is not None
        and member.entered_on < day
    ]
