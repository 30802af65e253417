"""What ties the city's people to its organisations, as the law of recusal sees it: origins, studies, interests."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from xuncha.operations.city.days import later
from xuncha.operations.city.texts import table
from xuncha.operations.city.world import HeldRound, World
from xuncha.orgs.models import Division, Organisation
from xuncha.people.models import Person, Tenure
from xuncha.records.rules import Role
from xuncha.rounds.models import RecusalCheck, Round
from xuncha.rounds.queries.screening import Facts, leaders_of, tried
from xuncha.rounds.rules.groups import Seat
from xuncha.talent.models import CareerEntry, DeclaredInterest, Origin, PoolMember, Relative, Study
from xuncha.talent.rules.dossiers import (
    Dossier,
    Interest,
    InterestKind,
    Kin,
    Official,
    Place,
    PlaceKind,
    Schooling,
    Spell,
    Target,
)
from xuncha.talent.rules.kin import leading

WORDS = table("words")["ties"]


def declare(world: World) -> None:
    """Where the core of the groups and some of the pool come from, and where they studied."""
    rng = world.dice.of("ties")
    core = [person for people in world.core.values() for person in people]
    pool = [member.person for member in rng.sample(world.pool, len(world.pool) // 3)]
    for person in (*core, *pool):
        county = rng.choice(world.counties)
        origin = Origin(person=person, kind=PlaceKind.NATIVE, division=county.division)
        world.rows.enter(origin, office=world.home, at=world.profile.start, role=Role.GUIDANCE)
        _study(world, person, rng)


def _study(world: World, person: Person, rng: Any) -> None:
    start = date(person.born_on.year + 18, 9, 1)
    study = Study(
        person=person,
        school=rng.choice(WORDS["schools"]),
        course=f"{rng.choice(WORDS['courses'])}{start.year}",
        until=date(start.year + 4, 6, 30),
    )
    known = world.profile.start
    world.rows.enter(study, office=world.home, at=start, known=known, role=Role.GUIDANCE)


def tie_some(world: World, held: HeldRound) -> None:
    """One of each group who studied with a head of one of its units, and one who says so of something else."""
    rng = world.dice.of("ties/some")
    for group in held.groups:
        first, second = rng.sample([seat for seat in group.seats if seat.seat == Seat.MEMBER], 2)
        unit = rng.choice(group.tasks).unit
        heads = (one for one in world.rows.all(Tenure) if one.post.organisation_id == unit.pk and _leads(one))
        chief = next(heads, None)
        if chief:
            values = {"school": rng.choice(WORDS["schools"]), "course": f"{rng.choice(WORDS['courses'])}1998"}
            for person in (first.person, chief.person):
                row = Study(person=person, until=date(2002, 6, 30), **values)
                known = world.profile.start
                world.rows.enter(row, office=world.home, at=date(1998, 9, 1), known=known, role=Role.GUIDANCE)
        declare_interest(world, held, second.person, rng.choice(group.tasks).unit, InterestKind.OTHER)


def declare_interest(
    world: World, held: HeldRound, person: Person, unit: Organisation, kind: InterestKind
) -> None:
    """Something a person declares when the round is made up."""
    row = DeclaredInterest(person=person, organisation=unit, kind=kind, details=WORDS["interests"][kind])
    world.rows.enter(row, office=world.home, at=later(held.spec.approved, 1), role=Role.GUIDANCE)


def facts(world: World, held: HeldRound) -> Facts:
    """What the rules may be tried on in the round, read from the rows in memory."""
    entries = {task.unit.pk: task.task.entry_planned_on for task in held.tasks if task.task.entry_planned_on}
    on = max(entries.values(), default=held.round.at)
    known = _Known(world)
    units = {task.unit.pk: known.target(task.unit, on) for task in held.tasks}
    people = {row.person_id for row in world.rows.all(PoolMember)}
    people |= {person.pk for core in world.core.values() for person in core}
    dossiers = {person: known.dossier(person) for person in people}
    return Facts(dossiers, units, entries, held.round.at, _led(world, held))


def errand_facts(world: World, people: Iterable[Person], units: Iterable[Organisation], on: date) -> Facts:
    """The same for people sent to organisations on another occasion than a round."""
    known = _Known(world)
    return Facts(
        {person.pk: known.dossier(person.pk) for person in people},
        {unit.pk: known.target(unit, on) for unit in units},
        {},
        on,
        {},
    )


def screened(world: World) -> None:
    """Once everything is written: the digest of what each check of the office's own rounds rests on."""
    for held in world.rounds.values():
        round_ = Round.objects.get(pk=held.round.pk)
        checks = list(RecusalCheck.objects.live().filter(round=round_))
        pairs = [(one.person_id, one.organisation_id) for one in checks]
        found = tried(round_, pairs, leaders_of(checks), opened=True)
        for one in checks:
            one.inputs = found[one.person_id, one.organisation_id].inputs
        RecusalCheck.objects.bulk_update(checks, ["inputs"], batch_size=500)
    _screen_errands()


