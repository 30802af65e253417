"""Lists of working papers, their versions and their evidence."""

from xuncha.fieldwork.models.papers import Evidence, PaperVersion, WorkingPaper
from xuncha.ui.tables import Column, Table

WORKING_PAPERS = Table(
    model=WorkingPaper,
    name="working_papers",
    title="工作底稿",
    measure="份",
    columns=(
        Column("number", sort=True),
        Column("title", link=True),
        Column("task__organisation__short_name", label="党组织"),
        Column("heading"),
        Column("amount", sort=True, total=True),
        Column("written_by"),
        Column("state"),
        Column("at", label="撰写日期", sort=True),
        Column("signed_on", sort=True),
    ),
    filters=("state", "task", "task__round", "amount", "signed_on", "at"),
    search=("title", "clause", "task__organisation__name"),
    order=("-at",),
    details=(
        "task", "number", "title", Column("text", label="问题描述"), "amount", "period", "clause", "heading", "version", "written_by",
        "reviewed_by", "signed_by", "signed_on", Column("at", label="撰写日期"),
    ),
    facts=("task", "amount", "version"),
    tones={"signed": "green", "kept": "grey", "dropped": "grey"},
    lists=("evidence", "versions"),
    empty="巡察组在任务中撰写的工作底稿列在这里，逐份复核、研究、签批后方可入报告。",
)  # fmt: skip

VERSIONS = Table(
    model=PaperVersion,
    name="paper_versions",
    title="底稿版次",
    measure="版",
    columns=(
        Column("number", sort=True),
        Column("title", link=True),
        Column("amount"),
        Column("by"),
        Column("at", label="保存日期", sort=True),
    ),
    filters=("paper", "at"),
    search=("title",),
    order=("-at", "-number"),
    details=(
        "paper",
        "number",
        "title",
        "text",
        "amount",
        "period",
        "clause",
        Column("at", label="保存日期"),
    ),
    empty="底稿每保存一次形成一版，各版列在这里，不会被覆盖。",
)

EVIDENCE = Table(
    model=Evidence,
    name="evidence",
    title="证据",
    measure="件",
    columns=(
        Column("number", sort=True),
        Column("title", link=True),
        Column("kind"),
        Column("source"),
        Column("page"),
        Column("paper"),
        Column("at", label="取得日期", sort=True),
    ),
    filters=("paper", "kind", "at"),
    search=("title", "source"),
    order=("paper", "number"),
    details=(
        "paper",
        "number",
        "kind",
        "title",
        "source",
        "page",
        "attachment",
        Column("at", label="取得日期"),
    ),
    empty="底稿所附的证据按证1、证2顺次编号，列在这里。",
)
