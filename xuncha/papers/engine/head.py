"""版头: everything above the red rule (7.2)."""

from docx.document import Document
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.shared import Pt, Twips
from docx.text.run import Run

from xuncha.papers.engine import layout
from xuncha.papers.engine.document import RedHead
from xuncha.papers.engine.layout import Size
from xuncha.papers.engine.ooxml import add_blank, add_paragraph, add_run, append, element
from xuncha.papers.engine.styles import Part
from xuncha.papers.engine.typefaces import Face
from xuncha.papers.engine.widths import width

# The lines above the mark are three, filled or not, so that the mark stands where it should.
LINES_ABOVE = 3
MARK_BEFORE = layout.twips(layout.MARK_DROP_MM) - LINES_ABOVE * layout.LINE_TWIPS
# The line of the mark, and how far below its upper edge the glyphs begin, in type sizes; as rendered.
MARK_LINE, MARK_DROP = 1.2, 0.2
# What is free below the glyphs of the number's line.
GLYPH_FOOT_MM = 1.35
# A mark is set narrow before it is set small.
NARROWEST = 0.6
RULE_EIGHTHS = 12


def write_head(file: Document, head: RedHead) -> None:
    """The red head, down to the rule and the two lines below it."""
    _write_security(file, head)
    _write_mark(file, head.mark)
    add_blank(file, 2)
    _write_number(file, head)
    _write_rule(file)
    add_blank(file, 2)


def _write_security(file: Document, head: RedHead) -> None:
    """份号, 密级, 紧急程度 in this order from the first line on (7.2.3)."""
    rows = [(head.copy_number, Part.PLAIN), (head.secrecy, Part.SECURITY), (head.urgency, Part.SECURITY)]
    filled = [row for row in rows if row[0]]
    for text, part in filled:
        add_paragraph(file, part, text)
    add_blank(file, LINES_ABOVE - len(filled))


def _write_mark(file: Document, mark: str) -> None:
    """On one line: narrower, then smaller where it is long."""
    room = layout.twips(layout.AREA_WIDTH_MM) / width(mark)
    points = min(Size.INITIAL.points, int(room / NARROWEST / layout.TWIPS_PER_POINT * 2) / 2)
    paragraph = add_paragraph(file, Part.MARK)
    paragraph.paragraph_format.line_spacing = Pt(points * MARK_LINE)
    paragraph.paragraph_format.space_before = Twips(MARK_BEFORE) - Pt(points * MARK_DROP)
    run = add_run(paragraph, mark)
    run.font.size = Pt(points)
    _narrow(run, int(100 * room / (points * layout.TWIPS_PER_POINT)))


def _narrow(run: Run, percent: int) -> None:
    if percent < 100:
        properties = run._r.get_or_add_rPr()
        properties.insert_element_before(element("w", val=percent), "w:kern", "w:position", "w:sz")


def _write_number(file: Document, head: RedHead) -> None:
    """Centred; an upward document has it at the left and its signatory at the right (7.2.5, 7.2.6)."""
    if not head.signatory:
        add_paragraph(file, Part.NUMBER, head.number)
        return
    paragraph = add_paragraph(file, Part.UPWARD_NUMBER, head.number + "\t")
    side = layout.characters(1)
    paragraph.paragraph_format.left_indent = Twips(side)
    paragraph.paragraph_format.right_indent = Twips(side)
    paragraph.paragraph_format.tab_stops.add_tab_stop(
        Twips(layout.twips(layout.AREA_WIDTH_MM) - side), WD_TAB_ALIGNMENT.RIGHT
    )
    add_run(paragraph, "签发人：")
    add_run(paragraph, head.signatory, Face.KAI)


def _write_rule(file: Document) -> None:
    """A paragraph of one point whose upper border is the rule, so that nothing else's indents narrow it."""
    paragraph = add_paragraph(file, Part.RED_RULE)
    paragraph.paragraph_format.space_before = Twips(layout.twips(layout.RED_RULE_DROP_MM - GLYPH_FOOT_MM))
    borders = element("pBdr")
    append(borders, "top", val="single", sz=RULE_EIGHTHS, space=0, color=layout.RED)
    paragraph._p.get_or_add_pPr().insert_element_before(borders, "w:spacing")
