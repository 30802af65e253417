"""How a paragraph and its runs look once styles, defaults and the theme have had their say."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement as Element
from lxml import etree

T = TypeVar("T")
CHAIN = 20  # styles one based on another; a circle ends here
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


@dataclass(frozen=True)
class Stretch:
    """A run as it looks: face of its Chinese text, size in points, colour ("" is automatic), spacing in twips."""

    text: str
    face: str
    size: float
    colour: str
    spacing: int


@dataclass(frozen=True)
class Look:
    """A paragraph as it looks; lengths in twips, `line` as (twips, rule)."""

    text: str
    stretches: tuple[Stretch, ...]
    align: str
    first: int
    left: int
    right: int
    line: tuple[int, str]
    on_grid: bool
    new_page: bool
    edges: dict[str, tuple[int, str]]  # edge → thickness in eighths of a point, colour
    drawn: bool

    @property
    def lead(self) -> Stretch | None:
        """The first stretch that says something."""
        return next((stretch for stretch in self.stretches if stretch.text.strip()), None)


class Styles:
    """The styles of one file, asked for a property along the chain: own, style, what it is based on, defaults."""

    def __init__(self, file: Document) -> None:
        root = file.styles.element
        self._styles = {style.get(qn("w:styleId")): style for style in root.iterfind(qn("w:style"))}
        self._default = next(
            (
                style.get(qn("w:styleId"))
                for style in self._styles.values()
                if style.get(qn("w:type")) == "paragraph" and style.get(qn("w:default")) in ("1", "true")
            ),
            None,
        )
        defaults = root.find(qn("w:docDefaults"))
        self._runs = _within(defaults, "w:rPrDefault", "w:rPr")
        self._paragraphs = _within(defaults, "w:pPrDefault", "w:pPr")
        self._theme = _theme_faces(file)

    def look(self, paragraph: Element) -> Look:
        own = paragraph.find(qn("w:pPr"))
        chain = [*_present(own), *self._of_paragraph(paragraph, "w:pPr"), *_present(self._paragraphs)]
        size = self._size(None, paragraph)
        stretches = tuple(self._stretch(run, paragraph) for run in _runs(paragraph))
        return Look(
            text="".join(stretch.text for stretch in stretches),
            stretches=stretches,
            align=_first(chain, "w:jc", _value) or "left",
            first=_indent(chain, "firstLine", size) - _indent(chain, "hanging", size),
            left=_indent(chain, "left", size) or _indent(chain, "start", size),
            right=_indent(chain, "right", size) or _indent(chain, "end", size),
            line=(
                _number(_attribute(chain, "w:spacing", "line")),
                _attribute(chain, "w:spacing", "lineRule") or "auto",
            ),
            on_grid=_first(chain, "w:snapToGrid", _value) not in ("0", "false"),
            new_page=_breaks(paragraph, chain),
            edges=_edges(chain),
            drawn=next(paragraph.iter(qn("w:drawing"), qn("w:pict")), None) is not None,
        )

    def _stretch(self, run: Element, paragraph: Element) -> Stretch:
        chain = self._run_chain(run, paragraph)
        return Stretch(
            text=_text(run),
            face=self._face(chain),
            size=self._size(run, paragraph) / 20,
            colour=(_first(chain, "w:color", _value) or "").upper().replace("AUTO", ""),
            spacing=_number(_first(chain, "w:spacing", _value)),
        )

    def _run_chain(self, run: Element | None, paragraph: Element) -> list[Element]:
        own = [] if run is None else _present(run.find(qn("w:rPr")))
        named = [_value(style) for properties in own for style in properties.iterfind(qn("w:rStyle"))]
        own += [found for name in named for found in self._along(name, "w:rPr")]
        return [*own, *self._of_paragraph(paragraph, "w:rPr"), *_present(self._runs)]

    def _of_paragraph(self, paragraph: Element, properties: str) -> list[Element]:
        own = _within(paragraph, "w:pPr", "w:pStyle")
        return list(self._along(self._default if own is None else _value(own), properties))

    def _along(self, name: str | None, properties: str) -> Iterator[Element]:
        for _ in range(CHAIN):
            style = self._styles.get(name)
            if style is None:
                return
            yield from _present(style.find(qn(properties)))
            based = style.find(qn("w:basedOn"))
            name = None if based is None else _value(based)

    def _face(self, chain: list[Element]) -> str:
        for properties in chain:
            fonts = properties.find(qn("w:rFonts"))
            if fonts is None:
                continue
            theme = fonts.get(qn("w:eastAsiaTheme"))
            face = self._theme.get(theme[:5], "") if theme else fonts.get(qn("w:eastAsia"))
            if face:
                return str(face)
        return ""

    def _size(self, run: Element | None, paragraph: Element) -> int:
        """In twips."""
        return _number(_first(self._run_chain(run, paragraph), "w:sz", _value) or "20") * 10


def _theme_faces(file: Document) -> dict[str, str]:
    """ "major" and "minor" to the theme's Chinese face."""
    for relation in file.part.rels.values():
        if relation.reltype == RELATIONSHIP_TYPE.THEME and not relation.is_external:
            root = etree.fromstring(relation.target_part.blob, etree.XMLParser(resolve_entities=False))
            return {name: _theme_face(root, name) for name in ("major", "minor")}
    return {}


