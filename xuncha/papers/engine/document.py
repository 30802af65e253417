"""What an official document says, free of how it is set: plain values that compare equal when they say the same."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from xuncha.kernel.refusals import BadInput
from xuncha.papers.engine.typefaces import Face

# 7.2.5: the year in full within 〔〕, the serial number without 第 and without leading zeros.
NUMBER = re.compile(r"\S+〔\d{4}〕[1-9]\d*号")
# 7.2.1: six Arabic digits.
COPY_NUMBER = re.compile(r"\d{6}")


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


Block = Heading | Paragraph | Table


@dataclass(frozen=True)
class RedHead:
    """版头: the issuer's mark, the number, and what a secret, urgent or upward document adds (7.2).

    ``mark`` is 发文机关标志, ``number`` 发文字号, ``signatory`` 签发人 (upward documents only), ``copy_number`` 份号,
    ``secrecy`` such as 秘密★1年, ``urgency`` such as 特急. Raises BadInput for a number the standard does not know.
    """

    mark: str
    number: str
    signatory: str = ""
    copy_number: str = ""
    secrecy: str = ""
    urgency: str = ""

    def __post_init__(self) -> None:
        if not NUMBER.fullmatch(self.number):
            raise BadInput("发文字号“%(number)s”不合格式，应如“某巡办发〔2019〕1号”。", number=self.number)
        if self.copy_number and not COPY_NUMBER.fullmatch(self.copy_number):
            raise BadInput("份号“%(number)s”不合格式，应为6位数字。", number=self.copy_number)


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
class OfficialDocument:
    """One document. ``title`` may hold line breaks of its own; ``addressee`` comes without its colon.

    ``sealed`` leaves room for a seal and places name and date for it. ``date`` is 成文日期.
    """

    title: str
    issuer: str
    date: date
    addressee: str = ""
    blocks: Sequence[Block] = ()
    sealed: bool = True
    red_head: RedHead | None = None
    attachments: Sequence[Attachment] = ()
    note: str = ""
    imprint: Imprint | None = None
