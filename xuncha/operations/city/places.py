"""Divisions from the province down to the villages, and the inspection offices seated there."""

from xuncha.operations.city.dice import Dice
from xuncha.operations.city.profile import CountySpec, Profile
from xuncha.operations.city.rows import Rows
from xuncha.operations.city.texts import table
from xuncha.operations.city.world import County, World
from xuncha.orgs.models import Division
from xuncha.records.models import Office
from xuncha.records.rules import Level

WORDS = table("words")


def settle(profile: Profile, dice: Dice) -> World:
    """An empty city: its divisions and its offices."""
    rows = Rows(dice)
    top = _province(rows, dice, profile)
    city = rows.add(Division(code=profile.city, name=profile.city_name, level=Level.CITY, parent=top))
    province = _upper_office(rows, profile)
    home = rows.add(_office(profile.city, profile.city_name, WORDS["office"]["city"], Level.CITY, province))
    world = World(profile, dice, rows, province, home, city, offices={home.pk: home})
    names = _township_names(world)
    for number, spec in enumerate(profile.counties, 1):
        world.counties.append(_county(world, spec, f"{int(profile.city) + number}", names))
    return world


def _province(rows: Rows, dice: Dice, profile: Profile) -> Division:
    division = Division(code=profile.province, name=profile.province_name, level=Level.PROVINCE)
    found = Division.objects.filter(code=profile.province).first()
    if found is None:
        return rows.add(division)
    dice.uid(division._meta.label_lower)  # the others keep their identifiers whether or not this one is there
    return found


def _upper_office(rows: Rows, profile: Profile) -> Office:
    found = Office.objects.filter(code=profile.province).first()
    words = WORDS["office"]["province"]
    return found or rows.add(_office(profile.province, profile.province_name, words, Level.PROVINCE, None))


def _office(code: str, place: str, words: dict[str, str], level: Level, parent: Office | None) -> Office:
    filled = {key: pattern.format(place=place) for key, pattern in words.items()}
    return Office(code=code, level=level, parent=parent, **filled)


def _county(world: World, spec: CountySpec, code: str, names: list[str]) -> County:
    rows = world.rows
    division = rows.add(Division(code=code, name=spec.name, level=Level.COUNTY, parent=world.city))
    office = rows.add(_office(code, spec.name, WORDS["office"]["county"], Level.COUNTY, world.home))
    world.offices[office.pk] = office
    county = County(spec, office, division)
    _townships(world, county, names)
    return county


def _townships(world: World, county: County, names: list[str]) -> None:
    series, kinds = WORDS["places"]["township_series"], WORDS["places"]["township_kinds"]
    taken = dict.fromkeys(series, 0)
    villages = _village_names(world)
    for kind in kinds:
        code = f"{county.division.code}{series[kind] + taken[kind]:03}"
        taken[kind] += 1
        town = Division(code=code, name=names.pop() + kind, level=Level.TOWNSHIP, parent=county.division)
        county.townships.append(world.rows.add(town))
        _villages(world, county, town, villages)


def _villages(world: World, county: County, town: Division, names: list[str]) -> None:
    for number in range(world.profile.villages_a_township):
        village = Division(
            code=f"{town.code}{200 + number}", name=names.pop(), level=Level.VILLAGE, parent=town
        )
        county.villages.append(world.rows.add(village))


def _township_names(world: World) -> list[str]:
    words = WORDS["places"]
    names = [a + b for a in words["township_first"] for b in words["township_second"]]
    world.dice.of("townships").shuffle(names)
    return names


def _village_names(world: World) -> list[str]:
    words = WORDS["places"]
    names = [
        f"{a}{b}{words['village_kind']}" for a in words["village_first"] for b in words["village_second"]
    ]
    world.dice.of("villages").shuffle(names)
    return names
