"""Lists of what rounds and tasks go by: deadlines, step templates, and the steps of tasks."""

from xuncha.rounds.models import DeadlineRule, RuleSet, StepTemplate, TaskStep, TemplateStep
from xuncha.ui.tables import Column, Table

RULE_SETS = Table(
    model=RuleSet,
    name="rule_sets",
    title="制度版本",
    measure="个",
    columns=(
        Column("name", link=True),
        Column("at", label="启用日期", sort=True),
    ),
    search=("name",),
    details=("name", Column("at", label="启用日期")),
    lists=("rules",),
    empty="各时期制度规定的办理期限登记在这里。",
)

DEADLINE_RULES = Table(
    model=DeadlineRule,
    name="deadline_rules",
    title="期限规定",
    measure="条",
    columns=(
        Column("event", link=True),
        Column("code"),
        Column("rule_set"),
        Column("anchor"),
        Column("direction"),
        Column("offset"),
        Column("unit"),
        Column("stated"),
        Column("debtor"),
        Column("serial", sort=True),
    ),
    filters=("rule_set", "anchor", "unit"),
    search=("event", "debtor", "creditor"),
    order=("serial",),
    details=(
        "event", "code", "rule_set", "anchor", "direction", "offset", "unit", "roll", "repeats", "stated", "debtor",
        "creditor", Column("at", label="启用日期"),
    ),
    empty="制度版本载入后，各项期限显示在这里。",
)  # fmt: skip

STEP_TEMPLATES = Table(
    model=StepTemplate,
    name="step_templates",
    title="流程模板",
    measure="个",
    columns=(
        Column("name", link=True),
        Column("kind"),
        Column("level"),
        Column("version", sort=True),
        Column("at", label="启用日期", sort=True),
    ),
    filters=("kind", "level"),
    search=("name",),
    details=(
        "name",
        "kind",
        "level",
        "version",
        Column("skipped_words", label="略过的环节"),
        Column("at", label="启用日期"),
    ),
    lists=("steps",),
    empty="各类巡察的步骤模板登记在这里，任务发出通知时据以生成步骤清单。",
)

TEMPLATE_STEPS = Table(
    model=TemplateStep,
    name="template_steps",
    title="模板步骤",
    measure="步",
    columns=(
        Column("serial", sort=True),
        Column("text", link=True),
        Column("purpose"),
        Column("stage"),
        Column("mandatory"),
        Column("who"),
        Column("template"),
    ),
    filters=("template", "stage", "purpose", "who", "mandatory"),
    search=("text",),
    order=("serial",),
    details=("text", "serial", "purpose", "stage", "mandatory", "who", "template"),
    empty="流程模板载入或者登记后，各个步骤显示在这里。",
)

TASK_STEPS = Table(
    model=TaskStep,
    name="task_steps",
    title="步骤清单",
    measure="步",
    columns=(
        Column("task"),
        Column("serial", sort=True),
        Column("text", link=True),
        Column("purpose"),
        Column("stage"),
        Column("mandatory"),
        Column("who"),
        Column("done_on", sort=True),
        Column("waived_on"),
    ),
    filters=("task", "purpose", "stage", "who", "mandatory", "done_on"),
    search=("text", "task__organisation__short_name"),
    order=("-at", "serial"),
    details=(
        "text", "task", "purpose", "stage", "mandatory", "who", "done_on", "waived_on", "reason", "settled_by",
    ),
    empty="任务发出进驻通知后，按模板生成的步骤显示在这里。",
)  # fmt: skip
