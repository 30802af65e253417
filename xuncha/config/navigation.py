"""The left navigation as data: sections of the work itself, each entry a named door."""

from dataclasses import dataclass, replace
from functools import lru_cache

from django.urls import NoReverseMatch, reverse

from xuncha.clues.rules import GRANTER, HOLDER
from xuncha.kernel.viewer import Viewer
from xuncha.records.rules import ADMINISTRATORS, GROUP, OFFICE, Role
from xuncha.rounds.rules.planner import PLANNERS
from xuncha.talent.models import READERS as POOL_READERS
from xuncha.ui.tables import registry
from xuncha.ui.tables.declare import Table

FIGURE_READERS = OFFICE | {Role.CLUE_KEEPER}
ABOVE_COUNTIES = OFFICE - {Role.COUNTY_OFFICE}
EVERYONE = frozenset(Role)
OWING = frozenset({Role.UNIT_CONTACT, Role.COUNTY_OFFICE})


@dataclass(frozen=True)
class Page:
    """A door made by hand; a declared table's label and readers are its own."""

    door: str
    label: str
    roles: frozenset[str]


@dataclass(frozen=True)
class Entry:
    label: str
    url: str
    current: bool = False


@dataclass(frozen=True)
class Section:
    label: str
    icon: str
    entries: tuple[Entry, ...]


SECTIONS: tuple[tuple[str, str, tuple[str | Page, ...]], ...] = (
    (
        "工作台",
        "layout-dashboard",
        (
            Page("desk:home", "工作台", EVERYONE),
            Page("reminders:inbox", "催办提醒", EVERYONE),
            Page("search:search", "检索", EVERYONE - ADMINISTRATORS),
        ),
    ),
    (
        "规划与轮次",
        "route",
        (
            Page("rounds:coverage", "全覆盖", OFFICE),
            Page("rounds:planner", "轮次筹划", PLANNERS),
            "rounds:rounds",
            "rounds:tasks",
            "rounds:schemes",
            "rounds:stipulations",
            "rounds:planned_rounds",
            "rounds:planned_targets",
            "rounds:terms",
            "rounds:plans",
            "rounds:plan_versions",
            "rounds:themes",
            "rounds:key_tasks",
            "orgs:organisations",
            "orgs:changes",
            "orgs:divisions",
        ),
    ),
    (
        "人才与组",
        "users-group",
        (
            "rounds:groups",
            "rounds:group_members",
            "rounds:recusal_checks",
            "rounds:recusal_hits",
            "rounds:authorisations",
            "teams:staffings",
            "teams:proposals",
            "teams:demands",
            "teams:choices",
            "talent:members",
            Page("talent:structure", "人才库结构", POOL_READERS),
            "talent:channels",
            "talent:targets",
            Page("teams:fairness", "使用均衡", POOL_READERS),
            Page("teams:renewals", "续用建议", POOL_READERS),
            "talent:unavailabilities",
            "talent:trainings",
            "teams:refusals",
            "teams:appraisals",
            "teams:gradings",
            "teams:quotas",
            "teams:recusal_requests",
            "teams:evaluations",
            "people:persons",
            "people:posts",
        ),
    ),
    (
        "了解",
        "clipboard-list",
        (
            Page("desk:workspaces", "本组工作", GROUP),
            "fieldwork:journal",
            "fieldwork:hearings",
            "fieldwork:talks",
            "fieldwork:petitions",
            "fieldwork:loans",
            "fieldwork:questionnaires",
            "fieldwork:visits",
            "fieldwork:sit_ins",
            "fieldwork:forums",
            "fieldwork:matter_checks",
            "fieldwork:assistance",
            "fieldwork:group_meetings",
            "fieldwork:notices",
            "fieldwork:working_papers",
            "fieldwork:material_requests",
        ),
    ),
    (
        "问题与线索",
        "alert-circle",
        (
            "findings:findings",
            "findings:fact_answers",
            "findings:feedbacks",
            "findings:corrections",
            "clues:clues",
            "clues:transfers",
            "clues:receipts",
            "clues:waiting",
            "clues:outcomes",
            Page("clues:granted", "获准查阅的线索", HOLDER),
            Page("clues:delegate", "线索代管", GRANTER),
        ),
    ),
    (
        "整改",
        "checks",
        (
            Page("desk:unit_home", "本单位整改", OWING),
            "rectification:ledgers",
            "rectification:items",
            "rectification:measures",
            "rectification:plan_submissions",
            "rectification:progress_reports",
            "rectification:closures",
            "rectification:extensions",
            "rectification:verifications",
            "rectification:samples",
            "rectification:verdicts",
            "rectification:yields",
            "rectification:publications",
            "rectification:exemptions",
            "rectification:evaluations",
            "leadership:matters",
            "rectification:cards",
            "rectification:advices",
            "leadership:dispositions",
        ),
    ),
    (
        "联动与督导",
        "topology-star-3",
        (
            "linkage:campaigns",
            "linkage:calls",
            "linkage:targets",
            "linkage:county_plans",
            "linkage:county_tasks",
            "linkage:counterparts",
            "linkage:chases",
            "linkage:filings",
            Page("guidance:counties", "县（市、区）情况", OFFICE),
            Page("guidance:comparison", "县（市、区）对比", ABOVE_COUNTIES),
            Page("guidance:tree", "区划分布", ABOVE_COUNTIES),
            "guidance:campaigns",
            "guidance:county_problems",
            "guidance:common_problems",
            "guidance:rechecks",
            Page("guidance:proposals", "督办建议", ABOVE_COUNTIES),
            "guidance:cases",
            "guidance:lines",
            "guidance:sponsorships",
            Page("guidance:gaps", "包联走访情况", ABOVE_COUNTIES),
            "guidance:contact_points",
            "guidance:dispatches",
            "guidance:dispatch_tasks",
            "guidance:staffing",
        ),
    ),
    (
        "汇报与制度",
        "presentation",
        (
            "leadership:briefings",
            "leadership:suggestions",
            "leadership:study",
            "leadership:institutions",
            "leadership:versions",
            "leadership:vehicles",
            "leadership:privileges",
            "leadership:staff",
        ),
    ),
    (
        "统计与文书",
        "report-analytics",
        (
            Page("reports:annual_now", "年度工作报告", FIGURE_READERS),
            Page("returns:overview", "报送情况", OFFICE),
            "returns:returns",
            "returns:forms",
            "returns:versions",
            "returns:entries",
            "returns:collections",
            "returns:filings",
            "returns:sendings",
            Page("returns:quality", "报送质量", ABOVE_COUNTIES | {Role.PROVINCIAL_OFFICE}),
            Page("returns:dictionary", "指标字典", OFFICE),
            Page("proofs:proof", "核数", FIGURE_READERS),
            Page("reports:figures", "指标目录", FIGURE_READERS),
            Page("reports:ties", "勾稽关系", FIGURE_READERS),
            "reports:cutoffs",
            "reports:explanations",
            "reports:designs",
            "papers:inspection_reports",
            "papers:report_versions",
            "papers:review_opinions",
            "basis:documents",
            "basis:meetings",
            "basis:addressees",
            "archive:handovers",
            "archive:papers",
            "archive:items",
            "archive:shelf_papers",
            "retention:schedules",
            "retention:destructions",
        ),
    ),
    (
        "管理",
        "settings",
        (
            Page("desk:records", "全部台账", EVERYONE - ADMINISTRATORS),
            "rounds:rule_sets",
            "reminders:schemes",
            "rounds:step_templates",
            "rectification:evaluation_standards",
            "calendars:calendars",
            "findings:categories",
            "findings:focus_dictionaries",
            "identity:accounts",
            "identity:offices",
            "people:grants",
            "people:emergencies",
            "identity:recoveries",
            "audit:entries",
            "audit:traces",
            Page("audit:chain", "审计链核验", frozenset({Role.AUDITOR})),
        ),
    ),
)


