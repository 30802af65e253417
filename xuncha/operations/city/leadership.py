"""Study, reports to the three forums, suggestions: each with its meeting, agenda item and paper."""

from collections import Counter
from datetime import date
from itertools import groupby

from xuncha.basis.models import AgendaItem, Attendance, Decision, Meeting
from xuncha.basis.rules import MeetingKind, Stated
from xuncha.leadership.models import Briefing, StudySession, Suggestion
from xuncha.leadership.rules import Forum, Purpose
from xuncha.operations.city.days import later
from xuncha.operations.city.papers import issue, state
from xuncha.operations.city.texts import fill, lines, table
from xuncha.operations.city.world import World
from xuncha.people.models import Person
from xuncha.records.models import Office

WORDS = table("words")["meetings"]
FORUMS = {"sc": Forum.STANDING_COMMITTEE, "sm": Forum.SECRETARY, "lg": Forum.LEADING_GROUP}
KINDS = {
    "sc": MeetingKind.STANDING_COMMITTEE,
    "sm": MeetingKind.SECRETARY,
    "lg": MeetingKind.LEADING_GROUP,
}


def convene(
    world: World,
    kind: MeetingKind,
    on: date,
    title: str,
    *,
    chair: Person | None = None,
    minutes: bool = True,
) -> Meeting:
    """A meeting, with its minutes a few days later when it keeps some."""
    meeting = Meeting(kind=kind, title=title, place=WORDS["places"][kind], chair=chair)
    world.meetings[kind.value, on] = world.rows.enter(meeting, office=world.home, at=on)
    if minutes:
        paper = issue(world, "minutes", at=min(later(on, 3), world.profile.today), title=title)
        world.rows.fill(meeting, "attach_minutes", at=paper.at, basis=paper.title, minutes=paper)
    return meeting


def put_on_agenda(world: World, meeting: Meeting, subject: str) -> AgendaItem:
    serial = world.agenda[meeting.pk] = world.agenda.get(meeting.pk, 0) + 1
    row = AgendaItem(meeting=meeting, serial=serial, subject=subject)
    return world.rows.enter(row, office=world.home, at=meeting.at)


def attend(
    world: World,
    meeting: Meeting,
    person: Person,
    body: str,
    capacity: str,
    *,
    delegation: Office | None = None,
    present: bool = True,
) -> None:
    """Somebody called to the meeting; a county's people come as its delegation."""
    row = Attendance(
        meeting=meeting,
        person=person,
        name=person.name,
        body=body,
        capacity=capacity,
        delegation=delegation,
        present=present,
    )
    world.rows.enter(row, office=world.home, at=meeting.at)


def brief(world: World) -> None:
    """Everything that was put to the forums, meeting by meeting."""
    counters: Counter[tuple[str, int]] = Counter()
    for (on_text, forum), items in groupby(_of_term(world, "briefings"), key=lambda line: line[:2]):
        on = date.fromisoformat(on_text)
        counters[forum, on.year] += 1
        meeting = _forum_meeting(world, forum, on, counters[forum, on.year])
        for _, _, purpose, round_, subject in items:
            _briefing(world, forum, meeting, Purpose(purpose), round_, subject)


def _of_term(world: World, name: str) -> list[tuple[str, ...]]:
    """The lines whose day is over; another city's rounds may end sooner."""
    numbers = {spec.number for spec in world.profile.rounds}
    known = {"", *(str(number) for number in numbers)}
    return [
        line
        for line in lines(name)
        if date.fromisoformat(line[0]) <= world.profile.today and line[3] in known
    ]


def _forum_meeting(world: World, forum: str, on: date, number: int) -> Meeting:
    title = fill(
        WORDS["titles"][forum],
        {"term": world.profile.term_name, "year": on.year, "number": number, "month": on.month},
    )
    special = on == table("resources")["meeting"]
    chair = world.secretary if forum != "lg" or special else world.leading_group[0]
    meeting = convene(world, KINDS[forum], on, title, chair=chair)
    if forum != "sc":
        rng = world.dice.of("attendance")
        for person in world.leading_group:
            attend(world, meeting, person, "", WORDS["member"], present=rng.random() < 0.93)
    return meeting


def _briefing(
    world: World, forum: str, meeting: Meeting, purpose: Purpose, round_: str, subject: str
) -> Briefing:
    item = put_on_agenda(world, meeting, subject)
    paper = issue(world, "briefing", at=meeting.at, subject=subject)
    row = Briefing(
        forum=FORUMS[forum],
        purpose=purpose,
        subject=subject,
        agenda_item=item,
        document=paper,
        round=world.held(int(round_)).round if round_ else None,
    )
    briefing = world.rows.enter(row, office=world.home, at=meeting.at)
    world.briefings.setdefault((forum, meeting.at), []).append(briefing)
    if forum == "lg" and purpose == Purpose.REPORT:
        text = fill(WORDS["decision"], {"subject": subject})
        decide(world, item, text)
    return briefing


def decide(
    world: World, item: AgendaItem, text: str, *, owner: str = "", due: date | None = None
) -> Decision:
    row = Decision(agenda_item=item, text=text, owner=owner or world.home.name, due_on=due)
    return world.rows.enter(row, office=world.home, at=item.at)


def study(world: World) -> None:
    for on_text, level, subject, audience in lines("studies"):
        on = date.fromisoformat(on_text)
        material = issue(world, "study", at=on, subject=subject)
        meeting = convene(world, MeetingKind.STUDY, on, subject, chair=world.leading_group[-1], minutes=False)
        put_on_agenda(world, meeting, subject)
        row = StudySession(
            meeting=meeting, level=level, subject=subject, document=material, audience=audience
        )
        world.rows.enter(row, office=world.home, at=on)


def suggest(world: World) -> None:
    """Suggestions belong to the briefing that carried them; some followed a national meeting."""
    serials: Counter[Briefing] = Counter()
    for on_text, forum, after_upper, outcome, text in lines("suggestions"):
        on = date.fromisoformat(on_text)
        briefing = next(row for row in world.briefings[forum, on] if _carries(row))
        serials[briefing] += 1
        row = Suggestion(
            briefing=briefing,
            upper_meeting=_upper(world, on) if after_upper else None,
            serial=serials[briefing],
            text=text,
        )
        world.rows.enter(row, office=world.home, at=on)
        verb = WORDS["outcomes"][outcome]
        note = "" if outcome == "adopt" else WORDS["reasons"][outcome]
        world.rows.move(row, verb, at=later(on, 5), note=note)
    for briefing, number in serials.items():
        state(world, briefing.document, Stated.SUGGESTIONS, number)


def _carries(briefing: Briefing) -> bool:
    return briefing.purpose == Purpose.SUGGESTION or WORDS["national"] in briefing.subject


def _upper(world: World, on: date) -> Meeting:
    """The national meeting that the suggestions follow: the last study source before the day."""
    held = next(row for row in reversed(WORDS["upper"]) if row["on"] < on)
    found = world.meetings.get((MeetingKind.UPPER.value, held["on"]))
    return found or convene(world, MeetingKind.UPPER, held["on"], held["title"], minutes=False)
