"""Lists of staffings, of what groups ask for, of choices and of proposals."""

from xuncha.teams.models import Choice, GroupDemand, Proposal, Staffing
from xuncha.ui.tables import Column, Table

STAFFINGS = Table(
    model=Staffing,
    name="staffings",
    title="组建",
    measure="次",
    columns=(
        Column("round", link=True),
        Column("age_target"),
        Column("rank_target"),
        Column("at", label="启动日期", sort=True),
    ),
    filters=("at",),
    details=(
        "round", "age_target", "rank_target", "served", "age", "rank", "age_worst", "rank_worst", "short",
        Column("at", label="启动日期"),
    ),
    facts=("round", "age_target", "rank_target"),
    empty="为一轮巡察选配组长和组员，从轮次页面启动。",
)  # fmt: skip

DEMANDS = Table(
    model=GroupDemand,
    name="demands",
    title="组建需求",
    measure="组",
    columns=(
        Column("group", link=True),
        Column("staffing"),
        Column("least"),
        Column("most"),
        Column("leader_of_pool"),
        Column("spoken_needs", label="专长需求"),
        Column("at", label="登记日期", sort=True),
    ),
    filters=("staffing", "at"),
    details=(
        "staffing", "group", "least", "most", "leader_of_pool", Column("spoken_needs", label="专长需求"),
        Column("at", label="登记日期"),
    ),
    empty="启动组建后，各组需要的人数和专长列在这里。",
)  # fmt: skip

CHOICES = Table(
    model=Choice,
    name="choices",
    title="指定和排除",
    measure="项",
    columns=(
        Column("pool_member", link=True),
        Column("kind"),
        Column("group"),
        Column("other"),
        Column("reason"),
        Column("at", label="登记日期", sort=True),
        Column("until", sort=True),
    ),
    filters=("staffing", "kind", "at", "until"),
    search=("pool_member__person__name", "reason"),
    details=(
        "staffing", "kind", "pool_member", "group", "other", "reason", Column("at", label="登记日期"), "until",
    ),
    empty="求解之前由人先定的人选列在这里。",
)  # fmt: skip

PROPOSALS = Table(
    model=Proposal,
    name="proposals",
    title="组建方案",
    measure="个",
    columns=(
        Column("number", link=True),
        Column("staffing"),
        Column("outcome"),
        Column("objective"),
        Column("bound"),
        Column("at", label="求解日期", sort=True),
        Column("adopted_on", sort=True),
        Column("carried_out_on", sort=True),
    ),
    filters=("staffing", "outcome", "at", "adopted_on"),
    details=(
        "staffing", "number", "outcome", "objective", "bound", "seconds", "seed",
        Column("at", label="求解日期"), "adopted_on", "dropped_on", "carried_out_on",
    ),
    facts=("outcome", "objective", "bound"),
    empty="求解得到的人员方案列在这里。",
)  # fmt: skip
