"""Lists of the archive: hand-overs, checklists, volumes and items."""

from xuncha.archive.models import ArchiveItem, ArchiveVolume, Handover, RequiredPaper, ShelfPaper
from xuncha.ui.tables import Column, Table

HANDOVERS = Table(
    model=Handover,
    name="handovers",
    title="归档移交",
    measure="份",
    columns=(
        Column("task__organisation__short_name", label="党组织", link=True),
        Column("task__round", label="轮次"),
        Column("state"),
        Column("due_on", sort=True),
        Column("handed_on", sort=True),
        Column("listed", total=True),
        Column("accepted_on", sort=True),
    ),
    filters=("state", "task__round", "due_on", "handed_on", "accepted_on"),
    search=("title", "task__organisation__name"),
    details=(
        "task", "fonds", Column("at", label="建立日期"), "due_on", "handed_on", "listed", "digest", "accepted_on",
        "signed_by",
    ),
    facts=("due_on", "handed_on", "accepted_on"),
    lists=("volumes",),
    empty="巡察组撤点后，在巡察任务页面建立归档目录，归档移交情况显示在这里。",
)  # fmt: skip

PAPERS = Table(
    model=RequiredPaper,
    name="papers",
    title="归档清单",
    measure="项",
    columns=(
        Column("title", link=True),
        Column("handover"),
        Column("phase"),
        Column("volume"),
        Column("state"),
        Column("reason"),
    ),
    filters=("state", "phase", "volume", "handover__task__round"),
    search=("title", "handover__title"),
    order=("-at", "serial"),
    details=("handover", "phase", "volume", "title", "retention", "reason"),
    facts=("phase", "volume", "retention"),
    lists=("items",),
    tones={"missing": "amber", "present": "green", "absent": "grey"},
    empty="建立归档目录时，按巡察类型列出应归文件。",
)

VOLUMES = Table(
    model=ArchiveVolume,
    name="volumes",
    title="案卷",
    measure="卷",
    columns=(
        Column("title", link=True),
        Column("handover"),
        Column("kind"),
        Column("at", label="立卷日期", sort=True),
    ),
    filters=("kind", "handover", "at"),
    search=("title",),
    details=("handover", "kind", Column("at", label="立卷日期")),
    lists=("items",),
    empty="建立归档目录时，按文书档案、业务档案和线索密封卷立卷。",
)

# Neither the clue of a sealed item nor the way back to it is ever among these.
ITEMS = Table(
    model=ArchiveItem,
    name="items",
    title="归档文件",
    measure="件",
    columns=(
        Column("number", link=True, sort=True),
        Column("title"),
        Column("document_number"),
        Column("dated_on", sort=True),
        Column("responsible"),
        Column("pages", total=True),
        Column("retention"),
        Column("volume"),
    ),
    filters=("retention", "volume__kind", "volume", "paper", "dated_on", "at"),
    search=("number", "title", "document_number"),
    order=("series", "serial"),
    details=(
        "number", "title", "document_number", "dated_on", "responsible", "pages", "retention", "volume", "paper",
        "document", "attachment", "shelf", "digest", Column("at", label="归档日期"),
    ),
    facts=("retention", "pages", "volume"),
    empty="文件归入案卷后显示在这里，档号按全宗、年度、保管期限和件号编定。",
)  # fmt: skip

# Of what a paper says there is no column at all.
SHELF_PAPERS = Table(
    model=ShelfPaper,
    name="shelf_papers",
    title="纸质件登记",
    measure="件",
    columns=(
        Column("number", link=True, sort=True),
        Column("sort"),
        Column("level"),
        Column("paper_number"),
        Column("copies", total=True),
        Column("shelf"),
        Column("holder"),
        Column("task"),
        Column("at", label="登记日期", sort=True),
        Column("state"),
    ),
    filters=("state", "sort", "level", "at"),
    search=("number", "paper_number", "shelf", "holder"),
    details=(
        "sort", "level", "paper_number", "copies", "shelf", "holder", "task", Column("at", label="登记日期"),
        "ended_on",
    ),
    facts=("level", "shelf", "holder"),
    tones={"kept": "green", "returned": "grey", "destroyed": "grey"},
    empty="高于本系统密级上限的纸质件在这里登记：只记编号、类别和存放位置，不录入题名和内容。",
)  # fmt: skip
