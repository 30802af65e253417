"""What awaits a group: its own tasks, and the problems it has drafted."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from xuncha.calendars.queries import lights_of
from xuncha.desk.queries.stock import Stock, stock
from xuncha.findings.models import Finding
from xuncha.findings.rules import FindingState
from xuncha.kernel.viewer import Viewer
from xuncha.records.rules import GROUP
from xuncha.rounds.models import Task
from xuncha.rounds.queries.owed import Owed, next_steps
from xuncha.rounds.rules.tasks import IDLE
from xuncha.ui.lines import Line, Source, address, read, up_to

READERS = GROUP
_DRAFTS = (
    Source("草拟", Finding, "at", "title", "task__organisation__short_name", Q(state=FindingState.DRAFT)),
)


@dataclass(frozen=True)
class OwnTask:
    """A task of the viewer's group, and what is due in it next; None when nothing is."""

    task: Task
    url: str
    next: Owed | None


def own_tasks(viewer: Viewer, day: date, limit: int) -> list[OwnTask]:
    """What the groups in which the viewer sits are to inspect, in the order of entry; in two queries."""
    tasks = (
        Task.objects.visible_to(viewer).filter(group__in=viewer.groups_with(READERS)).exclude(state__in=IDLE)
    )
    rows = list(
        tasks.select_related("organisation", "round", "group").order_by("entry_planned_on", "pk")[:limit]
    )
    steps = next_steps(rows, lights_of(day))
    return [OwnTask(task, address(Task, task), steps.get(task.pk)) for task in rows]


@dataclass(frozen=True)
class Problems:
    """The problems of the group's tasks by state, and the oldest that its leader has not confirmed."""

    stock: Stock
    drafts: list[Line]


def problems(viewer: Viewer, day: date, limit: int) -> Problems:
    """In two queries."""
    own = Finding.objects.visible_to(viewer).filter(task__group__in=viewer.groups_with(READERS))
    return Problems(stock(Finding, own), read(_DRAFTS, viewer, up_to(day), limit=limit))
