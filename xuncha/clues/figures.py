"""Clues as the annual report counts them: 件 by clue, 人 by person reflected, copies apart."""

from django.db.models import QuerySet

from xuncha.clues.models import Clue, ClueSubject, Receipt, TransferLine
from xuncha.kernel.figures import Catalogue, Scope, Tie
from xuncha.records.answers import Answer, Rows

CATALOGUE: Catalogue[Answer] = Catalogue()


@CATALOGUE.figure(
    "clues.transferred",
    name="移交问题线索",
    unit="件",
    definition="首次移交日期在本年度内的问题线索件数，一件线索只计一次；移交多家机关的按牵头机关计，"
    "协办机关和被反映人数另列。",
)
def transferred(scope: Scope) -> Rows:
    return Rows(_transferred(scope), date="transferred_on")


def _transferred(scope: Scope) -> QuerySet[Clue]:
    """From the clue, not from its line: a clue that is gone is not counted, whatever still points to it."""
    return Clue.objects.of(scope.office).handed_over().within(scope.period, "transferred_on")


@CATALOGUE.figure(
    "clues.persons",
    name="移交线索反映人数",
    unit="人",
    definition="本年度首次移交的问题线索所反映的人次，同一人在多件线索中分别计算。",
)
def persons(scope: Scope) -> Rows:
    reflected = ClueSubject.objects.of(scope.office).filter(clue__in=_transferred(scope).values("pk"))
    return Rows(reflected, date="clue__transferred_on")


@CATALOGUE.figure(
    "clues.copied",
    name="抄送协办机关线索",
    unit="件次",
    definition="本年度抄送牵头机关以外的机关协助办理的线索件次，不计入移交件数。",
)
def copied(scope: Scope) -> Rows:
    lines = TransferLine.objects.of(scope.office).filter(leads=False, transfer__voided_at=None)
    return Rows(lines.within(scope.period, "transfer__at"), date="transfer__at")


def _signed_for_by_lead_receivers(scope: Scope) -> int:
    """What the receivers' own slips say that they lead, over the batches handed over in the year."""
    slips = Receipt.objects.of(scope.office).filter(transfer__voided_at=None)
    return sum(slips.within(scope.period, "transfer__at").values_list("stated_leading", flat=True))


TIES: tuple[Tie[int], ...] = (
    Tie(
        key="clues.transferred",
        name="移交线索件数",
        left_name="首次移交的线索",
        right_name="牵头机关回执所述件数之和",
        left=lambda scope: _transferred(scope).count(),
        right=_signed_for_by_lead_receivers,
        figures=("clues.transferred",),
    ),
)
