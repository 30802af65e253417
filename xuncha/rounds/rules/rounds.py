"""The life of a round (domain §4.1)."""

from xuncha.kernel.lifecycle import LifeCycle, Step
from xuncha.kernel.words import Word
from xuncha.rounds.rules.roles import APPROVAL, HEAD, OFFICE


class RoundState(Word):
    """Stored states; R5–R8 (on site … rectification) are derived from the tasks, never stored."""

    DRAFTING = "drafting", "酝酿"
    SUBMITTED = "submitted", "已报审"
    APPROVED = "approved", "已批准"
    AUTHORISED = "authorised", "组队授权"
    MOBILISED = "mobilised", "培训动员"
    CLOSED = "closed", "办结"
    CANCELLED = "cancelled", "终止"


ROUND_LIFE = LifeCycle(
    "轮次",
    RoundState,
    Step("submit", "报审", RoundState.DRAFTING, RoundState.SUBMITTED, OFFICE, guards=("targets_listed",)),
    Step("approve", "批准", RoundState.SUBMITTED, RoundState.APPROVED, APPROVAL, sets="approved_on"),
    Step("return", "退回", RoundState.SUBMITTED, RoundState.DRAFTING, APPROVAL, needs_note=True),
    Step("authorise", "授权", RoundState.APPROVED, RoundState.AUTHORISED, HEAD, guards=("recusal_decided",)),
    Step("mobilise", "动员部署", RoundState.AUTHORISED, RoundState.MOBILISED, OFFICE),
    Step(
        "close",
        "办结",
        RoundState.MOBILISED,
        RoundState.CLOSED,
        HEAD,
        guards=("tasks_settled",),
        sets="closed_on",
    ),
    Step("reopen", "重新启动", RoundState.CLOSED, RoundState.MOBILISED, HEAD, needs_note=True),
    Step("cancel", "终止", RoundState.APPROVED, RoundState.CANCELLED, HEAD, needs_note=True),
    Step("cancel", "终止", RoundState.AUTHORISED, RoundState.CANCELLED, HEAD, needs_note=True),
)
