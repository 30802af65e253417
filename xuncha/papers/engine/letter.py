"""信函格式 (10.1): the issuer's name 30 mm below the paper's edge, red double rules above and below the first page."""

from docx.document import Document
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.section import _Footer
from docx.shared import Twips
from docx.text.paragraph import Paragraph

from xuncha.papers.engine import layout
from xuncha.papers.engine.heads import LetterHead
from xuncha.papers.engine.layout import (
    LETTER_MARK_MM,
    LETTER_RULE_DROP_MM,
    LETTER_RULE_MM,
    LETTER_TEXT_DROP_MM,
)
from xuncha.papers.engine.mark import drop, write_mark
from xuncha.papers.engine.ooxml import add_blank, add_paragraph, add_run, dress, lift, rule
from xuncha.papers.engine.styles import STYLES, Part
from xuncha.papers.engine.typefaces import Face

THICK, THIN = 18, 6  # eighths of a point
INDENT_LEFT = layout.twips((layout.PAGE_WIDTH_MM - LETTER_RULE_MM) / 2 - layout.LEFT_MM)
INDENT_RIGHT = layout.twips((layout.PAGE_WIDTH_MM - LETTER_RULE_MM) / 2 - layout.RIGHT_MM)
# What is free below the glyphs of the mark within its line, and above those of the first row; as rendered.
MARK_FOOT_MM = 2.5
TEXT_HEAD_MM = 4.9


def write_letter_head(file: Document, head: LetterHead) -> None:
    """Mark and upper rule above the first page only, the lower rule at its foot, then the number.

    They stand in the header, which pushes the text down: a frame would be kept inside the type area by LibreOffice.
    """
    section = file.sections[0]
    section.different_first_page_header_footer = True
    header = section.first_page_header
    header.is_linked_to_previous = False
    mark = write_mark(file, head.mark, 0)
    section.header_distance = Twips(layout.twips(LETTER_MARK_MM) - drop(mark))
    header.paragraphs[0]._p.addprevious(mark._p)
    upper = _write_rule(header.paragraphs[-1], THICK, THIN)
    upper.paragraph_format.space_before = Twips(layout.twips(LETTER_RULE_DROP_MM - MARK_FOOT_MM))
    upper.paragraph_format.space_after = Twips(layout.twips(LETTER_TEXT_DROP_MM - TEXT_HEAD_MM))
    _write_lower_rule(section.first_page_footer)
    _write_rows(file, head)
    add_blank(file, 2)


def _write_lower_rule(footer: _Footer) -> None:
    """20 mm above the paper's edge. A first page of its own has no page number either (10.1)."""
    footer.is_linked_to_previous = False
    lower = _write_rule(footer.paragraphs[0], THIN, THICK)
    lift(
        lower,
        w=layout.twips(LETTER_RULE_MM),
        hSpace=0,
        wrap="around",
        vAnchor="page",
        hAnchor="page",
        x=layout.twips((layout.PAGE_WIDTH_MM - LETTER_RULE_MM) / 2),
        y=layout.twips(layout.PAGE_HEIGHT_MM - layout.LETTER_LOWER_RULE_MM),
    )
    lower.paragraph_format.left_indent = lower.paragraph_format.right_indent = Twips(0)
    dress(footer.add_paragraph(), Part.PAGE_NUMBER)


def _write_rule(paragraph: Paragraph, upper: int, lower: int) -> Paragraph:
    """Two single lines: which line of a double border is the thick one, programs do not agree on."""
    dress(paragraph, Part.DOUBLE_RULE)
    rule(paragraph, top=upper, bottom=lower)
    paragraph.paragraph_format.left_indent = Twips(INDENT_LEFT)
    paragraph.paragraph_format.right_indent = Twips(INDENT_RIGHT)
    return paragraph


def _write_rows(file: Document, head: LetterHead) -> None:
    """The number at the right of the first row; 份号, 密级 and 紧急程度 at the left from the same row on."""
    rows = [(head.copy_number, Part.PLAIN), (head.secrecy, Part.SECURITY), (head.urgency, Part.SECURITY)]
    filled = [row for row in rows if row[0]] or [("", Part.PLAIN)]
    for place, (text, part) in enumerate(filled):
        row = add_paragraph(file, Part.LETTER_NUMBER)
        row.paragraph_format.tab_stops.add_tab_stop(
            Twips(layout.twips(layout.AREA_WIDTH_MM)), WD_TAB_ALIGNMENT.RIGHT
        )
        _write_row(row, text, STYLES[part].face, "" if place else head.number)


def _write_row(row: Paragraph, left: str, face: Face, right: str) -> None:
    if left:
        add_run(row, left, None if face is Face.BODY else face)
    if right:
        add_run(row, "\t" + right)
