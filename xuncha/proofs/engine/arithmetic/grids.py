"""Tables in a text: rows of figures in columns, whose totals, rates and differences are those of most of their rows.

What a column is, is told by its figures alone: where all rows but one are rightly the sum, the share, the difference or the
mean of the same other columns, so is that one meant to be.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise, permutations

from xuncha.proofs.engine.arithmetic import averages, differences, ratios, sums
from xuncha.proofs.engine.arithmetic.likeness import shown
from xuncha.proofs.engine.arithmetic.siblings import TOTAL_LINE
from xuncha.proofs.engine.mention import Kind, Mention, Relation, kind_of, magnitude
from xuncha.proofs.engine.tolerance import half_up, is_loose

FEWEST = 3  # rows in which a column is rightly computed
LABEL = re.compile(r"[^0-9。！？\n]{0,12}")
SIGNS = re.compile(r"[增减升降+\-—约 \t|｜]|(?<=[\t|｜ ])为")
CELLS = re.compile(r"[ ]*[\t|｜]+[ ]*")
UNIT_OF_ALL, UNIT_OF_ONE = (
    re.compile("单位：([一-龥]{1,4})(?![一-龥、])"),
    re.compile("[（(]([一-龥%]{1,4})[）)]$"),
)
OF_ITS_OWN = re.compile("率|比重|占比|得分|(?:户|村|人|家|组|件|次|天|年|项|轮)数")  # 户数 in a table of 万元
DASH = re.compile("[—–-]{0,2}|/|无|0")
SUBTOTAL = re.compile("小计")


# Of the figures of a line what they are called and their units; None where a dash stands for the figure.
Names = tuple[tuple[str, str | None], ...]


@dataclass(frozen=True)
class Row:
    head: str
    cells: tuple[Mention | None, ...]

    @property
    def is_total(self) -> bool:
        return bool(TOTAL_LINE.match(self.head)) or self.head.strip(" \t|｜：:") in ("全市", "全县", "总数")


def grids(text: str, mentions: Sequence[Mention]) -> Iterator[Relation]:
    """What the tables of a text state: column by column, then row by row."""
    for table in tables_of(text, mentions):
        found = [*_totals(table), *_computed(table.rows)]
        blamed = {id(relation.mentions[0]) for relation in found if not relation.holds}
        for relation in found:
            # a total that slipped makes what is computed from it false as well: it is told once
            if relation.holds or not any(id(m) in blamed for m in relation.mentions[1:]):
                yield relation


@dataclass(frozen=True)
class Table:
    """`whole`: no row is known to be missing."""

    rows: Sequence[Row]
    whole: bool


@dataclass(frozen=True)
class Cell:
    """Where a figure stands in a table, what its column is called, and the unit that the column or the table names."""

    label: str
    unit: str
    in_total: bool
    in_whole: bool  # of a table that lacks no row


def cells_of(text: str, mentions: Sequence[Mention]) -> dict[int, Cell]:
    """By the place of each figure that stands in a table."""
    out: dict[int, Cell] = {}
    for table in tables_of(text, mentions):
        rows = table.rows
        first = next(cell for cell in rows[0].cells if cell)
        start = max(text.rfind("\n", 0, first.begin), 0)
        above = [line for line in text[max(0, start - 160) : start].split("\n") if line.strip(" \t|｜:-—")]
        labels = CELLS.split(above[-1].strip(" \t|｜"))[1:] if above else []
        units = UNIT_OF_ALL.findall("\n".join(above[-3:]))
        for row in rows:
            named = labels if len(labels) == len(row.cells) else [""] * len(row.cells)
            for label, mention in zip(named, row.cells, strict=True):
                if mention is None:
                    continue
                own = UNIT_OF_ONE.search(label)
                unit = own.group(1) if own else units[-1] if units and not OF_ITS_OWN.search(label) else ""
                out[mention.start] = Cell(UNIT_OF_ONE.sub("", label), unit, row.is_total, table.whole)
    return out


def with_units_of_heads(text: str, mentions: list[Mention]) -> list[Mention]:
    """已整改（个） over a column, or 单位：万元 over a table, is the unit of figures that have none of their own."""
    cells = cells_of(text, mentions)
    return [
        replace(mention, unit=cell.unit, kind=kind_of(mention.kind, cell.unit))
        if not mention.unit and (cell := cells.get(mention.start)) and cell.unit
        else mention
        for mention in mentions
    ]


def tables_of(text: str, mentions: Sequence[Mention]) -> Iterator[Table]:
    """Lines side by side with the same number of figures, called the same and of the same units."""
    lines: dict[int, list[Mention]] = {}
    for mention in mentions:
        lines.setdefault(mention.paragraph, []).append(mention)
    block: list[tuple[Names, Row]] = []
    last, whole = -2, True
    for paragraph, figures in lines.items():
        row = _row(text, figures)
        goes_on = row and block and paragraph == last + 1 and _fits(row, block[0][0])
        if not goes_on:
            if len(block) >= FEWEST:
                yield Table([one for _, one in block], whole)
            # figures in cells that are no row of it stand right before; one alone is of the head: 三年合计
            before = lines[last] if paragraph == last + 1 else []
            whole = not (len(before) > 1 and _is_line_of_cells(text, before[0]))
            block = []
        if row:
            block.append(row)
        last = paragraph
    if len(block) >= FEWEST:
        yield Table([one for _, one in block], whole)


def _is_line_of_cells(text: str, mention: Mention) -> bool:
    """Whether the line of a figure is parted into cells: a row of a table, be it one that lacks a figure."""
    start, end = text.rfind("\n", 0, mention.begin) + 1, text.find("\n", mention.stop)
    return len(CELLS.findall(text[start : end if end >= 0 else len(text)].strip(" \t|｜"))) > 1


def _row(text: str, figures: Sequence[Mention]) -> tuple[Names, Row] | None:
    """The names and units of its figures, and its row; None for a line of prose."""
    if _is_line_of_cells(text, figures[0]):
        return _row_of_cells(text, figures)
    if len(figures) < 2:
        return None
    start = text.rfind("\n", 0, figures[0].begin) + 1
    names: list[tuple[str, str | None]] = [("", figures[0].unit)]
    for one, other in pairwise(figures):
        gap = text[one.stop : other.begin]
        if not LABEL.fullmatch(gap):
            return None
        names.append((SIGNS.sub("", gap), other.unit))
    return tuple(names), Row(text[start : figures[0].begin], tuple(figures))


def _row_of_cells(text: str, figures: Sequence[Mention]) -> tuple[Names, Row] | None:
    """A figure to each cell behind the first, or a dash that stands for none."""
    start = text.rfind("\n", 0, figures[0].begin) + 1
    end = text.find("\n", figures[0].stop)
    line = text[start : end if end >= 0 else len(text)].rstrip(" \t|｜")
    start += len(line) - len(line.lstrip(" \t|｜"))
    line = line.lstrip(" \t|｜")
    ends = [*(found.start() for found in CELLS.finditer(line)), len(line)]
    begins = [0, *(found.end() for found in CELLS.finditer(line))]
    names: list[tuple[str, str | None]] = []
    cells: list[Mention | None] = []
    for begin, stop in zip(begins[1:], ends[1:], strict=True):
        inside = [m for m in figures if start + begin <= m.start < start + stop]
        if len(inside) > 1 or (not inside and not _is_empty(line[begin:stop])):
            return None
        cells.append(inside[0] if inside else None)
        label = text[start + begin : inside[0].begin] if inside else ""
        names.append((SIGNS.sub("", label), inside[0].unit if inside else None))
    if sum(cell is not None for cell in cells) < 2:
        return None
    return tuple(names), Row(line[: ends[0]], tuple(cells))


def _is_empty(cell: str) -> bool:
    """A dash, or words: a name, a remark."""
    return bool(DASH.fullmatch(cell) or not re.search("[0-9。；]", cell))


def _fits(row: tuple[Names, Row], names: Names) -> bool:
    """A line of totals may have fewer figures, or a rate more behind them."""
    shorter = min(len(row[0]), len(names))
    alike = all(
        None in (mine[1], theirs[1]) or mine == theirs for mine, theirs in zip(row[0], names, strict=False)
    )
    return alike and (len(row[0]) == len(names) or (row[1].is_total and shorter > 1))


def _totals(table: Table) -> Iterator[Relation]:
    """Each total of the lines above it, back to the last total; a grand total of the totals."""
    rows = table.rows
    begin = 0
    subtotals: list[Row] = []
    for at, row in enumerate(rows):
        if not row.is_total:
            continue
        above = list(rows[begin:at]) or subtotals
        if len(above) > 1:
            width = min(len(r.cells) for r in (row, *above))
            totals = [(row.cells[n], [part for r in above if (part := r.cells[n])]) for n in range(width)]
            columns = [(total, parts) for total, parts in totals if total and _may_add_up(total, parts)]
            right = [sum(part.base for part in parts) == total.base for total, parts in columns]
            if any(right):
                for holds, (total, parts) in zip(right, columns, strict=True):
                    enough = total.base >= max(part.base for part in parts)  # a rate or a mean is less
                    if holds or (table.whole and enough and (sum(right) > 1 or len(columns) == 2)):
                        yield replace(sums.sum_of(total, parts, holds=holds), sure=True)
        if SUBTOTAL.search(row.head):
            subtotals.append(row)
        begin = at + 1


def _may_add_up(total: Mention, parts: Sequence[Mention]) -> bool:
    return len(parts) > 1 and not any(
        is_loose(m) or m.kind in (Kind.PERCENT, Kind.FRACTION) for m in (total, *parts)
    )


Cells = tuple[Mention, ...]
Way = tuple[str, tuple[int, ...], Callable[..., Fraction]]


def _computed(rows: Sequence[Row]) -> Iterator[Relation]:
    """Columns that most rows compute from others, in the same way."""
    lines = _whole_lines(rows)
    width = len(lines[0]) if lines else 0
    taken: set[int] = set()
    for column in reversed(range(width)):
        if len(lines) < FEWEST or any(is_loose(cells[column]) for cells in lines):
            continue
        best: tuple[list[bool], Way] | None = None
        for way in _ways(lines, column, taken):
            right = [_comes_to(cells, column, way) for cells in lines]
            if sum(right) < FEWEST or sum(right) < len(right) - 1 or not _tells(lines, column, way, right):
                continue
            if best is None or sum(right) > sum(best[0]):
                best = right, way
        if best is None:
            continue
        taken.add(column)
        right, chosen = best
        for holds, cells in zip(right, lines, strict=True):
            yield _relation(cells, column, chosen, holds=holds)


def _whole_lines(rows: Sequence[Row]) -> list[Cells]:
    """The rows that have a figure wherever most have one; columns of words are left out."""
    width = len(rows[0].cells)
    fitting = [row.cells for row in rows if len(row.cells) == width]
    columns = [n for n in range(width) if 2 * sum(1 for cells in fitting if cells[n]) > len(fitting)]
    lines = [tuple(cell for n in columns if (cell := cells[n])) for cells in fitting]
    return [cells for cells in lines if len(cells) == len(columns)]


def _ways(lines: Sequence[Cells], column: int, taken: Iterable[int]) -> Iterator[Way]:
    others = [n for n in range(len(lines[0])) if n != column and n not in taken]
    counts = [n for n in others if all(_is_plain(cells[n]) for cells in lines)]
    if lines[0][column].kind == Kind.PERCENT:
        for one, other in permutations(counts, 2):
            yield "ratio", (one, other), lambda a, b: a / b if b else Fraction(-1)
            yield "ratio", (one, other), lambda a, b: abs(a - b) / b if b else Fraction(-1)
        return
    for size in range(len(counts), 1, -1):
        for first in range(len(counts) - size + 1):
            members = tuple(counts[first : first + size])
            if column not in range(members[0], members[-1]) and members[-1] - members[0] == size - 1:
                yield "sum", members, lambda *parts: sum(parts, Fraction(0))
    for at, one in enumerate(counts):
        for other in counts[at + 1 :]:
            yield "difference", (one, other), lambda a, b: abs(a - b)
    if any(cells[column].places for cells in lines):
        for one, other in permutations(counts, 2):
            yield "average", (one, other), lambda a, b: a / b if b else Fraction(-1)


def _is_plain(mention: Mention) -> bool:
    return not is_loose(mention) and mention.kind in (Kind.COUNT, Kind.MONEY)


def _comes_to(cells: Cells, column: int, way: Way) -> bool:
    stated = cells[column]
    return half_up(_value(cells, way) / magnitude(stated.unit), stated.places) == stated.number


def _value(cells: Cells, way: Way) -> Fraction:
    return way[2](*(cells[n].base for n in way[1]))


def _tells(lines: Sequence[Cells], column: int, way: Way, right: Sequence[bool]) -> bool:
    """Not by chance: of a difference and of a sum, more digits than one; a row that fails is no total of others."""
    digits = sum(
        len(str(cells[column].number.numerator)) - 1
        for cells, holds in zip(lines, right, strict=True)
        if holds
    )
    if way[0] == "difference" and not all(right) and digits < FEWEST:
        return False
    return digits >= 2 or way[0] == "ratio"


def _relation(cells: Cells, column: int, way: Way, *, holds: bool) -> Relation:
    kind, stated = way[0], cells[column]
    operands = tuple(cells[n] for n in way[1])
    if kind == "sum":
        return replace(sums.sum_of(stated, operands, holds=holds), sure=True)
    computed = half_up(_value(cells, way) / magnitude(stated.unit), stated.places)
    facts = {"computed": _shown(computed, stated), "stated": _shown(stated.number, stated)}
    message = {"ratio": ratios.MESSAGE, "difference": differences.MESSAGE, "average": averages.MESSAGE}[kind]
    return Relation(kind, stated.number, computed, holds, (stated, *operands), message, facts, sure=True)


def _shown(number: Fraction, stated: Mention) -> str:
    if stated.kind == Kind.PERCENT or not stated.unit:
        return f"{float(number):.{stated.places}f}{stated.unit}"
    return shown(number * magnitude(stated.unit), stated)
