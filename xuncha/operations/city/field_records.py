"""What the groups of the latest rounds wrote down on site: talks, petitions, files, visits, meetings and the journal."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from random import Random
from typing import Any

from xuncha.fieldwork.models import (
    Assistance,
    Forum,
    GroupMeeting,
    Hearing,
    ImmediateNotice,
    JournalEntry,
    Loan,
    PersonalMatterCheck,
    Petition,
    PetitionReporter,
    Questionnaire,
    QuestionnaireOption,
    SitIn,
    Talk,
    TalkInterviewer,
    Visit,
)
from xuncha.fieldwork.models.base import FieldRecord
from xuncha.fieldwork.rules.methods import HearingKind, MeetingKind, SurveyKind, TalkCategory, VisitKind
from xuncha.fieldwork.rules.petitions import Channel, Outcome, Scope
from xuncha.operations.city.days import between, later
from xuncha.operations.city.findings_text import Slots
from xuncha.operations.city.pool import random_name
from xuncha.operations.city.texts import choose, fill, table
from xuncha.operations.city.world import HeldGroup, HeldRound, HeldTask, World
from xuncha.people.rules import Rank
from xuncha.records.rules import Level
from xuncha.rounds.models import GroupMember
from xuncha.rounds.rules.groups import Seat

WORDS = table("field_records")
TALKS = (  # a dozen in a full stay
    *(TalkCategory.LEADERSHIP,) * 3,
    *(TalkCategory.MIDDLE,) * 4,
    *(TalkCategory.ORDINARY,) * 3,
    TalkCategory.RETIRED,
    TalkCategory.SERVED,
)
RANKS = {
    TalkCategory.LEADERSHIP: (Rank.COUNTY_CHIEF, Rank.COUNTY_DEPUTY),
    TalkCategory.MIDDLE: (Rank.TOWNSHIP_CHIEF, Rank.TOWNSHIP_DEPUTY),
    TalkCategory.ORDINARY: (Rank.CLERK,),
}
OUTCOMES = (Outcome.VERIFY, Outcome.VERIFY, Outcome.DISCIPLINE, Outcome.UNIT)
LATEST = 2  # rounds whose fieldwork is written out


def record(world: World) -> None:
    """The latest rounds of the city: one that is over, one with groups on site."""
    for held in list(world.rounds.values())[-LATEST:]:
        for group in held.groups:
            stays = [Stay(world, held, group, task) for task in group.tasks if task.task.entered_on]
            for stay in stays:
                _write(stay)
            _keep(stays)


@dataclass
class Stay:
    """A task's time on site, and who was there."""

    world: World
    held: HeldRound
    group: HeldGroup
    task: HeldTask

    @cached_property
    def rng(self) -> Random:
        return self.world.dice.of("field")

    @cached_property
    def start(self) -> date:
        assert self.task.task.entered_on
        return self.task.task.entered_on

    @cached_property
    def end(self) -> date:
        """The day of exit, or the present day while the group is there."""
        return self.task.task.left_on or self.world.profile.today

    @property
    def is_over(self) -> bool:
        return self.task.task.left_on is not None

    def day(self) -> date:
        """A day of the stay that leaves time to follow up."""
        return between(self.rng, later(self.start, 1), max(later(self.start, 2), later(self.end, -4)))

    def after(self, day: date, number: int) -> date | None:
        """So many working days later; the last day when the stay ends before; None when that is still to come."""
        then = later(day, number)
        if then <= self.end:
            return then
        return self.end if self.is_over else None

    def text(self, pattern: str, year: int = 0) -> str:
        slots = Slots(self.rng, self.task.unit.short_name, Level.CITY, year or self.start.year)
        return fill(choose(pattern, self.rng), slots)

    def members(self, number: int) -> list[GroupMember]:
        return self.rng.sample(self.group.seats, number)

    def writer(self, *seats: Seat) -> int:
        """The account of somebody in the group, where they have one; else the leader's."""
        seated = [s for s in self.group.seats if not seats or s.seat in seats]
        accounts = [s.person.user_id for s in seated if s.person.user_id]
        return self.rng.choice(accounts) if accounts else self.group.leader

    def enter(self, row: Any, at: date, *, by: int = 0) -> Any:
        if isinstance(row, FieldRecord):
            row.task = self.task.task
        return self.world.rows.enter(row, office=self.world.home, at=at, by=by or self.writer())


def _write(stay: Stay) -> None:
    for kind in (_hear, _talk, _receive, _borrow, _survey, _visit, _meet, _ask, _notify):
        kind(stay)


