"""How ledgers and their rows are listed."""

from xuncha.rectification.models import Item, ItemClass, Ledger, Measure, Yield
from xuncha.rectification.rules import ItemState
from xuncha.ui.tables import Column, Table

LEDGERS = Table(
    model=Ledger,
    name="ledgers",
    title="整改台账",
    measure="本",
    columns=(
        Column("title", link=True),
        Column("owner_kind"),
        Column("source"),
        Column("plan"),
        Column("at", label="建立日期", sort=True),
    ),
    filters=("owner_kind", "at"),
    search=("title",),
    order=("-at",),
    details=("title", "owner_kind", "task", "county", "source", "plan", "final_report", "at"),
    lists=("classes", "items", "plansubmissions", "progressreports"),
    empty="反馈后为被巡察党组织建立的整改台账，以及本机构自身的整改台账，列在这里。",
)

CLASSES = Table(
    model=ItemClass,
    name="classes",
    title="整改类别",
    measure="类",
    columns=(
        Column("title", link=True),
        Column("serial", sort=True),
        Column("ledger"),
        Column("at", label="登记日期", sort=True),
    ),
    filters=("ledger__owner_kind", "at"),
    search=("title", "ledger__title"),
    order=("-at",),
    details=("ledger", "serial", "title", "at"),
    lists=("items",),
    empty="整改台账的类别列在这里。",
)

ITEMS = Table(
    model=Item,
    name="items",
    title="整改事项",
    measure="项",
    columns=(
        Column("title", link=True),
        Column("ledger"),
        Column("item_class"),
        Column("state"),
        Column("due_on", sort=True),
        Column("done_on"),
        Column("at", label="登记日期", sort=True),
    ),
    filters=("state", "ledger__owner_kind", "ledger", "due_on", "done_on", "at"),
    search=("title", "ledger__title"),
    order=("-at",),
    details=(
        "ledger",
        "item_class",
        "serial",
        "title",
        "finding",
        "state",
        "due_on",
        "first_due_on",
        "done_on",
        "at",
    ),
    lists=("measures", "proofs", "closures", "yields", "cards"),
    tones={ItemState.OVERDUE: "red"},
    empty="整改事项列在这里；被巡察党组织的整改事项与反馈问题一一对应。",
)

MEASURES = Table(
    model=Measure,
    name="measures",
    title="整改措施",
    measure="项",
    columns=(
        Column("text", link=True),
        Column("item"),
        Column("kind"),
        Column("owner"),
        Column("due_on", sort=True),
        Column("done_on"),
        Column("at", label="制定日期", sort=True),
    ),
    filters=("kind", "item__ledger__owner_kind", "item__ledger", "item", "due_on", "done_on", "at"),
    search=("text", "item__title"),
    order=("-at",),
    details=(
        "item",
        "serial",
        "text",
        "kind",
        "owner",
        "lead",
        "department",
        "due_on",
        "first_due_on",
        "done_on",
        "at",
    ),
    lists=("self_reports", "verifications", "extensions", "proofs"),
    empty="整改方案报送后，各项措施列在这里。",
)

YIELDS = Table(
    model=Yield,
    name="yields",
    title="整改成果",
    measure="项",
    columns=(
        Column("title", link=True),
        Column("kind"),
        Column("item"),
        Column("amount", total=True),
        Column("persons", total=True),
        Column("at", label="日期", sort=True),
    ),
    filters=("kind", "item__ledger__owner_kind", "at"),
    search=("title", "item__title"),
    order=("-at",),
    details=("item", "kind", "title", "amount", "persons", "document", "at"),
    empty="整改中建立的制度机制、追缴的资金和处理的人员登记在这里。",
)
