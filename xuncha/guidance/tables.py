"""Lists of guidance: pairs and contact points, checks of the counties, key supervision, dispatch meetings."""

from xuncha.guidance.models import (
    Aspect,
    Campaign,
    CaseAction,
    CaseReason,
    CheckTeam,
    CheckVisit,
    CommonProblem,
    ContactPoint,
    CountyProblem,
    CountyStatement,
    DispatchMeeting,
    Sponsorship,
    SponsorVisit,
    Staffing,
    SupervisionCase,
)
from xuncha.ui.tables import Column, Table

COUNTY = Column("county__short_name", label="县（市、区）")

SPONSORSHIPS = Table(
    model=Sponsorship,
    name="sponsorships",
    title="包联",
    measure="对",
    columns=(
        Column("person", link=True),
        COUNTY,
        Column("purpose"),
        Column("at", label="起始日期", sort=True),
        Column("until"),
    ),
    filters=("person", "county", "at", "until"),
    search=("person__name", "county__name", "purpose"),
    details=("person", "county", "purpose", "document", Column("at", label="起始日期"), "until"),
    lists=("visits",),
    empty="领导小组成员与县（市、区）结对后登记在这里。",
)

SPONSOR_VISITS = Table(
    model=SponsorVisit,
    name="sponsor_visits",
    title="包联走访",
    measure="次",
    columns=(
        Column("at", label="走访日期", sort=True),
        COUNTY,
        Column("sponsorship__person", label="包联领导"),
        Column("seen", link=True),
        Column("suggestion"),
    ),
    filters=("county", "at"),
    search=("seen", "suggestion", "county__name"),
    details=("sponsorship", "county", Column("at", label="走访日期"), "seen", "suggestion"),
    empty="包联领导到县（市、区）走访后登记在这里。",
)

CONTACT_POINTS = Table(
    model=ContactPoint,
    name="contact_points",
    title="联系点",
    measure="个",
    columns=(
        Column("division", link=True),
        Column("level"),
        Column("purpose"),
        COUNTY,
        Column("at", label="确定日期", sort=True),
        Column("until"),
    ),
    filters=("level", "purpose", "county", "at", "until"),
    search=("division__name", "county__name"),
    details=("division", "level", "purpose", "county", "document", Column("at", label="确定日期"), "until"),
    empty="确定为联系点的县、乡镇、村登记在这里。",
)

CAMPAIGNS = Table(
    model=Campaign,
    name="campaigns",
    title="督导检查",
    measure="次",
    columns=(
        Column("name", link=True),
        Column("at", label="开始日期", sort=True),
        Column("until"),
        Column("plan"),
        Column("circular"),
    ),
    filters=("at", "until"),
    search=("name",),
    details=("name", "plan", Column("at", label="开始日期"), "until", "circular"),
    lists=("aspects", "teams", "common_problems"),
    empty="对县（市、区）巡察工作开展督导检查后登记在这里。",
)

TEAMS = Table(
    model=CheckTeam,
    name="teams",
    title="检查组",
    measure="个",
    columns=(
        Column("name", link=True),
        Column("campaign"),
        Column("head"),
        Column("at", label="成立日期", sort=True),
    ),
    filters=("campaign", "head", "at"),
    search=("name", "head__name"),
    order=("-at", "number"),
    details=("name", "number", "campaign", "head", Column("at", label="成立日期")),
    lists=("visits",),
    empty="督导检查派出的检查组登记在这里。",
)

VISITS = Table(
    model=CheckVisit,
    name="visits",
    title="督导检查到县",
    measure="次",
    columns=(
        Column("at", label="检查日期", sort=True),
        Column("county__short_name", label="县（市、区）", link=True),
        Column("team"),
    ),
    filters=("county", "team", "at"),
    search=("county__name", "team__name"),
    details=("county", "team", Column("at", label="检查日期")),
    lists=("problems",),
    empty="检查组到县（市、区）检查后登记在这里。",
)

ASPECTS = Table(
    model=Aspect,
    name="aspects",
    title="检查方面",
    measure="个",
    columns=(
        Column("campaign"),
        Column("serial"),
        Column("title", link=True),
    ),
    filters=("campaign",),
    search=("title",),
    order=("-at", "serial"),
    details=("campaign", "serial", "title"),
    lists=("common_problems",),
    empty="督导检查所列的方面登记在这里。",
)

