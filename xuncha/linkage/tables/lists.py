"""Lists of campaigns, what the counties planned and did, the counterpart grid, and what was filed upward."""

from xuncha.linkage.models import (
    Campaign,
    CampaignGroup,
    Chase,
    Counterpart,
    CountyCall,
    CountyPlan,
    CountyTask,
    Filing,
    Target,
)
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
    facts=("theme", "upper_round", Column("at", label="方案印发日期")),
    lists=("sent_groups", "targets", "calls", "county_plans", "county_tasks", "chases", "filings"),
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

TARGETS = Table(
    model=Target,
    name="targets",
    title="市级联动对象",
    measure="个",
    columns=(
        Column("task__organisation__short_name", label="党组织", link=True),
        Column("task__kind"),
        Column("task__group", label="巡察组"),
        Column("task__entered_on"),
        Column("task__left_on"),
        Column("campaign"),
        Column("at", label="确定日期", sort=True),
    ),
    filters=("campaign", "task__kind", "at"),
    search=("task__organisation__name",),
    details=(
        "task", "task__kind", "task__group", "task__entered_on", "task__left_on", "campaign",
        Column("at", label="确定日期"),
    ),
    empty="在联动巡察中确定联动、回头看对象后，显示在这里。",
)  # fmt: skip

CALLS = Table(
    model=CountyCall,
    name="calls",
    title="联动部署",
    measure="个",
    columns=(
        Column("county__short_name", label="县（市、区）", link=True),
        Column("campaign"),
        Column("at", label="部署日期", sort=True),
        Column("plan_due_on", sort=True),
    ),
    filters=("campaign", "county", "at", "plan_due_on"),
    search=("county__name", "campaign__name"),
    details=(
        "campaign", Column("campaign__theme", label="联动主题"), Column("campaign__upper_round", label="上级轮次"),
        Column("campaign__plan__title", label="市级联动工作方案"), "county", Column("at", label="部署日期"),
        "plan_due_on",
    ),
    empty="联动巡察部署到县（市、区）后显示在这里，县（市、区）由此报备方案、列入任务、报送报告。",
)  # fmt: skip

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
        Column("received_on"),
    ),
    filters=("campaign", "county", "at", "filed_on", "received_on"),
    search=("county__name", "document__title"),
    details=("county", "campaign", "document", Column("at", label="印发日期"), "filed_on", "received_on"),
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
        Column("due_on", sort=True),
        Column("sent_on"),
        Column("received_on"),
        Column("used_on"),
    ),
    filters=(
        "campaign", "county", "task__organisation", "at", "due_on", "sent_on", "received_on", "read_on", "used_on",
    ),
    search=("task__organisation__name", "county__name", "unit__name"),
    # The finding it supports is not among them: the county that sent the report reads this page too.
    details=(
        "task__organisation", "county", "unit", Column("stage", label="进展"), Column("at", label="商请日期"),
        "letter", "due_on", "sent_on", "report", "received_on", "read_on", "used_on", "campaign",
    ),
    lists=("chases",),
    empty="向各县（市、区）商请对口单位巡察报告后，逐格登记在这里。",
)  # fmt: skip

CHASES = Table(
    model=Chase,
    name="chases",
    title="催报记录",
    measure="次",
    columns=(
        Column("at", label="催报日期", sort=True),
        Column("county__short_name", label="县（市、区）", link=True),
        Column("counterpart", label="所催报告"),
        Column("channel"),
        Column("until"),
        Column("text"),
    ),
    filters=("campaign", "county", "channel", "at", "until"),
    search=("county__name", "text"),
    details=(
        "county",
        "counterpart",
        "channel",
        "letter",
        Column("at", label="催报日期"),
        "until",
        "text",
        "campaign",
    ),
    empty="县（市、区）到期未报送的，催报情况登记在这里。",
)

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
