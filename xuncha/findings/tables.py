"""How findings, their dictionaries and their feedback are listed."""

from xuncha.findings.models import (
    Category,
    Citation,
    Correction,
    FactAnswer,
    Feedback,
    Finding,
    FocusDictionary,
    FocusItem,
)
from xuncha.ui.tables import Column, Table

FINDINGS = Table(
    model=Finding,
    name="findings",
    title="问题",
    measure="个",
    columns=(
        Column("title", link=True),
        Column("task__organisation__short_name", label="党组织"),
        Column("task__round__name", label="轮次"),
        Column("category"),
        Column("state"),
        Column("at", label="发现日期", sort=True),
        Column("fed_back_on"),
    ),
    filters=(
        "state", "category", "focus", "weight", "task", "task__round", "in_list", "fed_back_on", "at", "of_principal",
        "four_winds", "near_people", "common", "systemic", "unrectified",
    ),
    search=("title", "task__organisation__name"),
    order=("-at",),
    details=(
        "task", "serial", "title", "facts", "focus", "category", "nature", "weight", "amount", "period",
        "clause", "in_text", "in_list", "immediate", "state", "at", "fed_back_on", "accepted_on",
    ),
    lists=("citations", "fact_answers", "corrections"),
    empty="巡察组登记的问题列在这里。请先在任务中登记问题。",
)  # fmt: skip

CORRECTIONS = Table(
    model=Correction,
    name="corrections",
    title="问题更正",
    measure="件",
    columns=(
        Column("finding", link=True),
        Column("finding__task__organisation__short_name", label="党组织"),
        Column("reason"),
        Column("at", label="更正日期", sort=True),
    ),
    filters=("at",),
    search=("finding__title", "reason"),
    order=("-at",),
    details=("finding", "before", "after", "reason", "document", "at"),
    empty="问题反馈后表述有误的，更正登记在这里；反馈时的表述予以保留。",
)

CITATIONS = Table(
    model=Citation,
    name="citations",
    title="引用底稿",
    measure="份",
    columns=(
        Column("paper", link=True),
        Column("paper__number"),
        Column("paper__amount", total=True),
        Column("paper__state"),
        Column("finding"),
        Column("at", label="引用日期", sort=True),
    ),
    filters=("finding", "paper", "paper__state", "at"),
    search=("finding__title", "paper__title"),
    order=("-at",),
    details=("finding", "paper", "paper__amount", "paper__state", Column("at", label="引用日期")),
    empty="问题引用的工作底稿列在这里。报告中的每个问题至少引用一份经签批的底稿。",
)

FACT_ANSWERS = Table(
    model=FactAnswer,
    name="fact_answers",
    title="事实确认",
    measure="件",
    columns=(
        Column("title", link=True),
        Column("finding__task__organisation__short_name", label="党组织"),
        Column("state"),
        Column("at", label="送核日期", sort=True),
        Column("due_on", sort=True),
        Column("answered_on", sort=True),
        Column("decided_on", sort=True),
    ),
    filters=("state", "finding__task", "due_on", "answered_on", "decided_on", "at"),
    search=("title", "objection", "finding__task__organisation__name"),
    order=("-at",),
    details=(
        Column("finding__task__organisation", label="被巡察党组织"), "title", "facts", Column("at", label="送核日期"),
        "due_on", "answered_on", "objection", "evidence", "attachment", "decided_on", "reason",
    ),
    facts=(Column("at", label="送核日期"), "due_on", "answered_on"),
    tones={"put": "amber", "objected": "orange", "confirmed": "green", "upheld": "grey", "partly": "grey", "rejected": "grey", "withdrawn": "grey"},
    empty="问题反馈之前送被巡察党组织核对的事实列在这里，确认属实或者提出异议都留有记录。",
)  # fmt: skip

FEEDBACKS = Table(
    model=Feedback,
    name="feedbacks",
    title="反馈",
    measure="份",
    columns=(
        Column("task__organisation__short_name", label="党组织", link=True),
        Column("addressee_type"),
        Column("county__short_name", label="县（市、区）"),
        Column("document"),
        Column("at", label="反馈日期", sort=True),
        Column("signed_on"),
    ),
    filters=("addressee_type", "county", "task__round", "at", "signed_on"),
    search=("task__organisation__name", "document__number"),
    order=("-at",),
    details=(
        "task",
        "addressee_type",
        "organisation",
        "county",
        "document",
        "at",
        "signed_on",
    ),
    empty="反馈会召开后，反馈意见登记在这里。",
)

FOCUS_DICTIONARIES = Table(
    model=FocusDictionary,
    name="focus_dictionaries",
    title="监督重点",
    measure="版",
    columns=(
        Column("name", link=True),
        Column("at", label="启用日期", sort=True),
    ),
    filters=("at",),
    search=("name",),
    order=("-at",),
    details=("name", Column("at", label="启用日期")),
    lists=("items",),
    empty="监督重点的各个版本登记在这里。",
)

FOCUS_ITEMS = Table(
    model=FocusItem,
    name="focus_items",
    title="监督重点内容",
    measure="项",
    columns=(
        Column("short", link=True),
        Column("dictionary"),
        Column("serial", sort=True),
        Column("text"),
    ),
    filters=("dictionary",),
    search=("short", "text"),
    order=("serial",),
    details=("dictionary", "serial", "short", "text"),
    empty="监督重点的各项内容登记在这里。",
)

CATEGORIES = Table(
    model=Category,
    name="categories",
    title="问题类别",
    measure="类",
    columns=(
        Column("code", sort=True),
        Column("name", link=True),
        Column("parent"),
        Column("at", label="启用日期"),
        Column("ended_on"),
    ),
    filters=("parent", "ended_on"),
    search=("code", "name"),
    order=("code",),
    details=("code", "name", "parent", Column("at", label="启用日期"), "ended_on"),
    lists=("below",),
    empty="问题分类目录登记在这里。",
)
