"""The coverage grid as the page draws it: a glyph a task, a line above the columns, a word at the end of each row."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby, pairwise

from django.utils.translation import gettext

from xuncha.kernel.numerals import half_up
from xuncha.kernel.words import Word
from xuncha.orgs.models import Organisation
from xuncha.rounds.models import Round, Task
from xuncha.rounds.queries.grid import DONE, Cell, Grid, Row
from xuncha.rounds.queries.progress import RoundStep
from xuncha.rounds.rules.coverage import Milestone
from xuncha.rounds.rules.kinds import Mode
from xuncha.rounds.rules.tasks import TaskState
from xuncha.rounds.views.overview import round_word
from xuncha.ui.tables.registry import row_url, table_of

TOGETHER = frozenset({Mode.LINKED, Mode.COUNTERPART})
LINES = 120  # of one part
FAR = 10_000  # behind every round


class Order(Word):
    CLASS = "class", "按单位类别"
    ROUND = "round", "按首次巡察轮次"
    OPEN = "open", "未覆盖的在前"


class Filled(Word):
    """How far a task is, as its glyph shows it."""

    FULL = "full", "已完成"
    HALF = "half", "了解中"
    HOLLOW = "hollow", "已列入"
    OFF = "off", "未开展"


@dataclass(frozen=True)
class Glyph:
    """One task: its shape by kind, its filling by how far it is, a mark below it by mode."""

    kind: str
    filled: Filled
    mode: str  # "", "linked" or "other"
    covers: bool
    words: str
    url: str


@dataclass(frozen=True)
class Standing:
    """What the row comes to, in a word."""

    word: str
    tone: str


@dataclass(frozen=True)
class Line:
    """A row: its organisation, the glyphs of each round in the order of the columns, and what it comes to."""

    organisation: Organisation
    url: str
    unit_class: str
    cells: tuple[tuple[Glyph, ...], ...]
    standing: Standing


@dataclass(frozen=True)
class Section:
    """Rows under one head; `rest` are those left out of a long part."""

    title: str
    covered: int
    planned: int
    lines: list[Line]
    rest: int


@dataclass(frozen=True)
class Point:
    """A round on the line above the columns, in percent of the drawing's width and height (from above)."""

    x: float
    y: float | None
    elapsed: float | None
    projected: bool


@dataclass(frozen=True)
class Stroke:
    """A stretch of the line between two rounds."""

    x1: float
    y1: float
    x2: float
    y2: float
    css: str


@dataclass(frozen=True)
class Column:
    """A round: what it added and how far coverage was after it; None before it was approved."""

    round: Round
    word: str
    url: str
    step: RoundStep | None


@dataclass(frozen=True)
class Sheet:
    columns: list[Column]
    sections: list[Section]
    points: list[Point]
    strokes: list[Stroke]
    rows: int


def sheet(found: Grid, order: Order, *, whole: bool = False) -> Sheet:
    """The grid in an order of rows; of a long part the first `LINES`, unless the whole is asked for."""
    points = list(_points(found))
    return Sheet(
        columns=list(_columns(found)),
        sections=list(_sections(found, order, None if whole else LINES)),
        points=points,
        strokes=list(_strokes(points)),
        rows=len(found.rows),
    )


def _columns(found: Grid) -> Iterator[Column]:
    steps = {step.round.pk: step for step in found.steps}
    for round_ in found.rounds:
        yield Column(round_, round_word(round_.number), _url(round_), steps.get(round_.pk))


def _sections(found: Grid, order: Order, most: int | None) -> Iterator[Section]:
    numbers = [round_.number for round_ in found.rounds]
    heads = {Order.CLASS: _class_head, Order.ROUND: _round_head, Order.OPEN: _open_head}[order]
    ranked = sorted(found.rows, key=lambda row: heads(row)[0])
    for (_, title), rows in groupby(ranked, key=heads):
        members = list(rows)
        yield Section(
            title=title,
            covered=sum(row.covered for row in members),
            planned=sum(row.planned for row in members),
            lines=[_line(row, numbers) for row in members[:most]],
            rest=len(members[most:]) if most else 0,
        )


