"""The papers that loaded rows cite: found by number, or registered by title."""

from datetime import date

from xuncha.basis.models import Document
from xuncha.basis.rules import Direction, DocumentKind
from xuncha.operations.history.columns import Line
from xuncha.operations.history.job import Job


def document(
    job: Job, line: Line, number_: str, title: str, day: date, kind: DocumentKind
) -> Document | None:
    """The document of that number; a new one of the office where it is not registered and its title is given."""
    known = job.known.documents.get(line[number_] or "")
    if known:
        return known
    if not line[title]:
        job.fault(line, title, "本机构没有登记该文号，请填写文件标题。")
        return None
    row = Document(
        number=line[number_] or "",
        kind=kind,
        direction=Direction.OUT,
        title=line[title],
        issuer=job.known.office.name[:100],
    )
    job.store.enter(row, day)
    if row.number:
        job.known.documents[row.number] = row
    return row
