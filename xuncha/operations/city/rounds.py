"""The city's rounds: proposal to mobilisation, the lists of their papers, and the tasks of their groups."""

from itertools import count

from xuncha.basis.models import Document
from xuncha.basis.rules import Stated
from xuncha.operations.city.days import months_later
from xuncha.operations.city.papers import issue, put_line, state
from xuncha.operations.city.profile import RoundSpec, WaveSpec
from xuncha.operations.city.texts import table
from xuncha.operations.city.world import HeldGroup, HeldRound, HeldTask, World
from xuncha.orgs.models import Organisation
from xuncha.rounds.models import Group, Round, Task, TaskMode
from xuncha.rounds.rules.kinds import Mode, TaskKind

WORDS = table("words")["rounds"]


def propose(world: World, spec: RoundSpec) -> HeldRound:
    """A round up to its mobilisation, with its groups and the tasks on its list."""
    name = WORDS["name"].format(term=world.profile.term_name, number=WORDS["ordinals"][spec.number - 1])
    paper = issue(
        world,
        "round_plan",
        at=spec.approved,
        approver=world.leading_group[0],
        approved=spec.approved,
        round=name,
    )
    row = Round(term=world.term, number=spec.number, name=name, rule_set=world.rule_set, document=paper)
    world.rows.enter(row, office=world.home, at=spec.proposed)
    for verb, day in (
        ("submit", spec.submitted),
        ("approve", spec.approved),
        ("authorise", spec.authorised),
        ("mobilise", spec.mobilised),
    ):
        world.rows.move(row, verb, at=day, basis=paper.title if verb == "approve" else "")
    held = HeldRound(row, spec)
    held.groups = [_group(world, held, number) for number in range(len(spec.pool))]
    _list_tasks(world, held, paper)
    world.rounds[spec.number] = held
    return held


def close(world: World, held: HeldRound) -> None:
    """Closed when its tasks are settled."""
    if held.spec.closed:
        world.rows.move(held.round, "close", at=held.spec.closed)


def _group(world: World, held: HeldRound, number: int) -> HeldGroup:
    """Groups keep their numbers, not their leaders: these move on by one place each round."""
    spec = held.spec
    leaders = world.core["leaders"]
    place = (number + world.profile.rounds[-1].number - spec.number) % len(leaders)
    over = months_later(spec.feedback[1], 1) if spec.feedback and spec.dissolve else None  # D26
    group = Group(
        round=held.round,
        number=number + 1,
        name=WORDS["group"].format(number=WORDS["ordinals"][number]),
    )
    world.rows.enter(group, office=world.home, at=spec.approved)
    if over:
        world.rows.fill(group, "dissolve", at=over, dissolved_on=over)
    leader = leaders[place].user
    assert leader
    return HeldGroup(group, leader.pk, over)


def _list_tasks(world: World, held: HeldRound, paper: Document) -> None:
    """Every task of the round, and the same once more as the paper's own list."""
    spec = held.spec
    serial = count(1)
    for wave, kind, mode in _waves(spec):
        heading = kind.label if kind == TaskKind.LOOKBACK else mode.label
        for held_group, keys, problems in zip(held.groups, wave.units, wave.problems, strict=True):
            for key, number in zip(keys, problems, strict=True):
                unit = world.unit(key)
                task = _task(world, held, held_group, unit, kind, mode, wave)
                held_group.tasks.append(HeldTask(task, unit, held_group.leader, number))
                held.waves[task.pk] = wave
                put_line(world, paper, next(serial), unit.name, heading=heading, unit=unit)
    state(world, paper, Stated.TASKS, next(serial) - 1)


def _waves(spec: RoundSpec) -> list[tuple[WaveSpec, TaskKind, Mode]]:
    waves = [(spec.routine, TaskKind.ROUTINE, Mode.LINKED if spec.linked else Mode.OWN)]
    if spec.own:
        waves.append((spec.own, TaskKind.ROUTINE, Mode.OWN))
    if spec.lookback:
        waves.append((spec.lookback, TaskKind.LOOKBACK, Mode.OWN))
    return waves


def _task(
    world: World,
    held: HeldRound,
    group: HeldGroup,
    unit: Organisation,
    kind: TaskKind,
    mode: Mode,
    wave: WaveSpec,
) -> Task:
    task = Task(
        round=held.round,
        group=group.group,
        organisation=unit,
        kind=kind,
        parent_task=_earlier(world, unit) if kind == TaskKind.LOOKBACK else None,
        counts=kind == TaskKind.ROUTINE,
        upper_round=world.profile.upper_round if mode == Mode.LINKED else "",
        entry_planned_on=wave.entry,
        exit_planned_on=wave.planned_exit or wave.exit,
    )
    world.rows.enter(task, office=world.home, at=held.spec.proposed)
    world.rows.add(TaskMode(task=task, mode=mode))
    return task


def _earlier(world: World, unit: Organisation) -> Task:
    """The organisation's routine task that a look-back looks back to."""
    tasks = (held.task for round_ in world.rounds.values() for held in round_.tasks if held.unit is unit)
    return next(tasks)
