"""List of those who were asked and did not come."""

from xuncha.teams.models import Refusal
from xuncha.ui.tables import Column, Table

REFUSALS = Table(
    model=Refusal,
    name="refusals",
    title="未参加抽调",
    measure="人次",
    columns=(
        Column("person", link=True),
        Column("round"),
        Column("reason"),
        Column("details"),
        Column("at", sort=True),
    ),
    filters=("person", "round", "reason", "at"),
    search=("person__name", "details"),
    details=("person", "round", "reason", "details", Column("at")),
    empty="通知抽调而未参加的登记在这里，从人员页面登记。",
)
