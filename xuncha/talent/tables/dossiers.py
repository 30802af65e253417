"""Lists of what recusal asks of people. What is sealed about a relative or an interest stands in no column."""

from xuncha.talent.models import CareerEntry, DeclaredInterest, Origin, Relative, Study
from xuncha.ui.tables import Column, Table

CAREER = Table(
    model=CareerEntry,
    name="career",
    title="任职经历",
    measure="条",
    columns=(
        Column("person", link=True),
        Column("organisation"),
        Column("title"),
        Column("at", label="起始日期", sort=True),
        Column("until", sort=True),
    ),
    filters=("person", "at", "until"),
    search=("person__name", "organisation__name", "title"),
    details=("person", "organisation", "title", Column("at", label="起始日期"), "until"),
    empty="人才库成员的任职经历登记在这里，供回避核查。",
)

RELATIVES = Table(
    model=Relative,
    name="relatives",
    title="亲属申报",
    measure="条",
    columns=(
        Column("person", link=True),
        Column("relation"),
        Column("organisation"),
        Column("at", label="申报日期", sort=True),
    ),
    filters=("person", "at"),
    search=("person__name",),
    details=("person", "relation", "organisation", Column("at", label="申报日期")),
    empty="人员申报的亲属任职情况登记在这里，供回避核查。",
)

STUDIES = Table(
    model=Study,
    name="studies",
    title="学习经历",
    measure="条",
    columns=(
        Column("person", link=True),
        Column("school"),
        Column("course"),
        Column("at", label="入学日期", sort=True),
        Column("until", sort=True),
    ),
    filters=("person", "at", "until"),
    search=("person__name", "school", "course"),
    details=("person", "school", "course", "organisation", Column("at", label="入学日期"), "until"),
    empty="人员的学习经历登记在这里，供回避核查。",
)

ORIGINS = Table(
    model=Origin,
    name="origins",
    title="籍贯和成长地",
    measure="条",
    columns=(
        Column("person", link=True),
        Column("kind"),
        Column("division"),
        Column("at", label="登记日期", sort=True),
    ),
    filters=("person", "kind", "at"),
    search=("person__name", "division__name"),
    details=("person", "kind", "division", Column("at", label="登记日期")),
    empty="人员的籍贯和成长地登记在这里，供回避核查。",
)

INTERESTS = Table(
    model=DeclaredInterest,
    name="interests",
    title="利害关系申报",
    measure="条",
    columns=(
        Column("person", link=True),
        Column("organisation"),
        Column("kind"),
        Column("at", label="申报日期", sort=True),
        Column("until", sort=True),
    ),
    filters=("person", "kind", "at", "until"),
    search=("person__name", "organisation__name"),
    details=("person", "organisation", "kind", Column("at", label="申报日期"), "until"),
    empty="人员申报的经济往来、债权债务、信访举报和诉讼等利害关系登记在这里，供回避核查。",
)
