"""Lists of files borrowed, personal matters checked and help asked for."""

from xuncha.fieldwork.models import Assistance, Loan, PersonalMatterCheck
from xuncha.ui.tables import Column, Table

UNIT = Column("task__organisation__short_name", label="巡察对象")

LOANS = Table(
    model=Loan,
    name="loans",
    title="调阅资料",
    measure="次",
    columns=(
        Column("title", link=True),
        Column("owner"),
        UNIT,
        Column("volumes", total=True),
        Column("borrower__person__name", label="调阅人"),
        Column("at", label="调阅日期", sort=True),
        Column("returned_on", sort=True),
    ),
    filters=("task__round", "at", "returned_on"),
    search=("title", "owner", "task__organisation__name"),
    details=(
        "task", "title", "owner", "period", "volumes", "borrower", Column("at", label="调阅日期"), "returned_on",
    ),
    empty="向被巡察单位调阅的资料，在任务页登记，归还后注明日期。",
)  # fmt: skip

MATTER_CHECKS = Table(
    model=PersonalMatterCheck,
    name="matter_checks",
    title="个人有关事项抽查",
    measure="次",
    columns=(
        Column("scope", link=True),
        UNIT,
        Column("number", total=True),
        Column("inconsistent", total=True),
        Column("at", label="抽查日期", sort=True),
    ),
    filters=("task__round", "at"),
    search=("scope", "task__organisation__name"),
    details=("task", "scope", "number", "inconsistent", Column("at", label="抽查日期"), "remarks"),
    empty="抽查核实领导干部个人有关事项的人数和结果，在任务页登记。",
)

ASSISTANCE = Table(
    model=Assistance,
    name="assistance",
    title="提请协助",
    measure="次",
    columns=(
        Column("matter", link=True),
        Column("organ"),
        UNIT,
        Column("at", label="提请日期", sort=True),
        Column("replied_on", sort=True),
    ),
    filters=("task__round", "at", "replied_on"),
    search=("matter", "organ", "task__organisation__name"),
    details=("task", "organ", "matter", Column("at", label="提请日期"), "reply", "replied_on"),
    empty="提请审计、公安、银行等机关协助的事项，在任务页登记，收到回复后注明。",
)
