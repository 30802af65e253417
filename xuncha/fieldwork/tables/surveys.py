"""Lists of questionnaires, their options, and places visited."""

from xuncha.fieldwork.models import Questionnaire, QuestionnaireOption, Visit
from xuncha.ui.tables import Column, Table

UNIT = Column("task__organisation__short_name", label="巡察对象")

QUESTIONNAIRES = Table(
    model=Questionnaire,
    name="questionnaires",
    title="问卷和测评",
    measure="次",
    columns=(
        Column("title", link=True),
        Column("kind"),
        UNIT,
        Column("sent", total=True),
        Column("returned", total=True),
        Column("valid", total=True),
        Column("at", label="调查日期", sort=True),
    ),
    filters=("kind", "task__round", "at"),
    search=("title", "audience", "task__organisation__name"),
    details=(
        "task",
        "kind",
        "title",
        "audience",
        Column("at", label="调查日期"),
        "sent",
        "returned",
        "valid",
    ),
    facts=("sent", "returned", "valid"),
    lists=("options",),
    empty="问卷调查和民主测评在任务页登记，各选项的人数在问卷页登记或者从表格导入。",
)

OPTIONS = Table(
    model=QuestionnaireOption,
    name="questionnaire_options",
    title="问卷选项",
    measure="项",
    columns=(
        Column("question"),
        Column("option", link=True),
        Column("count"),
        Column("questionnaire"),
    ),
    filters=("at",),
    search=("question", "option", "questionnaire__title"),
    order=("questionnaire", "question", "-count"),
    details=("questionnaire", "question", "option", "count", Column("at", label="计数日期")),
    empty="各问题每个选项的选择人数，在问卷页登记。",
)

VISITS = Table(
    model=Visit,
    name="visits",
    title="走访了解",
    measure="次",
    columns=(
        Column("place", link=True),
        Column("kind"),
        UNIT,
        Column("people", total=True),
        Column("households", total=True),
        Column("at", label="走访日期", sort=True),
    ),
    filters=("kind", "task__round", "at"),
    search=("place", "findings", "task__organisation__name"),
    details=("task", "kind", "place", Column("at", label="走访日期"), "people", "households", "findings"),
    empty="走访调研、暗访和下沉了解，在任务页登记，列在这里。",
)
