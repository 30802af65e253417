"""The list of notices to put something right at once."""

from xuncha.fieldwork.models import ImmediateNotice
from xuncha.ui.tables import Column, Table

NOTICES = Table(
    model=ImmediateNotice,
    name="notices",
    title="立行立改",
    measure="件",
    columns=(
        Column("serial", sort=True),
        Column("problem", link=True),
        Column("task__organisation__short_name", label="巡察对象"),
        Column("state"),
        Column("at", label="发出日期", sort=True),
        Column("due_on", sort=True),
    ),
    filters=("state", "task__round", "at", "due_on"),
    search=("problem", "clause", "task__organisation__name"),
    details=(
        "task", "serial", "problem", "clause", Column("at", label="发出日期"), "due_on", "signed_by", "signed_on", "result",
        "reported_on", "verified_on",
    ),
    facts=("due_on", "signed_by", "verified_on"),
    tones={"verified": "green", "carried": "amber"},
    empty="进驻期间能够立即解决的问题，由组长在任务页发出立行立改通知书，列在这里。",
)  # fmt: skip
