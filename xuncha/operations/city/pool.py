"""The talent pool: how its members came in, what is known of them, and how some left."""

from datetime import date, timedelta
from random import Random

from xuncha.operations.city.days import later
from xuncha.operations.city.people import Register
from xuncha.operations.city.texts import fill, table
from xuncha.operations.city.world import World
from xuncha.orgs.models import Organisation
from xuncha.people.models import Person
from xuncha.people.rules import Rank
from xuncha.records.rules import Role
from xuncha.talent.models import CareerEntry, Channel, PoolMember, Relative, Unavailability
from xuncha.talent.rules import Absence, ExitReason, MemberState, PoolKind, Specialty

WORDS = table("words")["pool"]
CHANNELS = table("staff")["channels"]
KINDS = [PoolKind.MEMBER] * 14 + [PoolKind.DEPUTY] * 3 + [PoolKind.LEADER] * 2 + [PoolKind.EXPERT]
SPECIALTIES = list(Specialty)
RANKS = [Rank.TOWNSHIP_CHIEF, Rank.TOWNSHIP_DEPUTY, Rank.TOWNSHIP_DEPUTY, Rank.CLERK]


class Pool:
    """Fills the pool batch by batch; whoever was drawn for a demo account comes first."""

    def __init__(self, world: World, register: Register) -> None:
        self.world = world
        self.register = register
        self.rng = world.dice.of("pool")
        self.channels = self._open_channels()
        county_units = [unit for county in world.counties for unit in county.units.values()]
        # Weighted towards the city's own units, which send most of the members.
        self.homes = [*list(world.units.values()) * 3, *self.rng.sample(county_units, 60)]
        self.homes = [unit for unit in self.homes if unit.abolished_on is None]

    def fill(self) -> None:
        """Members in all states but posted: groups draw them later."""
        plan = self.world.profile.pool
        accounts = [Role.MEMBER, Role.PETITION_CLERK]
        for day, number in plan["admitted"]:
            for _ in range(number):
                member = self._nominate(day, accounts.pop(0) if accounts else None)
                self._review(member, day)
                self._vet(member, day)
                self.world.rows.move(member, "admit", at=day, opinion=WORDS["opinion"])
                self.world.pool.append(member)
        for day, number in plan["rejected"]:
            for _ in range(number):
                member = self._nominate(day, None)
                self._review(member, day)
                self.world.rows.move(member, "reject", at=day, note=self.rng.choice(WORDS["rejected"]))
        for day, nominated, reviewing in plan["waiting"]:
            for place in range(nominated + reviewing):
                member = self._nominate(later(day, 15), None)
                if place >= nominated:
                    self._review(member, later(day, 12))

    def _open_channels(self) -> list[Channel]:
        world = self.world
        rows = (Channel(body=world.unit(key), name=name) for key, name in CHANNELS.items())
        return [
            world.rows.enter(row, office=world.home, at=world.profile.start, role=Role.GUIDANCE)
            for row in rows
        ]

    def _nominate(self, admitted: date, account: Role | None) -> PoolMember:
        at = later(admitted, -15)
        # Whoever signs in for the demonstration must be free to sit in any group: no tie to a planned unit.
        homes = [self.world.unit(table("staff")["discipline"])] if account else self.homes
        unit = self.rng.choice(homes)
        person = self.register.person(
            self.world.home, ages=(29, 54), role=account, at=at, by_role=Role.GUIDANCE
        )
        rank = self.rng.choice(RANKS)
        member = PoolMember(
            person=person,
            channel=self.rng.choice(self.channels),
            organisation=unit,
            pool=self.rng.choice(KINDS),
            specialty=self.rng.choice(SPECIALTIES),
            title=WORDS["titles"][rank],
            rank=rank,
        )
        self._career(person, unit, homes, member.title, at)
        self._relatives(person, homes, at)
        return self.world.rows.enter(member, office=self.world.home, at=at, role=Role.GUIDANCE)

    def _review(self, member: PoolMember, decided: date) -> None:
        self.world.rows.move(member, "review", at=later(decided, -8), by=self._guide())

    def _vet(self, member: PoolMember, decided: date) -> None:
        self.world.rows.move(member, "vet", at=later(decided, -4), by=self._guide())

    def _guide(self) -> int:
        return self.world.users[Role.GUIDANCE].pk

    def _career(
        self, person: Person, unit: Organisation, homes: list[Organisation], title: str, known: date
    ) -> None:
        """Up to three posts after one another; the last one goes on in the present unit."""
        since = date(person.born_on.year + self.rng.randint(22, 25), 7, 1)
        years = range(since.year + 2, known.year)
        moves = sorted(self.rng.sample(years, min(len(years), self.rng.randint(0, 2))))
        starts = [since, *(date(year, self.rng.randint(1, 12), 1) for year in moves)]
        ties = self.world.conflicts.setdefault(person.pk, {unit.pk})
        for place, start in enumerate(starts):
            last = place == len(starts) - 1
            where = unit if last else self.rng.choice(homes)
            ties.add(where.pk)
            entry = CareerEntry(
                person=person,
                organisation=where,
                title=title if last else self.rng.choice(WORDS["earlier"]),
                until=None if last else starts[place + 1] - timedelta(days=1),
            )
            self.world.rows.enter(entry, office=self.world.home, at=start, known=known, role=Role.GUIDANCE)

    def _relatives(self, person: Person, homes: list[Organisation], known: date) -> None:
        for relation in self.rng.sample(table("words")["persons"]["relations"], self.rng.randint(1, 3)):
            unit = self.rng.choice(homes) if self.rng.random() < 0.4 else None
            if unit:
                self.world.conflicts[person.pk].add(unit.pk)
            relative = Relative(
                person=person,
                relation=relation,
                details=self._details(person, relation, unit),
                organisation=unit,
            )
            self.world.rows.enter(relative, office=self.world.home, at=known, role=Role.GUIDANCE)

    def _details(self, person: Person, relation: str, unit: Organisation | None) -> str:
        name = random_name(self.rng)
        if relation in table("words")["persons"]["same_surname"]:
            name = person.name[0] + name[1:]
        if unit is None:
            return fill(WORDS["plain_relative"], {"name": name})
        title = self.rng.choice(WORDS["relative_titles"])
        return fill(WORDS["relative"], {"name": name, "unit": unit.short_name, "title": title})