def _class_head(row: Row) -> tuple[int, str]:
    if not row.planned:
        return FAR, "计划外"
    return list(type(row.unit_class)).index(row.unit_class), row.unit_class.label


def _round_head(row: Row) -> tuple[int, str]:
    """The first round whose task counts; what none has reached stands behind."""
    counting = [number for number, cells in row.cells.items() if any(_reaches(cell) for cell in cells)]
    if not counting:
        return FAR, "尚未安排"
    return min(counting), round_word(min(counting))


def _open_head(row: Row) -> tuple[int, str]:
    if not row.planned:
        return FAR, "计划外"
    return (1, "已覆盖") if row.covered else (0, "未覆盖")


def _reaches(cell: Cell) -> bool:
    return cell.task.counts and cell.milestone is not None


def _line(row: Row, numbers: Iterable[int]) -> Line:
    return Line(
        organisation=row.organisation,
        url=_url(row.organisation),
        unit_class=row.unit_class.label,
        cells=tuple(tuple(_glyph(cell) for cell in row.cells.get(number, ())) for number in numbers),
        standing=_standing(row),
    )


def _standing(row: Row) -> Standing:
    if not row.planned:
        return Standing("计划外", "quiet")
    if row.covered:
        return Standing("已覆盖", "done")
    reached = {cell.milestone for cells in row.cells.values() for cell in cells if _reaches(cell)}
    if Milestone.ON_SITE in reached:
        return Standing("了解中", "")
    return Standing("已列入", "") if reached else Standing("尚未安排", "quiet")


def _glyph(cell: Cell) -> Glyph:
    return Glyph(
        kind=cell.kind.value,
        filled=_filled(cell),
        mode=_mode(cell.modes),
        covers=cell.covers,
        words=_words(cell),
        url=_url(cell.task),
    )


def _filled(cell: Cell) -> Filled:
    if cell.milestone in DONE:
        return Filled.FULL
    if cell.milestone == Milestone.ON_SITE:
        return Filled.HALF
    return Filled.HOLLOW if cell.milestone == Milestone.SCHEDULED else Filled.OFF


def _mode(modes: Iterable[Mode]) -> str:
    held = set(modes)
    if held & TOGETHER:
        return "linked"
    return "other" if held - {Mode.OWN} else ""


def _words(cell: Cell) -> str:
    """常规巡察（上下联动），已完成了解（2019-12-10）: what the glyph says to who cannot see it."""
    modes = gettext("、").join(gettext(mode.label) for mode in cell.modes)
    words = gettext(cell.kind.label) + (gettext("（%(modes)s）") % {"modes": modes} if modes else "")
    words += gettext("，") + gettext(_stage(cell))
    if cell.inherited:
        words += gettext("，") + gettext("原%(unit)s") % {"unit": cell.task.organisation.short_name}
    return words


def _stage(cell: Cell) -> str:
    """The milestone; for what has none, why."""
    if cell.milestone:
        return cell.milestone.label
    return TaskState(cell.task.state).label


def _points(found: Grid) -> Iterator[Point]:
    steps = {step.round.pk: step for step in found.steps}
    for index, round_ in enumerate(found.rounds):
        step = steps.get(round_.pk)
        yield Point(
            x=round((index + 0.5) * 100 / len(found.rounds), 3),
            y=_height(step.coverage.percent) if step else None,
            elapsed=_height(half_up(step.elapsed.numerator, step.elapsed.denominator))
            if step and step.elapsed is not None
            else None,
            projected=bool(step and step.coverage.projected),
        )


def _strokes(points: list[Point]) -> Iterator[Stroke]:
    for left, right in pairwise(points):
        if left.elapsed is not None and right.elapsed is not None:
            yield Stroke(left.x, left.elapsed, right.x, right.elapsed, "c-elapsed")
        if left.y is not None and right.y is not None:
            yield Stroke(left.x, left.y, right.x, right.y, "c-ahead" if right.projected else "c-reached")


def _height(percent: Decimal | None) -> float | None:
    """100 % stands a little below the upper edge, 0 % a little above the lower one."""
    return None if percent is None else round(92 - float(percent) * 0.84, 3)


def _url(row: Round | Task | Organisation) -> str:
    table = table_of(type(row))
    return row_url(table, row) if table else ""
