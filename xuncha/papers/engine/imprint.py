"""版记: at the foot of the last page, between thick rules, its lower rule on the edge of the type area (7.4)."""

from collections.abc import Sequence

from docx.document import Document
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.shared import Twips
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from xuncha.kernel.numerals import print_full_day
from xuncha.papers.engine import layout
from xuncha.papers.engine.document import Imprint
from xuncha.papers.engine.grid import add_grid
from xuncha.papers.engine.layout import Size
from xuncha.papers.engine.ooxml import add_paragraph, dress
from xuncha.papers.engine.styles import Part
from xuncha.papers.engine.widths import width

CHARACTER = Size.FOUR.twips
WIDTH = layout.twips(layout.AREA_WIDTH_MM)
OUTER, INNER = layout.eighths(layout.OUTER_RULE_MM), layout.eighths(layout.INNER_RULE_MM)
RULES = {"top": OUTER, "bottom": OUTER, "insideH": INNER}
# Lifted out of the text and set on the lower edge of the type area. LibreOffice lifts a table as wide as the area
# only when its place is counted from the page.
PLACE: dict[str, str | int] = {
    "vertAnchor": "margin",
    "horzAnchor": "page",
    "tblpX": layout.twips(layout.LEFT_MM),
    "tblpYSpec": "bottom",
}


def write_imprint(file: Document, imprint: Imprint, *, in_letter: bool = False) -> None:
    """The rows there are: 主送 (where it moved here), 抄送, and who printed it when.

    A letter's has neither rules nor the last row (10.1).
    """
    rows = (("主送", imprint.addressees), ("抄送", imprint.copies_to))
    lists = [(label, names) for label, names in rows if names]
    if in_letter and not lists:
        return
    rules = {} if in_letter else RULES
    table = add_grid(file, len(lists) + (not in_letter), [WIDTH], rules, margin=0, place=PLACE)
    cells = [row.cells[0] for row in table.rows]
    for cell, (label, names) in zip(cells, lists, strict=False):
        _write_list(cell, label + "：", names)
    if not in_letter:
        _write_printer(cells[-1], imprint)
    add_paragraph(file, Part.ANCHOR)


def _write_list(cell: _Cell, label: str, names: Sequence[str]) -> None:
    """One character in at both sides; turned lines stand under the first character after the colon."""
    paragraph = _row(cell, label + "，".join(names) + "。")
    hanging = round(width(label) * CHARACTER)
    paragraph.paragraph_format.left_indent = Twips(CHARACTER + hanging)
    paragraph.paragraph_format.first_line_indent = Twips(-hanging)


def _write_printer(cell: _Cell, imprint: Imprint) -> None:
    paragraph = _row(cell, imprint.printer + "\t" + print_full_day(imprint.printed_on) + "印发")
    paragraph.paragraph_format.tab_stops.add_tab_stop(Twips(WIDTH - CHARACTER), WD_TAB_ALIGNMENT.RIGHT)


def _row(cell: _Cell, text: str) -> Paragraph:
    paragraph = dress(cell.paragraphs[0], Part.IMPRINT, text)
    paragraph.paragraph_format.left_indent = Twips(CHARACTER)
    paragraph.paragraph_format.right_indent = Twips(CHARACTER)
    return paragraph
