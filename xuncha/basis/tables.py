"""Lists of the register: documents and what belongs to them, meetings and what they decided."""

from xuncha.basis.models import (
    Addressee,
    AgendaItem,
    Attendance,
    Decision,
    Document,
    Line,
    Meeting,
    Statement,
)
from xuncha.ui.tables import Column, Table

DOCUMENTS = Table(
    model=Document,
    name="documents",
    title="公文",
    measure="件",
    columns=(
        Column("number", sort=True),
        Column("title", link=True),
        Column("kind"),
        Column("direction"),
        Column("issuer"),
        Column("at", label="成文日期", sort=True),
    ),
    filters=("direction", "kind", "at"),
    search=("title", "number", "issuer"),
    details=(
        "title", "number", "kind", "direction", "issuer", Column("at", label="成文日期"),
        "approver", "approved_on", "in_reply_to",
    ),
    lists=("addressees", "lines", "statements", "replies"),
    empty="收文、发文登记后显示在这里，其他记录以此为依据。",
)  # fmt: skip

ADDRESSEES = Table(
    model=Addressee,
    name="addressees",
    title="公文送达",
    measure="条",
    columns=(
        Column("document"),
        Column("name", link=True),
        Column("copy"),
        Column("at", label="送达日期", sort=True),
        Column("received_on"),
        Column("due_on"),
        Column("replied_on"),
    ),
    filters=("copy", "at", "received_on", "due_on", "replied_on"),
    search=("name", "document__title", "document__number"),
    details=(
        "document", "name", "organisation", "copy", Column("at", label="送达日期"), "received_on", "due_on",
        "replied_on", "reply",
    ),
    empty="公文发出后，收文单位及其签收、答复情况显示在这里。",
)  # fmt: skip

LINES = Table(
    model=Line,
    name="lines",
    title="公文附件清单",
    measure="条",
    columns=(
        Column("document"),
        Column("serial"),
        Column("heading"),
        Column("text", link=True),
        Column("organisation"),
    ),
    filters=("document",),
    search=("text", "heading", "document__title"),
    order=("-at", "serial"),
    details=("document", "serial", "heading", "text", "organisation"),
    empty="公文所附清单逐条登记在这里。",
)

STATEMENTS = Table(
    model=Statement,
    name="statements",
    title="公文所述数量",
    measure="条",
    columns=(
        Column("document", link=True),
        Column("what"),
        Column("count"),
        Column("at", label="成文日期", sort=True),
    ),
    filters=("what", "at"),
    search=("document__title", "document__number"),
    details=("document", "what", "count", Column("at", label="成文日期")),
    empty="公文正文所述数量登记在这里，供勾稽核对。",
)

MEETINGS = Table(
    model=Meeting,
    name="meetings",
    title="会议",
    measure="次",
    columns=(
        Column("at", label="会议日期", sort=True),
        Column("kind"),
        Column("title", link=True),
        Column("place"),
        Column("chair"),
        Column("minutes"),
    ),
    filters=("kind", "at"),
    search=("title", "place"),
    details=("title", "kind", Column("at", label="会议日期"), "place", "chair", "minutes"),
    lists=("agenda", "attendances"),
    empty="常委会、书记专题会、领导小组会议等召开后登记在这里。",
)

AGENDA = Table(
    model=AgendaItem,
    name="agenda",
    title="会议议题",
    measure="项",
    columns=(
        Column("at", label="会议日期", sort=True),
        Column("meeting"),
        Column("serial"),
        Column("subject", link=True),
    ),
    filters=("meeting__kind", "at"),
    search=("subject", "meeting__title"),
    order=("-at", "serial"),
    details=("meeting", "serial", "subject", Column("at", label="会议日期")),
    lists=("decisions",),
    empty="会议议题登记后显示在这里。",
)

DECISIONS = Table(
    model=Decision,
    name="decisions",
    title="会议决定",
    measure="项",
    columns=(
        Column("at", label="会议日期", sort=True),
        Column("agenda_item__meeting", label="会议"),
        Column("text", link=True),
        Column("owner"),
        Column("due_on"),
        Column("done_on"),
    ),
    filters=("at", "due_on", "done_on"),
    search=("text", "owner"),
    details=("agenda_item", "text", "owner", Column("at", label="会议日期"), "due_on", "done_on"),
    empty="会议议定事项登记后显示在这里。",
)

ATTENDANCES = Table(
    model=Attendance,
    name="attendances",
    title="参会情况",
    measure="人次",
    columns=(
        Column("at", label="会议日期", sort=True),
        Column("meeting"),
        Column("name", link=True),
        Column("body"),
        Column("capacity"),
        Column("present"),
    ),
    filters=("meeting", "present", "at"),
    search=("name", "body", "meeting__title"),
    details=("meeting", "name", "body", "capacity", "present", "person", "delegation"),
    empty="会议通知参加人员及到会情况显示在这里。",
)
