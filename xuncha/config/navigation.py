"""The left navigation as data: sections of the work itself, each entry a named door."""

from dataclasses import dataclass, replace
from functools import lru_cache

from django.urls import NoReverseMatch, reverse

from xuncha.clues.rules import GRANTER, HOLDER
from xuncha.kernel.viewer import Viewer
from xuncha.records.rules import ADMINISTRATORS, GROUP, OFFICE, Role
from xuncha.ui.tables import registry
from xuncha.ui.tables.declare import Table

FIGURE_READERS = OFFICE | {Role.CLUE_KEEPER}
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
        (Page("desk:home", "工作台", EVERYONE), Page("reminders:inbox", "催办提醒", EVERYONE)),
    ),
    (
        "规划与轮次",
        "route",
        (
            Page("rounds:coverage", "全覆盖", OFFICE),
            "rounds:rounds",
            "rounds:tasks",
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
            "talent:members",
            "talent:channels",
            "teams:appraisals",
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
            "linkage:county_plans",
            "linkage:county_tasks",
            "linkage:counterparts",
            "linkage:filings",
            "guidance:campaigns",
            "guidance:county_problems",
            "guidance:common_problems",
            "guidance:cases",
            "guidance:sponsorships",
            "guidance:contact_points",
            "guidance:dispatches",
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
            Page("reports:figures", "指标目录", FIGURE_READERS),
            Page("reports:ties", "勾稽关系", FIGURE_READERS),
            "papers:inspection_reports",
            "papers:report_versions",
            "papers:review_opinions",
            "basis:documents",
            "basis:meetings",
            "basis:addressees",
            "archive:handovers",
            "archive:papers",
            "archive:items",
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
            "audit:entries",
            "audit:traces",
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
