"""Lists of a group's meetings and of its journal."""

from xuncha.fieldwork.models import GroupMeeting, JournalEntry
from xuncha.ui.tables import Column, Table

MEETINGS = Table(
    model=GroupMeeting,
    name="group_meetings",
    title="组务会和支部会",
    measure="次",
    columns=(
        Column("agenda", link=True),
        Column("kind"),
        Column("group__name", label="巡察组"),
        Column("group__round__name", label="轮次"),
        Column("at", label="会议日期", sort=True),
    ),
    filters=("kind", "group__round", "at"),
    search=("agenda", "decisions", "group__name"),
    details=("group", "kind", Column("at", label="会议日期"), "attendance", "agenda", "decisions"),
    empty="组务会和临时党支部会，在巡察组页登记，列在这里。",
)

JOURNAL = Table(
    model=JournalEntry,
    name="journal",
    title="巡察日志",
    measure="篇",
    columns=(
        Column("at", label="日期", sort=True, link=True),
        Column("group__name", label="巡察组"),
        Column("group__round__name", label="轮次"),
        Column("progress"),
    ),
    filters=("group__round", "at"),
    search=("progress", "group__name"),
    details=("group", Column("at", label="日期"), "progress"),
    empty="每日工作进展在巡察组页登记；当日和当周的谈话、信访、调阅等数量由登记自动汇总。",
)