COMMON_PROBLEMS = Table(
    model=CommonProblem,
    name="common_problems",
    title="共性问题",
    measure="项",
    columns=(
        Column("campaign"),
        Column("serial"),
        Column("title", link=True),
        Column("aspect"),
        Column("at", label="归并日期", sort=True),
    ),
    filters=("campaign", "aspect", "at"),
    search=("title",),
    order=("-at", "serial"),
    details=("title", "serial", "campaign", "aspect", Column("at", label="归并日期")),
    lists=("members",),
    empty="由两个以上县的问题归并形成的共性问题登记在这里。",
)

COUNTY_PROBLEMS = Table(
    model=CountyProblem,
    name="county_problems",
    title="县级督导问题",
    measure="个",
    columns=(
        Column("at", label="检查日期", sort=True),
        COUNTY,
        Column("aspect__title", label="检查方面"),
        Column("text", link=True),
        Column("pointed_out"),
        Column("guided"),
    ),
    filters=("county", "aspect", "pointed_out", "guided", "at"),
    search=("text", "county__name"),
    # The common problem it went into is not among them: the county reads this page before the circular is out.
    details=(
        "county", Column("aspect__title", label="检查方面"), "text", Column("at", label="检查日期"), "pointed_out",
        "guided", "visit",
    ),
    empty="督导检查在各县（市、区）发现的问题登记在这里。",
)  # fmt: skip

CASES = Table(
    model=SupervisionCase,
    name="cases",
    title="重点督办",
    measure="件",
    columns=(
        Column("at", label="立案日期", sort=True),
        COUNTY,
        Column("matter", link=True),
        Column("due_on", sort=True),
        Column("state"),
        Column("closed_on"),
    ),
    filters=("state", "county", "at", "due_on", "closed_on"),
    search=("matter", "county__name"),
    details=("county", "matter", "document", Column("at", label="立案日期"), "due_on", "closed_on"),
    lists=("reasons", "case_actions"),
    empty="对县（市、区）立案重点督办后登记在这里。",
)

REASONS = Table(
    model=CaseReason,
    name="reasons",
    title="督办原因",
    measure="条",
    columns=(
        Column("case"),
        COUNTY,
        Column("code", link=True),
        Column("at", label="立案日期", sort=True),
    ),
    filters=("code", "county", "at"),
    search=("county__name", "case__matter"),
    details=("case", "county", "code", Column("at", label="立案日期")),
    empty="重点督办的原因逐条登记在这里。",
)

ACTIONS = Table(
    model=CaseAction,
    name="actions",
    title="督办情况",
    measure="次",
    columns=(
        Column("at", label="督办日期", sort=True),
        COUNTY,
        Column("kind", link=True),
        Column("note"),
        Column("meeting"),
    ),
    filters=("kind", "county", "at"),
    search=("note", "county__name"),
    details=("case", "county", "kind", Column("at", label="督办日期"), "meeting", "note"),
    empty="督办函、约谈、实地督办、通报、专题调度登记在这里。",
)

DISPATCHES = Table(
    model=DispatchMeeting,
    name="dispatches",
    title="调度会",
    measure="次",
    columns=(
        Column("at", label="会议日期", sort=True),
        Column("meeting", link=True),
        Column("rule"),
    ),
    filters=("at",),
    search=("meeting__title", "rule"),
    details=("meeting", Column("at", label="会议日期"), "rule"),
    lists=("county_statements",),
    empty="县（市、区）巡察工作调度会召开后登记在这里。",
)

STATEMENTS = Table(
    model=CountyStatement,
    name="statements",
    title="调度会发言",
    measure="条",
    columns=(
        Column("at", label="会议日期", sort=True),
        COUNTY,
        Column("text", link=True),
        Column("dispatch"),
    ),
    filters=("dispatch", "county", "at"),
    search=("text", "county__name"),
    details=("dispatch", "county", "text", Column("at", label="会议日期")),
    empty="各县（市、区）在调度会上的发言要点登记在这里。",
)

STAFFING = Table(
    model=Staffing,
    name="staffing",
    title="县级人员到位",
    measure="条",
    columns=(
        Column("at", label="统计日期", sort=True),
        Column("county__short_name", label="县（市、区）", link=True),
        Column("approved", total=True),
        Column("filled", total=True),
        Column("rate", label="到位率（%）"),
    ),
    filters=("county", "at"),
    search=("county__name",),
    details=(
        "county",
        Column("at", label="统计日期"),
        "approved",
        "filled",
        Column("rate", label="到位率（%）"),
    ),
    empty="各县（市、区）巡察机构编制和实有人数登记在这里。",
)
