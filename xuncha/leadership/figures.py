"""What the office put to its leaders, the rules it made, and what it was given."""

from django.db.models import QuerySet

from xuncha.basis import queries as basis
from xuncha.basis.models import AgendaItem, Document, Meeting
from xuncha.basis.rules import MeetingKind, Stated
from xuncha.kernel.figures import Catalogue, Scope, Tie
from xuncha.kernel.numerals import Style
from xuncha.leadership.models import (
    Briefing,
    InstitutionVersion,
    NamedMatter,
    PrivilegeEntry,
    StaffAddition,
    StudySession,
    Suggestion,
    Vehicle,
)
from xuncha.leadership.rules import ISSUED, Forum, InstitutionAct, Purpose
from xuncha.records.answers import Answer, Rows

CATALOGUE: Catalogue[Answer] = Catalogue()
INDICATORS: Catalogue[Answer] = Catalogue()  # what returns ask beyond the annual report


def _briefings(scope: Scope, forum: Forum) -> QuerySet[Briefing]:
    return Briefing.objects.of(scope.office).within(scope.period).filter(forum=forum)


def _suggestions(scope: Scope) -> QuerySet[Suggestion]:
    rows = Suggestion.objects.of(scope.office).within(scope.period)
    return rows.filter(briefing__forum=Forum.STANDING_COMMITTEE)


@CATALOGUE.figure(
    "leadership.study",
    name="学习传达",
    unit="次",
    definition="年度内组织学习、传达上级关于巡视巡察工作精神的次数，按会议日期计；一次会议学习多项内容的，逐项登记、逐项计数。",
)
def study(scope: Scope) -> Rows:
    return Rows(StudySession.objects.of(scope.office).within(scope.period))


@CATALOGUE.figure(
    "leadership.standing_committee",
    name="向市委常委会汇报、传达",
    unit="次",
    definition="年度内提请市委常委会听取、传达的巡察工作事项数，按事项计，不按会议计。",
)
def standing_committee(scope: Scope) -> Rows:
    return Rows(_briefings(scope, Forum.STANDING_COMMITTEE))


@CATALOGUE.figure(
    "leadership.secretary_meeting",
    name="向书记专题会汇报综合情况",
    unit="次",
    definition="年度内向书记专题会汇报巡察综合情况的次数，按汇报事项计，不按会议计。",
)
def secretary_meeting(scope: Scope) -> Rows:
    return Rows(_briefings(scope, Forum.SECRETARY).filter(purpose=Purpose.COMPOSITE))


@CATALOGUE.figure(
    "leadership.leading_group",
    name="向领导小组报送建议、请示汇报",
    unit="次",
    definition="年度内提请巡察工作领导小组听取、审议的建议、请示和汇报数，按事项计，不按会议计。",
    style=Style.OVER,
)
def leading_group(scope: Scope) -> Rows:
    return Rows(_briefings(scope, Forum.LEADING_GROUP))


@CATALOGUE.figure(
    "leadership.suggestions",
    name="全国会议后提出的工作建议",
    unit="条",
    definition="年度内对照上级会议精神向市委常委会提出的工作建议条数，按提请常委会的日期计，不论是否采纳。",
)
def suggestions(scope: Scope) -> Rows:
    return Rows(_suggestions(scope).filter(upper_meeting__isnull=False))


@CATALOGUE.figure(
    "rules.revised",
    name="制定、修订制度",
    unit="项",
    definition="年度内印发的制定、修订巡察工作制度项数，按印发日期计；废止的不计。",
)
def rules_revised(scope: Scope) -> Rows:
    return Rows(_versions_issued(scope))


def _versions_issued(scope: Scope) -> QuerySet[InstitutionVersion]:
    return InstitutionVersion.objects.of(scope.office).within(scope.period).filter(act__in=ISSUED)


@CATALOGUE.figure(
    "named.supervised",
    name="督办点人点事事项",
    unit="项",
    definition="书记专题会点人点事交办、年度内任何一日尚未办结的事项数；以前年度交办、结转到本年度的一并计入。",
    style=Style.OVER,
)
def named_supervised(scope: Scope) -> Rows:
    matters = NamedMatter.objects.of(scope.office).filter(meeting__kind=MeetingKind.SECRETARY)
    return Rows(matters.open_in(scope.period))


@CATALOGUE.figure(
    "resources.staff",
    name="增加巡察办工作人员",
    unit="名",
    definition="年度内经领导小组会议决定、到巡察办工作的人数，按到岗日期计。",
)
def staff(scope: Scope) -> Rows:
    return Rows(StaffAddition.objects.of(scope.office).within(scope.period))


@CATALOGUE.figure(
    "resources.vehicles",
    name="配备工作用车",
    unit="辆",
    definition="年度内经领导小组会议决定配备给巡察组、统计日仍在使用的车辆数。",
)
def vehicles(scope: Scope) -> Rows:
    given = Vehicle.objects.of(scope.office).within(scope.period)
    return Rows(given.in_service_on(scope.day))


@CATALOGUE.figure(
    "resources.privileges",
    name="列入重要会议、重要文件范围的组长",
    unit="名",
    definition="年度内起同时列入参加重要会议范围和阅知重要文件范围、统计日仍在范围内的巡察组组长人数，一人计一次。",
)
def privileges(scope: Scope) -> Rows:
    entries = PrivilegeEntry.objects.of(scope.office).within(scope.period)
    return Rows(entries.completing(scope.day))


