"""The page: paper, margins, line grid and page number (5.1, 5.2, 7.5)."""

from docx.document import Document
from docx.enum.text import WD_PARAGRAPH_ALIGNMENT
from docx.section import _Footer
from docx.shared import Mm, Twips
from docx.text.paragraph import Paragraph

from xuncha.papers.engine import layout
from xuncha.papers.engine.layout import Size
from xuncha.papers.engine.ooxml import add_run, append, dress
from xuncha.papers.engine.styles import STYLES, Part

# The dashes sit at about half the height of their line.
NUMBER_LINE = STYLES[Part.PAGE_NUMBER].line
FOOTER_TWIPS = layout.twips(layout.BOTTOM_MM - layout.PAGE_NUMBER_DROP_MM) - NUMBER_LINE // 2

# Nothing stands there but the stamp of a copy.
HEADER_MM = 15


def set_page(file: Document) -> None:
    """Give the file's section the paper, margins, grid and page numbers of the standard."""
    section = file.sections[0]
    section.page_width, section.page_height = Mm(layout.PAGE_WIDTH_MM), Mm(layout.PAGE_HEIGHT_MM)
    section.top_margin, section.bottom_margin = Mm(layout.TOP_MM), Mm(layout.BOTTOM_MM)
    section.left_margin, section.right_margin = Mm(layout.LEFT_MM), Mm(layout.RIGHT_MM)
    section.header_distance, section.footer_distance = Mm(HEADER_MM), Twips(FOOTER_TWIPS)
    section.gutter = Mm(0)
    append(section._sectPr, "docGrid", type="lines", linePitch=layout.LINE_TWIPS)
    _number_odd(section.footer)
    _number_even(section.even_page_footer)


def write_stamp(file: Document, text: str) -> None:
    """Above the type area of every page, where the standard has nothing: it tells of this copy, not of the document."""
    section = file.sections[0]
    for header in (section.header, section.even_page_header):
        header.is_linked_to_previous = False
        dress(header.paragraphs[0], Part.STAMP, text)


def _number_odd(footer: _Footer) -> None:
    paragraph = _number(footer)
    paragraph.alignment = WD_PARAGRAPH_ALIGNMENT.RIGHT
    paragraph.paragraph_format.right_indent = Twips(Size.FOUR.twips)


def _number_even(footer: _Footer) -> None:
    paragraph = _number(footer)
    paragraph.alignment = WD_PARAGRAPH_ALIGNMENT.LEFT
    paragraph.paragraph_format.left_indent = Twips(Size.FOUR.twips)


def _number(footer: _Footer) -> Paragraph:
    footer.is_linked_to_previous = False
    paragraph = dress(footer.paragraphs[0], Part.PAGE_NUMBER, "— ")
    _add_field(paragraph, "PAGE")
    add_run(paragraph, " —")
    return paragraph


def _add_field(paragraph: Paragraph, code: str) -> None:
    append(add_run(paragraph, "")._r, "fldChar", fldCharType="begin")
    append(add_run(paragraph, "")._r, "instrText").text = code
    append(add_run(paragraph, "")._r, "fldChar", fldCharType="separate")
    add_run(paragraph, "1")
    append(add_run(paragraph, "")._r, "fldChar", fldCharType="end")
