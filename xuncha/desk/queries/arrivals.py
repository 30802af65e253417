"""What came in lately: papers, receipts, reports from the counties."""

from datetime import date

from django.db.models import Q

from xuncha.basis.models import Addressee, Document
from xuncha.basis.rules import Direction
from xuncha.clues.models import Receipt
from xuncha.fieldwork.models import MaterialRequest
from xuncha.kernel.viewer import Viewer
from xuncha.linkage.models import Counterpart, CountyPlan, Filing
from xuncha.records.rules import GROUP, STAFF
from xuncha.ui.lines import Line, Source, read, up_to

SOURCES = (
    Source("来文", Document, "at", "title", "issuer", Q(direction=Direction.IN)),
    Source("签收", Addressee, "received_on", "document__title", "name", Q(document__voided_at=None)),
    Source("答复", Addressee, "replied_on", "document__title", "name", Q(document__voided_at=None)),
    Source("线索移交回执", Receipt, "at", "number", "transfer__receiver__short_name"),
    Source("函请材料", MaterialRequest, "received_on", "subject", "department__short_name"),
    Source(
        "对口材料",
        Counterpart,
        "received_on",
        "task__organisation__short_name",
        "county__short_name",
        own=True,
    ),
    Source("县级联动方案", CountyPlan, "filed_on", "document__title", "county__short_name", own=True),
    Source("上级回执", Filing, "received_on", "document__title", "receiver__short_name", own=True),
)
READERS = STAFF | GROUP
ALIKE = 6  # lines read for each one shown


def arrivals(viewer: Viewer, day: date, limit: int) -> list[Line]:
    """The newest first, in one query. One paper that came for several tasks on one day is told once."""
    told: dict[tuple[str, str, str, date], Line] = {}
    for line in read(SOURCES, viewer, up_to(day), newest=True, limit=limit * ALIKE):
        told.setdefault((line.kind, line.title, line.owner, line.day), line)
    return list(told.values())[:limit]
