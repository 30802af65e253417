"""What follows the body: list of attachments, name and date, note (7.3.4–7.3.6)."""

from collections.abc import Sequence
from datetime import date

from docx.document import Document
from docx.shared import Twips
from docx.text.paragraph import Paragraph

from xuncha.kernel.numerals import print_full_day
from xuncha.papers.engine.document import Attachment
from xuncha.papers.engine.layout import characters
from xuncha.papers.engine.ooxml import add_paragraph
from xuncha.papers.engine.styles import Part
from xuncha.papers.engine.widths import width

LABEL = "附件"
# A seal is 42 mm wide: two lines keep its top within a line of the text (7.3.5.1).
LINES_ABOVE_SEAL = 2
LINES_ABOVE_NAME = 1


def write_attachment_list(file: Document, attachments: Sequence[Attachment]) -> None:
    """After a blank line, two characters in; the turned line stands under the first character of the name."""
    add_paragraph(file, Part.ATTACHMENT_LIST)
    for place, attachment in enumerate(attachments, 1):
        ordinal = str(place) + "." if len(attachments) > 1 else ""
        lead = (LABEL + "：" if place == 1 else "") + ordinal
        name = 2 + width(LABEL + "：") + width(ordinal)
        paragraph = add_paragraph(file, Part.ATTACHMENT_LIST, lead + attachment.title)
        paragraph.paragraph_format.left_indent = Twips(characters(name))
        paragraph.paragraph_format.first_line_indent = Twips(-characters(width(lead)))


def write_signature(file: Document, issuer: str, day: date, *, sealed: bool) -> None:
    """Name and date (7.3.5.4), on one page with each other and with the line before them."""
    dated = print_full_day(day)
    name_inset, date_inset = insets(width(issuer), width(dated), sealed=sealed)
    for _ in range(LINES_ABOVE_SEAL if sealed else LINES_ABOVE_NAME):
        add_paragraph(file, Part.SIGNATURE).paragraph_format.keep_with_next = True
    name = _inset(add_paragraph(file, Part.SIGNATURE, issuer), name_inset)
    name.paragraph_format.keep_with_next = True
    _inset(add_paragraph(file, Part.SIGNATURE, dated), date_inset)


def write_note(file: Document, note: str) -> None:
    """附注 in round brackets, two characters in, on the line below the date (7.3.6)."""
    add_paragraph(file, Part.NOTE, "（" + note + "）")


def insets(name: float, dated: float, *, sealed: bool) -> tuple[float, float]:
    """How far name and date of these widths stand from the right edge, all in characters.

    Sealed (7.3.5.1): the date four characters in, the name centred above it; a name too long for that reaches the
    edge and moves the date. Unsealed (7.3.5.2): the name two characters in, the date begins two characters to the
    right of it; a date longer than the name is itself two characters in and moves the name.
    """
    if sealed:
        name_inset = max(0.0, 4 - (name - dated) / 2)
        return name_inset, name_inset + (name - dated) / 2
    return (4 + dated - name, 2.0) if dated > name else (2.0, name - dated)


def _inset(paragraph: Paragraph, count: float) -> Paragraph:
    paragraph.paragraph_format.right_indent = Twips(characters(count))
    return paragraph