def _papers_of_suggestions(scope: Scope) -> int:
    briefings = _briefings(scope, Forum.STANDING_COMMITTEE)
    return basis.stated(Stated.SUGGESTIONS, Document.objects.filter(pk__in=briefings.values("document")))


def _items_of_standing_committee(scope: Scope) -> int:
    items = AgendaItem.objects.of(scope.office).within(scope.period)
    return items.filter(meeting__kind=MeetingKind.STANDING_COMMITTEE, meeting__voided_at=None).count()


def _items_briefed(scope: Scope) -> int:
    briefings = _briefings(scope, Forum.STANDING_COMMITTEE)
    return Rows(briefings, distinct="agenda_item").value()


def _institutions_issued(scope: Scope) -> int:
    return basis.stated(Stated.INSTITUTIONS, basis.issued(scope.office, scope.period))


def _matters_named(scope: Scope) -> int:
    named = NamedMatter.objects.of(scope.office).filter(at__lte=scope.day)
    return named.filter(meeting__kind=MeetingKind.SECRETARY).count()


def _matters_in_minutes(scope: Scope) -> int:
    held = Meeting.objects.of(scope.office).filter(kind=MeetingKind.SECRETARY, at__lte=scope.day)
    return basis.stated(Stated.NAMED_MATTERS, Document.objects.filter(pk__in=held.values("minutes")))


TIES: tuple[Tie[int], ...] = (
    Tie(
        "leadership.standing_committee.agenda",
        "向市委常委会汇报、传达的事项",
        "汇报台账所涉议题",
        "常委会会议议程中的巡察议题",
        _items_briefed,
        _items_of_standing_committee,
        ("leadership.standing_committee",),
    ),
    Tie(
        "leadership.suggestions.papers",
        "向市委常委会提出的工作建议",
        "建议台账条数",
        "提请常委会的材料所述条数",
        lambda scope: _suggestions(scope).count(),
        _papers_of_suggestions,
        ("leadership.suggestions",),
    ),
    Tie(
        "rules.revised.documents",
        "制定、修订的制度",
        "制度台账项数",
        "印发文件所述项数",
        lambda scope: _versions_issued(scope).count(),
        _institutions_issued,
        ("rules.revised",),
    ),
    Tie(
        "named.supervised.minutes",
        "书记专题会点人点事事项",
        "点人点事台账历年交办项数",
        "历次书记专题会纪要所述项数",
        _matters_named,
        _matters_in_minutes,
        ("named.supervised",),
    ),
)


def _meetings(scope: Scope, kind: MeetingKind) -> QuerySet[Meeting]:
    return Meeting.objects.of(scope.office).within(scope.period).filter(kind=kind)


@INDICATORS.figure(
    "meetings.standing_committee",
    name="常委会研究巡察工作",
    unit="次",
    definition="期间内召开的、议程列有巡察事项的党委常委会会议次数，按会议日期计，一次会议计一次。",
)
def meetings_standing_committee(scope: Scope) -> Rows:
    return Rows(_meetings(scope, MeetingKind.STANDING_COMMITTEE))


@INDICATORS.figure(
    "meetings.secretary",
    name="书记专题会",
    unit="次",
    definition="期间内召开的听取巡察情况汇报的书记专题会次数，按会议日期计，一次会议计一次。",
)
def meetings_secretary(scope: Scope) -> Rows:
    return Rows(_meetings(scope, MeetingKind.SECRETARY))


@INDICATORS.figure(
    "meetings.leading_group",
    name="领导小组会议",
    unit="次",
    definition="期间内召开的巡察工作领导小组会议次数，按会议日期计，一次会议计一次。",
)
def meetings_leading_group(scope: Scope) -> Rows:
    return Rows(_meetings(scope, MeetingKind.LEADING_GROUP))


@INDICATORS.figure(
    "meetings.suggestions",
    name="向常委会提出工作建议",
    unit="条",
    definition="期间内提请党委常委会的工作建议条数，按提请日期计，不论是否采纳。",
)
def meetings_suggestions(scope: Scope) -> Rows:
    return Rows(_suggestions(scope))


def _acts(scope: Scope, act: InstitutionAct) -> Rows:
    versions = InstitutionVersion.objects.of(scope.office).within(scope.period)
    return Rows(versions.filter(act=act))


@INDICATORS.figure(
    "rules.made",
    name="制定制度",
    unit="项",
    definition="期间内印发的新制定的巡察工作制度项数，按印发日期计。",
)
def rules_made(scope: Scope) -> Rows:
    return _acts(scope, InstitutionAct.MADE)


@INDICATORS.figure(
    "rules.amended",
    name="修订制度",
    unit="项",
    definition="期间内印发的修订的巡察工作制度项数，按印发日期计。",
)
def rules_amended(scope: Scope) -> Rows:
    return _acts(scope, InstitutionAct.REVISED)


@INDICATORS.figure(
    "rules.abolished", name="废止制度", unit="项", definition="期间内废止的巡察工作制度项数，按废止日期计。"
)
def rules_abolished(scope: Scope) -> Rows:
    return _acts(scope, InstitutionAct.ABOLISHED)
