"""Party organisations of the city, of its counties, townships and villages."""

from functools import cache
from random import Random

from xuncha.kernel.codes import organisation_check, unit_check
from xuncha.operations.city.texts import lines, table
from xuncha.operations.city.world import County, World
from xuncha.orgs.models import Division, Organisation
from xuncha.orgs.rules import OrganisationKind, UnitClass
from xuncha.records.rules import Level

# The first two characters of a unified social credit code: who registered the unit (GB 32100-2015).
REGISTERED = {
    UnitClass.ENTERPRISE: "91",
    UnitClass.SCHOOL: "12",
    UnitClass.HOSPITAL: "12",
    UnitClass.PEOPLE: "13",
}
WORDS = table("words")["organisations"]


@cache
def section(name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of one section of the list of organisations."""
    found: dict[str, list[tuple[str, ...]]] = {}
    rows: list[tuple[str, ...]] = []
    for line in lines("organisations"):
        if line[0].startswith("["):
            rows = found[line[0].strip("[]")] = []
        else:
            rows.append(line)
    return tuple(found[name])


def found(world: World) -> None:
    """Every organisation that exists or existed in the term."""
    _city(world)
    for county in world.counties:
        _committee(world, county)
        _county(world, county)


def _city(world: World) -> None:
    versions = world.profile.versions
    new = {key: version.reform_on or version.on for version in versions for key in version.added}
    further = section("further")[: world.profile.further_units]
    parted = {key for version in versions for key, _ in version.split}
    split = [line for line in section("split") if line[0] in parted]
    for line in (*section("city"), *section("former"), *section("beside"), *further, *split):
        since = new.get(line[0], world.profile.start)
        unit = _organisation(line, world.profile.city_name, world.city, Level.CITY)
        unit.credit_code = _credit_code(world.dice.of("credit codes"), unit.unit_class, world.city.code)
        world.units[line[0]] = world.rows.enter(unit, office=world.home, at=since)


def _committee(world: World, county: County) -> None:
    """The county's committee, on the city's register: towards it those who check the county are checked."""
    unit = Organisation(
        name=county.office.committee,
        short_name=WORDS["county_committee"].format(county=county.name),
        unit_class=UnitClass.PARTY,
        kind=OrganisationKind.COMMITTEE,
        level=Level.COUNTY,
        division=county.division,
    )
    rng = world.dice.of("county committees' codes")
    unit.credit_code = _credit_code(rng, unit.unit_class, county.division.code)
    world.committees[county.office.pk] = world.rows.enter(unit, office=world.home, at=world.profile.start)


def _county(world: World, county: County) -> None:
    chosen = section("county")[: county.spec.departments]
    for line in chosen:
        unit = _organisation(line, county.name, county.division, Level.COUNTY)
        county.units[line[0]] = world.rows.enter(unit, office=county.office, at=world.profile.start)
    for town in county.townships:
        county.units[town.name] = world.rows.enter(
            _township(county, town), office=county.office, at=world.profile.start
        )
    for village in county.villages:
        unit = _village(county, village)
        county.village_units.append(world.rows.enter(unit, office=county.office, at=world.profile.start))


def _organisation(line: tuple[str, ...], place: str, division: Division, level: Level) -> Organisation:
    _, short, name, unit_class, kind = line
    return Organisation(
        name=name.format(c=place),
        short_name=short.format(c=place),
        unit_class=UnitClass(unit_class),
        kind=OrganisationKind(kind),
        level=level,
        division=division,
    )


def _township(county: County, town: Division) -> Organisation:
    street = town.name.endswith(WORDS["street"])
    return Organisation(
        name=WORDS["street_committee" if street else "town_committee"].format(
            county=county.name, town=town.name
        ),
        short_name=county.name + town.name,
        unit_class=UnitClass.TOWNSHIP,
        kind=OrganisationKind.WORK_COMMITTEE if street else OrganisationKind.COMMITTEE,
        level=Level.TOWNSHIP,
        division=town,
    )


def _village(county: County, village: Division) -> Organisation:
    town = next(town for town in county.townships if town.pk == village.parent_id)
    return Organisation(
        name=WORDS["village_branch"].format(county=county.name, town=town.name, village=village.name),
        short_name=town.name + village.name,
        unit_class=UnitClass.VILLAGE,
        kind=OrganisationKind.GENERAL_BRANCH,
        level=Level.VILLAGE,
        division=village,
        parent=county.units[town.name],
    )


def _credit_code(rng: Random, unit_class: str, division: str) -> str:
    """A sound code that nobody has: the division lies in the unassigned range."""
    first8 = "MB" + f"{rng.randrange(10**6):06}"
    first17 = REGISTERED.get(UnitClass(unit_class), "11") + division + first8 + organisation_check(first8)
    return first17 + unit_check(first17)
