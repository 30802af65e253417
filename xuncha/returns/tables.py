"""Lists of forms, their versions, returns and what was reported by hand."""

from xuncha.returns.models import (
    Collection,
    Form,
    FormVersion,
    HandEntry,
    Return,
    ReturnFiling,
    Sending,
)
from xuncha.ui.tables import Column, Table

FORMS = Table(
    model=Form,
    name="forms",
    title="表样",
    measure="张",
    columns=(
        Column("name", link=True),
        Column("period"),
        Column("origin"),
        Column("workdays"),
        Column("at", label="登记日期", sort=True),
    ),
    filters=("period",),
    search=("name", "origin"),
    details=("name", "period", "origin", "workdays", Column("at", label="登记日期")),
    facts=("period", "origin"),
    lists=("versions", "returns"),
    empty="报送上级或者本级使用的表样登记在这里，上传Excel表样后逐格核对取数。",
)

VERSIONS = Table(
    model=FormVersion,
    name="versions",
    title="表样版次",
    measure="版",
    columns=(
        Column("form", link=True),
        Column("number", sort=True),
        Column("state"),
        Column("sheet"),
        Column("at", label="上传日期", sort=True),
    ),
    filters=("form", "state"),
    details=("form", "number", "sheet", Column("at", label="上传日期")),
    facts=("form", "number", Column("at", label="上传日期")),
    order=("-at", "-number"),
    empty="每次上传的表样成为一个版次，核对取数后可用；已经使用的版次不再改动。",
)

RETURNS = Table(
    model=Return,
    name="returns",
    title="报表",
    measure="张",
    columns=(
        Column("title", link=True),
        Column("form"),
        Column("year", sort=True),
        Column("state"),
        Column("until", sort=True),
        Column("issued_on", sort=True),
    ),
    filters=("state", "form", "year", "until"),
    search=("title",),
    order=("-until",),
    details=("title", "form", "version", "year", "number", "until", "issued_on", "filing", "cutoff"),
    facts=("form", "until", "issued_on"),
    lists=("entries",),
    empty="报表按表样和期间编制，逐格取数，审核后出具。",
)

ENTRIES = Table(
    model=HandEntry,
    name="entries",
    title="填报数",
    measure="项",
    columns=(
        Column("of"),
        Column("cell", link=True),
        Column("label"),
        Column("value"),
        Column("source"),
        Column("at", label="填报日期", sort=True),
    ),
    filters=("of", "at"),
    search=("label", "source"),
    details=("of", "cell", "label", "value", "source", Column("at", label="填报日期")),
    empty="记录中没有的数据由人填报，注明来源，与计算所得的数分开列示。",
)

COLLECTIONS = Table(
    model=Collection,
    name="collections",
    title="报送安排",
    measure="项",
    columns=(
        Column("title", link=True),
        Column("form"),
        Column("opens_on", sort=True),
        Column("due_on", sort=True),
        Column("state"),
        Column("at", label="布置日期", sort=True),
    ),
    filters=("state", "form", "year", "due_on"),
    search=("title", "paper"),
    order=("-due_on",),
    details=(
        "title",
        "form",
        "version",
        "until",
        "opens_on",
        "due_on",
        "paper",
        "feeds",
        Column("at", label="布置日期"),
    ),
    facts=("until", "opens_on", "due_on"),
    empty="向下级布置的报表登记在这里：选择表样、期间和报送机构，各报送机构在期限内报送。",
)

FILINGS = Table(
    model=ReturnFiling,
    name="filings",
    title="报送件",
    measure="件",
    columns=(
        Column("title", link=True),
        Column("filer"),
        Column("due_on", sort=True),
        Column("state"),
        Column("filed_on", sort=True),
        Column("late_days", label="逾期天数"),
        Column("returned_times", sort=True),
    ),
    filters=("state", "filer", "collection", "due_on", "filed_on"),
    search=("title",),
    order=("-due_on", "filer"),
    details=(
        "title",
        "filer",
        Column("office", label="接收机构"),
        "opens_on",
        "due_on",
        "filed_on",
        Column("late_days", label="逾期天数"),
        "returned_times",
        "redo_on",
        "accepted_on",
        "accepted_above_on",
    ),
    facts=("filer", "due_on", "filed_on"),
    lists=("drafts", "sendings"),
    tones={"submitted": "blue", "returned": "orange", "accepted": "green", "accepted_above": "green"},
    empty="上级布置的报表和下级应报的报表在这里，按期限排列。",
)

SENDINGS = Table(
    model=Sending,
    name="sendings",
    title="报送记录",
    measure="次",
    columns=(
        Column("filing", link=True),
        Column("serial", sort=True),
        Column("at", label="报送日期", sort=True),
        Column("by", label="报送人"),
        Column("digest"),
    ),
    filters=("filing", "at"),
    order=("-at", "-serial"),
    details=("filing", "serial", Column("at", label="报送日期"), "digest"),
    facts=("filing", "serial", Column("at", label="报送日期")),
    empty="每次报送的报表和数值原样保存在这里，退回重报的另存一次。",
)
