"""Lists of the checks of counties: campaigns and their template, teams, visits, what was found and what came of it."""

from xuncha.guidance.models import (
    Aspect,
    Campaign,
    CheckEvidence,
    CheckMember,
    CheckPoint,
    CheckTeam,
    CheckVisit,
    CommonProblem,
    CountyProblem,
    PointResult,
    Recheck,
)
from xuncha.ui.tables import Column, Table

COUNTY = Column("county__short_name", label="县（市、区）")

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
    lists=("members", "visits"),
    empty="督导检查派出的检查组登记在这里。",
)

MEMBERS = Table(
    model=CheckMember,
    name="check_members",
    title="检查组成员",
    measure="名",
    columns=(
        Column("person", link=True),
        Column("team"),
        Column("work"),
        Column("at", label="抽调日期", sort=True),
        Column("until"),
    ),
    filters=("campaign", "team", "at"),
    search=("person__name", "work"),
    details=("person", "team", "campaign", "work", Column("at", label="抽调日期"), "until"),
    empty="核查回避后抽调到检查组的人员登记在这里。",
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
    lists=("results", "problems"),
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
    lists=("points", "common_problems"),
    empty="督导检查所列的方面登记在这里。",
)

POINTS = Table(
    model=CheckPoint,
    name="points",
    title="检查要点",
    measure="项",
    columns=(
        Column("aspect"),
        Column("serial"),
        Column("text", link=True),
        Column("aspect__campaign", label="督导检查"),
    ),
    filters=("aspect", "aspect__campaign"),
    search=("text", "aspect__title"),
    order=("-at", "serial"),
    details=("aspect", "serial", "text"),
    lists=("results",),
    empty="检查模板在每个方面下所列的要点登记在这里。",
)

RESULTS = Table(
    model=PointResult,
    name="results",
    title="要点检查结果",
    measure="项",
    columns=(
        Column("at", label="检查日期", sort=True),
        COUNTY,
        Column("point__aspect__title", label="检查方面"),
        Column("point__text", label="检查要点", link=True),
        Column("score"),
        Column("note"),
    ),
    filters=("score", "county", "visit", "point", "at"),
    search=("point__text", "note", "county__name"),
    details=(
        "county",
        Column("point__aspect__title", label="检查方面"),
        Column("point__text", label="检查要点"),
        "score",
        "note",
        Column("at", label="检查日期"),
        "visit",
    ),
    empty="检查组对照检查模板逐县填写的结果登记在这里。",
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
        Column("item__state", label="整改状态"),
    ),
    filters=("county", "aspect", "item__state", "pointed_out", "guided", "at"),
    search=("text", "county__name"),
    # The common problem it went into is not among them: the county reads this page before the circular is out.
    details=(
        "county", Column("aspect__title", label="检查方面"), "text", Column("at", label="检查日期"), "pointed_out",
        "guided", "visit", "item",
    ),
    lists=("evidence", "rechecks"),
    empty="督导检查在各县（市、区）发现的问题登记在这里。",
)  # fmt: skip

EVIDENCE = Table(
    model=CheckEvidence,
    name="evidence",
    title="督导证据",
    measure="件",
    columns=(
        Column("title", link=True),
        Column("problem"),
        Column("at", label="取证日期", sort=True),
        Column("shelf"),
    ),
    filters=("problem", "at"),
    search=("title", "problem__text"),
    details=("title", "problem", Column("at", label="取证日期"), "shelf"),
    empty="说明县级督导问题的附件和纸质材料登记在这里，只供市级查阅。",
)

RECHECKS = Table(
    model=Recheck,
    name="rechecks",
    title="督导复核",
    measure="次",
    columns=(
        Column("at", label="复核日期", sort=True),
        COUNTY,
        Column("problem", link=True),
        Column("result"),
        Column("text"),
    ),
    filters=("result", "county", "at"),
    search=("text", "problem__text", "county__name"),
    details=("problem", "county", "result", "text", Column("at", label="复核日期")),
    empty="县（市、区）整改后，市级逐项复核的结果登记在这里。",
)
