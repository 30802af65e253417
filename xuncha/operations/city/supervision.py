"""Key supervision of counties and the dispatch meeting that called all of them together."""

from collections.abc import Sequence
from datetime import date

from xuncha.basis.models import Document, Meeting
from xuncha.basis.rules import MeetingKind, Stated
from xuncha.guidance.models import (
    CaseAction,
    CaseGauge,
    CaseReason,
    CountyStatement,
    DispatchMeeting,
    DispatchTask,
    SupervisionCase,
)
from xuncha.guidance.rules import GAUGE_OF, ActionKind, ReasonCode, Seat
from xuncha.operations.city import gauges
from xuncha.operations.city.days import between, later
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
    case, read = _open(world, short, _announce(world, [short], letter), checked, (ReasonCode.LOW_STAFFING,))
    _talk(world, case, short, talk)
    _finish(world, case, short, read, checked, closed)
    gauges.draw_lines(world)
    paper = _announce(world, slow(world), facts["letter"])
    for place, (county, on) in enumerate(zip(slow(world), facts["talks"], strict=True)):
        reasons = SLOW if place != 1 else SLOW[:1]
        case, read = _open(world, county, paper, facts["due"], reasons, reply=facts["reply_days"][place])
        _talk(world, case, county, on)
        _act(world, case, county, ActionKind.ON_SITE, facts["visited"])
        # Two have caught up; the others go on being supervised.
        _finish(world, case, county, read, facts["checked"], facts["closed"] if place < 2 else None)


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
    world: World,
    county: County,
    paper: Document,
    due: date,
    reasons: tuple[ReasonCode, ...],
    reply: int | None = None,
) -> tuple[SupervisionCase, list[CaseGauge]]:
    """The case with what the county stood at; `reply` is after how many days it answered the letter."""
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
    read = gauges.freeze(world, county, case, [GAUGE_OF[reason] for reason in reasons])
    letter = _act(world, case, county, ActionKind.LETTER, on, due=FACTS["supervision"]["reply_due"])
    world.rows.move(case, "start", at=later(on, 1))
    if reply:
        answered = later(on, reply)
        by = world.rows.actor(county.office.pk, (Role.COUNTY_OFFICE,))
        world.rows.fill(letter, "reply", at=answered, by=by, reply=WORDS["reply"], replied_on=answered)
    return case, read


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
    due: int | None = None,
) -> CaseAction:
    """`due` is after how many days an answer is owed."""
    row = CaseAction(
        case=case,
        county=county.office,
        kind=kind,
        meeting=meeting,
        note=fill(WORDS["notes"][kind], {"county": county.name}),
        due_on=later(on, due) if due else None,
    )
    return world.rows.enter(row, office=world.home, at=on, role=Role.GUIDANCE)


def _finish(
    world: World,
    case: SupervisionCase,
    county: County,
    read: list[CaseGauge],
    checked: date,
    closed: date | None,
) -> None:
    effect = WORDS["effect" if closed else "lagging"]
    world.rows.move(case, "check", at=checked, note=effect, effect=effect)
    gauges.measure(world, county, read, checked)
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
    _assign(world, row)


def _assign(world: World, row: DispatchMeeting) -> None:
    """The task each county took home: most in time, one late, one not done yet."""
    due, rng = FACTS["dispatch"]["due"], world.dice.of("dispatch tasks")
    for place, county in enumerate(world.counties):
        task = DispatchTask(dispatch=row, county=county.office, text=WORDS["task"], due_on=due)
        world.rows.enter(task, office=world.home, at=row.at, role=Role.GUIDANCE)
        if place == 0:
            continue
        done = later(due, 5) if place == 1 else between(rng, later(row.at, 100), due)
        by = world.rows.actor(county.office.pk, (Role.COUNTY_OFFICE,))
        world.rows.fill(task, "finish", at=done, by=by, done_on=done, result=WORDS["done"])
