"""What the group leaders suggested should become of what was found, and how the leading group ruled."""

from datetime import date

from xuncha.basis.rules import MeetingKind
from xuncha.clues.models import Clue
from xuncha.leadership.models import Disposition
from xuncha.leadership.rules import DispositionKind, Ruling
from xuncha.operations.city.days import later
from xuncha.operations.city.texts import fill, inside_quotes, split, table
from xuncha.operations.city.world import HeldGroup, HeldTask, World

WORDS = table("dispositions")
INSPECTED = "unit"


def propose(world: World) -> None:
    """For every report of the latest rounds; those that wait for the leading group are not ruled on yet."""
    clues: dict[int, list[str]] = {}
    for clue in world.rows.all(Clue):
        clues.setdefault(clue.task_id, []).append(clue.number)
    for number, held in world.rounds.items():
        for group in held.groups if number >= table("inspection_reports")["first_round"] else ():
            for task in group.tasks:
                if task.task.reported_on:
                    _suggest(world, group, task, clues.get(task.task.pk, []))


def _suggest(world: World, group: HeldGroup, held: HeldTask, clues: list[str]) -> None:
    rng, day = world.dice.of("dispositions"), held.task.reported_on
    assert day
    proposed = min(later(day, 1), held.task.heard_on or world.profile.today)
    for line in rng.sample(WORDS["proposals"], rng.randint(3, 4)):
        kind, who, pattern = split(line)
        body = held.unit if who == INSPECTED else world.unit(who) if who else None
        text = fill(
            pattern, {"u": held.unit.short_name, "title": inside_quotes(rng.choice(held.findings).title)}
        )
        row = Disposition(task=held.task, kind=DispositionKind(kind), text=text, body=body)
        _rule(world, group, row, proposed, held.task.heard_on)
    for number in clues[:2]:
        text = fill(WORDS["clue"], {"number": number})
        body = world.unit(WORDS["clue_body"])
        row = Disposition(task=held.task, kind=DispositionKind.CLUE, text=text, body=body)
        _rule(world, group, row, proposed, held.task.heard_on)


def _rule(world: World, group: HeldGroup, row: Disposition, proposed: date, heard: date | None) -> None:
    world.rows.enter(row, office=world.home, at=proposed, by=group.leader)
    if heard is None:
        return
    rng = world.dice.of("rulings")
    agreed = row.kind == DispositionKind.CLUE or rng.random() < 0.8
    ruling = Ruling.AGREED if agreed else rng.choice((Ruling.CHANGED, Ruling.CHANGED, Ruling.REJECTED))
    text = "" if ruling == Ruling.AGREED else rng.choice(WORDS["rulings"][ruling.value])
    meeting = world.meetings.get((MeetingKind.LEADING_GROUP.value, heard))
    basis = meeting.minutes.title if meeting and meeting.minutes else WORDS["minutes"]
    world.rows.fill(row, "rule", at=heard, basis=basis, ruling=ruling, ruled_on=heard, ruled_text=text)
