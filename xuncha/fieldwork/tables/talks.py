"""The list of talks. What was said stands on the page of each."""

from xuncha.fieldwork.models import Talk
from xuncha.ui.tables import Column, Table

TALKS = Table(
    model=Talk,
    name="talks",
    title="个别谈话",
    measure="人次",
    columns=(
        Column("interviewee", link=True),
        Column("post"),
        Column("category"),
        Column("task__organisation__short_name", label="巡察对象"),
        Column("place"),
        Column("confidential"),
        Column("at", label="谈话日期", sort=True),
    ),
    filters=("category", "rank", "confidential", "task__round", "at"),
    search=("interviewee", "post", "task__organisation__name"),
    details=(
        "task", "interviewee", "post", "rank", "category", Column("at", label="谈话日期"), "place",
        Column("interviewer_names", label="谈话人"), "confidential", "outline", "minutes",
    ),
    facts=(Column("at", label="谈话日期"), "category", "place"),
    empty="个别谈话在任务页逐次登记或者从表格导入，列在这里。",
)  # fmt: skip
