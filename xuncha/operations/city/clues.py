"""Clues: what was reported of whom (sealed), to whom it went, what the receiver signed for and what became of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random

from xuncha.basis.rules import Stated
from xuncha.clues.models import (
    Clue,
    ClueContent,
    ClueSubject,
    Outcome,
    Receipt,
    Reminder,
    Transfer,
    TransferLine,
)
from xuncha.clues.rules import Disposition, ReceiverKind, Result, Source, check_day, occasion
from xuncha.kernel.deadlines import add_months
from xuncha.operations.city.days import between, later, workday
from xuncha.operations.city.findings_text import Slots
from xuncha.operations.city.papers import issue, send, state
from xuncha.operations.city.pool import random_name
from xuncha.operations.city.profile import ClueSpec
from xuncha.operations.city.texts import fill, lines, table
from xuncha.operations.city.world import HeldGroup, HeldRound, HeldTask, World
from xuncha.records.rules import Level, Role

WORDS = table("words")["clues"]
RECEIVERS: dict[str, ReceiverKind] = {
    key: ReceiverKind(kind) for key, kind in table("staff")["receivers"].items()
}
WEIGHTS = (11, 5, 2, 2)
DUE = 3  # months from the receipt to the result, in both sets of deadlines (D22)
ANSWERS: dict[Disposition, tuple[Result, ...]] = {
    Disposition.TALK: (Result.UNVERIFIED, Result.FIRST, Result.FIRST),
    Disposition.PRELIMINARY: (Result.UNVERIFIED, Result.FIRST, Result.SECOND, Result.THIRD),
    Disposition.SHELVED: (Result.UNVERIFIED,),
    Disposition.ENDED: (Result.ENDED,),
}
FILED = {Result.SECOND, Result.THIRD}
NAMED_SOURCES = {Source.LETTER, Source.VISIT, Source.CALL}


@dataclass
class Line:
    """A clue on its way to one receiver."""

    clue: Clue
    leads: bool = True


def hand_over(world: World) -> None:
    """All clues of the city, batch by batch."""
    for spec in world.profile.clues:
        clues = _batch(world, spec)
        _distribute(world, spec, clues)
    _copy_late(world)
    _leave_open(world, world.held(world.profile.rounds[-1].number))


def _batch(world: World, spec: ClueSpec) -> list[Clue]:
    """Clues that were decided together; early ones rest on an approval of their own."""
    rng, held = world.dice.of("clues"), world.held(spec.round)
    decided = later(spec.on, -2) if spec.early else held.spec.decided
    assert decided
    approval = None
    if spec.early:
        approval = issue(
            world,
            "early",
            at=later(spec.on, -3),
            role=Role.CLUE_KEEPER,
            round=held.round.name,
            n=spec.on.month,
        )
    clues = []
    for group, task in _sources(rng, held, spec.count):
        last = later(decided, -4) if spec.early else task.task.left_on or decided
        clue = _register(world, rng, held, group, task, last)
        clue.early_approval = approval
        key = rng.choices(list(RECEIVERS), WEIGHTS)[0]
        suggested = RECEIVERS[key] if rng.random() < 0.9 else rng.choice(list(RECEIVERS.values()))
        suggested_on = max(clue.at, later(decided, -3))
        world.rows.move(clue, "suggest", at=suggested_on, by=group.leader, suggested=suggested)
        world.rows.move(clue, "decide", at=decided, decided=RECEIVERS[key])
        clues.append(clue)
    return clues


def _sources(rng: Random, held: HeldRound, number: int) -> list[tuple[HeldGroup, HeldTask]]:
    pairs = [(group, task) for group in held.groups for task in group.tasks if task.task.entered_on]
    return rng.choices(pairs, k=number)


def _register(
    world: World, rng: Random, held: HeldRound, group: HeldGroup, task: HeldTask, last: date
) -> Clue:
    entered = task.task.entered_on
    assert entered
    at = between(rng, later(entered, 2), last)
    run = (held.spec.number, group.group.number)
    world.clue_serials[run] = world.clue_serials.get(run, 0) + 1
    number = f"{held.spec.proposed.year}-{run[0]}-{run[1]}-{world.clue_serials[run]:03}"
    source = rng.choice(list(Source))
    clue = Clue(number=number, task=task.task, source=source)
    world.rows.enter(clue, office=world.home, at=at, by=group.leader)
    _seal(world, rng, clue, task, source)
    return clue


def _seal(world: World, rng: Random, clue: Clue, task: HeldTask, source: Source) -> None:
    """Content and subjects, in columns that are encrypted at rest."""
    kind, post, text = rng.choice(lines("clues"))
    slots = Slots(rng, task.unit.short_name, Level.CITY, clue.at.year)
    named = source in NAMED_SOURCES and rng.random() < 0.5
    content = ClueContent(
        clue=clue,
        summary=fill(WORDS["summary"], {"kind": kind, "text": fill(text, slots)}),
        organisation=task.unit.name if rng.random() < 0.3 else "",
        reporter=fill(WORDS["reporter"], {"name": random_name(rng)}) if named else "",
        named=named,
    )
    world.rows.enter(content, office=world.home, at=clue.at, role=Role.CLUE_KEEPER)
    for serial in range(1, rng.choice((1, 1, 1, 2, 3)) + 1):
        details = fill(WORDS["subject"], {"name": random_name(rng), "post": fill(post, slots)})
        subject = ClueSubject(
            clue=clue,
            serial=serial,
            details=details,
            is_principal=serial == 1 and rng.random() < 0.2,
        )
        world.rows.enter(subject, office=world.home, at=clue.at, role=Role.CLUE_KEEPER)


def _distribute(world: World, spec: ClueSpec, clues: Sequence[Clue]) -> None:
    """Each clue to its lead receiver, one in six to a second one as well."""
    rng = world.dice.of("clues/receivers")
    keys = list(RECEIVERS)
    batches: dict[str, list[Line]] = {key: [] for key in keys}
    for clue in clues:
        lead = next(key for key in keys if RECEIVERS[key] == clue.decided)
        batches[lead].append(Line(clue))
        if rng.random() < 0.17:
            batches[next(key for key in keys if key != lead)].append(Line(clue, leads=False))
        world.rows.move(clue, "transfer", at=spec.on)
    for key, batch in batches.items():
        if batch:
            _transfer(world, spec.round, spec.on, key, batch)
    _dispose(world, [line for batch in batches.values() for line in batch if line.leads])


def _transfer(
    world: World, round_: int, on: date, key: str, batch: Iterable[Line], *, paper: str = "transfer"
) -> None:
    """One letter to one receiver with its clues, and the slip that came back."""
    held, receiver, batch = world.held(round_), world.unit(key), list(batch)
    letter = issue(
        world,
        paper,
        at=on,
        role=Role.CLUE_KEEPER,
        round=held.round.name,
        to=receiver.short_name,
    )
    received = min(later(on, 2), world.profile.today)
    send(world, letter, receiver, received=received)
    state(world, letter, Stated.CLUES, len(batch))
    world.transfers += 1
    transfer = Transfer(
        number=f"{on.year}-{world.transfers:03}",
        receiver_kind=RECEIVERS[key],
        receiver=receiver,
        document=letter,
    )
    world.rows.enter(transfer, office=world.home, at=on, role=Role.CLUE_KEEPER)
    for line in batch:
        row = TransferLine(transfer=transfer, clue=line.clue, leads=line.leads)
        world.rows.enter(row, office=world.home, at=on, role=Role.CLUE_KEEPER)
        world.lines_of.setdefault(line.clue.pk, []).append(row)
    receipt = Receipt(
        transfer=transfer,
        number=f"{transfer.number}-1",
        stated=len(batch),
        stated_leading=sum(line.leads for line in batch),
        signed_by=random_name(world.dice.of("clues/receipts")),
    )
    world.rows.enter(receipt, office=world.home, at=received, role=Role.CLUE_RECEIVER)
    for row in (world.lines_of[line.clue.pk][-1] for line in batch if line.leads):
        due = add_months(received, DUE)
        world.rows.fill(row, "receive", at=received, by=world.users[Role.CLUE_RECEIVER].pk, due_on=due)


def _dispose(world: World, batch: Iterable[Line]) -> None:
    """What the lead receivers did within three months or a little later (D22)."""
    rng, today = world.dice.of("clues/dispositions"), world.profile.today
    for line in batch:
        clue = line.clue
        assert clue.transferred_on
        disposed = later(clue.transferred_on, rng.randint(15, 75))
        lead = next(row for row in world.lines_of[clue.pk] if row.leads)
        if disposed > today:
            _remind(world, lead)
            continue
        way = rng.choices(list(Disposition), (5, 5, 1, 3))[0]
        by = world.users[Role.CLUE_RECEIVER].pk
        world.rows.fill(lead, "dispose", at=disposed, by=by, disposition=way, disposed_on=disposed)
        world.rows.move(clue, "dispose", at=disposed)
        closed = later(disposed, rng.randint(10, 60))
        if closed <= today and rng.random() < 0.85:
            _answer(world, lead, disposed, closed)
            world.rows.move(clue, "close", at=closed)
        else:
            _remind(world, lead)


def _answer(world: World, line: TransferLine, disposed: date, closed: date) -> None:
    """The receiver's result, some days before the clue is closed by it."""
    rng, by = world.dice.of("clues/outcomes"), world.users[Role.CLUE_RECEIVER].pk
    result = rng.choice(ANSWERS[Disposition(line.disposition)])
    at, persons = max(disposed, later(closed, -3)), int(result not in (Result.UNVERIFIED, Result.ENDED))
    outcome = Outcome(
        line=line,
        due_on=line.due_on,
        result=result,
        filed=persons if result in FILED else 0,
        handled=persons,
    )
    world.rows.enter(outcome, office=world.home, at=at, by=by)
    world.rows.fill(line, "answer", at=at, by=by, answered_on=at)


