"""The year's own report as it would be given out now, sentence by sentence: a draft that has one is read figure by figure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from xuncha.proofs.engine.view import view_of
from xuncha.reports.queries.values import Value
from xuncha.reports.writing.formats import title_of
from xuncha.reports.writing.report import Piece, Report

LONGEST = 16  # characters in which a figure may be printed
LITERAL = re.compile("([0-9]+)")


@dataclass(frozen=True)
class Found:
    """A stretch of a draft that a report's sentence puts a figure in.

    plain    words that the records give beside the figures (the 3 of 3月)
    literal  the whole sentence or row: whatever else it says is as the report has it
    """

    start: int
    end: int
    value: Value
    plain: str = ""
    literal: bool = False


def found_in(text: str, report: Report) -> Iterator[Found]:
    """The places of a view's text that are the report's own sentences or the rows of its table."""
    for section in report.sections:
        for block in section.blocks:
            for sentence in _sentences(block.pieces):
                yield from _in_sentence(text, sentence)
    for value in report.figures:
        title, definition = (re.escape(_plain(words)) for words in (title_of(value), value.definition))
        row = re.compile(rf"\|\s*{title}\s*\|\s*([^|\n]{{1,{LONGEST}}}?)\s*\|(?:\s*{definition}\s*\|)?")
        for match in row.finditer(text):
            yield Found(*match.span(1), value)
            yield Found(*match.span(), value, literal=True)


def _sentences(pieces: tuple[Piece, ...]) -> Iterator[list[Piece]]:
    """The pieces up to each full stop."""
    sentence: list[Piece] = []
    for piece in pieces:
        texts = [piece.text] if piece.figure else re.split("(?<=。)", piece.text)
        for text in texts:
            if text:
                sentence.append(Piece(text, piece.figure))
            if text.endswith("。"):
                yield sentence
                sentence = []
    if sentence:
        yield sentence


def _in_sentence(text: str, sentence: list[Piece]) -> Iterator[Found]:
    groups: list[tuple[Value, str]] = []
    values = [piece.figure for piece in sentence if piece.figure]
    if not values:
        return
    expression = ""
    last = values[0]
    for piece in sentence:
        if piece.figure:
            last = piece.figure
            expression += rf"([^，。；、\n]{{1,{LONGEST}}}?)"
            groups.append((last, ""))
            continue
        for number, part in enumerate(LITERAL.split(_plain(piece.text))):
            expression += "([0-9]+)" if number % 2 else re.escape(part)
            groups += [(last if number else values[0], part)] if number % 2 else []
    for match in re.finditer(expression, text):
        for number, (value, plain) in enumerate(groups, start=1):
            yield Found(*match.span(number), value, plain)
        yield Found(*match.span(), last, literal=True)


def _plain(text: str) -> str:
    return view_of(text).text
