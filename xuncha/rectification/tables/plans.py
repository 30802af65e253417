"""Lists of what is handed in for a ledger."""

from xuncha.rectification.models import PlanOpinion, PlanSubmission, ProgressReport
from xuncha.rectification.rules.plans import Stance, SubmissionState
from xuncha.ui.tables import Column, Table

SIGNED = ("principal", "paper", "signed_on", "accepted_on")
TONES: dict[str, str] = {SubmissionState.RETURNED: "orange"}

PLANS = Table(
    model=PlanSubmission,
    name="plan_submissions",
    title="整改方案报送",
    measure="版",
    columns=(
        Column("ledger", link=True),
        Column("number", sort=True),
        Column("state"),
        Column("measure_count", label="措施数"),
        Column("principal"),
        Column("at", label="报送日期", sort=True),
        Column("accepted_on"),
    ),
    filters=("state", "ledger__owner_kind", "ledger", "at"),
    search=("ledger__title",),
    order=("-at",),
    details=("ledger", "number", "document", "attachment", *SIGNED, "state", "at"),
    lists=("opinions",),
    tones=TONES,
    empty="整改方案报送后，每一版都列在这里；退回修改的版次保留原样。",
)

OPINIONS = Table(
    model=PlanOpinion,
    name="plan_opinions",
    title="整改方案审核意见",
    measure="条",
    columns=(
        Column("body", link=True),
        Column("submission"),
        Column("stance"),
        Column("text"),
        Column("at", label="提出日期", sort=True),
    ),
    filters=("body", "stance", "at"),
    search=("text", "submission__ledger__title"),
    order=("-at",),
    details=("submission", "body", "stance", "text", "paper", "at"),
    tones={Stance.REVISE: "orange"},
    empty="纪委监委、组织部、巡察办等单位对整改方案的审核意见列在这里。",
)

PROGRESS_REPORTS = Table(
    model=ProgressReport,
    name="progress_reports",
    title="整改进展报告",
    measure="份",
    columns=(
        Column("ledger", link=True),
        Column("number", sort=True),
        Column("state"),
        Column("due", label="应整改"),
        Column("done", total=True),
        Column("basic", total=True),
        Column("open", total=True),
        Column("at", label="报送日期", sort=True),
    ),
    filters=("state", "ledger__owner_kind", "ledger", "at"),
    search=("ledger__title",),
    order=("-at",),
    details=(
        "ledger", "number", "due", "done", "basic", "open", "text", "own_account", "attachment", *SIGNED, "state", "at",
    ),
    tones=TONES,
    empty="集中整改期满报送的进展报告列在这里，所列项数为报送当日台账的数。",
)  # fmt: skip
