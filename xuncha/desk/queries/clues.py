"""Clues as their keeper sees them, and as those who received them do. Numbers and dates, never content."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q

from xuncha.clues.models import Clue, Receipt, Transfer, TransferLine
from xuncha.desk.queries.stock import Stock, stock
from xuncha.kernel.viewer import Viewer
from xuncha.records.rules import Role
from xuncha.ui.lines import Line, Source, read, up_to

KEEPERS = frozenset({Role.CLUE_KEEPER})
RECEIVERS = frozenset({Role.CLUE_RECEIVER})

_UNSIGNED = ~Exists(Receipt.objects.live().filter(transfer=OuterRef("pk")))
_WITHOUT_RECEIPT = (Source("待签收", Transfer, "at", "number", "receiver__short_name", _UNSIGNED),)
_TO_DISPOSE = (
    Source(
        "待处置",
        TransferLine,
        "transfer__at",
        "clue__number",
        "transfer__number",
        Q(leads=True, disposed_on=None),
    ),
)


@dataclass(frozen=True)
class Kept:
    """The clues by state, and the batches whose receipt is still out, the oldest first."""

    stock: Stock
    unsigned: list[Line]


def kept(viewer: Viewer, day: date, limit: int) -> Kept:
    """In two queries."""
    return Kept(
        stock(Clue, Clue.objects.visible_to(viewer)), read(_WITHOUT_RECEIPT, viewer, up_to(day), limit=limit)
    )


@dataclass(frozen=True)
class Received:
    """Clues that the receiver leads: all, those disposed of, and the oldest of the rest; `unsigned` batches."""

    leading: int
    disposed: int
    unsigned: int
    open: list[Line]


def received(viewer: Viewer, day: date, limit: int) -> Received:
    """In three queries."""
    lines = TransferLine.objects.visible_to(viewer).filter(leads=True)
    sizes = lines.aggregate(leading=Count("pk"), disposed=Count("pk", filter=Q(disposed_on__isnull=False)))
    return Received(
        leading=sizes["leading"],
        disposed=sizes["disposed"],
        unsigned=Transfer.objects.visible_to(viewer).filter(_UNSIGNED).count(),
        open=read(_TO_DISPOSE, viewer, up_to(day), limit=limit),
    )
