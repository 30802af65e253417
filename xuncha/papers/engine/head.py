"""版头: everything above the red rule (7.2)."""

from docx.document import Document
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.shared import Twips
from docx.text.paragraph import Paragraph

from xuncha.papers.engine import layout
from xuncha.papers.engine.heads import RedHead
from xuncha.papers.engine.mark import mark_before, write_mark
from xuncha.papers.engine.ooxml import add_blank, add_paragraph, add_run, rule
from xuncha.papers.engine.styles import Part
from xuncha.papers.engine.typefaces import Face

# The lines above the mark are three, filled or not, so that the mark stands where it should.
LINES_ABOVE = 3
# What is free below the glyphs of the number's line; as rendered.
GLYPH_FOOT_MM = 2.35
RULE_EIGHTHS = 12


def write_head(file: Document, head: RedHead) -> None:
    """The red head, down to the rule and the two lines below it."""
    _write_security(file, head)
    write_mark(file, head.mark, mark_before(layout.MARK_DROP_MM, LINES_ABOVE))
    add_blank(file, 2)
    _write_number(file, head)
    write_rule(file)
    add_blank(file, 2)


def _write_security(file: Document, head: RedHead) -> None:
    """份号, 密级, 紧急程度 in this order from the first line on (7.2.3)."""
    rows = [(head.copy_number, Part.PLAIN), (head.secrecy, Part.SECURITY), (head.urgency, Part.SECURITY)]
    filled = [row for row in rows if row[0]]
    for text, part in filled:
        add_paragraph(file, part, text)
    add_blank(file, LINES_ABOVE - len(filled))


def _write_number(file: Document, head: RedHead) -> None:
    """Centred; an upward document has it at the left and its signatory at the right (7.2.5, 7.2.6)."""
    if not head.signatory:
        add_paragraph(file, Part.NUMBER, head.number)
        return
    paragraph = add_both_sides(file, head.number)
    add_run(paragraph, "签发人：")
    add_run(paragraph, head.signatory, Face.KAI)


def add_both_sides(file: Document, left: str) -> Paragraph:
    """One character in at either side; what is added next stands at the right."""
    paragraph = add_paragraph(file, Part.UPWARD_NUMBER, left + "\t")
    side = layout.characters(1)
    paragraph.paragraph_format.left_indent = Twips(side)
    paragraph.paragraph_format.right_indent = Twips(side)
    paragraph.paragraph_format.tab_stops.add_tab_stop(
        Twips(layout.twips(layout.AREA_WIDTH_MM) - side), WD_TAB_ALIGNMENT.RIGHT
    )
    return paragraph


def write_rule(file: Document) -> None:
    """A paragraph of one point whose upper border is the rule, so that nothing else's indents narrow it."""
    paragraph = add_paragraph(file, Part.RED_RULE)
    paragraph.paragraph_format.space_before = Twips(layout.twips(layout.RED_RULE_DROP_MM - GLYPH_FOOT_MM))
    rule(paragraph, top=RULE_EIGHTHS)
