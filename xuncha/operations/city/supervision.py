"""Key supervision of counties and the dispatch meeting that called all of them together."""

from collections.abc import Sequence
from datetime import date

from xuncha.basis.models import Document, Meeting
from xuncha.basis.rules import MeetingKind, Stated
from xuncha.guidance.models import CaseAction, CaseReason, CountyStatement, DispatchMeeting, SupervisionCase
from xuncha.guidance.rules import ActionKind, ReasonCode, Seat
from xuncha.operations.city.days import later
from xuncha.operations.city.findings_text import Slots
from xuncha.operations.city.leadership import attend, convene, put_on_agenda
from xuncha.operations.city.papers import issue, send, state
from xuncha.operations.city.texts import fill, table
from xuncha.operations.city.world import County, World
from xuncha.records.rules import Level, Role

FACTS = table("guidance")
WORDS = table("words")["supervision"]
SLOW = (ReasonCode.SLOW_COVERAGE, ReasonCode.WEAK_VILLAGES)


def supervise(world: World) -> None:
    """One county the year before for its staffing; in the last year those whose coverage lags."""
    facts = FACTS["supervision"]
    letter, talk, checked, closed = facts["earlier"]
    short = world.counties[-2]
    case = _open(world, short, _announce(world, [short], letter), checked, (ReasonCode.LOW_STAFFING,))
    _talk(world, case, short, talk)
    _finish(world, case, checked, closed)
    paper = _announce(world, slow(world), facts["letter"])
    for place, (county, on) in enumerate(zip(slow(world), facts["talks"], strict=True)):
        reasons = SLOW if place != 1 else SLOW[:1]
        case = _open(world, county, paper, facts["due"], reasons)
        _talk(world, case, county, on)
        _act(world, case, county, ActionKind.ON_SITE, facts["visited"])
        # Two have caught up; the others go on being supervised.
        _finish(world, case, facts["checked"], facts["closed"] if place < 2 else None)


def slow(world: World) -> list[County]:
    """The four counties with the smallest share of units inspected before the summer."""
    return sorted(world.counties, key=lambda county: sum(county.spec.units) / len(county.units))[:4]


def _announce(world: World, counties: Sequence[County], on: date) -> Document:
    """One paper for all counties that are taken under supervision together."""
    place = counties[0].name if len(counties) == 1 else fill(WORDS["several"], {"number": len(counties)})
    paper = issue(world, "supervision", at=on, place=place, role=Role.GUIDANCE)
    for county in counties:
        send(world, paper, None, name=county.office.name)
    state(world, paper, Stated.SUPERVISED, len(counties))
    return paper


def _open(
    world: World, county: County, paper: Document, due: date, reasons: tuple[ReasonCode, ...]
) -> SupervisionCase:
    on = paper.at
    case = SupervisionCase(
        county=county.office,
        document=paper,
        matter=WORDS["and"].join(reason.label for reason in reasons),
        due_on=due,
    )
    world.rows.enter(case, office=world.home, at=on, role=Role.GUIDANCE)
    for reason in reasons:
        row = CaseReason(case=case, county=county.office, code=reason)
        world.rows.enter(row, office=world.home, at=on, role=Role.GUIDANCE)
    _act(world, case, county, ActionKind.LETTER, on)
    world.rows.move(case, "start", at=later(on, 1))
    return case


def _talk(world: World, case: SupervisionCase, county: County, on: date) -> None:
    title = fill(WORDS["talk"], {"county": county.name})
    meeting = convene(world, MeetingKind.TALK, on, title, chair=world.leading_group[0], minutes=False)
    put_on_agenda(world, meeting, case.matter)
    attend(world, meeting, county.director, county.office.name, WORDS["present"], delegation=county.office)
    _act(world, case, county, ActionKind.TALK, on, meeting)


def _act(
    world: World,
    case: SupervisionCase,
    county: County,
    kind: ActionKind,
    on: date,
    meeting: Meeting | None = None,
) -> None:
    row = CaseAction(
        case=case,
        county=county.office,
        kind=kind,
        meeting=meeting,
        note=fill(WORDS["notes"][kind], {"county": county.name}),
    )
    world.rows.enter(row, office=world.home, at=on, role=Role.GUIDANCE)


def _finish(world: World, case: SupervisionCase, checked: date, closed: date | None) -> None:
    world.rows.move(case, "check", at=checked)
    if closed:
        world.rows.move(case, "close", at=closed)
    else:
        world.rows.move(case, "return", at=later(checked, 2), note=WORDS["again"])


def dispatch(world: World) -> None:
    """The office director and one group leader of each county, and what each county said."""
    facts, rng = FACTS["dispatch"], world.dice.of("dispatch")
    on = facts["on"]
    title = fill(WORDS["dispatch"], {"year": on.year})
    meeting = convene(world, MeetingKind.DISPATCH, on, title, chair=world.leading_group[0])
    for topic in facts["topics"]:
        put_on_agenda(world, meeting, topic)
    row = DispatchMeeting(meeting=meeting, rule=facts["rule"])
    world.rows.enter(row, office=world.home, at=on, role=Role.GUIDANCE)
    attend(world, meeting, world.leading_group[-1], world.home.name, Seat.DIRECTOR.label)
    patterns = rng.sample(facts["statements"], len(facts["statements"])) * len(world.counties)
    for county, pattern in zip(world.counties, patterns, strict=False):
        for person, seat in ((county.director, Seat.DIRECTOR), (county.leaders[0], Seat.GROUP_LEADER)):
            attend(world, meeting, person, county.office.name, seat.label, delegation=county.office)
        slots = Slots(rng, county.name, Level.COUNTY, on.year)
        statement = CountyStatement(dispatch=row, county=county.office, text=fill(pattern, slots))
        world.rows.enter(statement, office=world.home, at=on, role=Role.GUIDANCE)