def menu_for(viewer: Viewer, path: str) -> list[Section]:
    """The sections this viewer has at least one door in; the entry whose page is open is marked."""
    menu = []
    for section in _menu(viewer.roles):
        entries = tuple(replace(entry, current=_is_current(entry.url, path)) for entry in section.entries)
        menu.append(replace(section, entries=entries))
    return menu


def _is_current(url: str, path: str) -> bool:
    return path == url if url == "/" else path.startswith(url)


@lru_cache(maxsize=256)
def _menu(roles: frozenset[str]) -> tuple[Section, ...]:
    sections = (
        Section(label, icon, tuple(entry for door in doors if (entry := _entry(door, roles))))
        for label, icon, doors in SECTIONS
    )
    return tuple(section for section in sections if section.entries)


def _entry(door: str | Page, roles: frozenset[str]) -> Entry | None:
    if isinstance(door, Page):
        return Entry(door.label, reverse(door.door)) if roles & door.roles else None
    table = _tables()[door]
    return Entry(table.title, reverse(door)) if roles & table.model.reach.roles else None


@lru_cache(maxsize=1)
def _tables() -> dict[str, Table]:
    return {table.door: table for table in registry.tables()}


def missing_doors() -> list[str]:
    """Doors the navigation names and the house has not."""
    return [door for _, _, doors in SECTIONS for door in map(_name, doors) if not _exists(door)]


def _name(door: str | Page) -> str:
    return door.door if isinstance(door, Page) else door


def _exists(door: str) -> bool:
    try:
        reverse(door)
    except NoReverseMatch:
        return False
    return True
