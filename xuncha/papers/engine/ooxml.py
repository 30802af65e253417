"""The few elements python-docx has no verb for."""

import re

from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from xuncha.papers.engine.layout import RED
from xuncha.papers.engine.styles import Part
from xuncha.papers.engine.typefaces import Face

# What comes after a frame or a border among the properties of a paragraph.
SPACING = ("w:spacing", "w:ind", "w:jc", "w:outlineLvl", "w:rPr")
# What XML 1.0 cannot carry; pasted text brings such characters along.
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def element(tag: str, **attributes: str | int) -> BaseOxmlElement:
    """``<w:tag w:attribute="…"/>``"""
    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    return made


def append(parent: BaseOxmlElement, tag: str, **attributes: str | int) -> BaseOxmlElement:
    """``element`` as the last child of ``parent``."""
    made = element(tag, **attributes)
    parent.append(made)
    return made


def dress(paragraph: Paragraph, part: Part, text: str = "") -> Paragraph:
    """The paragraph in the style of a part, with ``text`` in it."""
    paragraph._p.style = part.style_id  # python-docx searches all styles for a name
    if text:
        add_run(paragraph, text)
    return paragraph


def add_paragraph(file: Document, part: Part, text: str = "") -> Paragraph:
    """A paragraph of a part at the end of the file."""
    return dress(file.add_paragraph(), part, text)


def add_blank(file: Document, count: int = 1) -> None:
    """``count`` empty lines of body size: the standard counts distances in lines."""
    for _ in range(count):
        add_paragraph(file, Part.PLAIN)


def add_run(paragraph: Paragraph, text: str, face: Face | None = None, bold: bool = False) -> Run:
    """A run. Quotation marks, dashes and ellipses are told to be Chinese: Word would set them as Latin."""
    run = paragraph.add_run(UNPRINTABLE.sub("", text))
    if bold:
        run.bold = True
    if face:
        run.font.name = face
    fonts = run._r.get_or_add_rPr().get_or_add_rFonts()
    if face:
        fonts.set(qn("w:eastAsia"), face)
        fonts.set(qn("w:cs"), face)
    fonts.set(qn("w:hint"), "eastAsia")
    return run


def rule(paragraph: Paragraph, *, color: str = RED, **edges: int) -> None:
    """Lines along edges of a paragraph (``top=12``), their thickness in eighths of a point."""
    borders = element("pBdr")
    for edge, size in edges.items():
        append(borders, edge, val="single", sz=size, space=0, color=color)
    paragraph._p.get_or_add_pPr().insert_element_before(borders, "w:shd", "w:tabs", "w:snapToGrid", *SPACING)


def lift(paragraph: Paragraph, **place: str | int) -> None:
    """Take the paragraph out of the text to a place on the page; neighbours with the same place share its frame."""
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(
        element("framePr", **place), "w:widowControl", "w:pBdr", "w:tabs", *SPACING
    )
