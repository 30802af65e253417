"""纪要格式 (10.3): its mark, issue and date above; who was there below the text."""

from collections.abc import Sequence

from docx.document import Document
from docx.shared import Twips

from xuncha.kernel.numerals import print_full_day
from xuncha.papers.engine import layout
from xuncha.papers.engine.document import Attending
from xuncha.papers.engine.head import LINES_ABOVE, add_both_sides, write_rule
from xuncha.papers.engine.heads import MinutesHead
from xuncha.papers.engine.mark import mark_before, write_mark
from xuncha.papers.engine.ooxml import add_blank, add_paragraph, add_run
from xuncha.papers.engine.styles import Part
from xuncha.papers.engine.typefaces import Face
from xuncha.papers.engine.widths import width


def write_minutes_head(file: Document, head: MinutesHead, secrecy: str) -> None:
    add_paragraph(file, Part.SECURITY if secrecy else Part.PLAIN, secrecy)
    add_blank(file, LINES_ABOVE - 1)
    write_mark(file, head.mark, mark_before(layout.MARK_DROP_MM, LINES_ABOVE))
    add_blank(file)
    add_paragraph(file, Part.NUMBER, head.issue)
    add_run(add_both_sides(file, head.issuer), print_full_day(head.day))
    write_rule(file)
    add_blank(file, 2)


def write_attending(file: Document, lists: Sequence[Attending]) -> None:
    """After a blank line, two characters in; turned lines stand under the first character after the colon."""
    add_blank(file)
    for attending in lists:
        label = attending.label + "："
        paragraph = add_paragraph(file, Part.ATTENDING)
        add_run(paragraph, label, Face.HEI)
        add_run(paragraph, "，".join(attending.names))
        paragraph.paragraph_format.left_indent = Twips(layout.characters(2 + width(label)))
        paragraph.paragraph_format.first_line_indent = Twips(-layout.characters(width(label)))
