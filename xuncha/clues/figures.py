"""Clues as the annual report counts them: 件 by clue, 人 by person reflected, copies apart."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from xuncha.clues.models import Clue, ClueSubject, Outcome, Receipt, TransferLine
from xuncha.clues.rules import ReceiverKind, Result
from xuncha.kernel.figures import Catalogue, Scope, Tie
from xuncha.records.answers import Answer, Rows, Share, Total

CATALOGUE: Catalogue[Answer] = Catalogue()
INDICATORS: Catalogue[Answer] = Catalogue()  # what returns ask beyond the annual report


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


def _to(kind: ReceiverKind) -> None:
    def rows(scope: Scope) -> Rows:
        lines = TransferLine.objects.of(scope.office).filter(leads=True, transfer__voided_at=None)
        led = lines.filter(transfer__receiver_kind=kind, clue__in=_transferred(scope).values("pk"))
        return Rows(led, date="clue__transferred_on", distinct="clue")

    INDICATORS.figure(
        "clues.to_" + kind.value,
        name="移交%s线索" % kind.label,
        unit="件",
        definition="期间内首次移交、由%s牵头办理的问题线索件数，一件只计一次。" % kind.label,
    )(rows)


for _kind in ReceiverKind:
    _to(_kind)


@INDICATORS.figure(
    "clues.closed", name="办结线索", unit="件", definition="办结日期在期间内的问题线索件数，不论何时移交。"
)
def closed(scope: Scope) -> Rows:
    return Rows(Clue.objects.of(scope.office).within(scope.period, "closed_on"), date="closed_on")


@INDICATORS.figure(
    "clues.closed_rate",
    name="线索办结率",
    unit="%",
    definition="分母为期间内首次移交的问题线索；分子为其中截至统计日已经办结的。",
)
def closed_rate(scope: Scope) -> Share:
    return Share(_transferred(scope), part=Q(closed_on__lte=scope.day), date="transferred_on")


def _outcomes(scope: Scope) -> QuerySet[Outcome]:
    """What lead receivers reported within the period."""
    reported = Outcome.objects.of(scope.office).within(scope.period)
    return reported.filter(line__voided_at=None, line__transfer__voided_at=None)


@INDICATORS.figure(
    "clues.filed",
    name="立案",
    unit="件",
    definition="期间内牵头机关反馈已经立案（立案人数不为零）的问题线索件数，按反馈日期计，一件只计一次。",
)
def filed(scope: Scope) -> Rows:
    return Rows(_outcomes(scope).filter(filed__gt=0), distinct="line__clue")


@INDICATORS.figure(
    "clues.filed_persons",
    name="立案人数",
    unit="人",
    definition="期间内牵头机关反馈的立案人数之和，按反馈日期计。",
)
def filed_persons(scope: Scope) -> Total:
    return Total(_outcomes(scope).filter(filed__gt=0), of="filed")


@INDICATORS.figure(
    "clues.filed_rate",
    name="线索成案率",
    unit="%",
    definition="分母为期间内首次移交的问题线索；分子为其中截至统计日牵头机关已经反馈立案的。",
)
def filed_rate(scope: Scope) -> Share:
    filed_cases = Outcome.objects.of(scope.office).filter(
        line__clue=OuterRef("pk"), line__voided_at=None, filed__gt=0, at__lte=scope.day
    )
    return Share(_transferred(scope), part=Q(Exists(filed_cases)), date="transferred_on")


def _handled(scope: Scope, *results: Result) -> Total:
    return Total(_outcomes(scope).filter(result__in=results, handled__gt=0), of="handled")


@INDICATORS.figure(
    "clues.punished",
    name="党纪政务处分",
    unit="人",
    definition="期间内牵头机关反馈办理结果为第二、第三、第四种形态的处理人数之和，按反馈日期计。",
)
def punished(scope: Scope) -> Total:
    return _handled(scope, Result.SECOND, Result.THIRD, Result.FOURTH)


@INDICATORS.figure(
    "clues.educated",
    name="批评教育和组织处理",
    unit="人",
    definition="期间内牵头机关反馈办理结果为第一种形态的处理人数之和，按反馈日期计。",
)
def educated(scope: Scope) -> Total:
    return _handled(scope, Result.FIRST)


@INDICATORS.figure(
    "clues.judicial",
    name="移送司法",
    unit="人",
    definition="期间内牵头机关反馈办理结果为第四种形态的处理人数之和，按反馈日期计。",
)
def judicial(scope: Scope) -> Total:
    return _handled(scope, Result.FOURTH)
