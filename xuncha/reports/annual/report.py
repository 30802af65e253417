"""The annual report assembled: words from `wording`, every number from the registry at this moment."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from xuncha.kernel.figures import Scope
from xuncha.kernel.refusals import NotAllowed
from xuncha.papers.engine.ordinals import ordinal
from xuncha.records.models import Office
from xuncha.reports.annual.facts import facts_of, months
from xuncha.reports.annual.wording import OPENING, PARTS, TITLE, Paragraph
from xuncha.reports.queries.registry import keys_of
from xuncha.reports.queries.ties import Checked, broken
from xuncha.reports.queries.values import Value, values_of
from xuncha.reports.queries.years import rounds_of_year
from xuncha.rounds.models import Round
from xuncha.rounds.queries.frame import one_look

REFERENCE = re.compile(r"\{([^{}]+)\}")


class TiesBroken(NotAllowed):
    """The report is not given out while a tie fails."""

    def __init__(self, ties: list[Checked]) -> None:
        super().__init__("".join(tie.sentence for tie in ties).replace("%", "%%") or "勾稽关系不成立。")
        self.ties = ties

    def __str__(self) -> str:
        return "".join(tie.sentence for tie in self.ties)


@dataclass(frozen=True)
class Piece:
    """A stretch of text; with `figure`, the printed form of that figure."""

    text: str
    figure: Value | None = None


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
    office: Office
    scope: Scope
    title: str
    opening: str
    figures: tuple[Value, ...]
    sections: tuple[Section, ...]
    broken: tuple[Checked, ...]


def annual_report(office: Office, scope: Scope, *, unchecked: bool = False) -> Report:
    """The office's report of the year. TiesBroken when a tie fails, unless `unchecked`."""
    with one_look():
        return _annual_report(office, scope, unchecked=unchecked)


def _annual_report(office: Office, scope: Scope, *, unchecked: bool) -> Report:
    failing = broken(scope)
    if failing and not unchecked:
        raise TiesBroken(failing)
    composer = _Composer(office, scope)
    return Report(
        office=office,
        scope=scope,
        title=composer.plain(TITLE),
        opening=composer.plain(OPENING),
        figures=tuple(composer.values.values()),
        sections=tuple(composer.sections()),
        broken=tuple(failing),
    )


class _Composer:
    """Fills references. Each figure is counted once a report."""

    def __init__(self, office: Office, scope: Scope) -> None:
        self.scope = scope
        self.rounds = rounds_of_year(scope)
        self.values = values_of(keys_of(scope, self.rounds), scope)
        self.facts = facts_of(office, scope)

    def sections(self) -> Iterator[Section]:
        for part in PARTS:
            blocks = [block for paragraph in part.paragraphs for block in self.blocks(paragraph)]
            if blocks:
                yield Section(part.title, tuple(_numbered(blocks)))

    def blocks(self, paragraph: Paragraph) -> Iterator[Block]:
        for number in self.numbers(paragraph.per):
            sentences = [self.pieces(sentence, number) for sentence in paragraph.sentences]
            pieces = tuple(piece for sentence in sentences for piece in sentence)
            if pieces:
                yield Block(paragraph.lead, pieces)

    def numbers(self, per: str) -> list[Round | None]:
        if not per:
            return [None]
        rounds = self.rounds.finished if per == "finished" else self.rounds.under_way
        return list(rounds)

    def pieces(self, sentence: str, round_: Round | None) -> list[Piece]:
        """The sentence in pieces; none when one of its figures or facts comes to nothing."""
        pieces: list[Piece] = []
        for position, text in enumerate(REFERENCE.split(sentence)):
            found = [Piece(text)] if position % 2 == 0 else self.reference(text, round_)
            if not found:
                return []
            pieces += [piece for piece in found if piece.text]
        return pieces

    def reference(self, name: str, round_: Round | None) -> list[Piece]:
        """What stands for a reference; nothing when it comes to nothing (an optional fact is then empty)."""
        if name.startswith("@?"):
            return [Piece(self.facts[name[2:]])]
        if name.startswith("@"):
            fact = round_.name if name == "@round" and round_ else self.facts.get(name[1:])
            return [Piece(fact)] if fact else []
        if name.startswith("months:"):
            spelled = months(name.removeprefix("months:"), self.scope)
            return [Piece(spelled)] if spelled else []
        if name.startswith("n-earlier:"):
            return self.earlier(name.removeprefix("n-earlier:"))
        key = name.removeprefix("n:").replace("[n]", str(round_.number)) if round_ else name
        value = self.values.get(key)
        return [] if value is None or value.is_nothing else [Piece(value.printed, value)]

    def earlier(self, family: str) -> list[Piece]:
        """The family's members of the rounds before this year, one after another."""
        keys = [family.replace("[n]", str(round_.number)) for round_ in self.rounds.earlier]
        values = [self.values[key] for key in keys if key in self.values]
        pieces = [p for value in values for p in (Piece("、"), Piece(value.printed, value))]
        return pieces[1:]

    def plain(self, template: str) -> str:
        return REFERENCE.sub(lambda m: self.facts[m.group(1)[1:]], template)


def _numbered(blocks: Iterable[Block]) -> Iterator[Block]:
    """Headings that run on into their text are the second level: （一）（二）."""
    number = 0
    for block in blocks:
        number += bool(block.lead)
        yield replace(block, ordinal=ordinal(2, number)) if block.lead else block
