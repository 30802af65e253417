"""Lists of rounds, groups and tasks."""

from xuncha.rounds.models import Authorisation, Group, GroupMember, RecusalCheck, RecusalHit, Round, Task
from xuncha.ui.tables import Column, Table

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
        Column("errand_name"),
        Column("verdict"),
        Column("reason"),
        Column("at", label="核查日期", sort=True),
        Column("decided_on", sort=True),
        Column("decided_by"),
    ),
    filters=("round", "verdict", "decided_on"),
    search=("person__name", "organisation__name", "errand_name"),
    details=(
        "person", "organisation", "round", "errand_name", "proposed", Column("at", label="核查日期"), "screened_on", "verdict", "reason",
        "decided_on", "decided_by",
    ),
    facts=("organisation", "round", "verdict"),
    empty="任务分配到组、人员拟任后，逐人逐单位的回避核查显示在这里。",
)  # fmt: skip

RECUSAL_HITS = Table(
    model=RecusalHit,
    name="recusal_hits",
    title="回避情形",
    measure="项",
    columns=(
        Column("rule", link=True),
        Column("check_row__person", label="姓名"),
        Column("check_row__organisation", label="党组织"),
        Column("weight"),
        Column("ruling"),
        Column("at", label="查出日期", sort=True),
        Column("decided_on", sort=True),
        Column("lapsed_on", sort=True),
    ),
    filters=("rule", "weight", "ruling", "at", "decided_on"),
    search=("check_row__person__name", "check_row__organisation__name"),
    details=(
        "check_row", "rule", "weight", Column("at", label="查出日期"), "ruling", "reason", "decided_on", "decided_by",
        "lapsed_on",
    ),
    empty="按规则核查回避查出的情形显示在这里，逐项决定。",
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
        "reported_on", "heard_on", "decided_on", "fed_back_on", "dates_reason", "successor", "template",
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
