"""Rectification as returns count it beyond the annual report (domain §8.4)."""

from collections.abc import Iterable

from django.db.models import Q

from xuncha.kernel.figures import Catalogue, Scope
from xuncha.records.answers import Answer, Rows, Total
from xuncha.records.models import RecordQuerySet
from xuncha.rectification.figures.ledgers import owed_by_units
from xuncha.rectification.models import Evaluation, Measure, Yield
from xuncha.rectification.queries import standing
from xuncha.rectification.rules import DONE, OPEN, STAGED, OwnerKind, YieldKind
from xuncha.rectification.rules.evaluations import BUNDLED_BANDS

INDICATORS: Catalogue[Answer] = Catalogue()
BAND_KEYS = ("first", "second", "third", "fourth")


def _in_states(key: str, name: str, definition: str, states: Iterable[str]) -> None:
    def rows(scope: Scope) -> Rows:
        return Rows(standing(owed_by_units(scope), scope.day, states), date="finding__fed_back_on")

    INDICATORS.figure(key, name=name, unit="个", definition=definition)(rows)


_in_states(
    "rectification.done",
    "已完成整改问题",
    "期间内反馈、已列入整改台账的问题中，统计日状态为“已完成”（已经核查销号）的个数。",
    DONE,
)
_in_states(
    "rectification.basically_done",
    "基本完成整改问题",
    "期间内反馈、已列入整改台账的问题中，统计日状态为“基本完成”或者“长期坚持”的个数。",
    STAGED,
)
_in_states(
    "rectification.open",
    "未完成整改问题",
    "期间内反馈、已列入整改台账的问题中，统计日尚未完成也未基本完成的个数。",
    OPEN,
)


@INDICATORS.figure(
    "rectification.measures",
    name="整改措施",
    unit="条",
    definition="期间内反馈、已列入整改台账的问题，截至统计日制定的整改措施条数。",
)
def measures(scope: Scope) -> Rows:
    planned = Measure.objects.of(scope.office).filter(at__lte=scope.day)
    return Rows(planned.filter(item__in=owed_by_units(scope).values("pk")))


def _yields(scope: Scope, kind: YieldKind) -> RecordQuerySet[Yield]:
    """What inspected units' rectification brought within the period; the office's own stands elsewhere."""
    brought = Yield.objects.of(scope.office).within(scope.period).filter(kind=kind)
    return brought.filter(~Q(item__ledger__owner_kind=OwnerKind.OFFICE), item__voided_at=None)


@INDICATORS.figure(
    "rectification.rules",
    name="建章立制",
    unit="项",
    definition="期间内被巡察党组织整改中新建、修订的制度项数，按登记的成果日期计。",
)
def rules(scope: Scope) -> Rows:
    return Rows(_yields(scope, YieldKind.RULE))


@INDICATORS.figure(
    "rectification.recovered",
    name="追缴清退资金",
    unit="万元",
    definition="期间内被巡察党组织整改中清退、追缴、挽回的资金之和，按登记的成果日期计。",
)
def recovered(scope: Scope) -> Total:
    return Total(_yields(scope, YieldKind.MONEY).filter(amount__isnull=False), of="amount")


@INDICATORS.figure(
    "rectification.persons",
    name="整改中处理人员",
    unit="人",
    definition="期间内被巡察党组织整改中问责处理的人数之和，按登记的成果日期计。",
)
def persons(scope: Scope) -> Total:
    return Total(_yields(scope, YieldKind.PERSONS).filter(persons__isnull=False), of="persons")


@INDICATORS.figure(
    "rectification.meetings",
    name="整改专题民主生活会",
    unit="次",
    definition="期间内被巡察党组织召开的巡察整改专题会议（含专题民主生活会）次数，按登记的成果日期计。",
)
def meetings(scope: Scope) -> Rows:
    return Rows(_yields(scope, YieldKind.MEETING))


def _of_grade(key: str, grade: str) -> None:
    def rows(scope: Scope) -> Rows:
        evaluated = Evaluation.objects.of(scope.office).within(scope.period)
        return Rows(evaluated.filter(grade=grade), distinct="ledger")

    INDICATORS.figure(
        "rectification.grade_" + key,
        name="整改评估等次“%s”" % grade,
        unit="家",
        definition="期间内整改成效评估等次为“%s”的单位数，每家一次。" % grade,
    )(rows)


for _key, _band in zip(BAND_KEYS, BUNDLED_BANDS, strict=False):
    _of_grade(_key, _band.name)
