"""List of requests for material."""

from xuncha.fieldwork.models import MaterialRequest
from xuncha.ui.tables import Column, Table

MATERIAL_REQUESTS = Table(
    model=MaterialRequest,
    name="material_requests",
    title="函请提供情况",
    measure="件",
    columns=(
        Column("department__short_name", label="协作部门", link=True),
        Column("round"),
        Column("subject"),
        Column("at", label="发函日期", sort=True),
        Column("due_on", sort=True),
        Column("received_on", sort=True),
        Column("volumes", total=True),
    ),
    filters=("round", "department", "due_on", "received_on"),
    search=("department__name", "subject"),
    details=(
        "department", "round", "subject", "document", Column("at", label="发函日期"), "due_on", "received_on", "volumes",
    ),
    empty="进驻前向审计、信访等部门发函请其提供情况，登记在这里。",
)  # fmt: skip
