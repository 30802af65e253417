"""Persons with posts: leaders, the office's own staff, the core of the groups, principals of units, counties' staff."""

from datetime import date
from random import Random

from xuncha.kernel.codes import id_check
from xuncha.operations.city.accounts import silent
from xuncha.operations.city.organisations import section
from xuncha.operations.city.texts import split, table
from xuncha.operations.city.world import County, World
from xuncha.orgs.models import Organisation
from xuncha.orgs.rules import OrganisationKind
from xuncha.people.models import Person, Post, Tenure
from xuncha.people.rules import Rank, Sex
from xuncha.records import sealing
from xuncha.records.models import Office
from xuncha.records.rules import Role

WORDS = table("words")["persons"]
STAFF = table("staff")


class Register:
    """Hands out names and ID numbers, none twice."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.rng = world.dice.of("persons")
        self._names = {row["name"] for row in table("accounts")["accounts"]}
        self._numbers: set[str] = set()

    def person(
        self,
        office: Office,
        *,
        ages: tuple[int, int] = (30, 52),
        name: str = "",
        role: Role | None = None,
        at: date | None = None,
        by_role: Role = Role.GENERAL,
    ) -> Person:
        """A person of an age in the span (at the end of the city's year); `role` links the demo account."""
        user = self.world.users.get(role) if role else None
        sex = Sex.MALE if self.rng.random() < 0.68 else Sex.FEMALE
        born = date(
            self.world.profile.year - self.rng.randint(*ages),
            self.rng.randint(1, 12),
            self.rng.randint(1, 28),
        )
        number = self._number(office.code, born, sex)
        person = Person(
            name=name or (user.name if user else self._name(sex)),
            sex=sex,
            born_on=born,
            joined_party_on=date(
                born.year + self.rng.randint(19, 23), self.rng.randint(1, 12), self.rng.choice((1, 15, 28))
            ),
            education=self.rng.choice(WORDS["educations"]),
            id_number=number,
            id_blind=sealing.blind(number),
            user=user,
        )
        return self.world.rows.enter(person, office=office, at=at or self.world.profile.start, role=by_role)

    def _name(self, sex: Sex) -> str:
        while True:
            given = self.rng.choice(WORDS[f"{sex}_first"]) + self.rng.choice(WORDS[f"{sex}_second"])
            name = str(self.rng.choice(WORDS["surnames"]) + given)
            if name not in self._names:
                self._names.add(name)
                return name

    def _number(self, area: str, born: date, sex: Sex) -> str:
        """A sound ID number of the fictional area: the 17th digit is odd for men."""
        while True:
            order = self.rng.randrange(500) * 2 + (sex == Sex.MALE)
            first17 = f"{area}{born:%Y%m%d}{order:03}"
            if first17 not in self._numbers:
                self._numbers.add(first17)
                return first17 + id_check(first17)


def appoint(world: World, register: Register) -> None:
    """Everybody who holds a post."""
    _leaders(world, register)
    _office_staff(world, register)
    _core(world, register)
    beside = {line[0] for line in section("beside")}
    for key, unit in world.units.items():
        if key not in beside:
            _unit_posts(world, register, unit, contact=key == table("accounts")["contact_unit"])
    for role in (Role.PLAN_REVIEWER, Role.CLUE_RECEIVER):
        _hold(world, register, world.unit(STAFF["discipline"]), STAFF[role], Rank.TOWNSHIP_CHIEF, role=role)
    register.person(world.province, role=Role.PROVINCIAL_OFFICE, by_role=Role.PROVINCIAL_OFFICE)
    for county in world.counties:
        _county_staff(world, register, county)


def _leaders(world: World, register: Register) -> None:
    for line in STAFF["leading_group"]:
        key, title, account, principal = split(line)
        role = Role(account) if account else None
        rank = Rank.COUNTY_CHIEF
        person = _hold(
            world,
            register,
            world.unit(key),
            title,
            rank,
            role=role,
            principal=principal == "principal",
            ages=(48, 57),
        )
        if key == STAFF["committee"]:
            world.secretary = person
        else:
            world.leading_group.append(person)


def _office_staff(world: World, register: Register) -> None:
    office = world.unit(STAFF["office"])
    for line in STAFF["staff"]:
        title, rank, account = split(line)
        role = Role(account) if account else None
        person = _hold(world, register, office, title, Rank(rank), role=role)
        world.office_posts[title] = world.posts[office.pk][-1]
        if role == Role.DIRECTOR:
            world.leading_group.append(person)


def _core(world: World, register: Register) -> None:
    """Leaders, deputies and liaisons of the groups: core staff that serves round after round."""
    size = max(len(spec.pool) for spec in world.profile.rounds)
    office = world.unit(STAFF["office"])
    for seat, (title, rank) in STAFF["core"].items():
        world.core[seat] = []
        for number in range(size):
            role = {"leaders": Role.GROUP_LEADER, "liaisons": Role.LIAISON}.get(seat) if number == 0 else None
            person = _hold(world, register, office, title, Rank(rank), role=role, ages=(38, 56))
            if seat == "leaders" and number:
                person.user = silent(world, f"groupleader{number + 1}", person.name)
            world.core[seat].append(person)


def _unit_posts(world: World, register: Register, unit: Organisation, *, contact: bool = False) -> None:
    """The principal, a deputy and the head of the unit's office: those who owe rectification."""
    words = STAFF["posts"]
    if unit.pk not in world.posts:  # else the principal sits in the leading group
        principal = words["principal"][OrganisationKind(unit.kind)]
        _hold(world, register, unit, principal, Rank.COUNTY_CHIEF, principal=True, ages=(45, 57))
    world.posts[unit.pk].append(_post(world, unit, words["deputy"], Rank.COUNTY_DEPUTY))
    if contact:
        _hold(world, register, unit, words["office"], Rank.TOWNSHIP_CHIEF, role=Role.UNIT_CONTACT)
    else:
        world.posts[unit.pk].append(_post(world, unit, words["office"], Rank.TOWNSHIP_CHIEF))


def _county_staff(world: World, register: Register, county: County) -> None:
    by = Role.COUNTY_OFFICE
    first = county is world.counties[0]
    county.director = register.person(county.office, ages=(40, 52), role=by if first else None, by_role=by)
    county.leaders = [register.person(county.office, ages=(40, 55), by_role=by) for _ in range(2)]
    county.staff = [register.person(county.office, by_role=by) for _ in range(10)]


def _hold(
    world: World,
    register: Register,
    unit: Organisation,
    title: str,
    rank: Rank,
    *,
    role: Role | None = None,
    principal: bool = False,
    ages: tuple[int, int] = (30, 52),
) -> Person:
    """A new post of the unit and the person who holds it."""
    person = register.person(world.home, ages=ages, role=role)
    post = _post(world, unit, title, rank, principal=principal)
    world.posts.setdefault(unit.pk, []).append(post)
    since = max(world.profile.start, unit.at)
    world.rows.enter(Tenure(person=person, post=post), office=world.home, at=since)
    return person


def _post(world: World, unit: Organisation, title: str, rank: Rank, *, principal: bool = False) -> Post:
    post = Post(organisation=unit, title=title, rank=rank, is_principal=principal)
    return world.rows.enter(post, office=world.home, at=max(world.profile.start, unit.at))


def county_post(world: World, county: County, unit: Organisation) -> Post:
    """The principal's post of a county's unit, made when it is first owed something."""
    if unit.pk not in world.posts:
        title = STAFF["posts"]["principal"][OrganisationKind(unit.kind)]
        post = Post(organisation=unit, title=title, rank=Rank.TOWNSHIP_CHIEF, is_principal=True)
        world.posts[unit.pk] = [world.rows.enter(post, office=county.office, at=world.profile.start)]
    return world.posts[unit.pk][0]


def owner(world: World, unit: Organisation, rng: Random) -> Post:
    """One of the unit's posts, to owe a measure."""
    return rng.choice(world.posts[unit.pk])
