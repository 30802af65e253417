"""Lists of key supervision: lines, decisions, cases, what was done about them and what it changed."""

from xuncha.guidance.models import (
    CaseAction,
    CaseGauge,
    CaseJudgement,
    CaseReason,
    SupervisionCase,
    SupervisionLine,
)
from xuncha.ui.tables import Column, Table

COUNTY = Column("county__short_name", label="县（市、区）")

LINES = Table(
    model=SupervisionLine,
    name="lines",
    title="督办线",
    measure="条",
    columns=(
        Column("gauge", link=True),
        Column("value"),
        Column("at", label="执行日期", sort=True),
        Column("until"),
        Column("basis"),
    ),
    filters=("gauge", "at", "until"),
    search=("basis",),
    details=("gauge", "value", Column("at", label="执行日期"), "until", "basis"),
    empty="各项督办指标的督办线登记在这里，触及督办线的县（市、区）提请研判。",
)

JUDGEMENTS = Table(
    model=CaseJudgement,
    name="judgements",
    title="督办研判",
    measure="件",
    columns=(
        Column("at", label="研判日期", sort=True),
        COUNTY,
        Column("verdict", link=True),
        Column("grounds"),
        Column("reason"),
    ),
    filters=("verdict", "county", "at"),
    search=("grounds", "reason", "county__name"),
    details=("county", "verdict", Column("at", label="研判日期"), "grounds", "reason", "case"),
    empty="对触及督办线的县（市、区）作出的研判登记在这里。",
)

CASES = Table(
    model=SupervisionCase,
    name="cases",
    title="重点督办",
    measure="件",
    columns=(
        Column("at", label="立案日期", sort=True),
        COUNTY,
        Column("matter", link=True),
        Column("due_on", sort=True),
        Column("state"),
        Column("closed_on"),
    ),
    filters=("state", "county", "at", "due_on", "closed_on"),
    search=("matter", "county__name"),
    details=("county", "matter", "document", Column("at", label="立案日期"), "due_on", "effect", "closed_on"),
    lists=("reasons", "case_actions"),
    empty="对县（市、区）立案重点督办后登记在这里。",
)

REASONS = Table(
    model=CaseReason,
    name="reasons",
    title="督办原因",
    measure="条",
    columns=(
        Column("case"),
        COUNTY,
        Column("code", link=True),
        Column("at", label="立案日期", sort=True),
    ),
    filters=("code", "county", "at"),
    search=("county__name", "case__matter"),
    details=("case", "county", "code", Column("at", label="立案日期")),
    empty="重点督办的原因逐条登记在这里。",
)

GAUGES = Table(
    model=CaseGauge,
    name="gauges",
    title="督办成效对照",
    measure="项",
    columns=(
        Column("case"),
        COUNTY,
        Column("gauge", link=True),
        Column("line"),
        Column("before"),
        Column("after"),
        Column("after_on", sort=True),
    ),
    filters=("gauge", "county", "after_on"),
    search=("county__name", "case__matter"),
    details=("case", "county", "gauge", "line", "before", "before_rows", "after", "after_rows", "after_on"),
    empty="立案时冻结的指标和核查成效时的指标对照显示在这里。",
)

ACTIONS = Table(
    model=CaseAction,
    name="actions",
    title="督办情况",
    measure="次",
    columns=(
        Column("at", label="督办日期", sort=True),
        COUNTY,
        Column("kind", link=True),
        Column("note"),
        Column("due_on", sort=True),
        Column("replied_on", sort=True),
        Column("late_days", label="迟复天数"),
    ),
    filters=("kind", "county", "at", "due_on", "replied_on"),
    search=("note", "county__name"),
    details=(
        "case",
        "county",
        "kind",
        Column("at", label="督办日期"),
        "meeting",
        "note",
        "due_on",
        "reply",
        "replied_on",
        Column("late_days", label="迟复天数"),
    ),
    empty="督办函、约谈、实地督办、通报、专题调度登记在这里。",
)
