"""Tables within a document: as wide as the type area, the heading row repeated on every page."""

from collections.abc import Sequence
from itertools import pairwise

from docx.document import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_ROW_HEIGHT_RULE
from docx.enum.text import WD_PARAGRAPH_ALIGNMENT
from docx.shared import Twips
from docx.table import _Cell, _Row

from xuncha.papers.engine import layout
from xuncha.papers.engine.document import Column, Fields, Table
from xuncha.papers.engine.grid import EDGES, add_grid
from xuncha.papers.engine.layout import Size
from xuncha.papers.engine.ooxml import add_paragraph, append, dress
from xuncha.papers.engine.styles import Part

ALIGNMENTS = {
    "left": WD_PARAGRAPH_ALIGNMENT.LEFT,
    "center": WD_PARAGRAPH_ALIGNMENT.CENTER,
    "right": WD_PARAGRAPH_ALIGNMENT.RIGHT,
}
RULE_EIGHTHS = 4
CELL_MARGIN = Size.SMALL_FOUR.twips // 3
ROW_TWIPS = 480
FIELD_COLUMNS = (Column("", 2.5), Column("", 4.5), Column("", 2.5), Column("", 4.5))
FIELD_PARTS = (Part.TABLE_HEADING, Part.TABLE_CELL) * 2


def write_table(file: Document, block: Table) -> None:
    """The title above, the rows, the note below (an empty line where there is none)."""
    if block.title:
        add_paragraph(file, Part.TABLE_TITLE, block.title)
    rules = dict.fromkeys(EDGES, RULE_EIGHTHS)
    table = add_grid(file, len(block.rows) + 1, widths(block.columns), rules, CELL_MARGIN)
    headings, *rows = table.rows
    _write_headings(headings, block.columns)
    for row, texts in zip(rows, block.rows, strict=True):
        _write_row(row, texts, block.columns)
    add_paragraph(file, Part.TABLE_NOTE, block.note)


def write_fields(file: Document, block: Fields) -> None:
    """Labels in Hei at the left of their values; an empty line below."""
    grid = widths(FIELD_COLUMNS)
    table = add_grid(file, len(block.rows), grid, dict.fromkeys(EDGES, RULE_EIGHTHS), CELL_MARGIN)
    for row, pairs in zip(table.rows, block.rows, strict=True):
        _shape(row)
        cells = row.cells if len(pairs) == 2 else (row.cells[0], row.cells[1].merge(row.cells[3]))
        for cell, text, part in zip(cells, [t for pair in pairs for t in pair], FIELD_PARTS, strict=False):
            _write_cell(cell, part, text)
            if part is Part.TABLE_CELL:
                cell.paragraphs[0].alignment = ALIGNMENTS["left"]
    add_paragraph(file, Part.TABLE_NOTE)


def widths(columns: Sequence[Column]) -> list[int]:
    """The column widths in twips; together exactly the type area."""
    total = sum(column.share for column in columns)
    shares = [sum(column.share for column in columns[:count]) / total for count in range(len(columns) + 1)]
    edges = [round(layout.twips(layout.AREA_WIDTH_MM) * share) for share in shares]
    return [right - left for left, right in pairwise(edges)]


def _write_headings(row: _Row, columns: Sequence[Column]) -> None:
    _shape(row)
    append(row._tr.get_or_add_trPr(), "tblHeader")
    for cell, column in zip(row.cells, columns, strict=True):
        _write_cell(cell, Part.TABLE_HEADING, column.heading)


def _write_row(row: _Row, texts: Sequence[str], columns: Sequence[Column]) -> None:
    _shape(row)
    for cell, text, column in zip(row.cells, texts, columns, strict=True):
        _write_cell(cell, Part.TABLE_CELL, text)
        cell.paragraphs[0].alignment = ALIGNMENTS[column.align]


def _shape(row: _Row) -> None:
    append(row._tr.get_or_add_trPr(), "cantSplit")
    row.height, row.height_rule = Twips(ROW_TWIPS), WD_ROW_HEIGHT_RULE.AT_LEAST


def _write_cell(cell: _Cell, part: Part, text: str) -> None:
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    dress(cell.paragraphs[0], part, text)
