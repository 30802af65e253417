"""Files that lie in the city's records: their rows at once, their bytes when the city is written."""

import hashlib
from datetime import date

from xuncha.fieldwork.models import Evidence, PaperVersion
from xuncha.fieldwork.rules.papers import EvidenceKind
from xuncha.files.models import Attachment
from xuncha.operations.city.texts import fill, table
from xuncha.operations.city.world import World
from xuncha.papers.engine.document import Heading, OfficialDocument, Paragraph
from xuncha.papers.engine.writer import write

WORDS = table("working_papers")["copies"]
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
KINDS = (EvidenceKind.DOCUMENT, EvidenceKind.DATA)


def keep(world: World, content: bytes, *, name: str, at: date, by: int) -> Attachment:
    """A Word file of the home office. What is the same is kept once."""
    digest = hashlib.sha256(content).hexdigest()
    world.stored[digest] = content
    row = Attachment(digest=digest, name=name, media_type=DOCX, size=len(content))
    return world.rows.enter(row, office=world.home, at=at, by=by)


def copy_evidence(world: World) -> None:
    """Of the group that the demonstration's accounts sit in: the latest papers' evidence with the file itself."""
    held = world.rounds[max(world.rounds)]
    units = {task.task.pk: task.unit.short_name for task in held.groups[0].tasks}
    said = {version.paper_id: version.text for version in world.rows.all(PaperVersion)}
    pieces = [row for row in world.rows.all(Evidence) if row.paper.task_id in units and row.kind in KINDS]
    for piece in pieces[-WORDS["number"] :]:
        unit = units[piece.paper.task_id]
        document = OfficialDocument(
            title=piece.title,
            issuer=unit,
            date=piece.at,
            blocks=[
                Paragraph(fill(WORDS["origin"], {"source": piece.source, "page": piece.page})),
                Heading(1, WORDS["heading"]),
                Paragraph(said[piece.paper_id]),
                Paragraph(WORDS["checked"]),
            ],
            sealed=False,
        )
        name = fill(WORDS["name"], {"title": piece.title})
        piece.attachment = keep(world, write(document), name=name, at=piece.at, by=piece.by_id)
