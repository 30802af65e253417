"""命令（令）格式 (10.2): mark and number above, office and name of the signer and the date below."""

from datetime import date

from docx.document import Document
from docx.shared import Twips

from xuncha.kernel.numerals import print_full_day
from xuncha.papers.engine import layout
from xuncha.papers.engine.heads import OrderHead
from xuncha.papers.engine.mark import write_mark
from xuncha.papers.engine.ooxml import add_blank, add_paragraph
from xuncha.papers.engine.styles import Part


def write_order_head(file: Document, head: OrderHead) -> None:
    # Word drops space before the first line of a page where nothing precedes it.
    add_blank(file)
    write_mark(file, head.mark, layout.twips(layout.ORDER_MARK_DROP_MM) - layout.LINE_TWIPS)
    add_blank(file, 2)
    add_paragraph(file, Part.NUMBER, head.number)
    add_blank(file, 2)


def write_order_signature(file: Document, head: OrderHead, day: date) -> None:
    """Two lines down, four characters in: the office, two characters, the name; the date a line below."""
    add_blank(file, 2)
    for text in (head.office + "　　" + head.signer, "", print_full_day(day)):
        paragraph = add_paragraph(file, Part.SIGNATURE, text)
        paragraph.paragraph_format.right_indent = Twips(layout.characters(4))
