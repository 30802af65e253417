"""Lists of sponsors and contact points, and how the counties are staffed."""

from xuncha.guidance.models import ContactPoint, Sponsorship, SponsorVisit, Staffing
from xuncha.ui.tables import Column, Table

COUNTY = Column("county__short_name", label="县（市、区）")

SPONSORSHIPS = Table(
    model=Sponsorship,
    name="sponsorships",
    title="包联",
    measure="对",
    columns=(
        Column("person", link=True),
        Column("level"),
        Column("target", label="包联县（市、区）、乡镇、村或者组"),
        Column("purpose"),
        Column("at", label="起始日期", sort=True),
        Column("due_on", sort=True),
        Column("until"),
    ),
    filters=("level", "person", "county", "at", "due_on", "until"),
    search=("person__name", "county__name", "purpose"),
    details=(
        "person",
        "level",
        Column("target", label="包联县（市、区）、乡镇、村或者组"),
        "purpose",
        "document",
        Column("at", label="起始日期"),
        "due_on",
        "until",
    ),
    lists=("visits",),
    empty="领导小组成员与县（市、区）结对后登记在这里。",
)

SPONSOR_VISITS = Table(
    model=SponsorVisit,
    name="sponsor_visits",
    title="包联走访",
    measure="次",
    columns=(
        Column("at", label="走访日期", sort=True),
        Column("sponsorship__target", label="走访单位"),
        Column("sponsorship__person", label="包联领导"),
        Column("seen", link=True),
        Column("suggestion"),
    ),
    filters=("county", "at"),
    search=("seen", "suggestion", "county__name"),
    details=("sponsorship", "county", Column("at", label="走访日期"), "seen", "suggestion"),
    empty="包联领导到县（市、区）走访后登记在这里。",
)

CONTACT_POINTS = Table(
    model=ContactPoint,
    name="contact_points",
    title="联系点",
    measure="个",
    columns=(
        Column("division", link=True),
        Column("level"),
        Column("purpose"),
        COUNTY,
        Column("at", label="确定日期", sort=True),
        Column("until"),
    ),
    filters=("level", "purpose", "county", "at", "until"),
    search=("division__name", "county__name"),
    details=("division", "level", "purpose", "county", "document", Column("at", label="确定日期"), "until"),
    empty="确定为联系点的县、乡镇、村登记在这里。",
)

STAFFING = Table(
    model=Staffing,
    name="staffing",
    title="县级人员到位",
    measure="条",
    columns=(
        Column("at", label="统计日期", sort=True),
        Column("county__short_name", label="县（市、区）", link=True),
        Column("approved", total=True),
        Column("filled", total=True),
        Column("rate", label="到位率（%）"),
    ),
    filters=("county", "at"),
    search=("county__name",),
    details=(
        "county",
        Column("at", label="统计日期"),
        "approved",
        "filled",
        Column("rate", label="到位率（%）"),
    ),
    empty="各县（市、区）巡察机构编制和实有人数登记在这里。",
)
