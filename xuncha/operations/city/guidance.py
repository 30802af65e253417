"""Guidance of the counties from day to day: sponsors, contact points, staffing."""

from xuncha.guidance.models import ContactPoint, Sponsorship, SponsorVisit, Staffing
from xuncha.guidance.rules import ContactLevel, ContactPurpose, SponsorLevel, next_quarter_end, quarter_end
from xuncha.operations.city.days import between
from xuncha.operations.city.dice import portions, spread
from xuncha.operations.city.papers import issue
from xuncha.operations.city.texts import split, table
from xuncha.operations.city.world import County, World
from xuncha.orgs.models import Division
from xuncha.records.rules import Role

FACTS = table("guidance")


def sponsor(world: World) -> None:
    """Every county paired with one member of the leading group; the members take turns."""
    on = FACTS["sponsorship"]["on"]
    paper = issue(world, "sponsorship", at=on, approver=world.leading_group[0], approved=on)
    for place, county in enumerate(world.counties):
        person = world.leading_group[place % len(world.leading_group)]
        row = Sponsorship(
            person=person,
            county=county.office,
            purpose=FACTS["sponsorship"]["purpose"],
            document=paper,
            due_on=quarter_end(on),
        )
        world.rows.enter(row, office=world.home, at=on, role=Role.GUIDANCE)
        _visit(world, row)


def _visit(world: World, pair: Sponsorship) -> None:
    """Sponsors went to their counties twice in the half-year."""
    rng, facts = world.dice.of("sponsor visits"), FACTS["sponsorship"]
    for first, last in facts["visits"]:
        seen, suggestion = split(rng.choice(facts["seen"]))
        row = SponsorVisit(sponsorship=pair, county_id=pair.county_id, seen=seen, suggestion=suggestion)
        world.rows.enter(row, office=world.home, at=between(rng, first, last), role=Role.GUIDANCE)
        owed = {"due_on": next_quarter_end(row.at)}
        world.rows.correct(pair, at=row.at, note=FACTS["sponsorship"]["moved_on"], changes=owed)


def sponsor_places(world: World) -> None:
    """Beside the counties two townships with a village in each, and a group of the last round."""
    on = FACTS["sponsorship"]["places_on"]
    purpose = FACTS["sponsorship"]["places"]
    paper = next(row for row in world.rows.all(Sponsorship)).document
    for place, county in enumerate(world.counties[:2]):
        for level, division in (
            (SponsorLevel.TOWNSHIP, county.townships[0]),
            (SponsorLevel.VILLAGE, county.villages[0]),
        ):
            person = world.leading_group[place % len(world.leading_group)]
            row = Sponsorship(
                person=person,
                level=level,
                county=county.office,
                division=division,
                purpose=purpose,
                document=paper,
                due_on=FACTS["sponsorship"]["places_due"],
            )
            world.rows.enter(row, office=world.home, at=on, role=Role.GUIDANCE)
    last = world.rounds[max(world.rounds)]
    row = Sponsorship(
        person=world.leading_group[0],
        level=SponsorLevel.GROUP,
        group=last.groups[0].group,
        purpose=FACTS["sponsorship"]["group"],
        document=paper,
        due_on=FACTS["sponsorship"]["places_due"],
    )
    world.rows.enter(row, office=world.home, at=FACTS["sponsorship"]["group_on"], role=Role.GUIDANCE)


def choose_contacts(world: World) -> None:
    """Counties for standardisation, townships and villages for rectification."""
    facts = FACTS["contacts"]
    rng = world.dice.of("contacts")
    paper = issue(
        world, "contact_points", at=facts["on"], approver=world.leading_group[0], approved=facts["on"]
    )
    counties = spread(rng, world.counties, facts["counties"])
    places = [
        (county, county.division, ContactLevel.COUNTY, ContactPurpose.STANDARDISATION) for county in counties
    ]
    for level, number, purpose in (
        (ContactLevel.TOWNSHIP, facts["townships"], ContactPurpose.RECTIFICATION),
        (ContactLevel.VILLAGE, facts["villages"], ContactPurpose.RECTIFICATION),
    ):
        for county, share in zip(world.counties, portions(number, len(world.counties)), strict=True):
            places += [
                (county, place, level, purpose) for place in spread(rng, _places(county, level), share)
            ]
    for county, division, level, purpose in places:
        row = ContactPoint(
            level=level, purpose=purpose, county=county.office, division=division, document=paper
        )
        world.rows.enter(row, office=world.home, at=facts["on"], role=Role.GUIDANCE)


def _places(county: County, level: ContactLevel) -> list[Division]:
    return county.townships if level == ContactLevel.TOWNSHIP else county.villages


def count_staff(world: World) -> None:
    """Posts approved and filled in each county at the ends of half-years."""
    rng = world.dice.of("staffing")
    for county in world.counties:
        approved, gap = rng.randint(12, 18), rng.randint(4, 8)
        for on in FACTS["staffing"]["days"]:
            row = Staffing(county=county.office, approved=approved, filled=approved - gap)
            world.rows.enter(row, office=world.home, at=on, role=Role.GUIDANCE)
            gap = max(0, gap - rng.randint(0, 2))
