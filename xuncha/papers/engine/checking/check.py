"""A Word file looked through from page to imprint: every place where it is not as GB/T 9704-2012 has it."""

from docx.document import Document

from xuncha.papers.engine.checking.ends import check_head, check_imprint
from xuncha.papers.engine.checking.looks import Styles
from xuncha.papers.engine.checking.page import check_pages, grid_pitch, is_letter
from xuncha.papers.engine.checking.roles import header_items, items
from xuncha.papers.engine.checking.standard import Deviation
from xuncha.papers.engine.checking.text import check_text


def deviations(file: Document) -> list[Deviation]:
    """In the order of the file: the page, the head, the text, the imprint. Open the file by `opening`."""
    styles = Styles(file)
    found = items(file, styles)
    section = file.sections[0]
    return [
        *check_pages(file, styles, found),
        *check_head([*header_items(file, styles), *found]),
        *check_text(found, grid_pitch(section)),
        *check_imprint(file, styles, found, in_letter=is_letter(section, styles)),
    ]
