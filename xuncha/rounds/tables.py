"""Lists of plans, rounds, groups and tasks."""

from xuncha.rounds.models import (
    Authorisation,
    DeadlineRule,
    Group,
    GroupMember,
    KeyTask,
    Plan,
    PlanChange,
    PlanItem,
    PlanVersion,
    RecusalCheck,
    Round,
    RuleSet,
    Task,
    Term,
    Theme,
)
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

RULE_SETS = Table(
    model=RuleSet,
    name="rule_sets",
    title="制度版本",
    measure="个",
    columns=(
        Column("name", link=True),
        Column("at", label="启用日期", sort=True),
    ),
    search=("name",),
    details=("name", Column("at", label="启用日期")),
    lists=("rules",),
    empty="各时期制度规定的办理期限登记在这里。",
)

DEADLINE_RULES = Table(
    model=DeadlineRule,
    name="deadline_rules",
    title="期限规定",
    measure="条",
    columns=(
        Column("event", link=True),
        Column("code"),
        Column("rule_set"),
        Column("anchor"),
        Column("direction"),
        Column("offset"),
        Column("unit"),
        Column("stated"),
        Column("debtor"),
        Column("serial", sort=True),
    ),
    filters=("rule_set", "anchor", "unit"),
    search=("event", "debtor", "creditor"),
    order=("serial",),
    details=(
        "event", "code", "rule_set", "anchor", "direction", "offset", "unit", "roll", "repeats", "stated", "debtor",
        "creditor", Column("at", label="启用日期"),
    ),
    empty="制度版本载入后，各项期限显示在这里。",
)  # fmt: skip

ROUNDS = Table(
    model=Round,
    name="rounds",
    title="巡察轮次",
    measure="轮",
    columns=(
        Column("name", link=True),
        Column("number", sort=True),
        Column("term"),
        Column("state"),
        Column("at", label="酝酿日期", sort=True),
        Column("approved_on", sort=True),
        Column("closed_on", sort=True),
    ),
    filters=("term", "state", "approved_on"),
    search=("name",),
    details=(
        "name", "number", "term", "rule_set", "document", Column("at", label="酝酿日期"), "approved_on", "closed_on",
    ),
    facts=("term", "approved_on", "rule_set"),
    lists=("groups", "tasks", "recusal_checks"),
    empty="提出本轮巡察对象建议名单后，轮次登记在这里。",
)  # fmt: skip

GROUPS = Table(
    model=Group,
    name="groups",
    title="巡察组",
    measure="个",
    columns=(
        Column("name", link=True),
        Column("number", sort=True),
        Column("round"),
        Column("at", label="组建日期", sort=True),
        Column("dissolved_on", sort=True),
    ),
    filters=("round", "dissolved_on"),
    search=("name",),
    details=("name", "number", "round", Column("at", label="组建日期"), "dissolved_on"),
    lists=("members", "tasks"),
    empty="轮次批准后，组建的巡察组登记在这里。",
)

GROUP_MEMBERS = Table(
    model=GroupMember,
    name="group_members",
    title="组内任职",
    measure="人次",
    columns=(
        Column("person", link=True),
        Column("seat"),
        Column("group"),
        Column("round"),
        Column("pool_member"),
        Column("at", label="到组日期", sort=True),
        Column("until", sort=True),
    ),
    filters=("round", "group", "seat", "at"),
    search=("person__name",),
    details=(
        "person",
        "seat",
        "group",
        "round",
        "pool_member",
        "letter",
        Column("at", label="到组日期"),
        "until",
    ),
    empty="回避核查决定后，抽调到组的人员登记在这里。",
)

RECUSAL_CHECKS = Table(
    model=RecusalCheck,
    name="recusal_checks",
    title="回避核查",
    measure="件",
    columns=(
        Column("person", link=True),
        Column("organisation"),
        Column("round"),
        Column("verdict"),
        Column("reason"),
        Column("at", label="核查日期", sort=True),
        Column("decided_on", sort=True),
        Column("decided_by"),
    ),
    filters=("round", "verdict", "decided_on"),
    search=("person__name", "organisation__name"),
    details=(
        "person", "organisation", "round", Column("at", label="核查日期"), "verdict", "reason", "decided_on", "decided_by",
    ),
    empty="任务分配到组、人员拟任后，逐人逐单位的回避核查显示在这里。",
)  # fmt: skip

TASKS = Table(
    model=Task,
    name="tasks",
    title="巡察任务",
    measure="个",
    columns=(
        Column("organisation__short_name", label="党组织", link=True),
        Column("round"),
        Column("kind"),
        Column("group"),
        Column("state"),
        Column("entered_on", sort=True),
        Column("left_on", sort=True),
        Column("fed_back_on", sort=True),
    ),
    filters=("round", "group", "kind", "state", "organisation__unit_class", "entered_on", "left_on", "counts"),
    search=("organisation__name", "organisation__short_name"),
    details=(
        "organisation", "round", "group", "kind", Column("mode_words", label="组织方式"), "parent_task",
        "without_parent_reason", "unplanned_reason", "upper_round", "counts", "counts_reason",
        Column("at", label="列入日期"), "entry_planned_on", "exit_planned_on", "notified_on", "entered_on", "left_on",
        "reported_on", "heard_on", "decided_on", "fed_back_on", "dates_reason",
    ),
    facts=("round", "group", "entered_on"),
    lists=("later_tasks",),
    empty="党组织列入轮次后，巡察任务显示在这里。",
)  # fmt: skip

AUTHORISATIONS = Table(
    model=Authorisation,
    name="authorisations",
    title="组长授权",
    measure="件",
    columns=(
        Column("group", link=True),
        Column("group__round", label="轮次"),
        Column("document"),
        Column("at", label="授权日期", sort=True),
    ),
    filters=("group__round", "at"),
    details=("group", Column("group__round", label="轮次"), "document", Column("at", label="授权日期")),
    empty="每轮巡察对各组的授权登记在这里，一次一授权。",
)