def _remind(world: World, line: TransferLine) -> None:
    """Two in three receivers of a result that is overdue have been reminded of it once."""
    assert line.due_on
    at = later(line.due_on, 5)
    if at > world.profile.today or line.pk % 3 == 0:
        return
    row = Reminder(line=line, due_on=check_day(line.due_on, at), occasion=occasion(line.due_on, at))
    world.rows.enter(row, office=world.home, at=at, role=Role.CLUE_KEEPER)


def _copy_late(world: World) -> None:
    """Two clues of an earlier year went to a second receiver in the last one: no clue is counted twice."""
    year = world.profile.year
    early = [spec for spec in world.profile.clues if spec.on.year < year][-1]
    lines_ = [rows for rows in world.lines_of.values() if rows[0].at == early.on and len(rows) == 1][:2]
    for rows in lines_:
        first = rows[0].transfer.receiver_id
        key = next(key for key in RECEIVERS if world.unit(key).pk != first)
        _transfer(
            world,
            early.round,
            workday(date(year, 3, 20)),
            key,
            [Line(rows[0].clue, leads=False)],
            paper="transfer_late",
        )


def _leave_open(world: World, held: HeldRound) -> None:
    """What the round on site has registered so far and nobody has decided yet."""
    rng, today = world.dice.of("clues/open"), world.profile.today
    for place, (group, task) in enumerate(_sources(rng, held, 9)):
        clue = _register(world, rng, held, group, task, later(today, -6))
        if place % 3:
            suggested = rng.choice(list(RECEIVERS.values()))
            at = min(later(clue.at, 3), today)
            world.rows.move(clue, "suggest", at=at, by=group.leader, suggested=suggested)
