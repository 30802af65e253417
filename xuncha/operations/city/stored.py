"""Files that lie in the city's records: their rows at once, their bytes when the city is written."""

import hashlib
from datetime import date

from xuncha.files.models import Attachment
from xuncha.operations.city.world import World
from xuncha.papers.engine.document import OfficialDocument
from xuncha.papers.engine.writer import write

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def keep(world: World, content: bytes, *, name: str, at: date, by: int) -> Attachment:
    """A Word file of the home office. What is the same is kept once."""
    digest = hashlib.sha256(content).hexdigest()
    world.stored[digest] = content
    row = Attachment(digest=digest, name=name, media_type=DOCX, size=len(content))
    return world.rows.enter(row, office=world.home, at=at, by=by)


def keep_document(world: World, document: OfficialDocument, *, name: str, at: date, by: int) -> Attachment:
    return keep(world, write(document), name=name, at=at, by=by)
