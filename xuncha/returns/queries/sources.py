"""Where each value of a return comes from, as it goes into what is filed: rows, a person's word, or both."""

from collections.abc import Mapping
from typing import Any

from xuncha.returns.engine.cells import CellKind, order
from xuncha.returns.engine.expressions import cells_of
from xuncha.returns.queries.filling import Filled, Filling
from xuncha.returns.rules.filing import Source, source_of


def sources(filled: Filling) -> dict[str, Source]:
    """Cell → where its value comes from; formulas after those they use. Blank cells are not among them."""
    cells = [one.cell for one in filled.cells]
    found = {
        one.cell.cell: _own(one) for one in filled.cells if one.cell.kind in (CellKind.FIGURE, CellKind.HAND)
    }
    for cell, node in order(cells):
        found[cell.cell] = source_of([found[used] for used in cells_of(node) if used in found])
    return found


def _own(one: Filled) -> Source:
    return Source.REPORTED if one.entry is not None or one.cell.kind == CellKind.HAND else Source.COMPUTED


def sent_values(filled: Filling) -> dict[str, list[str | None]]:
    """{cell: [value, source]} in the order of the form."""
    known = sources(filled)
    return {
        one.cell.cell: [None if one.value is None else format(one.value, "f"), known[one.cell.cell].value]
        for one in filled.cells
        if one.cell.cell in known
    }


def noted(filled: Filling) -> list[list[str]]:
    """Of every number by hand: its cell, heading, value, and where the filer has it from."""
    entries = [(one.cell, one.entry) for one in filled.cells if one.entry is not None]
    return [
        [cell.cell, entry.label, format(entry.value.normalize() + 0, "f"), entry.source]
        for cell, entry in entries
    ]


def tally(values: Mapping[str, Any]) -> dict[str, int]:
    """How many values of what was sent are computed, reported, both."""
    return {kind.value: sum(said[1] == kind for said in values.values()) for kind in Source}
