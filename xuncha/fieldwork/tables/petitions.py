"""Lists of petitions. Nothing in them says who wrote."""

from xuncha.fieldwork.models import Petition, PetitionReporter
from xuncha.ui.tables import Column, Table

PETITIONS = Table(
    model=Petition,
    name="petitions",
    title="信访件",
    measure="件",
    columns=(
        Column("serial", sort=True),
        Column("objects_reflected", link=True),
        Column("channel"),
        Column("named"),
        Column("task__organisation__short_name", label="巡察对象"),
        Column("outcome"),
        Column("state"),
        Column("at", label="收到日期", sort=True),
    ),
    filters=("state", "channel", "named", "scope", "outcome", "task__round", "at"),
    search=("objects_reflected", "summary", "task__organisation__name"),
    details=(
        "task", "serial", "channel", Column("at", label="收到日期"), "named", "scope", "objects_reflected", "summary",
        "outcome", "duplicate_of", "disposed_on", "answered_on",
    ),
    facts=("channel", "scope", "outcome"),
    empty="来信、来电、来访和网络码收到的信访件，在任务页登记，列在这里。",
)  # fmt: skip

REPORTERS = Table(
    model=PetitionReporter,
    name="reporters",
    title="反映人（密封）",
    measure="人",
    columns=(
        Column("petition", link=True),
        Column("petition__task__organisation__short_name", label="巡察对象"),
        Column("at", label="登记日期", sort=True),
    ),
    filters=("at",),
    search=("petition__task__organisation__name",),
    details=("petition", Column("at", label="登记日期")),
    empty="实名件的反映人密封保存，在信访件页查阅，查阅逐次留痕。",
)