def _theme_face(root: Element, name: str) -> str:
    for fonts in root.iter(f"{DRAWING}{name}Font"):
        named = [font.get("typeface") for font in fonts if font.get("script") == "Hans"]
        named += [font.get("typeface") for font in fonts.iterfind(f"{DRAWING}ea")]
        return str(next((face for face in named if face), ""))
    return ""


def _runs(paragraph: Element) -> Iterator[Element]:
    """Those of the paragraph itself: not of a text box that hangs on it, nor what has been deleted."""
    for child in paragraph:
        if child.tag == qn("w:r"):
            yield child
        elif child.tag in (qn("w:hyperlink"), qn("w:ins"), qn("w:smartTag"), qn("w:fldSimple")):
            yield from _runs(child)


def _text(run: Element) -> str:
    signs = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n"}
    return "".join(child.text or "" if child.tag == qn("w:t") else signs.get(child.tag, "") for child in run)


def _breaks(paragraph: Element, chain: list[Element]) -> bool:
    asked = _first(chain, "w:pageBreakBefore", lambda found: found.get(qn("w:val")) or "1")
    return asked in ("1", "true", "on")


def _edges(chain: list[Element]) -> dict[str, tuple[int, str]]:
    borders = next((found for p in chain if (found := p.find(qn("w:pBdr"))) is not None), None)
    return edges(borders)


def edges(borders: Element | None) -> dict[str, tuple[int, str]]:
    """The lines of a pBdr, tblBorders or tcBorders element that are drawn."""
    drawn = [
        line for line in (() if borders is None else borders) if _value(line) not in ("nil", "none", None)
    ]
    return {
        etree.QName(line).localname: (_number(line.get(qn("w:sz"))), (line.get(qn("w:color")) or "").upper())
        for line in drawn
    }


def _indent(chain: list[Element], side: str, size: int) -> int:
    """In twips; a count of characters goes before a length, as it does in Word."""
    for properties in chain:
        indent = properties.find(qn("w:ind"))
        if indent is None:
            continue
        count, length = indent.get(qn(f"w:{side}Chars")), indent.get(qn(f"w:{side}"))
        if count and _number(count):
            return _number(count) * size // 100
        if length is not None:
            return _number(length)
    return 0


def _attribute(chain: list[Element], tag: str, name: str) -> str | None:
    for properties in chain:
        found = properties.find(qn(tag))
        if found is not None and found.get(qn(f"w:{name}")) is not None:
            return str(found.get(qn(f"w:{name}")))
    return None


def _first(chain: list[Element], tag: str, read: Callable[[Element], T | None]) -> T | None:
    return next((read(found) for p in chain if (found := p.find(qn(tag))) is not None), None)


def _within(element: Element | None, *path: str) -> Element | None:
    for tag in path:
        element = None if element is None else element.find(qn(tag))
    return element


def _present(element: Element | None) -> list[Element]:
    return [] if element is None else [element]


def _value(element: Element) -> str | None:
    found = element.get(qn("w:val"))
    return None if found is None else str(found)


def _number(text: str | None) -> int:
    """What a file calls a number may be none: then it counts as absent."""
    try:
        return round(float(text or 0))
    except (ValueError, OverflowError):
        return 0
