"""Lists of evaluations and of the standards behind them."""

from xuncha.rectification.models import Evaluation, EvaluationCriterion, EvaluationScore, EvaluationStandard
from xuncha.ui.tables import Column, Table

STANDARDS = Table(
    model=EvaluationStandard,
    name="evaluation_standards",
    title="整改成效评估标准",
    measure="版",
    columns=(
        Column("name", link=True),
        Column("grade_words", label="评估等次"),
        Column("at", label="启用日期", sort=True),
    ),
    filters=("at",),
    search=("name",),
    order=("-at",),
    details=("name", Column("grade_words", label="评估等次"), Column("at", label="启用日期")),
    lists=("criteria", "evaluations"),
    empty="评估标准按启用日期列在这里；首次登记时预填随附标准，可以修改。",
)

CRITERIA = Table(
    model=EvaluationCriterion,
    name="evaluation_criteria",
    title="评估指标",
    measure="项",
    columns=(
        Column("name", link=True),
        Column("serial", sort=True),
        Column("weight", total=True),
        Column("rule"),
        Column("standard"),
        Column("at", label="启用日期", sort=True),
    ),
    filters=("standard", "at"),
    search=("name", "rule"),
    order=("-at", "serial"),
    details=("standard", "serial", "name", "weight", "rule", Column("at", label="启用日期")),
    empty="评估标准的各项指标列在这里。",
)

EVALUATIONS = Table(
    model=Evaluation,
    name="evaluations",
    title="整改成效评估",
    measure="家",
    columns=(
        Column("ledger", link=True),
        Column("total", sort=True),
        Column("grade"),
        Column("standard"),
        Column("at", label="评估日期", sort=True),
    ),
    filters=("ledger__owner_kind", "standard", "ledger", "at"),
    search=("ledger__title", "grade"),
    order=("-at",),
    details=("ledger", "standard", "total", "grade", "text", Column("at", label="评估日期")),
    lists=("scores",),
    empty="集中整改结束后逐家评估的结果列在这里；总分和等次由各项得分计算。",
)

SCORES = Table(
    model=EvaluationScore,
    name="evaluation_scores",
    title="评估得分",
    measure="项",
    columns=(
        Column("criterion", link=True),
        Column("evaluation"),
        Column("criterion__weight", label="分值"),
        Column("points", sort=True, total=True),
        Column("reason"),
        Column("at", label="评估日期", sort=True),
    ),
    filters=("evaluation", "criterion", "at"),
    search=("reason", "criterion__name"),
    order=("-at",),
    details=("evaluation", "criterion", "points", "reason", Column("at", label="评估日期")),
    empty="成效评估的各项得分列在这里。",
)
