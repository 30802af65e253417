"""How thresholds are listed."""

from xuncha.reminders.models import Scheme, Threshold
from xuncha.ui.tables import Column, Table

SCHEMES = Table(
    model=Scheme,
    name="schemes",
    title="催办规则",
    measure="个",
    columns=(Column("name", link=True), Column("at", label="启用日期", sort=True)),
    search=("name",),
    details=("name", Column("at", label="启用日期")),
    lists=("thresholds",),
    empty="本机构没有另立规则的，按上级机构的规则提醒；都没有的，按系统自带规则：到期前20天提醒责任人，"
    "前10天提醒责任人和牵头领导，逾期逐级提醒责任单位、单位主要负责人、承办科室、巡察办主任和领导小组成员。",
)

THRESHOLDS = Table(
    model=Threshold,
    name="thresholds",
    title="催办节点",
    measure="条",
    columns=(
        Column("days", link=True, sort=True),
        Column("audience"),
        Column("kind"),
        Column("scheme"),
    ),
    filters=("scheme", "audience", "kind"),
    order=("-days",),
    details=("scheme", "kind", "days", "audience", Column("at", label="登记日期")),
    empty="催办规则的各个节点登记在这里。",
)
