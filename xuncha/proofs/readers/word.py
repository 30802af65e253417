"""The text of a Word document in its order, and for each character the run that holds it: comments are put there."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from docx.document import Document
from docx.oxml.ns import qn

from xuncha.papers.engine.opening import read_word

PARAGRAPH, RUN, CELL, ROW, FALLBACK = (
    qn("w:p"), qn("w:r"), qn("w:tc"), qn("w:tr"), "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
)  # fmt: skip
WRITTEN = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
TEXT = qn("w:t")


@dataclass
class WordText:
    """The text with, for every character, the run element it came from (None for what stands between paragraphs)."""

    document: Document
    pieces: list[str] = field(default_factory=list)
    runs: list[Any] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(self.pieces)

    def add(self, text: str, run: Any = None) -> None:
        self.pieces.append(text)
        self.runs += [run] * len(text)


def text_of_word(content: bytes, name: str) -> str:
    return open_text(content, name).text


def open_text(content: bytes, name: str) -> WordText:
    """BadInput for what is no sound document of reasonable size."""
    document = read_word(content, name)
    found = WordText(document)
    for paragraph in document.element.body.iter(PARAGRAPH):
        if next(paragraph.iterancestors(FALLBACK), None) is not None:
            continue  # the same box once more, for old readers
        for run, text in _written(paragraph):
            found.add(text, run)
        found.add(_behind(paragraph))
    return found


def _written(paragraph: Any) -> Iterator[tuple[Any, str]]:
    """The paragraph's own runs (not those of a box in it), each stretch with its run."""
    for node in paragraph.iter(TEXT, *WRITTEN):
        run = next(node.iterancestors(RUN), None)
        if run is None or next(node.iterancestors(PARAGRAPH)) is not paragraph:
            continue
        yield run, (node.text or "") if node.tag == TEXT else WRITTEN[node.tag]


def _behind(paragraph: Any) -> str:
    """Cells of a row stand side by side; everything else begins a new line."""
    cell = paragraph.getparent()
    if cell.tag != CELL or paragraph.getnext() is not None:
        return "\n"
    following = cell.getnext()
    return "\t" if following is not None and following.tag == CELL else "\n"