def _hear(stay: Stay) -> None:
    words = WORDS["hearings"]
    opening = Hearing(
        kind=HearingKind.PARTY,
        subject=stay.text(words["party"]),
        reporter=stay.text(words["party_reporter"]),
        text=stay.text(words["party_text"]),
    )
    stay.enter(opening, later(stay.start, 1))
    for subject, reporter, text in stay.rng.sample(words["special"], stay.rng.randint(2, 3)):
        row = Hearing(
            kind=HearingKind.SPECIAL, subject=subject, reporter=stay.text(reporter), text=stay.text(text)
        )
        stay.enter(row, stay.day())


def _talk(stay: Stay) -> None:
    """The leading members first; on a short stay fewer."""
    short = (stay.end - stay.start).days < 35
    for category in TALKS[::2] if short else TALKS:
        words, rng = WORDS["talks"][category.value], stay.rng
        row = Talk(
            interviewee=random_name(rng),
            post=stay.text(rng.choice(words["posts"])),
            rank=rng.choice(RANKS[category]) if category in RANKS else "",
            category=category,
            place=stay.text(rng.choice(WORDS["talks"]["places"])),
            outline=rng.choice(words["outlines"]),
            minutes=stay.text(rng.choice(words["minutes"])),
            confidential=rng.random() < 0.06,
        )
        stay.enter(row, stay.day())
        for member in stay.members(2):
            stay.world.rows.add(TalkInterviewer(talk=row, member=member))


def _receive(stay: Stay) -> None:
    rng, words = stay.rng, WORDS["petitions"]
    days = sorted(stay.day() for _ in range(rng.randint(3, 7)))
    kept: list[Petition] = []
    for serial, day in enumerate(days, start=1):
        scope = Scope.OUTSIDE if rng.random() < 0.25 else Scope.WITHIN
        row = Petition(
            serial=serial,
            channel=rng.choices(list(Channel), (5, 3, 2, 4))[0],
            named=rng.random() < 0.4,
            objects_reflected=stay.text(rng.choice(words["objects"])),
            summary=stay.text(rng.choice(words[scope.value])),
            scope=scope,
        )
        by = stay.writer(Seat.PETITIONS, Seat.LEADER)
        stay.enter(row, day, by=by)
        if row.named:
            who = PetitionReporter(petition=row, name=random_name(rng), contact=stay.text(words["contact"]))
            stay.enter(who, day, by=by)
        _settle(stay, row, kept)
        kept.append(row)


def _settle(stay: Stay, row: Petition, earlier: list[Petition]) -> None:
    """Disposed of within days; some of the last ones still wait while the group is there."""
    disposed = stay.after(row.at, stay.rng.randint(1, 3))
    if disposed is None:
        return
    firsts = [p for p in earlier if p.duplicate_of_id is None]
    outcome = Outcome.PETITION if row.scope == Scope.OUTSIDE else stay.rng.choice(OUTCOMES)
    original = None
    if firsts and stay.rng.random() < 0.08:
        outcome, original = Outcome.JOINED, stay.rng.choice(firsts)
    sets: dict[str, Any] = {"outcome": outcome, "duplicate_of": original}
    stay.world.rows.move(row, "dispose", at=disposed, by=stay.group.leader, **sets)
    answered = stay.after(disposed, stay.rng.randint(3, 9))
    if row.named and answered and stay.rng.random() < 0.7:
        stay.world.rows.move(row, "answer", at=answered, by=stay.group.leader)


def _borrow(stay: Stay) -> None:
    rng, words = stay.rng, WORDS["loans"]
    for title, owner in rng.sample(words["files"], rng.randint(4, 7)):
        row = Loan(
            title=stay.text(title),
            owner=owner,
            period=stay.text(words["period"]),
            volumes=rng.randint(2, 46),
            borrower=stay.members(1)[0],
        )
        stay.enter(row, stay.day())
        returned = stay.after(row.at, rng.randint(2, 12))
        if returned:
            stay.world.rows.fill(row, "return", at=returned, returned_on=returned)


def _survey(stay: Stay) -> None:
    rng, words = stay.rng, WORDS["surveys"]
    kind = rng.choice(list(SurveyKind))
    pattern = rng.choice(words["titles"]) if kind == SurveyKind.SURVEY else words["assessment"]
    sent = rng.randint(40, 120)
    returned = sent - rng.randint(0, 6)
    valid = returned - rng.randint(0, 3)
    row = Questionnaire(
        kind=kind,
        title=stay.text(pattern),
        audience=rng.choice(words["audiences"]),
        sent=sent,
        returned=returned,
        valid=valid,
    )
    stay.enter(row, stay.day())
    for question, options in zip(words["questions"], words["options"], strict=True):
        for option, count in zip(options, _split(rng, valid, len(options)), strict=True):
            chosen = QuestionnaireOption(questionnaire=row, question=question, option=option, count=count)
            stay.enter(chosen, row.at)


def _split(rng: Random, total: int, parts: int) -> list[int]:
    """`total` in parts, each about half of what is left."""
    shares = []
    for _ in range(parts - 1):
        shares.append(int(total * rng.uniform(0.45, 0.7)))
        total -= shares[-1]
    return [*shares, total]


