"""How clues and their transfer are listed: envelopes only. No sealed column is ever among these."""

from xuncha.clues.models import (
    Clue,
    ClueContent,
    ClueSubject,
    Outcome,
    Receipt,
    Reminder,
    Transfer,
    TransferLine,
    WaitingLine,
)
from xuncha.ui.tables import Column, Table

CLUES = Table(
    model=Clue,
    name="clues",
    title="问题线索",
    measure="件",
    columns=(
        Column("number", link=True, sort=True),
        Column("task__organisation__short_name", label="巡察对象"),
        Column("source"),
        Column("state"),
        Column("at", label="登记日期", sort=True),
        Column("transferred_on"),
    ),
    filters=("state", "source", "decided", "task__round", "transferred_on", "at"),
    search=("number", "task__organisation__name"),
    order=("-at",),
    details=(
        "number", "task", "source", "state", "at", "suggested", "decided", "decided_on", "early_approval",
        "transferred_on", "closed_on",
    ),
    lists=("transfer_lines",),
    empty="巡察组登记的问题线索列在这里。列表只有编号和办理情况，内容须经批准查阅。",
)  # fmt: skip

CONTENTS = Table(
    model=ClueContent,
    name="contents",
    title="线索内容（密封）",
    measure="份",
    columns=(Column("clue", link=True), Column("named"), Column("at", label="登记日期", sort=True)),
    filters=("named", "at"),
    search=("clue__number",),
    order=("-at",),
    details=("clue", "named", "at"),
    empty="线索内容随线索登记密封保存，查阅逐次留痕。",
)

SUBJECTS = Table(
    model=ClueSubject,
    name="subjects",
    title="被反映人（密封）",
    measure="人",
    columns=(
        Column("clue", link=True),
        Column("serial"),
        Column("is_principal"),
        Column("at", label="登记日期", sort=True),
    ),
    filters=("is_principal", "at"),
    search=("clue__number",),
    order=("-at",),
    details=("clue", "serial", "is_principal", "at"),
    empty="被反映人随线索登记密封保存，此处只有序号。",
)

TRANSFERS = Table(
    model=Transfer,
    name="transfers",
    title="线索移交",
    measure="批",
    columns=(
        Column("number", link=True, sort=True),
        Column("receiver_kind"),
        Column("receiver"),
        Column("document"),
        Column("at", label="移交日期", sort=True),
    ),
    filters=("receiver_kind", "receiver", "at"),
    search=("number", "receiver__name"),
    order=("-at",),
    details=("number", "receiver_kind", "receiver", "document", "at"),
    lists=("lines", "receipt"),
    empty="线索研究决定后，按批次移交，登记在这里。",
)

LINES = Table(
    model=TransferLine,
    name="lines",
    title="移交明细",
    measure="件次",
    columns=(
        Column("clue", label="线索编号", link=True),
        Column("transfer"),
        Column("transfer__receiver", label="接收机关"),
        Column("leads"),
        Column("disposition"),
        Column("disposed_on"),
        Column("due_on", sort=True),
        Column("answered_on"),
        Column("at", label="移交日期", sort=True),
    ),
    filters=(
        "leads", "disposition", "transfer__receiver_kind", "disposed_on", "due_on", "answered_on", "at",
    ),
    search=("clue__number", "transfer__number"),
    order=("-at",),
    details=(
        "clue", "transfer", "transfer__receiver", "leads", "disposition", "disposed_on", "due_on", "answered_on",
        "at",
    ),
    facts=("transfer__receiver", "disposition", "due_on"),
    lists=("outcomes", "reminders"),
    empty="每批移交的线索列在这里。",
)  # fmt: skip

WAITING = Table(
    model=WaitingLine,
    name="waiting",
    title="待反馈线索",
    measure="件",
    columns=(
        Column("clue", label="线索编号", link=True),
        Column("transfer__receiver", label="接收机关"),
        Column("disposition"),
        Column("due_on", sort=True),
        Column("at", label="移交日期", sort=True),
    ),
    filters=("transfer__receiver", "transfer__receiver_kind", "disposition", "due_on", "at"),
    search=("clue__number", "transfer__number"),
    order=("due_on",),
    empty="接收机关签收后尚未反馈办理结果的线索列在这里，按反馈期限先后排列。",
)

OUTCOMES = Table(
    model=Outcome,
    name="outcomes",
    title="线索办理结果",
    measure="件",
    columns=(
        Column("line", label="线索编号", link=True),
        Column("line__transfer__receiver", label="接收机关"),
        Column("result"),
        Column("filed", total=True),
        Column("handled", total=True),
        Column("amount", total=True),
        Column("due_on", sort=True),
        Column("at", label="反馈日期", sort=True),
    ),
    filters=("result", "line__transfer__receiver_kind", "due_on", "at"),
    search=("line__clue__number", "letter"),
    order=("-at",),
    details=("line", "result", "filed", "handled", "amount", "recovered", "letter", "due_on", "at"),
    empty="接收机关反馈的办理结果列在这里，只有结论和人数、金额，没有线索内容。",
)

REMINDERS = Table(
    model=Reminder,
    name="reminders",
    title="线索催办",
    measure="次",
    columns=(
        Column("line", label="线索编号", link=True),
        Column("line__transfer__receiver", label="接收机关"),
        Column("occasion"),
        Column("due_on", sort=True),
        Column("by", label="催办人"),
        Column("at", label="催办日期", sort=True),
    ),
    filters=("occasion", "line__transfer__receiver_kind", "due_on", "at"),
    search=("line__clue__number",),
    order=("-at",),
    details=("line", "occasion", "due_on", "by", "at"),
    empty="对逾期未反馈和季度核查的催办列在这里。",
)

RECEIPTS = Table(
    model=Receipt,
    name="receipts",
    title="移交回执",
    measure="份",
    columns=(
        Column("number", link=True),
        Column("transfer"),
        Column("transfer__receiver", label="接收机关"),
        Column("stated", total=True),
        Column("stated_leading", total=True),
        Column("at", label="回执日期", sort=True),
    ),
    filters=("at",),
    search=("number", "transfer__number"),
    order=("-at",),
    details=("number", "transfer", "stated", "stated_leading", "signed_by", "at"),
    empty="接收机关签收后，回执登记在这里。",
)
