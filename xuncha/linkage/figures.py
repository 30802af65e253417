"""Linkage of the year: the plan, the groups, the counties, the counterpart grid, what was filed upward."""

from django.db.models import Exists, OuterRef, QuerySet

from xuncha.basis import queries as basis
from xuncha.basis.models import Addressee, Line
from xuncha.basis.rules import Direction, Stated
from xuncha.kernel.figures import Catalogue, Scope, Tie
from xuncha.linkage.models import Campaign, CampaignGroup, Counterpart, CountyPlan, CountyTask, Filing
from xuncha.linkage.rules import FilingKind
from xuncha.records.answers import Answer, Moment, Rows
from xuncha.rounds.rules.kinds import TaskKind

CATALOGUE: Catalogue[Answer] = Catalogue()


def _campaigns(scope: Scope) -> QuerySet[Campaign]:
    return Campaign.objects.of(scope.office).within(scope.period)


def _counterparts(scope: Scope, date: str) -> QuerySet[Counterpart]:
    return Counterpart.objects.of(scope.office).within(scope.period, date)


@CATALOGUE.figure(
    "linkage.plan_issued",
    name="市级联动工作方案印发日期",
    unit="",
    definition="年度内经批准印发的市级联动工作方案的印发日期；有多个方案的，取最早一个。",
)
def plan_issued(scope: Scope) -> Moment:
    return Moment(_campaigns(scope))


@CATALOGUE.figure(
    "linkage.groups",
    name="联动巡察派出巡察组",
    unit="个",
    definition="年度内派入联动巡察的市级巡察组数，按派出日期计。",
)
def groups(scope: Scope) -> Rows:
    return Rows(CampaignGroup.objects.of(scope.office).within(scope.period))


@CATALOGUE.figure(
    "linkage.counties",
    name="制定联动方案的县（市、区）",
    unit="个",
    definition="年度内自行制定联动方案的县（市、区）数，按方案印发日期计，一县计一次。",
)
def counties(scope: Scope) -> Rows:
    return Rows(CountyPlan.objects.of(scope.office).within(scope.period), distinct="county")


def _county_tasks(scope: Scope) -> QuerySet[CountyTask]:
    tasks = CountyTask.objects.of(scope.office).filter(task__voided_at=None)
    return tasks.within(scope.period, "task__entered_on")


@CATALOGUE.figure(
    "linkage.county_units",
    name="县级联动巡察党组织",
    unit="个",
    definition="纳入联动巡察、年度内已进驻的县级巡察任务数，按进驻日期计；巡察“回头看”另计。",
)
def county_units(scope: Scope) -> Rows:
    return Rows(_county_tasks(scope).exclude(task__kind=TaskKind.LOOKBACK), date="task__entered_on")


@CATALOGUE.figure(
    "linkage.county_lookbacks",
    name="县级联动巡察“回头看”",
    unit="个",
    definition="纳入联动巡察、年度内已进驻的县级巡察“回头看”任务数，按进驻日期计。",
)
def county_lookbacks(scope: Scope) -> Rows:
    return Rows(_county_tasks(scope).filter(task__kind=TaskKind.LOOKBACK), date="task__entered_on")


@CATALOGUE.figure(
    "linkage.counterpart_asked",
    name="商请对口单位巡察报告",
    unit="个",
    definition="年度内就市级联动任务向各县（市、区）商请对口单位巡察报告的数量，一项任务对一个县计一个，按商请日期计。",
)
def counterpart_asked(scope: Scope) -> Rows:
    return Rows(_counterparts(scope, "at"))


@CATALOGUE.figure(
    "linkage.counterpart_received",
    name="收到对口单位巡察报告",
    unit="个",
    definition="年度内收到的县级对口单位巡察报告数量，按收到日期计。",
)
def counterpart_received(scope: Scope) -> Rows:
    return Rows(_counterparts(scope, "received_on"), date="received_on")


@CATALOGUE.figure(
    "linkage.counterpart_used",
    name="运用对口单位巡察报告",
    unit="个",
    definition="年度内用于印证市级联动任务所发现问题的县级对口单位巡察报告数量，按运用日期计。",
)
def counterpart_used(scope: Scope) -> Rows:
    return Rows(_counterparts(scope, "used_on"), date="used_on")


@CATALOGUE.figure(
    "linkage.filed",
    name="报送联动单位巡察报告",
    unit="份",
    definition="年度内向上级巡视机构报送的联动单位巡察报告份数，按报送日期计，不论是否收到回执。",
)
def filed(scope: Scope) -> Rows:
    return Rows(_filed(scope))


def _filed(scope: Scope) -> QuerySet[Filing]:
    return Filing.objects.of(scope.office).within(scope.period).filter(kind=FilingKind.UNIT_REPORT)


def _plans_filed(scope: Scope) -> int:
    plans = CountyPlan.objects.of(scope.office).within(scope.period, "filed_on")
    return plans.values("county").distinct().count()


def _plans_answered(scope: Scope) -> int:
    """Counties that answered the city's plan: an answer to what was sent to them, not for their information."""
    papers = Campaign.objects.of(scope.office).values("plan")
    answers = Addressee.objects.of(scope.office).filter(document__in=papers, copy=False)
    return answers.within(scope.period, "replied_on").values("name").distinct().count()


def _tasks_entered(scope: Scope) -> int:
    """Tasks of the counties whose plan was made by the day."""
    plans = CountyPlan.objects.live().filter(campaign=OuterRef("campaign"), county=OuterRef("county"))
    tasks = CountyTask.objects.live().filter(task__voided_at=None, campaign__in=_campaigns(scope))
    return tasks.filter(Exists(plans.filter(at__lte=scope.day))).count()


def _units_listed(scope: Scope) -> int:
    plans = CountyPlan.objects.live().filter(campaign__in=_campaigns(scope), at__lte=scope.day)
    return Line.objects.live().filter(document__in=plans.values("document")).count()


def _counterparts_in_letters(scope: Scope) -> int:
    sent = basis.issued(scope.office, scope.period).filter(direction=Direction.OUT)
    return basis.stated(Stated.COUNTERPARTS, sent)


def _reports_in_letters(scope: Scope) -> int:
    sent = basis.issued(scope.office, scope.period).filter(direction=Direction.OUT)
    return basis.stated(Stated.UNIT_REPORTS, sent)


TIES: tuple[Tie[int], ...] = (
    Tie(
        "linkage.counties.answers",
        "县（市、区）报备联动方案",
        "联动台账已报备方案的县数",
        "市级方案主送单位中已答复的县数",
        _plans_filed,
        _plans_answered,
        ("linkage.counties",),
    ),
    Tie(
        "linkage.county_tasks.lists",
        "县级联动巡察对象",
        "联动台账所列县级任务数",
        "县级联动方案附件所列对象数",
        _tasks_entered,
        _units_listed,
        ("linkage.county_units", "linkage.county_lookbacks"),
    ),
    Tie(
        "linkage.counterpart.letters",
        "商请对口单位巡察报告",
        "对口单位台账已商请数",
        "商请函所述份数",
        lambda scope: _counterparts(scope, "at").count(),
        _counterparts_in_letters,
        ("linkage.counterpart_asked",),
    ),
    Tie(
        "linkage.filed.letters",
        "报送联动单位巡察报告",
        "报送台账份数",
        "报送公文所述份数",
        lambda scope: _filed(scope).count(),
        _reports_in_letters,
        ("linkage.filed",),
    ),
)
