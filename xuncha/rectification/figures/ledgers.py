"""Rectification as the annual report counts it: the office's own, and that of the units it inspected."""

from django.db.models import Count, F, Q, QuerySet

from xuncha.basis.models import Document, Line, Statement
from xuncha.basis.rules import Direction, Stated
from xuncha.findings.models import Finding
from xuncha.kernel.figures import Scope, Tie
from xuncha.records.answers import Rows, Share
from xuncha.records.models import RecordQuerySet
from xuncha.rectification import queries
from xuncha.rectification.figures.catalogue import CATALOGUE
from xuncha.rectification.models import (
    Extension,
    Item,
    ItemClass,
    Ledger,
    Measure,
    OwedQuerySet,
    Verification,
    Yield,
)
from xuncha.rectification.queries import lateness
from xuncha.rectification.rules import DONE, STAGED, ItemState, OwnerKind, YieldKind
from xuncha.rectification.rules.measures import ExtensionState


@CATALOGUE.figure(
    "received.classes",
    name="上级检查反馈问题类别",
    unit="大类",
    definition="本年度收到的上级检查反馈意见列入本机构整改台账的问题类别数。",
)
def classes(scope: Scope) -> Rows:
    return Rows(ItemClass.objects.of(scope.office).filter(ledger__in=_received(scope), at__lte=scope.day))


@CATALOGUE.figure(
    "received.items",
    name="上级检查反馈整改事项",
    unit="项",
    definition="本年度收到的上级检查反馈意见列入本机构整改台账的整改事项数。",
)
def items(scope: Scope) -> Rows:
    return Rows(_items(scope))


@CATALOGUE.figure(
    "received.measures",
    name="上级检查反馈整改措施",
    unit="项",
    definition="针对上级检查反馈事项制定的整改措施数，每项措施有责任岗位和完成期限。",
)
def measures(scope: Scope) -> Rows:
    return Rows(_measures(scope))


@CATALOGUE.figure(
    "received.done",
    name="上级检查反馈事项已完成整改",
    unit="项",
    definition="上级检查反馈的整改事项中，截止日状态为“已完成”（已经核查销号）的项数；按事项计，不按措施计。",
)
def done(scope: Scope) -> Rows:
    return Rows(queries.standing(_items(scope), scope.day, DONE), date="done_on")


@CATALOGUE.figure(
    "received.staged",
    name="上级检查反馈事项取得阶段性成果",
    unit="项",
    definition="上级检查反馈的整改事项中，截止日状态为“基本完成（取得阶段性成果）”或者“长期坚持”的项数。",
)
def staged(scope: Scope) -> Rows:
    return Rows(queries.standing(_items(scope), scope.day, STAGED))


@CATALOGUE.figure(
    "received.mechanisms",
    name="建立长效机制",
    unit="项",
    definition="整改上级检查反馈事项过程中，本年度内建立的长效机制数。",
)
def mechanisms(scope: Scope) -> Rows:
    brought = Yield.objects.of(scope.office).filter(
        kind=YieldKind.MECHANISM, item__ledger__in=_received(scope)
    )
    return Rows(brought.within(scope.period))


@CATALOGUE.figure(
    "rectification.due",
    name="应整改问题",
    unit="个",
    definition="本年度反馈、已列入被巡察党组织整改台账的问题数；等于已完成、基本完成（含长期坚持）与未完成之和。",
)
def due(scope: Scope) -> Rows:
    return Rows(owed_by_units(scope), date="finding__fed_back_on")


@CATALOGUE.figure(
    "rectification.rate",
    name="整改完成率",
    unit="%",
    definition="分母为本年度反馈、已列入整改台账的全部问题；分子只计截止日状态为“已完成”的问题，"
    "“基本完成”和“长期坚持”不计入分子。",
)
def rate(scope: Scope) -> Share:
    standing = owed_by_units(scope).with_state_on(scope.day)
    return Share(standing, part=Q(state_on__in=DONE), date="finding__fed_back_on")


@CATALOGUE.figure(
    "rectification.overdue",
    name="逾期整改措施",
    unit="项",
    definition="本机构各整改台账中，截止日尚未完成且完成期限已过的整改措施数；经批准延期的，按延期后的期限计。",
)
def overdue(scope: Scope) -> Rows:
    return Rows(lateness.late_on(_planned_by(scope), scope.day), date="due_on")


@CATALOGUE.figure(
    "rectification.overdue_first",
    name="按原定期限逾期的整改措施",
    unit="项",
    definition="本机构各整改台账中，截止日尚未完成且原定完成期限已过的整改措施数；延期不改变原定期限。",
)
def overdue_first(scope: Scope) -> Rows:
    return Rows(_planned_by(scope).late_at_first(scope.day), date="due_on")


@CATALOGUE.figure(
    "rectification.extensions",
    name="批准延期",
    unit="次",
    definition="本年度内批准的整改措施延期次数。",
)
def extensions(scope: Scope) -> Rows:
    granted = Extension.objects.of(scope.office).filter(state=ExtensionState.GRANTED)
    return Rows(granted.within(scope.period, "decided_on"), date="decided_on")


@CATALOGUE.figure(
    "rectification.disagreement",
    name="自报与核查不一致率",
    unit="%",
    definition="分母为本年度内对整改自报进行的核查；分子为其中核查进度与自报进度不一致的核查。",
)
def disagreement(scope: Scope) -> Share:
    checked = Verification.objects.of(scope.office).filter(report__isnull=False).within(scope.period)
    return Share(checked, part=~Q(found=F("report__claimed")))


