"""Groups for one round: core staff and pool members, recusal decided for each of them, and the authorisation."""

from collections.abc import Iterable
from typing import Any

from xuncha.basis.models import Document
from xuncha.operations.city import staffing
from xuncha.operations.city.days import later
from xuncha.operations.city.papers import issue, send
from xuncha.operations.city.staffing import free
from xuncha.operations.city.texts import table
from xuncha.operations.city.ties import declare_interest, facts, tie_some
from xuncha.operations.city.world import HeldGroup, HeldRound, World
from xuncha.orgs.models import Organisation
from xuncha.people.models import Person
from xuncha.records.rules import Role
from xuncha.rounds.models import Authorisation, GroupMember, RecusalCheck, RecusalHit
from xuncha.rounds.queries.screening import Facts
from xuncha.rounds.rules.groups import RecusalVerdict, Ruling, Seat
from xuncha.talent.models import PoolMember
from xuncha.talent.rules.dossiers import InterestKind
from xuncha.talent.rules.recusal import Hit

WORDS = table("words")["recusal"]
CORE = {"leaders": Seat.LEADER, "deputies": Seat.DEPUTY, "liaisons": Seat.LIAISON}


def staff(world: World, held: HeldRound) -> None:
    """Seat everybody, check everybody, authorise each group."""
    letter = issue(world, "secondment", at=later(held.spec.approved, 2), round=held.round.name)
    send(world, letter, world.unit(table("staff")["organisation_department"]))
    last = held.spec.number == world.profile.rounds[-1].number
    for place, group in enumerate(held.groups):
        _seat_core(world, held, group, place)
    planned = staffing.plan(world, held) if last else {}
    for place, group in enumerate(held.groups):
        chosen = planned.get(group.group.pk) or _choose(world, held, group, held.spec.pool[place])
        _seat_pool(world, held, group, chosen, letter)
    tie_some(world, held)
    known = facts(world, held)
    for group in held.groups:
        _check(world, held, group, known)
        _authorise(world, held, group)
    _bar_some(world, held, known)
    if last:
        _bar_interested(world, held)


def _seat_core(world: World, held: HeldRound, group: HeldGroup, place: int) -> None:
    """The same shift for all three, so that leader, deputy and liaison keep together, but not with a group."""
    shift = world.profile.rounds[-1].number - held.spec.number
    for key, seat in CORE.items():
        person = world.core[key][(place + shift) % len(world.core[key])]
        row = GroupMember(round=held.round, group=group.group, person=person, seat=seat)
        group.seats.append(world.rows.enter(row, office=world.home, at=held.spec.authorised))
        if group.over:
            world.rows.fill(row, "release", at=group.over, until=group.over)


def _seat_pool(
    world: World, held: HeldRound, group: HeldGroup, chosen: list[PoolMember], letter: Document
) -> None:
    """Pool members who are free and tied to none of the group's units; one of them receives petitions."""
    spec = held.spec
    until = spec.heard
    for place, member in enumerate(chosen, start=1):
        seat = Seat.PETITIONS if place == len(chosen) else Seat.MEMBER
        row = GroupMember(
            round=held.round,
            group=group.group,
            person=member.person,
            pool_member=member,
            seat=seat,
            letter=letter,
        )
        group.seats.append(world.rows.enter(row, office=world.home, at=spec.authorised))
        world.rows.move(member, "post", at=spec.authorised, by=_guide(world), basis=letter.title)
        if until:
            world.rows.fill(row, "release", at=until, until=until)
            world.rows.move(member, "release", at=until, by=_guide(world))
        world.busy[member.pk] = until or world.profile.today


def _choose(world: World, held: HeldRound, group: HeldGroup, number: int) -> list[PoolMember]:
    units = {task.unit.pk for task in group.tasks}
    able = [
        one for one in free(world, held.spec.authorised) if units.isdisjoint(world.conflicts[one.person_id])
    ]
    others = [member for member in able if not member.person.user_id]
    return world.dice.of("groups").sample(others, number)


def _check(world: World, held: HeldRound, group: HeldGroup, known: Facts) -> None:
    rng = world.dice.of("recusal")
    for seat in group.seats:
        for task in group.tasks:
            waived = rng.random() < 0.02
            reason = rng.choice(WORDS["waived"]) if waived else ""
            leads = seat.seat == Seat.LEADER
            hits = known.of((seat.person_id, task.unit.pk), leads=leads).hits
            verdict = RecusalVerdict.WAIVED if waived or hits else RecusalVerdict.CLEAR
            said = reason or (WORDS["ties"][hits[0].rule] if hits else "")
            check = _decide(world, held, seat.person, task.unit, verdict, said, leads=leads)
            _keep(world, check, hits)


