"""Look-backs go through the problems of the task before; what was a sham or came back is rectified anew."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from random import Random

from xuncha.findings.models import Finding
from xuncha.findings.rules import FindingState
from xuncha.operations.city.days import between, later
from xuncha.operations.city.texts import fill, table
from xuncha.operations.city.world import HeldTask, World
from xuncha.records.rules import Role
from xuncha.rectification.models import Closure, Item, Verdict
from xuncha.rectification.rules.closures import ClosureState
from xuncha.rectification.rules.items import ItemState
from xuncha.rectification.rules.lookbacks import Outcome
from xuncha.rounds.rules.kinds import TaskKind

WORDS = table("words")["rectification"]["lookback"]
SHARES = {Outcome.GENUINE: 94, Outcome.SHAM: 2, Outcome.REBOUND: 4}
SO_FAR = 0.6  # of the problems of a task whose group is still in the field


def look_back(world: World) -> None:
    """Every look-back that has entered: all problems where its report is in, some where it is not."""
    rng = world.dice.of("verdicts")
    earlier: dict[int | None, list[Finding]] = defaultdict(list)
    for finding in world.rows.all(Finding):
        if finding.in_list and finding.fed_back_on:
            earlier[finding.task_id].append(finding)
    items = {item.finding_id: item for item in world.rows.all(Item) if item.finding_id}
    closures = {row.item_id: row for row in world.rows.all(Closure) if row.state == ClosureState.STRUCK_OFF}
    for held in _looking(world):
        found = earlier[held.task.parent_task_id]
        judged = found if held.task.reported_on else found[: int(len(found) * SO_FAR)]
        for finding in judged:
            item = items.get(finding.pk)
            _judge(world, rng, held, finding, item, closures.get(item.pk) if item else None)


def _looking(world: World) -> Iterator[HeldTask]:
    held = [task for round_ in world.rounds.values() for task in round_.tasks]
    held += [task for county in world.counties for task in (*county.tasks, *county.linkage)]
    known: set[int] = set()
    for one in held:
        task = one.task
        if (
            task.kind == TaskKind.LOOKBACK
            and task.parent_task_id
            and task.entered_on
            and task.pk not in known
        ):
            known.add(task.pk)
            yield one


def _judge(
    world: World, rng: Random, held: HeldTask, finding: Finding, item: Item | None, closure: Closure | None
) -> None:
    entered = held.task.entered_on
    assert entered
    on = between(rng, later(entered, 2), held.task.left_on or world.profile.today)
    outcome = rng.choices(list(SHARES), list(SHARES.values()))[0]
    if item is None or item.state != ItemState.DONE or not item.done_on or item.done_on >= on:
        outcome = Outcome.GENUINE  # what is not struck off cannot come back
    text = rng.choice(WORDS[outcome])
    row = Verdict(task=held.task, finding=finding, outcome=outcome, text=text)
    world.rows.enter(row, office=world.office(held.task), at=on, by=held.leader)
    if outcome != Outcome.GENUINE and item:
        _reopen(world, row, item, closure, on)


def _reopen(world: World, row: Verdict, item: Item, closure: Closure | None, on: date) -> None:
    """By who may: the section in the city, the county's office in a county."""
    finding = row.finding
    note = fill(WORDS["reason"], {"outcome": Outcome(row.outcome).label, "text": row.text})
    by = world.rows.actor(item.office_id, (Role.RECTIFICATION,))
    world.rows.move(item, "reopen", at=on, by=by, note=note, done_on=None)
    if closure:
        world.rows.move(closure, "reopen", at=on, by=by, note=note)
    if finding.state == FindingState.ACCEPTED:
        world.rows.move(finding, "reopen", at=on, by=by, note=note, accepted_on=None)
    world.rows.fill(row, "reopen", at=on, by=by, reopened_on=on)