def random_name(rng: Random) -> str:
    """A name for somebody who is no person of the records; it may repeat."""
    words = table("words")["persons"]
    sex = rng.choice(("male", "female"))
    return str(
        rng.choice(words["surnames"]) + rng.choice(words[f"{sex}_first"]) + rng.choice(words[f"{sex}_second"])
    )


def settle(world: World) -> None:
    """After the rounds: who left the pool and who is paused, chosen among those whom no group has."""
    rng, plan = world.dice.of("pool/after"), world.profile.pool
    for since, until, number in plan["resumed"]:
        for member in _free(world, rng, since, number):
            absence = _pause(world, member, since, rng)
            world.rows.move(member, "resume", at=until, by=world.users[Role.GUIDANCE].pk)
            world.rows.fill(absence, "end", at=until, until=until - timedelta(days=1))
            world.busy[member.pk] = max(world.busy.get(member.pk, until), until)
    for day, number in plan["removed"]:
        for member in _free(world, rng, day, number):
            note = rng.choice(WORDS["removed"])
            world.rows.move(member, "remove", at=day, note=note, exit_reason=ExitReason(_word("exits", note)))
    for day, number in plan["paused"]:
        for member in _free(world, rng, day, number):
            _pause(world, member, day, rng)


def _pause(world: World, member: PoolMember, day: date, rng: Random) -> Unavailability:
    guide, note = world.users[Role.GUIDANCE].pk, rng.choice(WORDS["paused"])
    world.rows.move(member, "pause", at=day, by=guide, note=note)
    absence = Unavailability(person=member.person, reason=Absence(_word("absences", note)))
    return world.rows.enter(absence, office=world.home, at=day, by=guide)


def _word(kind: str, note: str) -> str:
    """What the office calls the reason that a note tells."""
    return next(str(word) for said, word in WORDS[kind] if said in note)


def _free(world: World, rng: Random, since: date, number: int) -> list[PoolMember]:
    """Members in the pool before `since` whom no group had from then on."""
    able = [
        member
        for member in world.pool
        if member.state == MemberState.IN_POOL
        and member.entered_on
        and member.entered_on < since
        and world.busy.get(member.pk, since - timedelta(days=1)) < since
    ]
    return rng.sample(able, number)
