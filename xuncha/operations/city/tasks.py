"""The life of a task from its notice to its file, in the order of the regulations (domain reference §4.2)."""

from dataclasses import dataclass
from datetime import date
from random import Random

from xuncha.kernel.deadlines import add_months
from xuncha.operations.city.days import between, later, months_later, spaced, workday
from xuncha.operations.city.papers import issue, send
from xuncha.operations.city.texts import table
from xuncha.operations.city.world import HeldRound, HeldTask, World
from xuncha.rounds.rules.kinds import TaskKind


@dataclass(frozen=True)
class Steps:
    """When a task takes each step; None when it has not by the business date."""

    notify: date
    enter: date
    leave: date | None = None
    report: date | None = None
    review: date | None = None
    hear: date | None = None
    decide: date | None = None
    feed_back: date | None = None
    rectify: date | None = None
    report_progress: date | None = None
    publish: date | None = None
    evaluate: date | None = None
    archive: date | None = None


WORDS = table("inspection_reports")["review"]
NOTES = table("words")["rounds"]["notes"]
FIELD = ("enter", "leave", "report")  # done by the group's leader, the rest by the office


def carry_out(world: World, held: HeldRound) -> None:
    """All tasks of a round of the city, as far as they have come."""
    rng = world.dice.of("tasks")
    days = iter(_feedback_days(held))
    for task in held.tasks:
        wave = held.waves[task.task.pk]
        if not _goes_ahead(world, held, task):
            continue
        notice = issue(
            world, "entry_notice", at=wave.notified, round=held.round.name, unit=task.unit.short_name
        )
        send(world, notice, task.unit)
        steps = _steps(held, task, rng, next(days, None), world.profile.today)
        returned = WORDS["return"] if task.unit in (world.unit(key) for key in held.spec.sent_back) else ""
        take(world, task, steps, notice.title, held.spec.decided_note, returned)


def _goes_ahead(world: World, held: HeldRound, task: HeldTask) -> bool:
    """Whether the unit was inspected: some are withdrawn or put off, some are put off and taken up again."""
    key = next(key for key, unit in world.units.items() if unit is task.unit)
    listed = later(held.spec.approved, 1)
    if key in held.spec.withdrawn:
        world.rows.move(task.task, "withdraw", at=listed, note=NOTES["withdrawn"])
        return False
    if key in (*held.spec.postponed, *held.spec.resumed):
        world.rows.move(task.task, "postpone", at=listed, note=NOTES["postponed"])
    if key in held.spec.resumed:
        world.rows.move(task.task, "resume", at=later(listed, 2))
    return key not in held.spec.postponed


def _feedback_days(held: HeldRound) -> list[date]:
    spec = held.spec
    idle = (*spec.withdrawn, *spec.postponed)
    routine = [task for task in held.tasks if task.task.kind == TaskKind.ROUTINE][len(idle) :]
    return spaced(*spec.feedback, len(routine)) if spec.feedback else []


def _steps(held: HeldRound, task: HeldTask, rng: Random, feedback: date | None, today: date) -> Steps:
    spec, wave = held.spec, held.waves[task.task.pk]
    enter = wave.entry if spec.linked and wave is spec.routine else later(wave.entry, rng.randint(0, 1))
    if wave.exit is None:
        return Steps(notify=wave.notified, enter=enter)
    leave = wave.exit if spec.linked else later(wave.exit, -rng.randint(0, 2))
    report = between(rng, later(leave, 6), spec.reported) if spec.reported else None
    until = after_feedback(rng, feedback, today) if feedback else {}
    return Steps(
        notify=wave.notified,
        enter=enter,
        leave=leave,
        report=report,
        review=spec.reviewed,
        hear=spec.heard,
        decide=spec.decided,
        feed_back=feedback,
        **until,
    )


def after_feedback(rng: Random, feedback: date, today: date) -> dict[str, date | None]:
    """Plan, progress, publication, evaluation and filing (D15 to D26), as far as they lie behind."""
    progress = months_later(feedback, 2)
    publish = later(progress, rng.randint(10, 15))
    evaluate = max(later(publish, 3), workday(add_months(feedback, 3)))
    days = {
        "rectify": later(feedback, rng.randint(14, 20)),
        "report_progress": progress,
        "publish": publish,
        "evaluate": evaluate,
        "archive": later(evaluate, rng.randint(15, 25)),
    }
    return {verb: day if day <= today else None for verb, day in days.items()}


def take(
    world: World, held: HeldTask, steps: Steps, notice: str = "", decided_note: str = "", returned: str = ""
) -> None:
    """Move the task along as far as its steps reach. `returned`: why its report went back to the group once."""
    held.plan_accepted, held.published, held.evaluated = steps.rectify, steps.publish, steps.evaluate
    for verb in Steps.__dataclass_fields__:
        day = getattr(steps, verb)
        if day is None:
            return
        if verb == "report" and returned:
            world.rows.move(held.task, "report", at=later(day, -4), by=held.leader)
            world.rows.move(held.task, "send_back", at=later(day, -2), note=returned)
        world.rows.move(
            held.task,
            verb,
            at=day,
            by=held.leader if verb in FIELD else 0,
            basis=notice if verb == "notify" else "",
            note=decided_note if verb == "decide" else "",
        )
