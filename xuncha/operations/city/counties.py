"""The counties' own work: term, plan and rounds; what was found there and how it is rectified."""

from functools import partial
from random import Random

from xuncha.operations.city import findings, rectification
from xuncha.operations.city.county_rounds import CountyRound, Target
from xuncha.operations.city.feedback import feed_back_county
from xuncha.operations.city.papers import issue
from xuncha.operations.city.people import county_post
from xuncha.operations.city.texts import fill, table
from xuncha.operations.city.world import County, HeldTask, World
from xuncha.records.rules import Level
from xuncha.rounds.models import Plan, PlanItem, PlanVersion, Term
from xuncha.rounds.rules.kinds import Mode, TaskKind

WORDS = table("words")


def work(world: World) -> None:
    """All rounds of all counties, the linkage included."""
    for county in world.counties:
        term = _plan(world, county)
        targets = Targets(world, county)
        *earlier, linkage = world.profile.county_rounds
        for number, spec in enumerate(earlier, 1):
            held = CountyRound(world, county, term, number, spec).hold(targets.next(number - 1))
            county.tasks += held
        last = CountyRound(world, county, term, len(earlier) + 1, linkage)
        county.linkage = last.hold(targets.linked())
        _write_up(world, county)


def _plan(world: World, county: County) -> Term:
    profile, rows = world.profile, world.rows
    number = WORDS["rounds"]["ordinals"][world.dice.of("county terms").randint(8, 11)]
    name = fill(WORDS["counties"]["term"], {"number": number, "kind": county.name[-1]})
    term = Term(number=WORDS["rounds"]["ordinals"].index(number) + 1, name=name, ends_on=profile.term_until)
    rows.enter(term, office=county.office, at=profile.term_from, known=profile.start)
    at = profile.versions[0].on
    paper = issue(world, "county_plan", at=at, county=county)
    plan = Plan(term=term, name=fill(WORDS["counties"]["plan"], {"county": county.name}))
    rows.enter(plan, office=county.office, at=at)
    version = rows.enter(PlanVersion(plan=plan, number=1, document=paper), office=county.office, at=at)
    for unit in (*county.units.values(), *county.village_units):
        item = PlanItem(version=version, organisation=unit, unit_class=unit.unit_class, level=unit.level)
        rows.enter(item, office=county.office, at=at)
    return term


class Targets:
    """Draws the organisations of each round; counterparts of the city's linked units wait for the linkage."""

    def __init__(self, world: World, county: County) -> None:
        self.world, self.county = world, county
        self.rng: Random = world.dice.of(f"targets/{county.office.code}")
        keys = counterpart_keys(world)
        self.reserved = [unit for key, unit in county.units.items() if key in keys]
        self.units = [unit for unit in county.units.values() if unit not in self.reserved]
        self.villages = list(county.village_units)
        self.rng.shuffle(self.units)
        self.rng.shuffle(self.villages)

    def next(self, place: int) -> list[Target]:
        """Units and villages of one of the rounds before the linkage."""
        spec, rng = self.county.spec, self.rng
        units = [self.units.pop() for _ in range(spec.units[place])]
        villages = [self.villages.pop() for _ in range(spec.villages[place])]
        direct = Mode.DIRECT_VILLAGE
        return [
            *(Target(unit, rng.randint(4, 7)) for unit in units),
            *(Target(village, rng.randint(2, 3), mode=direct) for village in villages),
        ]

    def linked(self) -> list[Target]:
        """Routine tasks linked to the upper round, and look-backs on what was inspected first."""
        spec, rng = self.county.spec, self.rng
        chosen = rng.sample(self.reserved, spec.linked)
        routine = [Target(unit, rng.randint(4, 6), mode=Mode.LINKED) for unit in chosen]
        return [*routine, *(self._lookback(held) for held in _first(self.county, spec.lookbacks))]

    def _lookback(self, held: HeldTask) -> Target:
        return Target(held.unit, self.rng.randint(1, 3), TaskKind.LOOKBACK, parent=held.task)


def _first(county: County, number: int) -> list[HeldTask]:
    """The county's first unit tasks: more than a year old."""
    return [held for held in county.tasks if held.unit.level != Level.VILLAGE][:number]


def counterpart_keys(world: World) -> list[str]:
    """Keys of the county's counterparts of the city's linked units, in the order of the tasks."""
    last = world.profile.rounds[-1]
    return [counterpart(key) for group in last.routine.units for key in group]


def counterpart(key: str) -> str:
    """A county's counterpart of a city unit: its key without the word for the city's level."""
    return key.removeprefix(WORDS["counties"]["city_prefix"])


def _write_up(world: World, county: County) -> None:
    """Findings, feedback and ledgers of every task."""
    recent = world.profile.year
    for held in (*county.tasks, *county.linkage):
        findings.find(world, held)
        feed_back_county(world, county, held)
        fresh = held.task.fed_back_on and held.task.fed_back_on.year == recent
        progress = rectification.COUNTY_RECENT if fresh else rectification.COUNTY_OLD
        rectification.rectify(
            world, held, progress, partial(county_post, world, county, held.unit), county=county
        )
