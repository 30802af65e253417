"""The draft as a Word document with a comment on every place that a person should look at."""

import copy
from io import BytesIO
from typing import Any

import docx
from docx.oxml.ns import qn
from docx.text.run import Run

from xuncha.kernel.contents import CONTROL
from xuncha.proofs.formats import SEVERITIES, Proofed
from xuncha.proofs.readers.word import WordText, open_text

AUTHOR, INITIALS = "核数", "核"
PROPERTIES, WORDS = qn("w:rPr"), qn("w:t")
SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def as_docx(proofed: Proofed) -> bytes:
    """A Word draft keeps its own look; any other becomes plain paragraphs, a line each."""
    draft = proofed.draft
    content = draft.content if draft.kind == "docx" else _typed(draft.text)
    word = open_text(content, draft.name)
    # From the end: a run that is cut leaves what stands before it where it was.
    for finding in sorted(proofed.findings, key=lambda finding: finding.spans[0], reverse=True):
        start, end = proofed.span(*finding.spans[0])
        runs = _runs_of(word, start, end)
        if runs:
            said = "%s：%s" % (SEVERITIES[finding.severity], finding)
            word.document.add_comment(runs, text=said, author=AUTHOR, initials=INITIALS)
    file = BytesIO()
    word.document.save(file)
    return file.getvalue()


def _typed(text: str) -> bytes:
    """A document of these lines. Every character keeps its place: what XML cannot hold becomes a space."""
    document = docx.Document()
    plain = "".join(" " if ord(c) in CONTROL or c == "\r" or not _is_xml(c) else c for c in text)
    for line in plain.removesuffix("\n").split("\n"):
        document.add_paragraph(line)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _is_xml(character: str) -> bool:
    return character not in "￾￿" and not "\ud800" <= character <= "\udfff"


def _runs_of(word: WordText, start: int, end: int) -> list[Run]:
    """The runs that hold the characters from `start` to `end`, cut so that they hold little else."""
    elements: list[Any] = []
    for position in range(end - 1, start - 1, -1):
        element = word.runs[position] if position < len(word.runs) else None
        if element is not None and (not elements or elements[0] is not element):
            elements.insert(0, element)
    if len(elements) == 1:
        first = next(at for at, run in enumerate(word.runs) if run is elements[0])
        elements = [_cut(elements[0], start - first, end - first)]
    return [Run(element, word.document) for element in elements]


def _cut(run: Any, start: int, end: int) -> Any:
    """The run in up to three: before, these characters, behind. A run with more than plain text in it stays whole."""
    inner = [child for child in run if child.tag != PROPERTIES]
    if len(inner) != 1 or inner[0].tag != WORDS or len(inner[0].text or "") < end:
        return run
    text = inner[0].text
    middle = _with_text(copy.deepcopy(run), text[start:end])
    if text[end:]:
        run.addnext(_with_text(copy.deepcopy(run), text[end:]))
    if not text[:start]:
        _with_text(run, text[start:end])
        return run
    run.addnext(middle)
    _with_text(run, text[:start])
    return middle


def _with_text(run: Any, text: str) -> Any:
    words = run.find(WORDS)
    words.text = text
    words.set(SPACE, "preserve")
    return run