def _planned_by(scope: Scope) -> OwedQuerySet[Measure]:
    """Measures of all ledgers that had been planned by the day."""
    planned: OwedQuerySet[Measure] = Measure.objects.of(scope.office).filter(at__lte=scope.day)
    return planned


def _received(scope: Scope) -> QuerySet[Ledger]:
    """The office's own ledgers whose source came in within the year."""
    own = Ledger.objects.of(scope.office).filter(owner_kind=OwnerKind.OFFICE, source__direction=Direction.IN)
    return own.within(scope.period, "source__at")


def _items(scope: Scope) -> RecordQuerySet[Item]:
    return Item.objects.of(scope.office).filter(ledger__in=_received(scope), at__lte=scope.day)


def _measures(scope: Scope) -> RecordQuerySet[Measure]:
    owed = Measure.objects.of(scope.office).filter(item__ledger__in=_received(scope))
    return owed.filter(at__lte=scope.day)


def owed_by_units(scope: Scope) -> RecordQuerySet[Item]:
    """Items of inspected units' ledgers, one for each problem fed back within the year."""
    of_units = Item.objects.of(scope.office).filter(ledger__owner_kind=OwnerKind.TASK, at__lte=scope.day)
    return of_units.within(scope.period, "finding__fed_back_on")


def _on_ledgers(scope: Scope) -> int:
    """The same set from the other side: problems handed over in tasks that have a ledger."""
    ledgers = Ledger.objects.of(scope.office).filter(owner_kind=OwnerKind.TASK, at__lte=scope.day)
    handed_over = Finding.objects.of(scope.office).frozen().within(scope.period, "fed_back_on")
    return handed_over.filter(task__in=ledgers.values("task")).count()


def _plans(scope: Scope) -> QuerySet[Document]:
    return Document.objects.live().filter(pk__in=_received(scope).values("plan"), at__lte=scope.day)


def _reports(scope: Scope) -> QuerySet[Document]:
    return Document.objects.live().filter(pk__in=_received(scope).values("final_report"), at__lte=scope.day)


def _planned(scope: Scope) -> QuerySet[Ledger]:
    return _received(scope).filter(plan__in=_plans(scope))


def _stated(documents: QuerySet[Document], *what: Stated) -> int:
    said = Statement.objects.live().filter(document__in=documents, what__in=what)
    return sum(said.values_list("count", flat=True))


def _standing_in_reported(scope: Scope, *states: ItemState) -> int:
    """Items of ledgers whose final report had been filed: before it, neither side says anything."""
    reported = _received(scope).filter(final_report__in=_reports(scope))
    return queries.standing(_items(scope), scope.day, states).filter(ledger__in=reported).count()


def _summed_by_class(scope: Scope) -> int:
    """Items counted class by class, over the classes of ledgers with a plan."""
    of_plan = ItemClass.objects.live().filter(ledger__in=_planned(scope))
    live = Count("items", filter=Q(items__voided_at=None, items__at__lte=scope.day))
    return sum(of_plan.annotate(n=live).values_list("n", flat=True))


def _measures_of_planned(scope: Scope) -> int:
    return _measures(scope).filter(item__ledger__in=_planned(scope)).count()


def _standing(scope: Scope) -> int:
    return queries.tally_on(owed_by_units(scope), scope.day).due


TIES: tuple[Tie[int], ...] = (
    Tie(
        key="received.measures",
        name="整改措施数",
        left_name="整改台账中的措施",
        right_name="整改方案附表行数",
        left=_measures_of_planned,
        right=lambda scope: Line.objects.live().filter(document__in=_plans(scope)).count(),
        figures=("received.measures",),
    ),
    Tie(
        key="received.items",
        name="整改事项数",
        left_name="各类整改事项之和",
        right_name="整改方案所述事项数",
        left=_summed_by_class,
        right=lambda scope: _stated(_plans(scope), Stated.ITEMS),
        figures=("received.classes", "received.items"),
    ),
    Tie(
        key="received.done",
        name="已完成整改事项数",
        left_name="状态为已完成的事项",
        right_name="整改报告所述完成事项数",
        left=lambda scope: _standing_in_reported(scope, *DONE),
        right=lambda scope: _stated(_reports(scope), Stated.ITEMS_DONE),
        figures=("received.done",),
    ),
    Tie(
        key="received.staged",
        name="取得阶段性成果事项数",
        left_name="状态为基本完成或者长期坚持的事项",
        right_name="整改报告所述取得阶段性成果事项数",
        left=lambda scope: _standing_in_reported(scope, *STAGED),
        right=lambda scope: _stated(_reports(scope), Stated.ITEMS_STAGED),
        figures=("received.staged",),
    ),
    Tie(
        key="received.result",
        name="整改结果合计",
        left_name="已完成与取得阶段性成果的事项之和",
        right_name="整改报告所述两项之和",
        left=lambda scope: _standing_in_reported(scope, *DONE, *STAGED),
        right=lambda scope: _stated(_reports(scope), Stated.ITEMS_DONE, Stated.ITEMS_STAGED),
        figures=("received.done", "received.staged", "received.items"),
    ),
    Tie(
        key="rectification.due",
        name="整改台账与反馈清单",
        left_name="整改台账所列问题",
        right_name="已建台账任务的反馈问题清单",
        left=lambda scope: owed_by_units(scope).count(),
        right=_on_ledgers,
        figures=("rectification.due", "rectification.rate"),
    ),
    Tie(
        key="rectification.states",
        name="整改状态合计",
        left_name="整改台账所列问题",
        right_name="已完成、基本完成与未完成之和",
        left=lambda scope: owed_by_units(scope).count(),
        right=_standing,
        figures=("rectification.due", "rectification.rate"),
    ),
)
