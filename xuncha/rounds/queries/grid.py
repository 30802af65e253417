"""The coverage grid: organisations × rounds, each cell what was done there and how far it got."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from xuncha.kernel.viewer import Viewer
from xuncha.orgs.models import Organisation
from xuncha.orgs.rules import UnitClass
from xuncha.records.rules import Level
from xuncha.rounds.models import PlanItem, Round, Task, TaskQuerySet
from xuncha.rounds.queries.frame import Frame, frame
from xuncha.rounds.queries.progress import RoundStep, rounds_until, series_of
from xuncha.rounds.rules.coverage import MILESTONE_DATE, Milestone
from xuncha.rounds.rules.kinds import Mode, TaskKind

COLUMNS = (
    "uid", "kind", "state", "counts", "round__number", "organisation__uid", "organisation__short_name",
    "organisation__unit_class", "organisation__level", *MILESTONE_DATE.values(),
)  # fmt: skip
DONE = (Milestone.FINISHED, Milestone.FED_BACK)


@dataclass(frozen=True)
class Cell:
    """One task on the grid.

    milestone  the farthest it had reached by the day; None: postponed, withdrawn, or its round not approved
    inherited  done at a predecessor that has merged into the row's organisation
    """

    task: Task
    kind: TaskKind
    modes: tuple[Mode, ...]
    milestone: Milestone | None
    inherited: bool

    @property
    def covers(self) -> bool:
        return self.task.counts and self.milestone in DONE


@dataclass(frozen=True)
class Row:
    """One organisation and its tasks by round number; `planned` is False for those inspected outside the plan."""

    organisation: Organisation
    unit_class: UnitClass
    level: Level
    planned: bool
    covered: bool
    cells: dict[int, tuple[Cell, ...]]


@dataclass(frozen=True)
class Grid:
    """`steps` is the cumulative line above the columns; it lacks the rounds that were not approved by the day."""

    rounds: tuple[Round, ...]
    rows: tuple[Row, ...]
    steps: tuple[RoundStep, ...]


def grid(office: int, day: date, viewer: Viewer) -> Grid:
    """The term in force on a day, as far as `viewer` sees it; in at most fourteen queries whatever its size."""
    measured = frame(office, day)
    seen = Task.objects.visible_to(viewer).filter(
        round__term=measured.term, round__voided_at=None, at__lte=day
    )
    cells = _cells(measured, seen)
    return Grid(
        rounds=tuple(rounds_until(measured).filter(at__lte=day)),
        rows=(*_planned(measured, viewer, cells), *_unplanned(cells)),
        steps=tuple(series_of(measured)),
    )


Cells = dict[int, dict[int, list[Cell]]]  # listed organisation, round number


def _cells(measured: Frame, seen: TaskQuerySet) -> Cells:
    scheduled = set(seen.scheduled(measured.day).values_list("pk", flat=True))
    modes: dict[int, list[Mode]] = defaultdict(list)
    for pk, mode in seen.order_by("modes__pk").exclude(modes=None).values_list("pk", "modes__mode"):
        modes[pk].append(Mode(mode))
    found: Cells = defaultdict(lambda: defaultdict(list))
    tasks = seen.select_related("organisation", "round").only(*COLUMNS)
    for task in tasks.order_by("at", "pk"):
        answering = measured.heirs.get(task.organisation_id, task.organisation_id)
        cell = Cell(
            task=task,
            kind=TaskKind(task.kind),
            modes=tuple(modes[task.pk]),
            milestone=_milestone(task, measured.day, task.pk in scheduled),
            inherited=answering != task.organisation_id,
        )
        found[answering][task.round.number].append(cell)
    return found


def _milestone(task: Task, day: date, scheduled: bool) -> Milestone | None:
    """The farthest milestone whose date has come."""
    for milestone in reversed(MILESTONE_DATE):
        reached: date | None = getattr(task, MILESTONE_DATE[milestone])
        if reached and reached <= day:
            return milestone
    return Milestone.SCHEDULED if scheduled else None


def _planned(measured: Frame, viewer: Viewer, cells: Cells) -> Iterator[Row]:
    """Rows of the list, by class and in its order; each takes its cells out of `cells`."""
    visible = (
        PlanItem.objects.visible_to(viewer).filter(version=measured.version).select_related("organisation")
    )
    order = list(UnitClass)
    for item in sorted(visible, key=lambda item: (order.index(UnitClass(item.unit_class)), item.pk)):
        own = cells.pop(item.organisation_id, {})
        kept = item.organisation_id in measured.kept
        yield _row(item.organisation, item.unit_class, item.level, own, planned=True, kept=kept)


def _unplanned(cells: Cells) -> Iterator[Row]:
    for own in cells.values():
        organisation = next(cell.task.organisation for at_round in own.values() for cell in at_round)
        yield _row(organisation, organisation.unit_class, organisation.level, own, planned=False, kept=False)


def _row(
    organisation: Organisation,
    unit_class: str,
    level: str,
    own: dict[int, list[Cell]],
    *,
    planned: bool,
    kept: bool,
) -> Row:
    return Row(
        organisation=organisation,
        unit_class=UnitClass(unit_class),
        level=Level(level),
        planned=planned,
        covered=planned and (kept or any(cell.covers for cell in _all(own))),
        cells={number: tuple(cells) for number, cells in own.items()},
    )


def _all(own: dict[int, list[Cell]]) -> Iterable[Cell]:
    return (cell for cells in own.values() for cell in cells)
