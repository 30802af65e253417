"""Lists of what was stipulated, of schemes, and of the rounds of the draft."""

from xuncha.rounds.models import PlannedRound, PlannedTarget, RoundScheme, Stipulation
from xuncha.ui.tables import Column, Table

STIPULATIONS = Table(
    model=Stipulation,
    name="stipulations",
    title="筹划要求",
    measure="项",
    columns=(
        Column("kind", link=True),
        Column("organisation"),
        Column("other"),
        Column("weight"),
        Column("first", sort=True),
        Column("last", sort=True),
        Column("reason"),
        Column("at", label="登记日期", sort=True),
        Column("until", sort=True),
    ),
    filters=("term", "kind", "at", "until"),
    search=("organisation__name", "reason"),
    details=(
        "term", "kind", "organisation", "other", "weight", "first", "last", "reason",
        Column("at", label="登记日期"), "until",
    ),
    empty="筹划轮次之前由人先定的优先、同组、同轮和时间要求列在这里。",
)  # fmt: skip

SCHEMES = Table(
    model=RoundScheme,
    name="schemes",
    title="筹划方案",
    measure="个",
    columns=(
        Column("number", link=True),
        Column("term"),
        Column("outcome"),
        Column("ends_on", sort=True),
        Column("soonest_on"),
        Column("groups"),
        Column("targets"),
        Column("at", label="筹划日期", sort=True),
        Column("adopted_on", sort=True),
        Column("confirmed_on", sort=True),
    ),
    filters=("term", "outcome", "at", "adopted_on"),
    details=(
        "term", "number", "outcome", "ends_on", "soonest_on", "deadline", "groups", "targets", "per_year",
        "most_days", "preparation", "feedback", "gap", "even", "pace", "seconds", "seed",
        Column("at", label="筹划日期"), "adopted_on", "confirmed_on", "dropped_on",
    ),
    facts=("outcome", "ends_on", "deadline"),
    empty="筹划得到的轮次方案列在这里，从轮次筹划页面开始。",
)  # fmt: skip

PLANNED_ROUNDS = Table(
    model=PlannedRound,
    name="planned_rounds",
    title="拟定轮次",
    measure="轮",
    columns=(
        Column("number", link=True),
        Column("scheme__term", label="届"),
        Column("enters_on", sort=True),
        Column("leaves_on", sort=True),
        Column("at", label="采用日期", sort=True),
        Column("confirmed_on", sort=True),
        Column("dropped_on", sort=True),
    ),
    filters=("scheme__term", "enters_on", "confirmed_on", "dropped_on"),
    details=(
        Column("scheme__term", label="届"), "number", "enters_on", "leaves_on", Column("at", label="采用日期"),
        "confirmed_on", "dropped_on",
    ),
    facts=("enters_on", "leaves_on", "confirmed_on"),
    lists=("targets",),
    empty="采用筹划方案后，拟定的轮次作为草案列在这里，由办公室主任确认。",
)  # fmt: skip

PLANNED_TARGETS = Table(
    model=PlannedTarget,
    name="planned_targets",
    title="拟定巡察对象",
    measure="家",
    columns=(
        Column("organisation__short_name", label="党组织", link=True),
        Column("planned_round"),
        Column("group_number"),
        Column("planned_round__enters_on", label="拟进驻日期"),
        Column("leaves_on", sort=True),
        Column("reasons"),
        Column("at", label="采用日期", sort=True),
    ),
    filters=("planned_round", "group_number", "organisation__unit_class", "planned_round__dropped_on"),
    search=("organisation__name", "organisation__short_name"),
    details=(
        "organisation", "planned_round", "group_number", Column("planned_round__enters_on", label="拟进驻日期"),
        "leaves_on", "reasons", Column("at", label="采用日期"),
    ),
    facts=("planned_round", "group_number", "leaves_on"),
    empty="采用筹划方案后，各拟定轮次的巡察对象列在这里。",
)  # fmt: skip
