"""The list of verdicts of look-backs."""

from xuncha.rectification.models import Verdict
from xuncha.ui.tables import Column, Table

VERDICTS = Table(
    model=Verdict,
    name="verdicts",
    title="“回头看”复查结论",
    measure="条",
    columns=(
        Column("finding", link=True),
        Column("task__organisation__short_name", label="党组织"),
        Column("outcome"),
        Column("text"),
        Column("reopened_on", sort=True),
        Column("at", label="复查日期", sort=True),
    ),
    filters=("outcome", "task__round", "task", "reopened_on", "at"),
    search=("finding__title", "text", "task__organisation__name"),
    order=("-at",),
    details=("task", "finding", "outcome", "text", "reopened_on", Column("at", label="复查日期")),
    empty="“回头看”对前次反馈问题逐项复查的结论列在这里：真改、假改、反弹；新发现的问题登记为本次的问题。",
)
