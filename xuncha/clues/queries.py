"""Where a clue stands with its receivers, and who may open it."""

from datetime import date

from django.db.models import QuerySet

from xuncha.clues.models import Clue, ClueGrant, Receipt, Transfer, TransferLine
from xuncha.clues.rules import OPENER
from xuncha.kernel.viewer import Viewer


def lead_line(clue: Clue) -> TransferLine | None:
    """The line by which a receiver leads the clue, with its batch; None before the transfer."""
    return clue.lead_lines().select_related("transfer").first()


def receipt_of(transfer: Transfer) -> Receipt | None:
    return Receipt.objects.live().filter(transfer=transfer).first()


def may_open(clue: Clue, viewer: Viewer, on: date) -> bool:
    """Whether this viewer may read what the clue says: its keeper, or who holds a grant that day."""
    if not clue.roles_of(viewer).isdisjoint(OPENER):
        return True
    return ClueGrant.objects.valid(user=viewer.user, on=on).filter(clue=clue).exists()


def granted_to(viewer: Viewer, on: date) -> QuerySet[Clue]:
    """The clues that this viewer may open by a recorded grant that day."""
    grants = ClueGrant.objects.valid(user=viewer.user, on=on)
    return Clue.objects.live().filter(pk__in=grants.values("clue"))
