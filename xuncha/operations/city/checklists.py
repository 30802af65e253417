"""Checklists of the tasks of the latest rounds: written out with the notice, ticked stage by stage."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from random import Random

from xuncha.operations.city.days import between, later
from xuncha.operations.city.findings_text import Slots
from xuncha.operations.city.texts import choose, fill, table
from xuncha.operations.city.world import HeldGroup, HeldRound, HeldTask, World
from xuncha.records.rules import Level, Role
from xuncha.rounds.models import StepTemplate, Task, TaskStep, TemplateStep
from xuncha.rounds.rules.checklists import CHECKED, Doer, Purpose
from xuncha.rounds.rules.groups import Seat
from xuncha.rounds.rules.tasks import TaskState

WORDS = table("checklists")
WAIVED: dict[str, str] = WORDS["waived"]
ADDED = {Purpose.PRESUMED: "presumed", Purpose.MATERIAL: "material", Purpose.PERSONS: "persons"}
UNTIL = {
    Purpose.MATERIAL: 8,
    Purpose.PERSONS: 25,
    Purpose.PRESUMED: 30,
}  # working days from the entry on site
SHARE = 0.6  # of the steps of the stage a task is in


@dataclass
class Sheet:
    """One task's lists while they are filled in."""

    world: World
    group: HeldGroup
    held: HeldTask
    days: dict[str, date]
    serial: int = 0

    @cached_property
    def rng(self) -> Random:
        return self.world.dice.of("checklists")

    @property
    def task(self) -> Task:
        return self.held.task

    @cached_property
    def doers(self) -> dict[str, list[int]]:
        """The accounts that tick: the group's own for what it does, the liaison for the unit, else the office."""
        group = [seat.person.user_id for seat in self.group.seats if seat.person.user_id]
        liaison = [seat.person.user_id for seat in self.group.seats if seat.seat == Seat.LIAISON]
        office = [self.world.users[Role.GENERAL].pk]
        return {
            Doer.GROUP: [key for key in group if key],
            Doer.UNIT: [key for key in liaison if key],
            Doer.OFFICE: office,
            Doer.LEADING_GROUP: office,
        }

    def enter(self, step: TaskStep, at: date, by: int) -> TaskStep:
        self.serial += 1
        step.task, step.serial = self.task, self.serial
        return self.world.rows.enter(step, office=self.world.home, at=at, by=by)

    def finish(self, step: TaskStep, at: date) -> None:
        by = self.rng.choice(self.doers[step.who])
        self.world.rows.fill(step, "finish", at=at, by=by, done_on=at, settled_by_id=by)

    def waive(self, step: TaskStep, at: date) -> None:
        office = step.who != Doer.GROUP
        by = self.world.users[Role.DIRECTOR].pk if office else self.group.leader
        reason = WAIVED[step.text]
        self.world.rows.fill(step, "waive", at=at, by=by, waived_on=at, reason=reason, settled_by_id=by)


def write(world: World) -> None:
    days = world.rows.reached(Task)
    lines: dict[int, list[TemplateStep]] = {}
    for line in world.rows.all(TemplateStep):
        lines.setdefault(line.template_id, []).append(line)
    for number, held in world.rounds.items():
        if number >= WORDS["first_round"]:
            for sheet in _sheets(world, held, days):
                _fill_in(sheet, lines)


def _sheets(world: World, held: HeldRound, days: dict[int, dict[str, date]]) -> Iterator[Sheet]:
    for group in held.groups:
        for task in group.tasks:
            if task.task.notified_on:
                yield Sheet(world, group, task, days[task.task.pk])


def _fill_in(sheet: Sheet, lines: dict[int, list[TemplateStep]]) -> None:
    task, world, notified = sheet.task, sheet.world, sheet.task.notified_on
    assert notified
    template = next(
        row for row in world.rows.all(StepTemplate) if row.kind == task.kind and row.level != Level.VILLAGE
    )
    office = world.users[Role.GENERAL].pk
    world.rows.fill(task, "instantiate", at=notified, by=office, template=template)
    steps = [sheet.enter(_copy(line), notified, office) for line in lines[template.pk]]
    steps += list(_add(sheet, notified))
    for stage in CHECKED:
        inside = [step for step in steps if step.stage == stage and step.purpose == Purpose.STEP]
        _work_through(sheet, TaskState(stage), inside)
    for purpose, number in UNTIL.items():
        _tick(sheet, [step for step in steps if step.purpose == purpose], number)


def _copy(line: TemplateStep) -> TaskStep:
    return TaskStep(
        purpose=line.purpose, text=line.text, stage=line.stage, mandatory=line.mandatory, who=line.who
    )


def _add(sheet: Sheet, notified: date) -> Iterator[TaskStep]:
    """What the group adds when it has read the material: problems it presumes, further papers, whom to see."""
    unit = sheet.held.unit.short_name
    liaison, at = sheet.doers[Doer.UNIT][0], later(notified, 3)
    for purpose, key in ADDED.items():
        slots = Slots(sheet.rng, unit, Level.CITY, notified.year)
        for pattern in sheet.rng.sample(WORDS[key], 4 if purpose == Purpose.PRESUMED else 2):
            text = fill(choose(pattern, sheet.rng), slots)
            row = TaskStep(purpose=purpose, text=text, stage=TaskState.NOTIFIED, who=Doer.GROUP)
            yield sheet.enter(row, at, liaison)


def _work_through(sheet: Sheet, stage: TaskState, steps: list[TaskStep]) -> None:
    """One after the other while the task was in the stage; where it is now, as far as it has come."""
    begun = sheet.days.get(stage)
    if begun is None or not steps:
        return
    ended = _ended(sheet, stage)
    today = sheet.world.profile.today
    done = steps if ended else steps[: int(len(steps) * SHARE)]
    for place, step in enumerate(done, 1):
        share = (place / (len(done) + 1)) * ((ended or today) - begun).days
        day = between(sheet.rng, _after(begun, int(share)), _after(begun, int(share) + 2))
        day = min(max(day, begun), ended or today)
        skipped = not step.mandatory and step.text in WAIVED and sheet.rng.random() < 0.35
        (sheet.waive if skipped else sheet.finish)(step, day)


def _after(day: date, number: int) -> date:
    return date.fromordinal(day.toordinal() + number)


def _ended(sheet: Sheet, stage: TaskState) -> date | None:
    """The day on which the task left the stage for good."""
    following = [
        sheet.days[state]
        for state in list(TaskState)[list(TaskState).index(stage) + 1 :]
        if state in sheet.days
    ]
    return following[0] if following and sheet.task.state != stage else None


def _tick(sheet: Sheet, steps: list[TaskStep], number: int) -> None:
    """The other lists, line by line from the entry on."""
    entered = sheet.task.entered_on
    if entered is None:
        return
    for place, step in enumerate(steps, 1):
        day = later(entered, number * place // len(steps))
        if sheet.task.left_on:
            day = min(day, sheet.task.left_on)
        if day <= sheet.world.profile.today:
            sheet.finish(step, day)
