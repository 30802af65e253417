"""A proofed draft as a page shows it: paragraphs of pieces, each figure with its tone and what is known of it."""

from dataclasses import dataclass

from django.utils.translation import gettext

from xuncha.proofs.engine.mention import Finding, Mention
from xuncha.proofs.formats import SEVERITIES, STATUSES, Proofed

# On a page a figure of the registry has its name; its key is for commands.
DIFFERS = "“%(text)s”与指标“%(name)s”不符：按记录应为%(printed)s，共%(rows)d条记录。"
KNOWN = "记录为%(printed)s，共%(rows)d条，点开可见。"
HOLDS = "文内勾稽成立。"
UNSETTLED = "文稿未说明口径，或者没有对应的指标。"
TONES = {"agrees": "green", "differs": "red", "unknown": "grey"}


@dataclass(frozen=True)
class Piece:
    """A stretch of text; with `tone`, a figure (or what else a finding is about). `number` is its place on the page."""

    text: str
    tone: str = ""
    number: int = 0
    key: str = ""
    word: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Paragraph:
    pieces: tuple[Piece, ...]

    @property
    def is_row(self) -> bool:
        """Whether it is a row of a table, its cells set apart by tabs."""
        return any("\t" in piece.text for piece in self.pieces)


@dataclass(frozen=True)
class Remark:
    severity: str
    sentence: str
    number: int


@dataclass(frozen=True)
class Page:
    paragraphs: tuple[Paragraph, ...]
    remarks: tuple[Remark, ...]
    counts: dict[str, int]  # figures by tone


def page_of(proofed: Proofed) -> Page:
    """The text cut at its figures and findings. Red: wrong by the records or in itself; green: borne out; grey: neither."""
    spans = _spans(proofed)
    pieces: list[Piece] = []
    position = 0
    for number, (start, end) in enumerate(sorted(spans), start=1):
        pieces += [
            Piece(proofed.draft.text[position:start]),
            _piece(proofed, start, end, number, spans[start, end]),
        ]
        position = end
    pieces.append(Piece(proofed.draft.text[position:]))
    tones = [piece.tone for piece in pieces if piece.tone]
    counts = {tone: tones.count(tone) for tone in TONES.values()}
    return Page(tuple(_paragraphs(pieces)), tuple(_remarks(proofed, spans)), counts)


Spans = dict[tuple[int, int], Mention | None]


def _spans(proofed: Proofed) -> Spans:
    """Places of the source: every figure as a whole, and findings that are about something else."""
    spans: Spans = {proofed.span(m.begin, m.stop): m for m in proofed.proof.mentions}
    for finding in proofed.findings:
        start, end = proofed.span(*finding.spans[0])
        if not any(start < there and here < end for here, there in spans):
            spans[start, end] = None
    return spans


def _piece(proofed: Proofed, start: int, end: int, number: int, mention: Mention | None) -> Piece:
    notes = tuple(
        str(finding) for finding in proofed.findings if _is_about(proofed, finding.spans, start, end)
    )
    text = proofed.draft.text[start:end]
    if mention is None:
        return Piece(text, "red", number, word=SEVERITIES["error"], notes=notes)
    verdict = proofed.verdicts.get(mention.start)
    status = verdict.status if verdict else "unknown"
    if notes:
        status = "differs"
    elif status == "unknown" and _is_borne_out(proofed, mention):
        status, notes = "agrees", (gettext(HOLDS),)
    elif verdict and verdict.key:
        notes = (gettext(KNOWN) % {"printed": verdict.printed, "rows": verdict.rows or 0},)
    key = verdict.key if verdict else ""
    return Piece(
        text,
        TONES[status],
        number,
        key,
        STATUSES[status],
        notes or (gettext(UNSETTLED),),
    )


def _said(finding: Finding) -> str:
    """The finding in the reader's language."""
    facts = {name: gettext(fact) if name == "name" else fact for name, fact in finding.facts.items()}
    return gettext(DIFFERS if "key" in facts else finding.message) % facts


def _is_about(proofed: Proofed, spans: tuple[tuple[int, int], ...], start: int, end: int) -> bool:
    return any(start <= proofed.span(*span)[0] < end for span in spans)


def _is_borne_out(proofed: Proofed, mention: Mention) -> bool:
    return any(relation.holds and mention in relation.mentions for relation in proofed.proof.relations)


def _paragraphs(pieces: list[Piece]) -> list[Paragraph]:
    paragraphs: list[list[Piece]] = [[]]
    for piece in pieces:
        lines = [piece.text] if piece.tone else piece.text.split("\n")
        for number, line in enumerate(lines):
            if number:
                paragraphs.append([])
            if line.strip("\r"):
                paragraphs[-1].append(piece if piece.tone else Piece(line))
    return [Paragraph(tuple(paragraph)) for paragraph in paragraphs if paragraph]


def _remarks(proofed: Proofed, spans: Spans) -> list[Remark]:
    places = sorted(spans)
    remarks = []
    for finding in proofed.findings:
        start, end = proofed.span(*finding.spans[0])
        number = next(
            (n for n, (here, there) in enumerate(places, start=1) if here < end and start < there), 0
        )
        remarks.append(Remark(finding.severity, _said(finding), number))
    return sorted(remarks, key=lambda remark: remark.number)
