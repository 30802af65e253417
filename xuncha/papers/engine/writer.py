"""An official document as a Word file, laid out after GB/T 9704-2012."""

from docx.document import Document
from docx.text.paragraph import Paragraph

from xuncha.papers.engine import layout
from xuncha.papers.engine.body import write_addressee, write_blocks, write_title
from xuncha.papers.engine.closing import LABEL, write_attachment_list, write_note, write_signature
from xuncha.papers.engine.document import Attachment, OfficialDocument
from xuncha.papers.engine.head import write_head
from xuncha.papers.engine.heads import LetterHead, MinutesHead, OrderHead, RedHead
from xuncha.papers.engine.imprint import write_imprint
from xuncha.papers.engine.kinds import require_form
from xuncha.papers.engine.letter import write_letter_head
from xuncha.papers.engine.minutes import write_attending, write_minutes_head
from xuncha.papers.engine.ooxml import add_blank, add_paragraph
from xuncha.papers.engine.order import write_order_head, write_order_signature
from xuncha.papers.engine.package import blank, describe, to_bytes
from xuncha.papers.engine.page import set_page, write_stamp
from xuncha.papers.engine.styles import Part
from xuncha.papers.engine.widths import width

# Without a red head the title stands where an attachment's stands: on the third line (7.3.7).
LINES_ABOVE_TITLE = 2
HELD_LINES = layout.LINES_PER_PAGE // 2


def write(document: OfficialDocument) -> bytes:
    """The document as a .docx file. Equal documents give equal bytes. BadInput where its form breaks its kind's law."""
    require_form(document)
    file = blank()
    set_page(file)
    if document.stamp:
        write_stamp(file, document.stamp)
    _write_head(file, document)
    _write_body(file, document)
    _write_attachments(file, document)
    if document.imprint:
        write_imprint(file, document.imprint, in_letter=isinstance(document.head, LetterHead))
    describe(file, document)
    return to_bytes(file)


def _write_head(file: Document, document: OfficialDocument) -> None:
    match document.head:
        case RedHead():
            write_head(file, document.head)
        case LetterHead():
            write_letter_head(file, document.head)
        case MinutesHead():
            write_minutes_head(file, document.head, document.secrecy)
        case OrderHead():
            write_order_head(file, document.head)
        case None if document.secrecy:
            add_paragraph(file, Part.SECURITY, document.secrecy)
            add_blank(file, LINES_ABOVE_TITLE - 1)
        case None:
            add_blank(file, LINES_ABOVE_TITLE)


def _write_body(file: Document, document: OfficialDocument) -> None:
    if document.title:
        write_title(file, document.title)
        if document.caption:
            add_paragraph(file, Part.CAPTION, "（" + document.caption + "）")
        add_blank(file)
    if document.addressee:
        write_addressee(file, document.addressee)
    write_blocks(file, document.blocks)
    if document.is_signed:
        _hold(file.paragraphs[-1])
    if document.attachments:
        write_attachment_list(file, document.attachments)
    if document.attending:
        write_attending(file, document.attending)
    _write_signature(file, document)
    if document.note:
        write_note(file, document.note)


def _write_signature(file: Document, document: OfficialDocument) -> None:
    if isinstance(document.head, OrderHead):
        write_order_signature(file, document.head, document.date)
    elif document.is_signed:
        write_signature(file, document.issuer, document.date, sealed=document.sealed)


def _hold(last: Paragraph) -> None:
    """Keep the last of the text on the page of name and date, which must not stand alone (7.3.5.5).

    Word moves as many lines as it needs, LibreOffice the whole paragraph: so only one of half a page or less.
    """
    if width(last.text) <= HELD_LINES * layout.CHARACTERS_PER_LINE:
        last.paragraph_format.keep_with_next = True


def _write_attachments(file: Document, document: OfficialDocument) -> None:
    """Those with content of their own; the others are only listed."""
    several = len(document.attachments) > 1
    for place, attachment in enumerate(document.attachments, 1):
        if attachment.blocks:
            _write_attachment(file, attachment, LABEL + str(place) if several else LABEL)


def _write_attachment(file: Document, attachment: Attachment, label: str) -> None:
    """On a new page: label on the first line, title on the third, then as the body (7.3.7)."""
    add_paragraph(file, Part.ATTACHMENT_LABEL, label).paragraph_format.page_break_before = True
    add_blank(file)
    write_title(file, attachment.title)
    add_blank(file)
    write_blocks(file, attachment.blocks)
