"""发文机关标志: red, centred, on one line; narrow before it is small (7.2.4)."""

from docx.document import Document
from docx.shared import Pt, Twips
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from xuncha.papers.engine import layout
from xuncha.papers.engine.layout import Size
from xuncha.papers.engine.ooxml import add_paragraph, add_run, element
from xuncha.papers.engine.styles import Part
from xuncha.papers.engine.widths import width

# The line of the mark, and how far below its upper edge the glyphs begin, in type sizes; as rendered.
MARK_LINE, MARK_DROP = 1.2, 0.12
NARROWEST = 0.6


def mark_before(millimetres: float, lines: int) -> int:
    """The space before a mark that stands so far below the type area's edge, under so many lines, in twips."""
    return layout.twips(millimetres) - lines * layout.LINE_TWIPS


def write_mark(file: Document, mark: str, before: int) -> Paragraph:
    """`before` is counted to the upper edge of the glyphs, in twips."""
    room = layout.twips(layout.AREA_WIDTH_MM) / width(mark)
    points = min(Size.INITIAL.points, int(room / NARROWEST / layout.TWIPS_PER_POINT * 2) / 2)
    paragraph = add_paragraph(file, Part.MARK)
    paragraph.paragraph_format.line_spacing = Pt(points * MARK_LINE)
    paragraph.paragraph_format.space_before = max(Twips(before) - Pt(points * MARK_DROP), Twips(0))
    run = add_run(paragraph, mark)
    run.font.size = Pt(points)
    _narrow(run, int(100 * room / (points * layout.TWIPS_PER_POINT)))
    return paragraph


def drop(paragraph: Paragraph) -> int:
    """How far the glyphs of a mark begin below the upper edge of its line, in twips."""
    size = paragraph.runs[0].font.size
    assert size is not None
    return layout.twips(size.mm * MARK_DROP)


def _narrow(run: Run, percent: int) -> None:
    if percent < 100:
        properties = run._r.get_or_add_rPr()
        properties.insert_element_before(element("w", val=percent), "w:kern", "w:position", "w:sz")