def _screen_errands() -> None:
    by_errand: dict[Any, list[RecusalCheck]] = defaultdict(list)
    for one in RecusalCheck.objects.live().filter(errand__isnull=False).select_related("office"):
        by_errand[one.errand].append(one)
    for checks in by_errand.values():
        pairs = [(one.person_id, one.organisation_id) for one in checks]
        found = tried(checks[0].occasion, pairs, leaders_of(checks), opened=True)
        for one in checks:
            one.inputs = found[one.person_id, one.organisation_id].inputs
        RecusalCheck.objects.bulk_update(checks, ["inputs"], batch_size=500)


class _Known:
    """Rows in memory by person and by organisation."""

    def __init__(self, world: World) -> None:
        self.world = world
        rows = world.rows
        self.spells: dict[int, list[Spell]] = defaultdict(list)
        for line in rows.all(CareerEntry):
            self._spell(line.person_id, line.organisation, line.at, line.until, line.title)
        self.seats: dict[int, list[Tenure]] = defaultdict(list)
        for tenure in rows.all(Tenure):
            post = tenure.post
            self._spell(tenure.person_id, post.organisation, tenure.at, tenure.until, post.title)
            self.seats[post.organisation_id].append(tenure)
        self.kin = _grouped(
            (one.person_id, Kin(one.relation, one.organisation_id, details=one.details))
            for one in rows.all(Relative)
        )
        self.studies = _grouped(
            (one.person_id, Schooling(one.school, one.course, one.organisation_id, one.at, one.until))
            for one in rows.all(Study)
        )
        self.interests = _grouped(
            (one.person_id, Interest(one.organisation_id, one.kind, one.at, one.until))
            for one in rows.all(DeclaredInterest)
        )
        self.places = _grouped(
            (one.person_id, Place(one.division_id, one.kind, one.division.name)) for one in rows.all(Origin)
        )
        self.units = _grouped((one.person_id, one.organisation_id) for one in rows.all(PoolMember))

    def dossier(self, person: int) -> Dossier:
        return Dossier(
            person,
            units=tuple(self.units[person]),
            spells=tuple(self.spells[person]),
            kin=tuple(self.kin[person]),
            schooling=tuple(self.studies[person]),
            interests=tuple(self.interests[person]),
            places=tuple(self.places[person]),
        )

    def target(self, unit: Organisation, on: date) -> Target:
        held = [one for one in self.seats[unit.pk] if one.at <= on and (one.until is None or one.until >= on)]
        body = {one.person_id: one.person.name for one in held if _leads(one)}
        return Target(
            unit.pk,
            names=(unit.name, unit.short_name),
            supervisor=unit.parent_id,
            divisions=tuple(self._within(unit)),
            body=tuple(
                Official(person, name, tuple(self.spells[person]), tuple(self.studies[person]))
                for person, name in body.items()
            ),
        )

    def _within(self, unit: Organisation) -> Iterable[int]:
        here: Division | None = unit.division
        found = []
        while here and here.pk != self.world.city.pk:
            found.append(here.pk)
            here = here.parent
        return found if here else ()

    def _spell(self, person: int, unit: Organisation, since: date, until: date | None, title: str) -> None:
        self.spells[person].append(Spell(unit.pk, since, until, title, unit.short_name))


def _leads(tenure: Tenure) -> bool:
    return tenure.post.is_principal or leading(tenure.post.title)


def _grouped(pairs: Iterable[tuple[int, Any]]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for person, value in pairs:
        found[person].append(value)
    return found


def _led(world: World, held: HeldRound) -> dict[int, list[int]]:
    """Who led a group in an earlier round, and to which organisations."""
    found: dict[int, list[int]] = defaultdict(list)
    for earlier in world.rounds.values():
        if earlier.round.at < held.round.at:
            for group in earlier.groups:
                for seat in (one for one in group.seats if one.seat == Seat.LEADER):
                    found[seat.person_id] += [task.unit.pk for task in group.tasks]
    return found
