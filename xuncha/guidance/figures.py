"""Guidance of counties: pairs and contact points, the year's check, key supervision, dispatch meetings."""

from django.db.models import OuterRef, Q, QuerySet, Subquery

from xuncha.basis import queries as basis
from xuncha.basis.models import Line, Meeting
from xuncha.basis.rules import Direction, MeetingKind, Stated
from xuncha.guidance.models import (
    Aspect,
    Campaign,
    CheckTeam,
    CommonProblem,
    ContactPoint,
    DispatchMeeting,
    Sponsorship,
    Staffing,
    SupervisionCase,
    SupervisionCaseQuerySet,
)
from xuncha.guidance.rules import ContactLevel, ContactPurpose
from xuncha.kernel.figures import Catalogue, Scope, Tie
from xuncha.kernel.numerals import Style
from xuncha.records.answers import Answer, Rows, Total

CATALOGUE: Catalogue[Answer] = Catalogue()
INDICATORS: Catalogue[Answer] = Catalogue()  # what returns ask beyond the annual report


def _points(scope: Scope, purpose: ContactPurpose, level: ContactLevel) -> QuerySet[ContactPoint]:
    in_force = ContactPoint.objects.of(scope.office).in_force_on(scope.day)
    return in_force.filter(purpose=purpose, level=level)


def _campaigns(scope: Scope) -> QuerySet[Campaign]:
    """Checks of counties begun in the year."""
    return Campaign.objects.of(scope.office).within(scope.period)


@CATALOGUE.figure(
    "liaison.pairs",
    name="领导小组成员包联县（市、区）",
    unit="个",
    definition="统计日有市委巡察工作领导小组成员包联的县（市、区）数，一县计一次。",
)
def pairs(scope: Scope) -> Rows:
    held = Sponsorship.objects.of(scope.office).of_counties().in_force_on(scope.day)
    return Rows(held, distinct="county")


@CATALOGUE.figure(
    "liaison.model_counties",
    name="规范化建设联系点县",
    unit="个",
    definition="统计日确定为规范化建设联系点的县（市、区）数。",
)
def model_counties(scope: Scope) -> Rows:
    return Rows(_points(scope, ContactPurpose.STANDARDISATION, ContactLevel.COUNTY))


@CATALOGUE.figure(
    "liaison.townships",
    name="整改联系点乡镇",
    unit="个",
    definition="统计日确定为巡察整改联系点的乡镇（街道）数。",
)
def townships(scope: Scope) -> Rows:
    return Rows(_points(scope, ContactPurpose.RECTIFICATION, ContactLevel.TOWNSHIP))


@CATALOGUE.figure(
    "liaison.villages",
    name="整改联系点村",
    unit="个",
    definition="统计日确定为巡察整改联系点的村（社区）数。",
)
def villages(scope: Scope) -> Rows:
    return Rows(_points(scope, ContactPurpose.RECTIFICATION, ContactLevel.VILLAGE))


@CATALOGUE.figure(
    "guidance.march_groups",
    name="督导检查组",
    unit="个",
    definition="年度内开展的县（市、区）巡察工作督导检查所派检查组数。",
)
def march_groups(scope: Scope) -> Rows:
    teams = CheckTeam.objects.of(scope.office).filter(at__lte=scope.day)
    return Rows(teams.filter(campaign__in=_campaigns(scope)))


@CATALOGUE.figure(
    "guidance.aspects",
    name="督导检查方面",
    unit="个方面",
    definition="年度内开展的县（市、区）巡察工作督导检查所列检查方面数。",
    style=Style.IN_CHINESE,
)
def aspects(scope: Scope) -> Rows:
    listed = Aspect.objects.of(scope.office).filter(at__lte=scope.day)
    return Rows(listed.filter(campaign__in=_campaigns(scope)))


def _common(scope: Scope) -> QuerySet[CommonProblem]:
    found = CommonProblem.objects.of(scope.office).filter(at__lte=scope.day)
    return found.filter(campaign__in=_campaigns(scope))


@CATALOGUE.figure(
    "guidance.common_problems",
    name="督导检查共性问题",
    unit="项",
    definition="年度内开展的县（市、区）巡察工作督导检查，由两个以上县的问题归并形成的共性问题项数。",
)
def common_problems(scope: Scope) -> Rows:
    return Rows(_common(scope))


