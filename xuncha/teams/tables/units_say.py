"""Lists of what units say of a group."""

from xuncha.teams.models import ConductEvaluation, RecusalRequest
from xuncha.ui.tables import Column, Table

RECUSAL_REQUESTS = Table(
    model=RecusalRequest,
    name="recusal_requests",
    title="回避申请",
    measure="件",
    columns=(
        Column("task__organisation__short_name", label="申请单位", link=True),
        Column("member__person", label="申请回避人员"),
        Column("state"),
        Column("at", label="申请日期", sort=True),
        Column("decided_on"),
    ),
    filters=("state", "task__round", "at", "decided_on"),
    search=("task__organisation__name",),
    details=("task", "member", "reason", "state", Column("at", label="申请日期"), "decided_on"),
    empty="被巡察党组织对巡察组人员提出的回避申请列在这里。",
)


EVALUATIONS = Table(
    model=ConductEvaluation,
    name="evaluations",
    title="被巡察党组织评价",
    measure="份",
    columns=(
        Column("task__organisation__short_name", label="评价单位", link=True),
        Column("task__group", label="巡察组"),
        Column("total", label="合计（25分）"),
        Column("at", label="评价日期", sort=True),
    ),
    filters=("task__round", "task__group", "at"),
    search=("task__organisation__name",),
    details=(
        "task", "lawful", "factual", "discipline", "integrity", "burden", "remarks",
        Column("at", label="评价日期"),
    ),
    empty="反馈以后，被巡察党组织对巡察组作风纪律的评价列在这里。",
)  # fmt: skip
