"""The working papers behind the findings, who wrote, reviewed and signed them, and what the units said to the facts."""

from collections import Counter, defaultdict
from datetime import date
from random import Random

from xuncha.fieldwork.models import Evidence, PaperVersion, Talk, WorkingPaper
from xuncha.fieldwork.rules.papers import EvidenceKind
from xuncha.findings.models import Citation, FactAnswer, Finding
from xuncha.operations.city.accounts import silent
from xuncha.operations.city.days import later
from xuncha.operations.city.texts import fill, table
from xuncha.operations.city.world import HeldGroup, HeldRound, HeldTask, World
from xuncha.people.models import Person
from xuncha.records.models import Office
from xuncha.records.rules import Role
from xuncha.rounds.rules.groups import Seat

WORDS = table("working_papers")
FINDERS = (Seat.MEMBER, Seat.DEPUTY)
METHODS = {
    "document": "reading",
    "data": "reading",
    "photo": "visit",
    "confirmation": "assistance",
    "interview": "talk",
}


class Desk:
    """Those of a group who write, review and sign, by their accounts."""

    def __init__(self, world: World, group: HeldGroup, opened: Counter[str]) -> None:
        self._world, self._opened = world, opened
        seated = {seat.seat: seat.person for seat in reversed(group.seats)}
        self.reviewer = self._account(seated[Seat.LIAISON])
        self.finders = [seat for seat in group.seats if seat.seat in FINDERS][:3]
        self.writers = [self._account(seat.person) for seat in self.finders]
        self.signer = group.leader

    def _account(self, person: Person) -> int:
        """Core staff sit in round after round with one account."""
        if person.user is None:
            self._opened["papers"] += 1
            person.user = silent(self._world, f"group-{self._opened['papers']}", person.name)
        return person.user.pk


def write(world: World) -> None:
    """One paper for each finding on a list, in the rounds that kept them in the system."""
    opened: Counter[str] = Counter()
    talks: dict[int, list[Talk]] = defaultdict(list)
    for talk in world.rows.all(Talk):
        talks[talk.task_id].append(talk)
    for number in sorted(world.rounds):
        if number >= WORDS["first_round"]:
            _round(world, world.rounds[number], opened, talks)


def _round(world: World, held: HeldRound, opened: Counter[str], talks: dict[int, list[Talk]]) -> None:
    for group in held.groups:
        desk = Desk(world, group, opened)
        for task in group.tasks:
            for number, finding in enumerate(task.findings, 1):
                _paper(world, desk, task, number, finding, talks[task.task.pk])
            _hear(world, desk, task)


def _paper(
    world: World, desk: Desk, held: HeldTask, number: int, finding: Finding, talks: list[Talk]
) -> None:
    task, office, rng = held.task, world.office(held.task), world.dice.of("working_papers")
    place = rng.randrange(len(desk.writers))
    writer, begun = desk.writers[place], max(later(finding.at, -2), task.entered_on or finding.at)
    said = {"title": finding.title, "amount": finding.amount, "clause": finding.clause}
    row = WorkingPaper(task=task, number=number, written_by_id=writer, heading=finding.category.name, **said)
    world.rows.enter(row, office=office, at=begun, by=writer)
    version = PaperVersion(paper=row, number=1, text=finding.facts, **said)
    world.rows.enter(version, office=office, at=begun, by=writer)
    kinds = _lay(world, row, office, begun, writer, talks, rng)
    finding.sources = ",".join(dict.fromkeys(METHODS[kind] for kind in kinds))
    finding.finder = desk.finders[place]
    signed = _carry(world, desk, row, finding.at, task.reported_on)
    if signed:
        cited = Citation(finding=finding, paper=row)
        world.rows.enter(cited, office=office, at=max(signed, finding.at), by=writer)


