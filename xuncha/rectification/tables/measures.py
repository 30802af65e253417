"""Lists of what becomes of measures: reports, checks, proofs, later dates."""

from xuncha.rectification.models import Extension, Proof, SelfReport, Verification
from xuncha.rectification.rules.measures import ExtensionState
from xuncha.ui.tables import Column, Table

PROOFS = Table(
    model=Proof,
    name="proofs",
    title="佐证材料",
    measure="件",
    columns=(
        Column("title", link=True),
        Column("number"),
        Column("item"),
        Column("measure"),
        Column("shelf"),
        Column("at", label="提交日期", sort=True),
    ),
    filters=("item__ledger__owner_kind", "item", "at"),
    search=("title", "item__title"),
    order=("-at",),
    details=("item", "measure", "number", "title", "attachment", "shelf", "at"),
    empty="证明整改情况的文件列在这里，可以上传附件，也可以注明纸质件存放处。",
)

SELF_REPORTS = Table(
    model=SelfReport,
    name="self_reports",
    title="整改自报",
    measure="条",
    columns=(
        Column("measure", link=True),
        Column("claimed"),
        Column("percent"),
        Column("text"),
        Column("at", label="自报日期", sort=True),
    ),
    filters=("claimed", "measure", "at"),
    search=("measure__text", "text"),
    order=("-at",),
    details=("measure", "claimed", "percent", "text", "at"),
    lists=("verifications",),
    empty="整改单位逐项自报的进展列在这里；核查结果另行登记，不改动自报。",
)

VERIFICATIONS = Table(
    model=Verification,
    name="verifications",
    title="整改核查",
    measure="条",
    columns=(
        Column("measure", link=True),
        Column("found"),
        Column("percent"),
        Column("report__claimed", label="所核自报"),
        Column("agrees", label="与自报一致"),
        Column("on_site"),
        Column("at", label="核查日期", sort=True),
    ),
    filters=("found", "on_site", "report__claimed", "measure", "at"),
    search=("measure__text", "text"),
    order=("-at",),
    details=("measure", "report", "found", "percent", "on_site", "sampled", "text", "at"),
    empty="巡察组、巡察办核查整改措施的结果列在这里。",
)

EXTENSIONS = Table(
    model=Extension,
    name="extensions",
    title="延期申请",
    measure="件",
    columns=(
        Column("measure", link=True),
        Column("number"),
        Column("state"),
        Column("old_due_on"),
        Column("new_due_on", sort=True),
        Column("decided_on"),
        Column("at", label="申请日期", sort=True),
    ),
    filters=("state", "measure", "new_due_on", "at"),
    search=("measure__text", "reason"),
    order=("-at",),
    details=("measure", "number", "old_due_on", "new_due_on", "reason", "decided_on", "decided_by", "state", "at"),
    tones={ExtensionState.REFUSED: "red", ExtensionState.WITHDRAWN: "grey"},
    empty="不能按期完成的措施，由整改单位申请延期，审批情况列在这里；原定期限始终保留。",
)  # fmt: skip
