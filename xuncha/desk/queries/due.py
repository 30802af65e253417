"""What is late, what falls due next, and who owes it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from xuncha.basis.models import Addressee, Decision
from xuncha.desk.queries.lines import Line, Source, address, count, joined, read, readers
from xuncha.desk.queries.steps import NEXT, next_steps
from xuncha.fieldwork.models import MaterialRequest
from xuncha.guidance.models import SupervisionCase
from xuncha.kernel.deadlines import Light, lights
from xuncha.kernel.figures import Period
from xuncha.kernel.viewer import Viewer
from xuncha.kernel.workdays import DAY, BuiltIn
from xuncha.leadership.models import NamedMatter
from xuncha.leadership.rules import MatterState
from xuncha.records.rules import GROUP
from xuncha.rectification.models import Item, Measure
from xuncha.rectification.rules import OPEN, MeasureKind
from xuncha.rounds.models import KeyTask, Task
from xuncha.rounds.rules.tasks import TaskState

SOON = timedelta(days=10)  # the first notice goes out so many days ahead
AHEAD = timedelta(days=30)  # as far as the list looks

_WAITING = (
    Measure.objects.live().filter(item=OuterRef("pk"), done_on=None).exclude(kind=MeasureKind.LONG_TERM)
)

SOURCES = (
    Source(
        "整改措施",
        Measure,
        "due_on",
        "text",
        joined("owner__organisation__short_name", "owner__title"),
        Q(done_on=None, item__voided_at=None, item__state__in=OPEN) & ~Q(kind=MeasureKind.LONG_TERM),
    ),
    Source(  # an item whose measures wait is told by its measures
        "整改事项",
        Item,
        "due_on",
        "title",
        "ledger__title",
        Q(state__in=OPEN) & ~Exists(_WAITING),
    ),
    Source(
        "点人点事",
        NamedMatter,
        "due_on",
        "gist",
        "lead__short_name",
        Q(state__in=(MatterState.ASSIGNED, MatterState.UNDER_WAY)),
    ),
    Source("函请材料", MaterialRequest, "due_on", "subject", "department__short_name", Q(received_on=None)),
    Source(
        "文件答复",
        Addressee,
        "due_on",
        "document__title",
        "name",
        Q(replied_on=None, document__voided_at=None),
    ),
    Source("工作要点", KeyTask, "due_on", "text", "owner", Q(done_on=None)),
    Source("会议决定", Decision, "due_on", "text", "owner", Q(done_on=None)),
    Source("重点督办", SupervisionCase, "due_on", "matter", "county__short_name", Q(closed_on=None)),
)
READERS = readers(SOURCES) - GROUP  # a group's own days stand with its tasks
TONES = {Light.RED: "red", Light.ORANGE: "orange", Light.YELLOW: "amber", Light.GREEN: "grey"}


@dataclass(frozen=True)
class Owed:
    """How much of one kind is late, and the list of that kind."""

    kind: str
    late: int
    url: str


@dataclass(frozen=True)
class DueLine:
    """A line, and how many days ago it was due (`late`) or how many are left (`left`; 0 is today)."""

    line: Line
    late: int
    left: int
    tone: str


@dataclass(frozen=True)
class Due:
    """late, soon   how many are past due, and how many fall due within ten days
    kinds        the kinds of which something is late
    overdue      what is late, the longest first
    coming       what falls due within a month, the next first
    """

    late: int
    soon: int
    kinds: list[Owed]
    overdue: list[DueLine]
    coming: list[DueLine]

    @property
    def more(self) -> bool:
        return self.late > len(self.overdue) or self.soon > len(self.coming)


def due(viewer: Viewer, day: date, limit: int) -> Due:
    """In five queries."""
    late, soon = Q(line_day__lt=day), Q(line_day__gte=day, line_day__lte=day + SOON)
    counted = count(SOURCES, viewer, late=late, soon=soon)
    steps = [line for line in next_steps(_under_way(viewer)) if line.day <= day + AHEAD]
    kinds = [Owed(source.kind, sizes["late"], source.address) for source, sizes in counted]
    kinds.append(Owed("巡察任务", sum(line.day < day for line in steps), address(Task)))
    before, after = Period(date.min, day - DAY), Period(day, day + AHEAD)
    return Due(
        late=sum(kind.late for kind in kinds),
        soon=sum(sizes["soon"] for _, sizes in counted)
        + sum(day <= line.day <= day + SOON for line in steps),
        kinds=[kind for kind in kinds if kind.late],
        overdue=dated(_first(steps, viewer, before, limit), day),
        coming=dated(_first(steps, viewer, after, limit), day),
    )


def _first(steps: list[Line], viewer: Viewer, period: Period, limit: int) -> list[Line]:
    """The first lines of a period, those of tasks among them."""
    lines = [*(line for line in steps if line.day in period), *read(SOURCES, viewer, period, limit=limit)]
    return sorted(lines, key=lambda line: line.day)[:limit]


def _under_way(viewer: Viewer) -> QuerySet[Task]:
    """The office's tasks between entry and feedback."""
    tasks = Task.objects.visible_to(viewer).filter(office__in=viewer.offices(Task.reach.office))
    return tasks.filter(state__in=(TaskState.ENTERED, *NEXT)).select_related("organisation", "round", "group")


def dated(lines: Iterable[Line], day: date) -> list[DueLine]:
    """The lines with the days that have passed since, or are left until, they fall due."""
    known = lights(day, BuiltIn())
    return [
        DueLine(line, max((day - line.day).days, 0), max((line.day - day).days, 0), TONES[known.of(line.day)])
        for line in lines
    ]