def _lay(
    world: World, row: WorkingPaper, office: Office, at: date, by: int, talks: list[Talk], rng: Random
) -> list[str]:
    """One to three pieces of evidence; a talk of the task is pointed at where there was one by then."""
    chosen = rng.sample(WORDS["evidence"], rng.randint(1, 2))
    known = [talk for talk in talks if talk.at <= at]
    talk = rng.choice(known) if known and rng.random() < 0.5 else None
    chosen += [WORDS["talk"]] if talk else []
    for number, (kind, title, source) in enumerate(chosen, 1):
        n = rng.randint(1, 80)
        page = fill(rng.choice(WORDS["pages"]), {"n": str(n), "m": str(n + rng.randint(1, 9))})
        piece = Evidence(
            paper=row, number=number, kind=EvidenceKind(kind), title=title, source=source, page=page
        )
        if talk and kind == EvidenceKind.INTERVIEW:
            piece.source_subject, piece.source_uid = talk._meta.label_lower, talk.uid
        world.rows.enter(piece, office=office, at=at, by=by)
    return [kind for kind, _, _ in chosen]


def _carry(world: World, desk: Desk, row: WorkingPaper, found: date, reported: date | None) -> date | None:
    """As far as the days reach; whatever is in a report was signed before it. Answers with the day of signing."""
    last = reported or world.profile.today
    days = [found, later(found, 1), later(found, 3), later(found, 4)]
    if reported:
        days = [min(day, later(reported, -1)) for day in days]
    for verb, day in zip(("submit", "review", "study", "sign"), days, strict=True):
        if day > last:
            return None
        _step(world, desk, row, verb, day)
    if reported:
        world.rows.move(row, "put_in_report", at=later(reported, -1), by=desk.signer)
    return days[-1]


def _step(world: World, desk: Desk, row: WorkingPaper, verb: str, day: date) -> None:
    if verb == "submit":
        world.rows.move(row, verb, at=day, by=row.written_by_id)
    elif verb == "review":
        world.rows.move(row, verb, at=day, by=desk.reviewer, reviewed_by_id=desk.reviewer)
    elif verb == "study":
        world.rows.move(row, verb, at=day, by=desk.signer, basis=WORDS["meeting"])
    else:
        world.rows.move(row, verb, at=day, by=desk.signer, signed_by_id=desk.signer)


def _hear(world: World, desk: Desk, held: HeldTask) -> None:
    """After the secretary's meeting every problem is put to the unit; in one task an objection is still open."""
    decided = held.task.decided_on
    if decided is None or held.task.heard_on is None:
        return
    rng = world.dice.of("facts")
    shown = held.task.pk == _first_waiting(world)
    for place, finding in enumerate(held.findings):
        row = FactAnswer(finding=finding, title=finding.title, facts=finding.facts, due_on=later(decided, 3))
        world.rows.enter(row, office=world.office(held.task), at=decided, by=desk.reviewer)
        if rng.random() < 0.08 or (shown and not place):
            _object(world, desk, held, row, rng, undecided=shown)
        else:
            _say(world, desk, held, row, "confirm")


def _say(world: World, desk: Desk, held: HeldTask, row: FactAnswer, verb: str, **said: str) -> None:
    """By the unit's own account where it has one, else entered by the group from its letter."""
    own = held.unit is world.unit(table("accounts")["contact_unit"])
    by = world.users[Role.UNIT_CONTACT].pk if own else desk.reviewer
    world.rows.move(row, verb, at=later(row.at, 1), by=by, basis="" if own else WORDS["reply"], **said)


def _object(
    world: World, desk: Desk, held: HeldTask, row: FactAnswer, rng: Random, *, undecided: bool
) -> None:
    place = rng.randrange(len(WORDS["objections"]))
    said = {"objection": WORDS["objections"][place], "evidence": WORDS["objection_evidence"][place]}
    _say(world, desk, held, row, "object", **said)
    if undecided:
        return
    verb = rng.choice(list(WORDS["decisions"]))
    reason = WORDS["decisions"][verb]
    world.rows.move(row, verb, at=later(row.at, 2), by=desk.signer, note=reason, reason=reason)


def _first_waiting(world: World) -> int:
    """The first task that waits for its feedback: there the demonstration shows an open objection."""
    tasks = (held.task for number in sorted(world.rounds) for held in world.rounds[number].tasks)
    return next((task.pk for task in tasks if task.decided_on and not task.fed_back_on), 0)
