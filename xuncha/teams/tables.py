"""List of appraisals."""

from xuncha.teams.models import Appraisal
from xuncha.ui.tables import Column, Table

APPRAISALS = Table(
    model=Appraisal,
    name="appraisals",
    title="抽调干部考核",
    measure="名",
    columns=(
        Column("person", link=True),
        Column("year", sort=True),
        Column("seat__group", label="巡察组"),
        Column("grade"),
        Column("award"),
        Column("at", label="考核日期", sort=True),
    ),
    filters=("year", "grade", "at"),
    search=("person__name", "award"),
    details=("person", "year", "seat", "grade", "award", "document", Column("at", label="考核日期")),
    empty="抽调干部的年度考核登记在这里。",
)
