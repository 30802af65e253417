"""Lists of what was made public, and of what stays unpublished."""

from xuncha.rectification.models import Exemption, Publication
from xuncha.rectification.rules.publications import ExemptionState
from xuncha.ui.tables import Column, Table

PUBLICATIONS = Table(
    model=Publication,
    name="publications",
    title="整改情况公开",
    measure="次",
    columns=(
        Column("ledger", link=True),
        Column("scope"),
        Column("medium"),
        Column("document"),
        Column("paper"),
        Column("at", label="公开日期", sort=True),
    ),
    filters=("scope", "ledger__owner_kind", "ledger", "at"),
    search=("ledger__title", "medium", "paper"),
    order=("-at",),
    details=("ledger", "scope", "medium", "document", "paper", Column("at", label="公开日期")),
    empty="整改情况在党内和向社会公开后，逐次登记在这里。",
)

EXEMPTIONS = Table(
    model=Exemption,
    name="exemptions",
    title="整改情况不公开",
    measure="件",
    columns=(
        Column("ledger", link=True),
        Column("scope"),
        Column("ground"),
        Column("state"),
        Column("at", label="申请日期", sort=True),
        Column("decided_on"),
    ),
    filters=("state", "scope", "ground", "ledger", "at"),
    search=("ledger__title", "reason"),
    order=("-at",),
    details=(
        "ledger", "scope", "ground", "reason", "decided_on", "decided_by", "state", Column("at", label="申请日期"),
    ),
    tones={ExemptionState.GRANTED: "grey", ExemptionState.REFUSED: "orange"},
    empty="依规不公开整改情况的申请和领导小组的决定列在这里。",
)  # fmt: skip
