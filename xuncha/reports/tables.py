"""Lists of cut-offs, of what was said of ties that fail, and of the versions of reports' designs."""

from xuncha.reports.models import Cutoff, ReportDesign, TieExplanation
from xuncha.ui.tables import Column, Table

CUTOFFS = Table(
    model=Cutoff,
    name="cutoffs",
    title="截数",
    measure="次",
    columns=(
        Column("title", link=True),
        Column("kind"),
        Column("year", sort=True),
        Column("as_of", sort=True),
        Column("at", label="冻结日期", sort=True),
        Column("by"),
    ),
    filters=("kind", "year", "at"),
    search=("title",),
    details=(
        "title",
        "kind",
        "year",
        "as_of",
        "round",
        "design",
        "release",
        "digest",
        Column("at", label="冻结日期"),
    ),
    facts=("kind", "as_of", Column("at", label="冻结日期")),
    empty="报送以前把统计数据冻结在这里，以后可以核对哪些数字变了、谁改的、为什么改。",
)

EXPLANATIONS = Table(
    model=TieExplanation,
    name="explanations",
    title="勾稽差异说明",
    measure="项",
    columns=(
        Column("name", label="勾稽关系", link=True),
        Column("year", sort=True),
        Column("left"),
        Column("right"),
        Column("person"),
        Column("at", label="说明日期", sort=True),
    ),
    filters=("year", "at"),
    search=("name", "text"),
    details=("name", "year", "left", "right", "text", "person", Column("at", label="说明日期")),
    empty="两个来源确实不能相等的，书面说明登记在这里，随报告一并印出。",
)

DESIGNS = Table(
    model=ReportDesign,
    name="designs",
    title="报告样式",
    measure="版",
    columns=(
        Column("kind", link=True),
        Column("number", sort=True),
        Column("why"),
        Column("by"),
        Column("at", label="修改日期", sort=True),
        Column("confirmed_on", sort=True),
    ),
    filters=("kind", "at", "confirmed_on"),
    search=("why",),
    order=("-at",),
    details=("kind", "number", "why", "by", Column("at", label="修改日期"), "confirmed_on"),
    facts=("number", Column("at", label="修改日期"), "confirmed_on"),
    empty="各类报告随系统提供的样式可以在报告页面修改，每次保存为一个版本，列在这里。",
)
