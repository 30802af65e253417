"""A report assembled: the words of a design, what its references come to from a source at this moment."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Protocol

from xuncha.kernel.figures import Scope
from xuncha.kernel.refusals import NotAllowed
from xuncha.kernel.stamps import Stamp
from xuncha.papers.engine.ordinals import ordinal
from xuncha.records.models import Office
from xuncha.reports.engine.design import PART, REFERENCE, Design, Reference, reference
from xuncha.reports.engine.design import Section as Planned
from xuncha.reports.models import TieExplanation
from xuncha.reports.queries.ties import Checked, broken, explained
from xuncha.reports.queries.values import Value


class TiesBroken(NotAllowed):
    """The report is not given out while a tie fails."""

    def __init__(self, ties: list[Checked]) -> None:
        super().__init__("".join(tie.sentence for tie in ties).replace("%", "%%") or "勾稽关系不成立。")
        self.ties = ties

    def __str__(self) -> str:
        return "".join(tie.sentence for tie in self.ties)


@dataclass(frozen=True)
class Piece:
    """A stretch of text; with `figure`, the printed form of that figure; with `url`, a number with its rows."""

    text: str
    figure: Value | None = None
    url: str = ""


@dataclass(frozen=True)
class Block:
    """One paragraph: the heading that runs on into it with its ordinal (（一）), and its pieces."""

    lead: str
    pieces: tuple[Piece, ...]
    ordinal: str = ""

    @property
    def text(self) -> str:
        return self.lead + "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True)
class Section:
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Report:
    """`scope` is None where a report is about no year; `broken` are the ties that fail, `notes` why, in writing."""

    office: Office
    scope: Scope | None
    title: str
    opening: str
    addressee: str
    day: date
    sections: tuple[Section, ...]
    figures: tuple[Value, ...] = ()
    broken: tuple[Checked, ...] = ()
    notes: tuple[str, ...] = ()
    stamp: Stamp | None = None  # of who takes it out; none while it is only read


class Source(Protocol):
    """What the references of a design come to."""

    def items(self, per: str) -> list[Any]:
        """What a paragraph with this `per` is repeated for."""

    def pieces(self, asked: Reference, item: Any) -> list[Piece]:
        """What stands for a reference; none when it comes to nothing."""


def sections(design: Design, source: Source) -> tuple[Section, ...]:
    """The design's sections filled. Sentences, paragraphs and parts that come to nothing are left out."""
    parts: list[tuple[str, list[Block]]] = [("", [])]
    for planned in design.sections:
        if planned.level == PART:
            parts.append((planned.heading, []))
        else:
            parts[-1][1].extend(blocks(planned, source))
    return tuple(Section(title, tuple(_numbered(found))) for title, found in parts if found)


def blocks(planned: Planned, source: Source) -> Iterator[Block]:
    """One section of a design as paragraphs: one, or one for each thing that it is repeated for."""
    for item in source.items(planned.per) if planned.per else [None]:
        filled = [_filled(sentence, source, item) for sentence in planned.sentences]
        pieces = tuple(piece for sentence in filled for piece in sentence)
        if pieces:
            yield Block(plain(planned.heading, source, item), pieces)


def plain(text: str, source: Source, item: Any = None) -> str:
    """A title or a heading, its facts filled."""
    return REFERENCE.sub(
        lambda match: "".join(piece.text for piece in source.pieces(reference(match.group(1)), item)), text
    )


def _filled(sentence: str, source: Source, item: Any) -> list[Piece]:
    """The sentence in pieces; none when one of its references comes to nothing."""
    pieces: list[Piece] = []
    for position, text in enumerate(REFERENCE.split(sentence)):
        found = [Piece(text)] if position % 2 == 0 else source.pieces(reference(text), item)
        if not found:
            return []
        pieces += [piece for piece in found if piece.text]
    return pieces


def _numbered(found: Iterable[Block]) -> Iterator[Block]:
    """Headings that run on into their text are the second level: （一）（二）."""
    number = 0
    for block in found:
        number += bool(block.lead)
        yield replace(block, ordinal=ordinal(2, number)) if block.lead else block


# --- The gate -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Gate:
    """The ties of a scope that fail, and what was written about them."""

    broken: tuple[Checked, ...]
    notes: tuple[str, ...]


def gate(scope: Scope, *, unchecked: bool = False) -> Gate:
    """TiesBroken when a tie fails that nobody explained, unless `unchecked`."""
    failing, known = broken(scope), explained(scope)
    answered = {one: known.get((one.tie.key, one.left, one.right)) for one in failing}
    if not unchecked and not all(answered.values()):
        raise TiesBroken([one for one, said in answered.items() if not said])
    notes = tuple(_note(one, said) for one, said in answered.items() if said)
    return Gate(tuple(failing), notes)


def _note(tie: Checked, said: TieExplanation) -> str:
    return "%s%s（说明人：%s，%s）" % (tie.sentence, said.text.strip(), said.person, said.at.isoformat())


def used(found: Iterable[Section]) -> tuple[Value, ...]:
    """The figures that stand in the text, each once, in their order."""
    values = (piece.figure for section in found for block in section.blocks for piece in block.pieces)
    return tuple(dict.fromkeys(value for value in values if value))
