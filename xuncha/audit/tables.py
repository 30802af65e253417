"""What the auditor reads: the chain, and the steps of every record without what they say."""

from xuncha.audit.models import Entry, Trace
from xuncha.ui.tables import Column, Table

ENTRIES = Table(
    model=Entry,
    name="entries",
    title="审计记录",
    measure="条",
    columns=(
        Column("at", link=True),
        Column("who"),
        Column("verb"),
        Column("subject"),
        Column("note"),
    ),
    filters=("verb", "at"),
    search=("who", "subject", "note"),
    order=("-id",),
    details=("at", "who", "verb", "subject", "note", "previous", "digest"),
    empty="敏感查阅、被拒绝的办理和授权变动记录在这里。",
)

TRACES = Table(
    model=Trace,
    name="traces",
    title="办理留痕",
    measure="条",
    columns=(
        Column("recorded_at", link=True),
        Column("by"),
        Column("subject"),
        Column("deed", label="事项"),
        Column("at", label="发生日期"),
    ),
    filters=("at", "recorded_at"),
    search=("subject", "by__username", "by__name"),
    order=("-id",),
    details=("recorded_at", "by", "subject", "subject_uid", Column("deed", label="事项"), "at"),
    empty="各项记录的登记、办理、更正、作废留痕显示在这里。",
)
