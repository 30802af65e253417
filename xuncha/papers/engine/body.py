"""主体: title, addressee and the blocks of the body or of an attachment (7.3.1–7.3.3)."""

from collections.abc import Sequence

from docx.document import Document

from xuncha.papers.engine.document import Block, Fields, Heading, Paragraph, Table
from xuncha.papers.engine.ooxml import add_paragraph, add_run
from xuncha.papers.engine.ordinals import Counter
from xuncha.papers.engine.styles import LEVELS, STYLES, Part
from xuncha.papers.engine.table import write_fields, write_table
from xuncha.papers.engine.title import title_lines
from xuncha.papers.engine.typefaces import Face


def write_title(file: Document, title: str) -> None:
    """One paragraph whose lines break where phrases end."""
    add_paragraph(file, Part.TITLE, "\n".join(title_lines(title)))


def write_addressee(file: Document, addressee: str) -> None:
    """Flush left, closed by a full-width colon (7.3.2)."""
    add_paragraph(file, Part.ADDRESSEE, addressee + "：")


def write_blocks(file: Document, blocks: Sequence[Block]) -> None:
    """The blocks in order; headings are numbered from one."""
    counter = Counter()
    for block in blocks:
        match block:
            case Heading():
                add_paragraph(file, LEVELS[block.level - 1], counter.label(block))
            case Paragraph():
                _write_text(file, block, counter)
            case Table():
                write_table(file, block)
            case Fields():
                write_fields(file, block)


def _write_text(file: Document, block: Paragraph, counter: Counter) -> None:
    paragraph = add_paragraph(file, Part.TEXT)
    if block.lead:
        face = STYLES[LEVELS[block.lead.level - 1]].face
        add_run(paragraph, counter.label(block.lead), None if face is Face.BODY else face)
    for piece in block.pieces:
        add_run(paragraph, piece.text, piece.face, piece.bold)