def _visit(stay: Stay) -> None:
    rng = stay.rng
    for kind in rng.sample(list(VisitKind), rng.randint(2, 3)):
        place, findings = rng.choice(WORDS["visits"][kind.value])
        row = Visit(
            kind=kind,
            place=stay.text(place),
            people=0 if kind == VisitKind.COVERT else rng.randint(4, 20),
            households=rng.randint(6, 25) if kind == VisitKind.SINKING else 0,
            findings=stay.text(findings),
        )
        stay.enter(row, stay.day())


def _meet(stay: Stay) -> None:
    rng, words = stay.rng, WORDS["meetings"]
    meeting, topic = rng.choice(words["sit_ins"])
    sat_in = SitIn(meeting=stay.text(meeting), topic=stay.text(topic), remarks=stay.text(words["sit_in"]))
    stay.enter(sat_in, stay.day())
    topic, participants = rng.choice(words["forums"])
    forum = Forum(
        topic=topic, participants=participants, number=rng.randint(8, 16), text=stay.text(words["forum"])
    )
    stay.enter(forum, stay.day())


def _ask(stay: Stay) -> None:
    """Personal matters checked, and other organs asked for help."""
    rng, words = stay.rng, WORDS["meetings"]
    number = rng.randint(5, 14)
    wrong = rng.randint(0, 2)
    check = PersonalMatterCheck(
        scope=rng.choice(words["checks"]),
        number=number,
        inconsistent=wrong,
        remarks=stay.text(words["check"]) if wrong else "",
    )
    stay.enter(check, stay.day())
    organ, matter, reply = rng.choice(words["assistance"])
    row = Assistance(organ=organ, matter=stay.text(matter))
    stay.enter(row, stay.day())
    replied = stay.after(row.at, rng.randint(3, 10))
    if replied:
        stay.world.rows.fill(row, "reply", at=replied, reply=stay.text(reply), replied_on=replied)


def _notify(stay: Stay) -> None:
    rng, move = stay.rng, stay.world.rows.move
    leaves = stay.task.task.left_on or stay.task.task.exit_planned_on or stay.end
    days = sorted(stay.day() for _ in range(rng.randint(0, 2)))
    for serial, (day, item) in enumerate(
        zip(days, rng.sample(WORDS["notices"]["items"], 2), strict=False), 1
    ):
        problem, clause, result = item
        due = min(later(day, 10), leaves)
        row = ImmediateNotice(serial=serial, problem=stay.text(problem), clause=clause, due_on=due)
        stay.enter(row, day, by=stay.group.leader)
        carried = stay.is_over and rng.random() < 0.15
        for verb, then, sets in _course(stay, day, result):
            move(row, verb, at=then, by=stay.group.leader, note=sets.get("result", ""), **sets)
            if carried and verb == "sign":
                note = WORDS["notices"]["carried"]
                move(row, "carry_over", at=stay.end, by=stay.group.leader, note=note)
                break


def _course(stay: Stay, day: date, result: str) -> list[tuple[str, date, dict[str, Any]]]:
    """How a notice goes as far as it has come."""
    steps: list[tuple[str, int, dict[str, Any]]] = [
        ("sign", 1, {"signed_by": random_name(stay.rng)}),
        ("report", 5, {"result": result}),
        ("verify", 7, {}),
    ]
    taken = [(verb, stay.after(day, number), sets) for verb, number, sets in steps]
    return [(verb, then, sets) for verb, then, sets in taken if then]


def _keep(stays: list[Stay]) -> None:
    """The group's own meetings once a week, and its journal every other working day."""
    if not stays:
        return
    stay, last = stays[0], max(stay.end for stay in stays)
    first = min(stay.start for stay in stays)
    _each(first, last, 5, lambda day: _assemble(stay, day))
    _each(first, last, 2, lambda day: _note(stay, day))


def _each(first: date, last: date, step: int, act: Callable[[date], None]) -> None:
    day = later(first - timedelta(days=1), 1)
    while day <= last:
        act(day)
        day = later(day, step)


def _assemble(stay: Stay, day: date) -> None:
    kind = MeetingKind.BRANCH if stay.rng.random() < 0.25 else MeetingKind.GROUP
    agenda, decisions = stay.rng.choice(WORDS["group"][kind.value])
    row = GroupMeeting(
        group=stay.group.group,
        kind=kind,
        attendance=choose(WORDS["group"]["attendance"], stay.rng),
        agenda=agenda,
        decisions=stay.text(decisions),
    )
    stay.enter(row, day)


def _note(stay: Stay, day: date) -> None:
    progress = stay.text(stay.rng.choice(WORDS["group"]["journal"]))
    stay.enter(JournalEntry(group=stay.group.group, progress=progress), day)
