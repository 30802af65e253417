"""Lists of what was heard in meetings."""

from xuncha.fieldwork.models import Forum, Hearing, SitIn
from xuncha.ui.tables import Column, Table

UNIT = Column("task__organisation__short_name", label="巡察对象")

HEARINGS = Table(
    model=Hearing,
    name="hearings",
    title="听取汇报",
    measure="次",
    columns=(
        Column("subject", link=True),
        Column("kind"),
        UNIT,
        Column("reporter"),
        Column("at", label="汇报日期", sort=True),
    ),
    filters=("kind", "task__round", "at"),
    search=("subject", "reporter", "task__organisation__name"),
    details=("task", "kind", "subject", "reporter", Column("at", label="汇报日期"), "text"),
    empty="进驻后听取的党组织汇报和专题汇报，在任务页登记，列在这里。",
)

SIT_INS = Table(
    model=SitIn,
    name="sit_ins",
    title="列席会议",
    measure="次",
    columns=(
        Column("meeting", link=True),
        Column("topic"),
        UNIT,
        Column("at", label="会议日期", sort=True),
    ),
    filters=("task__round", "at"),
    search=("meeting", "topic", "task__organisation__name"),
    details=("task", "meeting", "topic", Column("at", label="会议日期"), "remarks"),
    empty="巡察人员列席的会议，在任务页登记，列在这里。",
)

FORUMS = Table(
    model=Forum,
    name="forums",
    title="座谈会",
    measure="场",
    columns=(
        Column("topic", link=True),
        UNIT,
        Column("participants"),
        Column("number", total=True),
        Column("at", label="座谈日期", sort=True),
    ),
    filters=("task__round", "at"),
    search=("topic", "participants", "task__organisation__name"),
    details=("task", "topic", "participants", "number", Column("at", label="座谈日期"), "text"),
    empty="召开的座谈会，在任务页登记，列在这里。",
)
