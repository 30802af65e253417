"""Lists of dispatch meetings: what each county stated there, and what it took home."""

from xuncha.guidance.models import CountyStatement, DispatchMeeting, DispatchTask
from xuncha.ui.tables import Column, Table

COUNTY = Column("county__short_name", label="县（市、区）")

DISPATCHES = Table(
    model=DispatchMeeting,
    name="dispatches",
    title="调度会",
    measure="次",
    columns=(
        Column("at", label="会议日期", sort=True),
        Column("meeting", link=True),
        Column("rule"),
    ),
    filters=("at",),
    search=("meeting__title", "rule"),
    details=("meeting", Column("at", label="会议日期"), "rule"),
    lists=("county_statements", "county_tasks"),
    empty="县（市、区）巡察工作调度会召开后登记在这里。",
)

STATEMENTS = Table(
    model=CountyStatement,
    name="statements",
    title="调度会发言",
    measure="条",
    columns=(
        Column("at", label="会议日期", sort=True),
        COUNTY,
        Column("text", link=True),
        Column("dispatch"),
    ),
    filters=("dispatch", "county", "at"),
    search=("text", "county__name"),
    details=("dispatch", "county", "text", Column("at", label="会议日期")),
    empty="各县（市、区）在调度会上的发言要点登记在这里。",
)

TASKS = Table(
    model=DispatchTask,
    name="dispatch_tasks",
    title="调度任务",
    measure="项",
    columns=(
        Column("at", label="会议日期", sort=True),
        COUNTY,
        Column("text", link=True),
        Column("due_on", sort=True),
        Column("done_on", sort=True),
        Column("late_days", label="超期天数"),
    ),
    filters=("county", "dispatch", "at", "due_on", "done_on"),
    search=("text", "result", "county__name"),
    details=(
        "dispatch", "county", "decision", "text", Column("at", label="会议日期"), "due_on", "done_on", "result",
        Column("late_days", label="超期天数"),
    ),
    empty="调度会交办各县（市、区）的任务登记在这里。",
)  # fmt: skip
