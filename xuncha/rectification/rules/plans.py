"""Plans and progress reports: what a unit hands in, its principal signs, bodies review, and the office decides."""

from xuncha.kernel.lifecycle import LifeCycle, Step
from xuncha.kernel.words import Word
from xuncha.rectification.rules.ledgers import CHECKERS, UNIT, Body


class SubmissionState(Word):
    SUBMITTED = "submitted", "待主要负责人签批"
    SIGNED = "signed", "审核中"
    ACCEPTED = "accepted", "审核通过"
    RETURNED = "returned", "已退回"


PENDING = (SubmissionState.SUBMITTED, SubmissionState.SIGNED)
SIGNED_OFF = (SubmissionState.SIGNED, SubmissionState.ACCEPTED)


class Stance(Word):
    AGREED = "agreed", "同意"
    REVISE = "revise", "修改后再审"


REVIEWERS_OF_PLANS = (Body.DISCIPLINE, Body.ORGANISATION, Body.PROPAGANDA, Body.OFFICE, Body.GROUP)
MUST_OPINE = (Body.DISCIPLINE, Body.ORGANISATION, Body.OFFICE)  # D15: the plan goes to these three


# fmt: off
def _life(name: str, accept: str, *guards: str) -> LifeCycle:
    return LifeCycle(
        name,
        SubmissionState,
        Step("sign", "登记签批", SubmissionState.SUBMITTED, SubmissionState.SIGNED, UNIT, sets="signed_on"),
        Step("accept", accept, SubmissionState.SIGNED, SubmissionState.ACCEPTED, CHECKERS, guards=guards, sets="accepted_on"),
        Step("send_back", "退回修改", SubmissionState.SUBMITTED, SubmissionState.RETURNED, CHECKERS, needs_note=True),
        Step("send_back", "退回修改", SubmissionState.SIGNED, SubmissionState.RETURNED, CHECKERS, needs_note=True),
    )
# fmt: on


PLAN_LIFE = _life("整改方案", "审定方案", "plan_opinions_in")
PROGRESS_LIFE = _life("整改进展报告", "审核通过")
