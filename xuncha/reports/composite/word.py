"""The composite report as an official document."""

from xuncha.papers.engine.document import Block, Heading, OfficialDocument, Paragraph
from xuncha.papers.engine.writer import write
from xuncha.records.queries import today
from xuncha.reports.composite.report import Composite


def as_docx(report: Composite) -> bytes:
    blocks: list[Block] = []
    for part in report.parts:
        blocks.append(Heading(1, part.title))
        blocks += [Paragraph("".join(piece.text for piece in pieces)) for pieces in part.paragraphs]
    return write(
        OfficialDocument(
            title=report.title,
            addressee="%s巡察工作领导小组" % report.office.committee,
            blocks=blocks,
            issuer=report.office.name,
            date=today(),
        )
    )
