"""Lists of terms, themes and the plan."""

from xuncha.rounds.models import KeyTask, Plan, PlanChange, PlanItem, PlanVersion, Term, Theme
from xuncha.ui.tables import Column, Table

TERMS = Table(
    model=Term,
    name="terms",
    title="届",
    measure="届",
    columns=(
        Column("name", link=True),
        Column("number", sort=True),
        Column("at", label="起始日期", sort=True),
        Column("ends_on", sort=True),
    ),
    details=("name", "number", Column("at", label="起始日期"), "ends_on"),
    lists=("plans", "rounds"),
    empty="党委换届后，新一届的起止日期登记在这里。",
)

THEMES = Table(
    model=Theme,
    name="themes",
    title="年度主题",
    measure="个",
    columns=(
        Column("title", link=True),
        Column("year", sort=True),
        Column("document"),
        Column("at", label="确定日期", sort=True),
    ),
    filters=("year",),
    search=("title",),
    order=("-year",),
    details=("title", "year", "document", Column("at", label="确定日期")),
    lists=("key_tasks",),
    empty="每年确定的巡察工作主题登记在这里。",
)

KEY_TASKS = Table(
    model=KeyTask,
    name="key_tasks",
    title="工作要点",
    measure="项",
    columns=(
        Column("text", link=True),
        Column("theme"),
        Column("serial", sort=True),
        Column("owner"),
        Column("due_on", sort=True),
        Column("done_on", sort=True),
    ),
    filters=("theme", "due_on", "done_on"),
    search=("text", "owner"),
    order=("due_on",),
    details=("text", "theme", "serial", "owner", "due_on", "done_on"),
    empty="年度主题确定后，逐项分解的工作要点登记在这里。",
)

PLANS = Table(
    model=Plan,
    name="plans",
    title="巡察规划",
    measure="个",
    columns=(
        Column("name", link=True),
        Column("term"),
        Column("at", label="制定日期", sort=True),
    ),
    filters=("term",),
    search=("name",),
    details=("name", "term", Column("at", label="制定日期")),
    lists=("versions",),
    empty="本届巡察规划制定后登记在这里。",
)

PLAN_VERSIONS = Table(
    model=PlanVersion,
    name="plan_versions",
    title="规划版次",
    measure="版",
    columns=(
        Column("plan", link=True),
        Column("number", sort=True),
        Column("at", label="生效日期", sort=True),
        Column("document"),
    ),
    filters=("plan", "at"),
    details=("plan", "number", Column("at", label="生效日期"), "document"),
    lists=("items", "changes"),
    empty="规划名单每调整一次形成一个版次。",
)

PLAN_ITEMS = Table(
    model=PlanItem,
    name="plan_items",
    title="规划名单",
    measure="个",
    columns=(
        Column("organisation", link=True),
        Column("unit_class"),
        Column("level"),
        Column("version"),
        Column("at", label="生效日期", sort=True),
    ),
    filters=("version", "unit_class", "level"),
    search=("organisation__name", "organisation__short_name"),
    details=("organisation", "unit_class", "level", "version", Column("at", label="生效日期")),
    empty="规划所列的党组织显示在这里。",
)

PLAN_CHANGES = Table(
    model=PlanChange,
    name="plan_changes",
    title="规划调整",
    measure="项",
    columns=(
        Column("organisation", link=True),
        Column("kind"),
        Column("successor"),
        Column("reason"),
        Column("version"),
        Column("at", label="生效日期", sort=True),
    ),
    filters=("version", "kind", "at"),
    search=("organisation__name", "reason"),
    details=(
        "organisation",
        "kind",
        "successor",
        "reason",
        "document",
        "version",
        Column("at", label="生效日期"),
    ),
    empty="新增、合并、拆分、撤销的调整事项显示在这里。",
)
