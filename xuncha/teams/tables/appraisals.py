"""Lists of notes, gradings, appraisals and their quota."""

from xuncha.teams.models import Appraisal, AppraisalQuota, SeatGrading, SeatNote
from xuncha.ui.tables import Column, Table

SEAT_NOTES = Table(
    model=SeatNote,
    name="seat_notes",
    title="日常记录",
    measure="条",
    columns=(
        Column("seat__person", label="姓名", link=True),
        Column("seat__group", label="巡察组"),
        Column("conduct"),
        Column("text"),
        Column("at", sort=True),
    ),
    filters=("seat", "conduct", "at"),
    search=("seat__person__name", "text"),
    details=("seat", "conduct", "text", Column("at")),
    empty="组长对抽调人员的日常记录列在这里，从组内任职页面登记。",
)

GRADINGS = Table(
    model=SeatGrading,
    name="gradings",
    title="组长鉴定",
    measure="份",
    columns=(
        Column("seat__person", label="姓名", link=True),
        Column("seat__group", label="巡察组"),
        Column("seat__round", label="轮次"),
        Column("grade"),
        Column("state"),
        Column("at", label="鉴定日期", sort=True),
        Column("reviewed_on", sort=True),
    ),
    filters=("state", "grade", "seat__round", "at"),
    search=("seat__person__name",),
    details=("seat", "grade", "text", "state", Column("at", label="鉴定日期"), "reviewed_on"),
    empty="每轮结束时，组长对本组抽调人员的鉴定列在这里，由巡察办审核。",
)

APPRAISALS = Table(
    model=Appraisal,
    name="appraisals",
    title="抽调干部考核",
    measure="名",
    columns=(
        Column("person", link=True),
        Column("seat__pool_member__organisation__short_name", label="所在单位"),
        Column("year", sort=True),
        Column("seat__group", label="巡察组"),
        Column("grade"),
        Column("award"),
        Column("at", label="考核日期", sort=True),
        Column("told_on", sort=True),
    ),
    filters=("year", "grade", "at", "told_on"),
    search=("person__name", "award"),
    details=(
        "person", "year", "seat", "grade", "award", "document", Column("at", label="考核日期"), "told_on", "letter",
    ),
    empty="抽调干部的年度考核登记在这里。",
)  # fmt: skip

QUOTAS = Table(
    model=AppraisalQuota,
    name="quotas",
    title="优秀比例",
    measure="条",
    columns=(Column("percent", link=True), Column("at", label="施行日期", sort=True)),
    details=("percent", Column("at", label="施行日期")),
    empty="参加考核的抽调干部中优秀等次的比例登记在这里，没有登记的按20%。",
)
