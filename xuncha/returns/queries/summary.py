"""What the lower offices filed, added up cell by cell: only accepted numbers, only what may be added, sources kept apart."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from xuncha.records.models import Office
from xuncha.returns.engine.cells import CellKind, FormCell, order, with_formulas
from xuncha.returns.engine.dictionary import RollUp
from xuncha.returns.engine.expressions import Cell, Missing, cells_of, compute, shown
from xuncha.returns.engine.periods import Offset
from xuncha.returns.engine.reader import read_check
from xuncha.returns.models import Collection, ReturnFiling, Sending
from xuncha.returns.rules.filing import ADDED_UP, Source, adds_by_label, source_of


@dataclass(frozen=True)
class Part:
    """What one office filed in a cell."""

    filing: ReturnFiling
    value: Decimal | None
    source: Source

    @property
    def printed(self) -> str:
        return shown(self.value)


@dataclass(frozen=True)
class Line:
    """One cell over all offices: `total` is None where it is not added up, and `why` says so.

    A formula is counted again over the totals: a rate is never a sum of rates.
    """

    cell: FormCell
    parts: tuple[Part, ...]
    total: Decimal | None = None
    source: Source | None = None
    why: str = ""
    is_sum: bool = True

    @property
    def name(self) -> str:
        return self.cell.indicator.name if self.cell.code else self.cell.label

    def of(self, source: Source) -> Decimal | None:
        """That part of a sum that comes from one source; None where the cell is not a sum."""
        if self.total is None or not self.is_sum:
            return None
        return sum((one.value for one in self.parts if one.source == source and one.value), Decimal(0))

    @property
    def printed(self) -> str:
        return shown(self.total) if self.total is not None else "—"

    @property
    def computed(self) -> str:
        return _said(self.of(Source.COMPUTED))

    @property
    def reported(self) -> str:
        return _said(self.of(Source.REPORTED))

    @property
    def offset(self) -> str:
        return Offset(self.cell.offset).label

    @property
    def silent(self) -> list[Office]:
        """The offices that filed and left a cell without a number that is added."""
        return [] if self.why else [one.filing.filer for one in self.parts if one.value is None]


@dataclass(frozen=True)
class Summary:
    """`counted` are the accepted filings, `missing` those that are not: owed, sent back or waiting to be examined."""

    collection: Collection
    counted: Sequence[ReturnFiling]
    missing: Sequence[ReturnFiling]
    lines: Sequence[Line]
    by_cell: Mapping[str, Line] = field(default_factory=dict)

    @property
    def is_whole(self) -> bool:
        return bool(self.counted) and not self.missing


def summary(collection: Collection) -> Summary:
    """In a number of queries that does not grow with the offices."""
    rows = collection.filings.asked().select_related("filer", "office").order_by("filer__code")
    counted = [row for row in rows if row.state in ADDED_UP]
    missing = [row for row in rows if row.state not in ADDED_UP]
    sent = last_sent(counted)
    cells = collection.version.form_cells
    known = [(row, sent[row.pk].values) for row in counted if row.pk in sent]
    lines = _lines(cells, known, collection.version.checks)
    return Summary(collection, counted, missing, lines, {line.cell.cell: line for line in lines})


def last_sent(filings: Sequence[ReturnFiling]) -> dict[int, Sending]:
    """Filing → what was sent last."""
    rows = Sending.objects.live().filter(filing__in=filings).order_by("filing", "serial")
    return {row.filing_id: row for row in rows}


def _lines(
    cells: Sequence[FormCell],
    known: Sequence[tuple[ReturnFiling, Mapping[str, Any]]],
    checks: Sequence[str],
) -> list[Line]:
    found: dict[str, Line] = {}
    for cell in cells:
        if cell.kind != CellKind.BLANK:
            found[cell.cell] = _line(cell, known)
    _count_again(cells, found)
    _rates_again(checks, found)
    return [found[cell.cell] for cell in cells if cell.cell in found]


def _line(cell: FormCell, known: Sequence[tuple[ReturnFiling, Mapping[str, Any]]]) -> Line:
    parts = tuple(
        Part(row, None if said is None else Decimal(said), Source(source))
        for row, values in known
        for said, source in [values.get(cell.cell, (None, Source.COMPUTED))]
    )
    why = _why_not(cell)
    numbers = [part.value for part in parts if part.value is not None]
    if cell.kind == CellKind.FORMULA or why or not numbers:
        return Line(cell, parts, why=why)
    source = source_of({part.source for part in parts if part.value is not None})
    return Line(cell, parts, sum(numbers, Decimal(0)), source)


def _why_not(cell: FormCell) -> str:
    """Why a cell is not added up; "" for one that is, and for a formula."""
    if cell.kind == CellKind.FIGURE:
        return {
            RollUp.RATIO: "比率不能相加，应由分子、分母重算",
            RollUp.DISTINCT: "去重计数不能相加",
        }.get(cell.indicator.roll_up, "")
    if cell.kind == CellKind.HAND and not adds_by_label(cell.label):
        return "比率、平均数不能相加"
    return ""


def _count_again(cells: Sequence[FormCell], found: dict[str, Line]) -> None:
    totals = with_formulas(cells, {name: line.total for name, line in found.items()})
    for cell, node in order(cells):
        line, total = found[cell.cell], totals[cell.cell]
        found[cell.cell] = _again(line, total, cells_of(node), found)


def _rates_again(checks: Sequence[str], found: dict[str, Line]) -> None:
    """A rate that is no sum comes of the totals where a check of the form says how: F9 = ROUND(D9/E9*100,2)."""
    totals = {name: line.total for name, line in found.items()}
    for check in map(read_check, checks):
        name = check.left.name if isinstance(check.left, Cell) else ""
        line = found.get(name)
        is_rate = line is not None and line.cell.code and line.cell.indicator.roll_up is RollUp.RATIO
        if line is None or not is_rate or check.sign != "=":
            continue
        try:
            total = compute(check.right, totals)
        except Missing:
            continue
        found[name] = _again(line, total, cells_of(check.right), found)


def _again(line: Line, total: Decimal | None, used: Iterable[str], found: Mapping[str, Line]) -> Line:
    if total is None:
        return Line(line.cell, line.parts, why="没有可供重算的合计数")
    sources = {found[name].source for name in used if name in found} - {None}
    source = source_of([one for one in sources if one is not None]) if sources else None
    return Line(line.cell, line.parts, line.cell.rounded(total), source, "由合计数重算", is_sum=False)


def _said(value: Decimal | None) -> str:
    return "" if value is None else shown(value)
