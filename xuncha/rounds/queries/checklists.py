"""Which template a task goes by, and how its lists stand."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from xuncha.kernel.viewer import Viewer
from xuncha.rounds.models import StepTemplate, Task, TaskStep
from xuncha.rounds.rules.checklists import TICKING, WAIVING, Doer, Purpose
from xuncha.rounds.rules.tasks import TaskState

OPEN = Q(done_on=None, waived_on=None)


def template_for(task: Task, day: date) -> StepTemplate | None:
    """The office's last version in force for the kind; one made for the organisation's level comes first."""
    fitting = StepTemplate.objects.of(task.office_id).filter(
        kind=task.kind, at__lte=day, level__in=["", task.organisation.level]
    )
    return fitting.order_by("-level", "-at", "-version").first()


def owing(task: Task) -> list[TaskStep]:
    """Mandatory steps of the stage the task is in that are neither done nor waived."""
    steps = TaskStep.objects.live().filter(OPEN, task=task, stage=task.state, mandatory=True)
    return list(steps.order_by("serial"))


@dataclass(frozen=True)
class Tick:
    """A line of a list and what this person may do with it."""

    step: TaskStep
    may_finish: bool
    may_waive: bool


@dataclass(frozen=True)
class Part:
    """The lines of one list in one stage; `now` where the task is there."""

    title: str
    now: bool
    ticks: tuple[Tick, ...]

    @property
    def settled(self) -> int:
        return sum(tick.step.is_settled for tick in self.ticks)

    @property
    def to_finish(self) -> int:
        """How many of its lines this person may tick now."""
        return sum(tick.may_finish for tick in self.ticks)

    @property
    def is_open(self) -> bool:
        """Shown unfolded: what the task is about now, and what was left behind."""
        return self.now and self.settled < len(self.ticks)


def parts(task: Task, viewer: Viewer) -> list[Part]:
    """The steps stage by stage, then the other lists. Two queries."""
    steps = TaskStep.objects.visible_to(viewer).filter(task=task).order_by("serial")
    ticks = [_tick(step, task, viewer) for step in steps.select_related("settled_by")]
    stages = [
        Part(state.label, state == task.state, tuple(_of(ticks, Purpose.STEP, state))) for state in TaskState
    ]
    lists = [
        Part(purpose.label, False, tuple(_of(ticks, purpose)))
        for purpose in Purpose
        if purpose != Purpose.STEP
    ]
    return [part for part in (*stages, *lists) if part.ticks]


def _of(ticks: Iterable[Tick], purpose: Purpose, stage: TaskState | None = None) -> Iterable[Tick]:
    return (t for t in ticks if t.step.purpose == purpose and stage in (None, t.step.stage))


def _tick(step: TaskStep, task: Task, viewer: Viewer) -> Tick:
    step.task = task  # its roles go by the task's group
    open_, roles, who = not step.is_settled, step.roles_of(viewer), Doer(step.who)
    return Tick(
        step,
        open_ and not roles.isdisjoint(TICKING[who]),
        open_ and not roles.isdisjoint(WAIVING[who]),
    )


def settled_of(tasks: Collection[Task]) -> Mapping[int, tuple[int, int]]:
    """By task with a checklist: how many steps are settled, of how many. One query."""
    steps = TaskStep.objects.live().filter(task__in=tasks, purpose=Purpose.STEP).order_by()
    counted = steps.values("task").annotate(n=Count("pk"), settled=Count("pk", filter=~OPEN))
    return {row["task"]: (row["settled"], row["n"]) for row in counted}
