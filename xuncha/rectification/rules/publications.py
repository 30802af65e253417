"""Making the state of rectification public, inside the Party and to society, or not (domain §2.2 D21, §4.7)."""

from xuncha.kernel.lifecycle import LifeCycle, Step
from xuncha.kernel.words import Word
from xuncha.records.rules import LEADERS, Role
from xuncha.rectification.rules.ledgers import UNIT

DEADLINE = "D21"  # the line of the deadline table
CONSENTING = LEADERS | {
    Role.DIRECTOR,
    Role.COUNTY_OFFICE,
}  # the director enters what the leading group agreed to


class Scope(Word):
    PARTY = "party", "党内公开"
    SOCIETY = "society", "社会公开"


class Ground(Word):
    """For what it may stay unpublished; the leading group must agree."""

    SECRET = "secret", "涉及国家秘密"
    CASE = "case", "涉及正在核查、立案尚未公布的案件"
    OPINION = "opinion", "可能引发重大负面舆情"
    INCIDENT = "incident", "可能引发群体性上访或者群体性事件"
    SENSITIVE = "sensitive", "涉及其他重大敏感事项"


class ExemptionState(Word):
    REQUESTED = "requested", "待领导小组同意"
    GRANTED = "granted", "同意不公开"
    REFUSED = "refused", "不同意"


# fmt: off
EXEMPTION_LIFE = LifeCycle(
    "不公开申请",
    ExemptionState,
    Step("grant", "同意不公开", ExemptionState.REQUESTED, ExemptionState.GRANTED, CONSENTING, sets="decided_on"),
    Step("refuse", "不同意", ExemptionState.REQUESTED, ExemptionState.REFUSED, CONSENTING, needs_note=True, sets="decided_on"),
)
# fmt: on
PUBLISHERS = UNIT
