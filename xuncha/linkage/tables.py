"""Lists of campaigns, what the counties planned and did, the counterpart grid, and what was filed upward."""

from xuncha.linkage.models import Campaign, CampaignGroup, Counterpart, CountyPlan, CountyTask, Filing
from xuncha.ui.tables import Column, Table

CAMPAIGNS = Table(
    model=Campaign,
    name="campaigns",
    title="联动巡察",
    measure="次",
    columns=(
        Column("name", link=True),
        Column("upper_round"),
        Column("theme"),
        Column("round"),
        Column("at", label="方案印发日期", sort=True),
        Column("plan"),
    ),
    filters=("round", "term", "at"),
    search=("name", "theme", "upper_round"),
    details=("name", "theme", "upper_round", "term", "round", "plan", Column("at", label="方案印发日期")),
    lists=("sent_groups", "county_plans", "county_tasks", "counterparts", "filings"),
    empty="联动工作方案批准印发后，联动巡察登记在这里。",
)

GROUPS = Table(
    model=CampaignGroup,
    name="groups",
    title="联动派出巡察组",
    measure="个",
    columns=(
        Column("group", link=True),
        Column("campaign"),
        Column("at", label="派出日期", sort=True),
    ),
    filters=("campaign", "at"),
    search=("group__name", "campaign__name"),
    details=("group", "campaign", Column("at", label="派出日期")),
    empty="派入联动巡察的市级巡察组显示在这里。",
)

COUNTY_PLANS = Table(
    model=CountyPlan,
    name="county_plans",
    title="县级联动方案",
    measure="个",
    columns=(
        Column("county__short_name", label="县（市、区）", link=True),
        Column("campaign"),
        Column("document"),
        Column("at", label="印发日期", sort=True),
        Column("filed_on", sort=True),
    ),
    filters=("campaign", "county", "at", "filed_on"),
    search=("county__name", "document__title"),
    details=("county", "campaign", "document", Column("at", label="印发日期"), "filed_on"),
    empty="各县（市、区）的联动方案报备后显示在这里。",
)

COUNTY_TASKS = Table(
    model=CountyTask,
    name="county_tasks",
    title="县级联动任务",
    measure="个",
    columns=(
        Column("county__short_name", label="县（市、区）"),
        Column("task__organisation__short_name", label="党组织", link=True),
        Column("task__kind"),
        Column("task__entered_on"),
        Column("task__left_on"),
        Column("campaign"),
    ),
    filters=("campaign", "county", "task__kind", "task__entered_on"),
    search=("task__organisation__name", "county__name"),
    details=("county", "task", "task__kind", "task__entered_on", "task__left_on", "campaign"),
    empty="县级纳入联动的巡察任务显示在这里。",
)

COUNTERPARTS = Table(
    model=Counterpart,
    name="counterparts",
    title="对口单位巡察报告",
    measure="个",
    columns=(
        Column("task__organisation__short_name", label="市级联动单位", link=True),
        Column("county__short_name", label="县（市、区）"),
        Column("unit"),
        Column("stage", label="进展"),
        Column("at", label="商请日期", sort=True),
        Column("received_on"),
        Column("used_on"),
    ),
    filters=("campaign", "county", "task__organisation", "at", "received_on", "used_on"),
    search=("task__organisation__name", "county__name", "unit__name"),
    # The finding it supports is not among them: the county that sent the report reads this page too.
    details=(
        "task__organisation", "county", "unit", Column("stage", label="进展"), Column("at", label="商请日期"),
        "letter", "received_on", "report", "read_on", "used_on", "campaign",
    ),
    empty="向各县（市、区）商请对口单位巡察报告后，逐格登记在这里。",
)  # fmt: skip

FILINGS = Table(
    model=Filing,
    name="filings",
    title="上报备案",
    measure="份",
    columns=(
        Column("at", label="报送日期", sort=True),
        Column("document", link=True),
        Column("kind"),
        Column("receiver__name", label="接收机构"),
        Column("due_on"),
        Column("received_on", sort=True),
    ),
    filters=("kind", "campaign", "receiver", "at", "received_on"),
    search=("document__title", "document__number"),
    details=(
        "document",
        "kind",
        "campaign",
        "task",
        "receiver",
        Column("at", label="报送日期"),
        "due_on",
        "received_on",
    ),
    empty="向上级报送的方案、报告及其回执登记在这里。",
)
