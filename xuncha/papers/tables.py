"""How inspection reports and their review are listed."""

from xuncha.papers.models import InspectionReport, ReportVersion, ReviewOpinion
from xuncha.ui.tables import Column, Table

INSPECTION_REPORTS = Table(
    model=InspectionReport,
    name="inspection_reports",
    title="巡察报告",
    measure="份",
    columns=(
        Column("task__organisation__short_name", label="党组织", link=True),
        Column("task__round", label="轮次"),
        Column("task__group", label="巡察组"),
        Column("task__state", label="任务状态"),
        Column("at", label="起草日期", sort=True),
    ),
    filters=("task__round", "task__group", "at"),
    search=("task__organisation__name",),
    order=("-at",),
    details=("task", "basics", "assessment", "causes", "advice", Column("at", label="起草日期")),
    lists=("versions",),
    empty="巡察组起草的巡察报告列在这里。请从巡察任务页面起草。",
)

REPORT_VERSIONS = Table(
    model=ReportVersion,
    name="report_versions",
    title="报告稿次",
    measure="稿",
    columns=(
        Column("report__task__organisation__short_name", label="党组织", link=True),
        Column("number", sort=True),
        Column("problem_count", label="问题数"),
        Column("at", label="提交日期", sort=True),
    ),
    filters=("report__task__round", "at"),
    search=("report__task__organisation__name",),
    order=("-at",),
    details=("report", "number", Column("at", label="提交日期"), "basics", "assessment", "causes", "advice"),
    lists=("opinions",),
    empty="巡察组提交的报告按稿次列在这里。",
)

REVIEW_OPINIONS = Table(
    model=ReviewOpinion,
    name="review_opinions",
    title="审核意见",
    measure="条",
    columns=(
        Column("text", link=True),
        Column("aspect"),
        Column("version__report__task__organisation__short_name", label="党组织"),
        Column("version__number", label="稿次"),
        Column("at", label="审核日期", sort=True),
        Column("answered_on", sort=True),
    ),
    filters=("aspect", "version__report__task__round", "answered_on", "at"),
    search=("text", "version__report__task__organisation__name"),
    order=("-at",),
    details=("version", "aspect", "text", Column("at", label="审核日期"), "answer", "answered_on"),
    empty="巡察办对报告的审核意见列在这里。",
)