def _cases(scope: Scope) -> SupervisionCaseQuerySet:
    return SupervisionCase.objects.of(scope.office).within(scope.period)


@CATALOGUE.figure(
    "guidance.supervised",
    name="重点督办并约谈的县（市、区）",
    unit="个",
    definition="年度内立案重点督办、截至统计日已约谈县（市、区）委书记的县（市、区）数，一县计一次。",
)
def supervised(scope: Scope) -> Rows:
    return Rows(_cases(scope).talked_by(scope.day), distinct="county")


@CATALOGUE.figure(
    "guidance.dispatch",
    name="调度会",
    unit="次",
    definition="年度内召开的县（市、区）巡察工作调度会次数，按会议日期计。",
)
def dispatch(scope: Scope) -> Rows:
    return Rows(_dispatches(scope))


def _dispatches(scope: Scope) -> QuerySet[DispatchMeeting]:
    return DispatchMeeting.objects.of(scope.office).within(scope.period)


def _common_told(scope: Scope) -> int:
    """Common problems of those campaigns whose circular is out."""
    return _common(scope).filter(campaign__circular__at__lte=scope.day).count()


def _common_in_circulars(scope: Scope) -> int:
    out = _campaigns(scope).filter(circular__at__lte=scope.day).values("circular")
    return Line.objects.live().filter(document__in=out).count()


def _supervised_in_papers(scope: Scope) -> int:
    sent = basis.issued(scope.office, scope.period).filter(direction=Direction.OUT)
    return basis.stated(Stated.SUPERVISED, sent)


def _dispatches_in_register(scope: Scope) -> int:
    held = Meeting.objects.of(scope.office).within(scope.period)
    return held.filter(kind=MeetingKind.DISPATCH).count()


TIES: tuple[Tie[int], ...] = (
    Tie(
        "guidance.common_problems.circular",
        "督导检查共性问题",
        "已通报的共性问题台账项数",
        "通报附件所列问题数",
        _common_told,
        _common_in_circulars,
        ("guidance.common_problems",),
    ),
    Tie(
        "guidance.supervised.papers",
        "重点督办的县（市、区）",
        "督办台账立案数",
        "督办文件所述县（市、区）数",
        lambda scope: _cases(scope).count(),
        _supervised_in_papers,
        ("guidance.supervised",),
    ),
    Tie(
        "guidance.dispatch.meetings",
        "调度会",
        "督导台账所记调度会",
        "会议台账所记调度会",
        lambda scope: _dispatches(scope).count(),
        _dispatches_in_register,
        ("guidance.dispatch",),
    ),
)


def _staffing(scope: Scope) -> QuerySet[Staffing]:
    """The last count of each county office by that day: all that a city keeps, or a county's own."""
    kept = Staffing.objects.live().filter(at__lte=scope.day)
    last = kept.filter(county=OuterRef("county")).order_by("-at", "-pk").values("pk")[:1]
    return kept.filter(Q(office=scope.office) | Q(county=scope.office), pk=Subquery(last))


@INDICATORS.figure(
    "staffing.approved",
    name="巡察机构编制",
    unit="名",
    definition="统计日各县（市、区）巡察机构最近一次登记的编制数之和；问一县时只计该县。",
)
def staffing_approved(scope: Scope) -> Total:
    return Total(_staffing(scope), of="approved")


@INDICATORS.figure(
    "staffing.filled",
    name="巡察机构实有人数",
    unit="名",
    definition="统计日各县（市、区）巡察机构最近一次登记的实有人数之和；问一县时只计该县。",
)
def staffing_filled(scope: Scope) -> Total:
    return Total(_staffing(scope), of="filled")


@INDICATORS.figure(
    "staffing.rate",
    name="巡察机构人员到位率",
    unit="%",
    definition="统计日各县（市、区）巡察机构最近一次登记的实有人数之和占编制数之和的比例；问一县时只计该县。",
)
def staffing_rate(scope: Scope) -> Total:
    return Total(_staffing(scope), of="filled", over="approved")
