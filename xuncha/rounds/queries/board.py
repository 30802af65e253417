"""A round as a board: its groups by the stages of their tasks, each with its light. Six queries however many tasks."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from xuncha.kernel.deadlines import Light, Lights
from xuncha.kernel.viewer import Viewer
from xuncha.rounds.models import Group, GroupMember, Round, Task
from xuncha.rounds.queries.checklists import settled_of
from xuncha.rounds.queries.owed import Owed, next_steps
from xuncha.rounds.queries.way import CALLED, WAY
from xuncha.rounds.rules.groups import Seat
from xuncha.rounds.rules.stages import STAGE_OF_TASK, Stage
from xuncha.rounds.rules.tasks import IDLE, TaskState

COLUMNS = (
    "uid", "round", "group", "state", "entry_planned_on", "exit_planned_on", "entered_on", "left_on", "decided_on",
    "organisation__short_name",
)  # fmt: skip


@dataclass(frozen=True)
class Card:
    """One task; `settled` of `steps` are how far its checklist is, 0 of 0 without one."""

    task: Task
    owed: Owed | None
    settled: int
    steps: int


@dataclass(frozen=True)
class Cell:
    stage: str
    cards: tuple[Card, ...]


@dataclass(frozen=True)
class Row:
    """A group with its cards by stage; `group` is None for tasks not given to one yet."""

    group: Group | None
    leader: str
    cells: tuple[Cell, ...]

    @property
    def number(self) -> int:
        return sum(len(cell.cards) for cell in self.cells)


@dataclass(frozen=True)
class Board:
    """`idle` are tasks put off or called off: they stand beside the board."""

    heads: tuple[tuple[str, int], ...]
    rows: tuple[Row, ...]
    idle: tuple[Card, ...]
    lights: tuple[tuple[Light, str, int], ...]

    @property
    def number(self) -> int:
        return sum(number for _, number in self.heads)


def board(round_: Round, viewer: Viewer, lights: Lights) -> Board:
    """As far as the viewer sees its tasks and groups."""
    tasks = (
        Task.objects.visible_to(viewer)
        .filter(round=round_)
        .select_related("organisation")
        .only(*COLUMNS)
        .order_by("organisation__short_name", "pk")
    )
    for task in tasks:
        task.round = round_
    cards = _cards(list(tasks), lights)
    live = [card for card in cards if card.task.state not in IDLE]
    stages = Counter(_stage(card) for card in live)
    return Board(
        heads=tuple((CALLED[stage], stages[stage]) for stage in WAY),
        rows=tuple(_rows(round_, viewer, live)),
        idle=tuple(card for card in cards if card.task.state in IDLE),
        lights=_counted(live),
    )


def _cards(tasks: list[Task], lights: Lights) -> list[Card]:
    owed, settled = next_steps(tasks, lights), settled_of(tasks)
    return [Card(task, owed.get(task.pk), *settled.get(task.pk, (0, 0))) for task in tasks]


def _stage(card: Card) -> Stage:
    return STAGE_OF_TASK[TaskState(card.task.state)]


def _rows(round_: Round, viewer: Viewer, cards: Iterable[Card]) -> Iterable[Row]:
    by_group: dict[int | None, dict[Stage, list[Card]]] = defaultdict(lambda: defaultdict(list))
    for card in cards:
        by_group[card.task.group_id][_stage(card)].append(card)
    leaders = _leaders(round_, viewer)
    for group in Group.objects.visible_to(viewer).filter(round=round_).order_by("number"):
        yield Row(group, leaders.get(group.pk, ""), _cells(by_group.pop(group.pk, {})))
    left: dict[Stage, list[Card]] = defaultdict(list)
    for found in by_group.values():
        for stage, several in found.items():
            left[stage] += several
    if left:
        yield Row(None, "", _cells(left))


def _cells(found: Mapping[Stage, list[Card]]) -> tuple[Cell, ...]:
    return tuple(Cell(CALLED[stage], tuple(found.get(stage, ()))) for stage in WAY)


def _leaders(round_: Round, viewer: Viewer) -> dict[int, str]:
    seats = GroupMember.objects.visible_to(viewer).filter(round=round_, seat=Seat.LEADER, until=None)
    return dict(seats.values_list("group", "person__name"))


def _counted(cards: Iterable[Card]) -> tuple[tuple[Light, str, int], ...]:
    """The worst light first; those without a deadline are not counted."""
    found = Counter(card.owed.light for card in cards if card.owed)
    tones = {Light.RED: "red", Light.ORANGE: "orange", Light.YELLOW: "amber", Light.GREEN: "green"}
    return tuple((light, tone, found[light]) for light, tone in tones.items() if found[light])
