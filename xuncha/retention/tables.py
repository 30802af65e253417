"""Lists of schedules, of destructions, and of what each names."""

from xuncha.retention.models import Destruction, DestructionLine, Schedule
from xuncha.ui.tables import Column, Table

SCHEDULES = Table(
    model=Schedule,
    name="schedules",
    title="封存内容保管期限",
    measure="项",
    columns=(
        Column("matter", link=True),
        Column("years", sort=True),
        Column("counted_from", label="起算"),
        Column("basis"),
        Column("at", label="启用日期", sort=True),
        Column("ended_on", sort=True),
    ),
    filters=("matter", "ended_on"),
    search=("basis",),
    details=(
        "matter",
        "years",
        Column("counted_from", label="起算"),
        "basis",
        Column("at", label="启用日期"),
        "ended_on",
    ),
    facts=("years", Column("at", label="启用日期")),
    lists=("destructions",),
    empty="亲属申报、反映人身份等封存内容保管多少年、依据什么，登记在这里；期满后提出销毁。",
)

DESTRUCTIONS = Table(
    model=Destruction,
    name="destructions",
    title="到期销毁",
    measure="批",
    columns=(
        Column("number", link=True, sort=True),
        Column("schedule"),
        Column("until", sort=True),
        Column("listed", sort=True, total=True),
        Column("state"),
        Column("approved_on", sort=True),
        Column("destroyed_on", sort=True),
        Column("witness"),
    ),
    filters=("state", "schedule", "destroyed_on"),
    search=("number",),
    order=("-at", "-id"),
    details=(
        "number",
        "schedule",
        "until",
        "listed",
        Column("at", label="提出日期"),
        "approved_on",
        "destroyed_on",
        "witness",
        "digest",
    ),
    facts=("schedule", "until", "destroyed_on"),
    lists=("lines",),
    empty="期满的封存内容由一人提出、另一人批准、在监销人面前销毁；记录本身保留，内容不可恢复。",
)

LINES = Table(
    model=DestructionLine,
    name="lines",
    title="销毁清单",
    measure="件",
    columns=(
        Column("destruction"),
        Column("serial", link=True, sort=True),
        Column("named", label="对象标识"),
        Column("counted_from", sort=True),
        Column("due_on", sort=True),
    ),
    filters=("destruction", "due_on"),
    order=("-destruction", "serial"),
    details=("destruction", "serial", Column("named", label="对象标识"), "counted_from", "due_on"),
    empty="清单在提出销毁时由系统按保管期限列出。",
)
