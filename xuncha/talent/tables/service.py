"""Lists of absences and trainings."""

from xuncha.talent.models import Training, Unavailability
from xuncha.ui.tables import Column, Table

UNAVAILABILITIES = Table(
    model=Unavailability,
    name="unavailabilities",
    title="不可抽调",
    measure="条",
    columns=(
        Column("person", link=True),
        Column("reason"),
        Column("at", label="起始日期", sort=True),
        Column("until", sort=True),
        Column("details"),
    ),
    filters=("person", "reason", "at", "until"),
    search=("person__name",),
    details=("person", "reason", Column("at", label="起始日期"), "until", "details"),
    empty="因身体、孕产、处分影响期、外派等一段时间不能抽调的登记在这里。",
)

TRAININGS = Table(
    model=Training,
    name="trainings",
    title="培训记录",
    measure="人次",
    columns=(
        Column("person", link=True),
        Column("course"),
        Column("organiser"),
        Column("days", total=False),
        Column("hours", total=True),
        Column("result"),
        Column("at", label="开班日期", sort=True),
    ),
    filters=("person", "result", "at"),
    search=("person__name", "course", "organiser"),
    details=("person", "course", "organiser", "days", "hours", "result", Column("at", label="开班日期")),
    empty="人才库成员参加的业务培训登记在这里。",
)
