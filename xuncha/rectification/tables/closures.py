"""Lists of applications to strike off, and of draws."""

from xuncha.rectification.models import Closure, Sample, SampledItem
from xuncha.rectification.rules.closures import ClosureState
from xuncha.ui.tables import Column, Table

CLOSURES = Table(
    model=Closure,
    name="closures",
    title="销号申请",
    measure="件",
    columns=(
        Column("item", link=True),
        Column("number"),
        Column("state"),
        Column("body"),
        Column("at", label="申请日期", sort=True),
        Column("endorsed_on"),
        Column("struck_off_on"),
    ),
    filters=("state", "body", "item__ledger__owner_kind", "item", "at"),
    search=("item__title",),
    order=("-at",),
    details=(
        "item", "number", "text", "principal", "paper", "signed_on", "checked", "checked_by", "checked_on",
        "body", "opinion", "endorsed_by", "endorsed_on", "struck_off_by", "struck_off_on", "state", "at",
    ),
    tones={ClosureState.RETURNED: "orange", ClosureState.REOPENED: "red"},
    empty="整改单位申请销号的事项列在这里：申请、核查、监督单位意见、销号，各环节由不同的人办理。",
)  # fmt: skip

SAMPLES = Table(
    model=Sample,
    name="samples",
    title="整改抽查",
    measure="次",
    columns=(
        Column("purpose", link=True),
        Column("round"),
        Column("size"),
        Column("population"),
        Column("at", label="抽取日期", sort=True),
    ),
    filters=("round", "at"),
    search=("purpose",),
    order=("-at",),
    details=("round", "purpose", "size", "population", "seed", "digest", "at"),
    lists=("items",),
    empty="随机抽取、到现场核查的整改事项列在这里；种子和抽取范围留存，可以复算。",
)

SAMPLED_ITEMS = Table(
    model=SampledItem,
    name="sampled_items",
    title="抽查事项",
    measure="项",
    columns=(
        Column("item", link=True),
        Column("serial", sort=True),
        Column("sample"),
        Column("item__state", label="整改状态"),
        Column("at", label="抽取日期", sort=True),
    ),
    filters=("sample", "at"),
    search=("item__title",),
    order=("-at",),
    details=("sample", "serial", "item", "at"),
    lists=("verifications",),
    empty="抽中的整改事项列在这里。",
)
