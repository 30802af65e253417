"""A bare Word table of given column widths: what tables and the imprint are made of."""

from collections.abc import Mapping, Sequence

from docx.document import Document
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Twips
from docx.table import Table

from xuncha.papers.engine.ooxml import append

# Edge of the table, or the lines inside it, to a thickness in eighths of a point.
Rules = Mapping[str, int]
EDGES = ("top", "left", "bottom", "right", "insideH", "insideV")


def add_grid(
    file: Document,
    rows: int,
    widths: Sequence[int],
    rules: Rules,
    margin: int,
    place: Mapping[str, str | int] | None = None,
) -> Table:
    """A table of fixed column ``widths`` and cell side ``margin``, both in twips.

    ``place`` lifts it out of the text: the attributes of w:tblpPr.
    """
    table: Table = file.add_table(rows, len(widths))
    properties = table._tbl.tblPr
    for child in list(properties):
        properties.remove(child)
    if place:
        append(properties, "tblpPr", **place)
    append(properties, "tblW", w=sum(widths), type="dxa")
    append(properties, "tblInd", w=0, type="dxa")
    _rule(properties, rules)
    append(properties, "tblLayout", type="fixed")
    _pad(properties, margin)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Twips(width)
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Twips(width)
    return table


def _rule(properties: BaseOxmlElement, rules: Rules) -> None:
    borders = append(properties, "tblBorders")
    for edge in EDGES:
        if edge in rules:
            append(borders, edge, val="single", sz=rules[edge], space=0, color="000000")


def _pad(properties: BaseOxmlElement, margin: int) -> None:
    margins = append(properties, "tblCellMar")
    append(margins, "left", w=margin, type="dxa")
    append(margins, "right", w=margin, type="dxa")
