"""What an official document says, free of how it is set: plain values that compare equal when they say the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from xuncha.basis.rules import DocumentKind
from xuncha.papers.engine.heads import Head, MinutesHead, OrderHead
from xuncha.papers.engine.typefaces import Face


@dataclass(frozen=True)
class Run:
    """A stretch of text set differently from its paragraph."""

    text: str
    face: Face | None = None
    bold: bool = False


@dataclass(frozen=True)
class Heading:
    """A heading of level 1–4, numbered 一、 (一) 1. (1) within the level above by the writer.

    ``numbered=False`` for a heading outside the count.
    """

    level: int
    text: str
    numbered: bool = True

    def __post_init__(self) -> None:
        if not 1 <= self.level <= 4:
            raise ValueError(f"heading level {self.level}: the standard has levels 1 to 4")


@dataclass(frozen=True)
class Paragraph:
    """Body text with a first-line indent of two characters.

    ``lead`` is a numbered heading that runs on into the text, as levels 2 to 4 often do.
    """

    runs: str | Sequence[str | Run]
    lead: Heading | None = None

    @property
    def pieces(self) -> tuple[Run, ...]:
        runs = (self.runs,) if isinstance(self.runs, str) else self.runs
        return tuple(Run(run) if isinstance(run, str) else run for run in runs)


@dataclass(frozen=True)
class Column:
    """A table column: heading, share of the width, and ``left``, ``center`` or ``right``."""

    heading: str
    share: float = 1
    align: str = "center"


@dataclass(frozen=True)
class Table:
    """A table across the type area; every row has one cell a column. ``note`` stands below it."""

    columns: Sequence[Column]
    rows: Sequence[Sequence[str]]
    title: str = ""
    note: str = ""

    def __post_init__(self) -> None:
        for row in self.rows:
            if len(row) != len(self.columns):
                raise ValueError(f"a row of {len(row)} cells in a table of {len(self.columns)} columns")


@dataclass(frozen=True)
class Fields:
    """A form to be read or signed: rows of one or two (label, value) pairs, a single pair across the whole width."""

    rows: Sequence[Sequence[tuple[str, str]]]

    def __post_init__(self) -> None:
        if any(len(row) not in (1, 2) for row in self.rows):
            raise ValueError("a row of a form holds one or two pairs")


Block = Heading | Paragraph | Table | Fields


@dataclass(frozen=True)
class Attachment:
    """附件: listed after the body; with ``blocks`` it also follows on a page of its own."""

    title: str
    blocks: Sequence[Block] = ()


@dataclass(frozen=True)
class Imprint:
    """版记: copies (抄送), who printed and when. ``addressees`` only where 主送机关 moved here (7.3.2)."""

    printer: str
    printed_on: date
    copies_to: Sequence[str] = ()
    addressees: Sequence[str] = ()


@dataclass(frozen=True)
class Attending:
    """Who was there (出席), excused (请假) or there without a vote (列席): 10.3."""

    label: str
    names: Sequence[str]


@dataclass(frozen=True)
class OfficialDocument:
    """One document. ``title`` may hold line breaks of its own; ``addressee`` comes without its colon.

    kind       文种; with it the form is held to what the standard and the regulation say of the kind
    head       版头: of a document, a letter (信函格式), minutes (纪要格式) or an order (命令格式)
    sealed     leaves room for a seal and places name and date for it
    date       成文日期
    caption    题注 of what a meeting adopted: it stands under the title in place of name and date
    attending  the lists of minutes
    unsigned   a form whose own lines are signed by hand: no name and date below it
    stamp      who took it out, when, and its mark: above every page, outside the type area
    secrecy    密级 of minutes and of a document without a head, at the upper left; other heads bear their own
    """

    title: str
    issuer: str
    date: date
    addressee: str = ""
    blocks: Sequence[Block] = ()
    sealed: bool = True
    head: Head | None = None
    attachments: Sequence[Attachment] = ()
    note: str = ""
    imprint: Imprint | None = None
    kind: DocumentKind | None = None
    caption: str = ""
    attending: Sequence[Attending] = ()
    unsigned: bool = False
    secrecy: str = ""
    stamp: str = ""

    @property
    def is_signed(self) -> bool:
        """Whether name and date stand below: minutes carry none, and a caption says when (10.3, 7.3.5)."""
        return not (self.unsigned or self.caption or isinstance(self.head, MinutesHead | OrderHead))
