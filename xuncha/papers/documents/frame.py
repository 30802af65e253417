"""What documents of all kinds share: issuers, heads, imprints, and forms to be signed by hand."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from xuncha.basis.models import Document
from xuncha.kernel.marks import STATE_SECRETS, Mark
from xuncha.kernel.numerals import print_full_day
from xuncha.papers.engine.document import Block, Imprint, OfficialDocument, Paragraph
from xuncha.papers.engine.heads import NUMBER, LetterHead, RedHead
from xuncha.records.models import Office
from xuncha.rounds.models import Round

BLANK = "　" * 6  # to be filled in by hand


def leading_group(office: Office) -> str:
    return "%s巡察工作领导小组" % office.committee


def round_words(round_: Round) -> str:
    return round_.name if "巡察" in round_.name else round_.name + "巡察"


def day(of: date | None) -> str:
    """The day in full, or room to write it."""
    return print_full_day(of) if of else "　　年　　月　　日"


def number_of(document: Document | None) -> str:
    """Its number where the register has it in the form of the standard; a draft has none yet."""
    return document.number if document and NUMBER.fullmatch(document.number) else ""


def red_head(issuer: str, document: Document | None) -> RedHead | None:
    """None for a draft: it goes out without a head until it has its number."""
    number = number_of(document)
    return RedHead(issuer + "文件", number) if number else None


def upward_head(issuer: str, document: Document | None) -> RedHead | None:
    number = number_of(document)
    if not number or document is None or document.approver is None:
        return None
    return RedHead(issuer + "文件", number, signatory=document.approver.name)


def letter_head(issuer: str, document: Document | None = None) -> LetterHead:
    return LetterHead(issuer, number_of(document))


def imprint(office: Office, on: date, copies_to: Sequence[str] = ()) -> Imprint:
    return Imprint(office.name, on, copies_to)


def marked(document: OfficialDocument, mark: str) -> OfficialDocument:
    """With the 密级 (7.2.2) of the record it is drawn up from; how long it lasts is for the office to decide and to add."""
    if mark not in STATE_SECRETS:
        return document
    secrecy = Mark(mark).label
    if isinstance(document.head, RedHead | LetterHead):
        return replace(document, head=replace(document.head, secrecy=document.head.secrecy or secrecy))
    return replace(document, secrecy=document.secrecy or secrecy)


def form(
    title: str, office: Office, on: date, blocks: Sequence[Block], signs: Sequence[str] = ()
) -> OfficialDocument:
    """A form: no name and date of an issuer; whoever signs writes on a line of their own."""
    lines = [Paragraph(label + "：" + BLANK) for label in signs]
    return OfficialDocument(title, office.name, on, blocks=[*blocks, *lines], unsigned=True)


def paragraphs(text: str) -> list[Block]:
    """Text as it was written, line by line."""
    return [Paragraph(line.strip()) for line in text.splitlines() if line.strip()]