def _bar_some(world: World, held: HeldRound, known: Facts) -> None:
    """Members who were considered and had to stand back from one of the round's units."""
    seated = {seat.person_id for group in held.groups for seat in group.seats}
    rng = world.dice.of("recusal/barred")
    cases = [
        (member.person, task.unit)
        for task in held.tasks
        for member in world.pool
        if member.person_id not in seated
        and member.entered_on
        and member.entered_on < held.spec.approved
        and task.unit.pk in world.conflicts[member.person_id]
    ]
    for person, unit in rng.sample(cases, min(3, len(cases))):
        check = _decide(world, held, person, unit, RecusalVerdict.BARRED, rng.choice(WORDS["barred"]))
        _keep(world, check, known.of((person.pk, unit.pk), leads=False).hits)


def _bar_interested(world: World, held: HeldRound) -> None:
    """Members of the pool who declared an interest towards a unit of the last round and were replaced."""
    rng = world.dice.of("recusal/interests")
    seated = {seat.person_id for group in held.groups for seat in group.seats}
    checked = {check.person_id for check in world.rows.all(RecusalCheck) if check.round_id == held.round.pk}
    free = [
        member.person
        for member in world.pool
        if member.person_id not in seated | checked
        and member.entered_on
        and member.entered_on < held.spec.approved
    ]
    kinds = (InterestKind.BUSINESS, InterestKind.CREDITOR, InterestKind.LAWSUIT)
    for person, task, kind in zip(rng.sample(free, 3), rng.sample(held.tasks, 3), kinds, strict=True):
        declare_interest(world, held, person, task.unit, kind)
        check = _decide(world, held, person, task.unit, RecusalVerdict.BARRED, WORDS["interested"])
        _keep(world, check, facts(world, held).of((person.pk, task.unit.pk), leads=False).hits)


def _keep(world: World, check: RecusalCheck, hits: Iterable[Hit]) -> None:
    """What the rules found, ruled as the check was decided."""
    barred = check.verdict == RecusalVerdict.BARRED
    for hit in hits:
        tie = RecusalHit(check_row=check, rule=hit.rule, weight=hit.weight, fact=hit.fact, key=hit.key)
        world.rows.enter(tie, office=world.home, at=check.at, role=Role.GUIDANCE)
        sets: dict[str, Any] = {
            "ruling": Ruling.ACCEPTED if barred else Ruling.WAIVED,
            "reason": check.reason if barred else WORDS["ties"][hit.rule],
            "decided_on": check.decided_on,
            "decided_by": check.decided_by,
        }
        assert check.decided_on
        world.rows.fill(tie, "rule", at=check.decided_on, by=world.users[Role.DIRECTOR].pk, **sets)


def _decide(
    world: World,
    held: HeldRound,
    person: Person,
    unit: Organisation,
    verdict: RecusalVerdict,
    reason: str,
    *,
    leads: bool = False,
) -> RecusalCheck:
    day = later(held.spec.approved, 2)
    check = RecusalCheck(
        round=held.round,
        person=person,
        organisation=unit,
    )
    world.rows.enter(check, office=world.home, at=day, role=Role.GUIDANCE)
    tried: dict[str, Any] = {"proposed": Seat.LEADER if leads else Seat.MEMBER, "screened_on": day}
    world.rows.fill(check, "screen", at=day, **tried)
    decided = later(day, 1)
    by = world.users[Role.DIRECTOR].pk
    judge = world.leading_group[-1]
    sets: dict[str, Any] = {"verdict": verdict, "reason": reason, "decided_on": decided, "decided_by": judge}
    return world.rows.fill(check, "decide", at=decided, by=by, **sets)


def _authorise(world: World, held: HeldRound, group: HeldGroup) -> None:
    paper = issue(
        world,
        "authorisation",
        at=held.spec.authorised,
        approver=world.leading_group[0],
        approved=held.spec.authorised,
        round=held.round.name,
        group=group.group.name,
    )
    world.rows.enter(
        Authorisation(group=group.group, document=paper), office=world.home, at=held.spec.authorised
    )


def _guide(world: World) -> int:
    return world.users[Role.GUIDANCE].pk
