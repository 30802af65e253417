"""Where a round is as its tasks have it: derived, never stored (domain §4.1)."""

from collections.abc import Collection

from xuncha.kernel.words import Word
from xuncha.rounds.rules.rounds import RoundState
from xuncha.rounds.rules.tasks import IDLE, TaskState


class Stage(Word):
    """Where a round is: the stored states, and R5–R9 as its tasks have it (domain §4.1)."""

    DRAFTING = "drafting", "酝酿"
    SUBMITTED = "submitted", "已报审"
    APPROVED = "approved", "已批准"
    AUTHORISED = "authorised", "组队授权"
    MOBILISED = "mobilised", "培训动员"
    ON_SITE = "on_site", "进驻了解"
    DELIBERATING = "deliberating", "报告审议"
    FEEDING_BACK = "feeding_back", "反馈移交"
    RECTIFYING = "rectifying", "整改"
    ARCHIVING = "archiving", "评估归档"
    CLOSED = "closed", "办结"
    CANCELLED = "cancelled", "终止"


STAGE_OF_TASK = {
    TaskState.LISTED: Stage.MOBILISED,
    TaskState.NOTIFIED: Stage.MOBILISED,
    TaskState.ENTERED: Stage.ON_SITE,
    TaskState.LEFT: Stage.DELIBERATING,
    TaskState.REPORTED: Stage.DELIBERATING,
    TaskState.REVIEWED: Stage.DELIBERATING,
    TaskState.HEARD: Stage.DELIBERATING,
    TaskState.DECIDED: Stage.FEEDING_BACK,
    TaskState.FED_BACK: Stage.RECTIFYING,
    TaskState.RECTIFYING: Stage.RECTIFYING,
    TaskState.PROGRESS_REPORTED: Stage.RECTIFYING,
    TaskState.PUBLISHED: Stage.ARCHIVING,
    TaskState.EVALUATED: Stage.ARCHIVING,
    TaskState.ARCHIVED: Stage.ARCHIVING,
}
_ORDER = list(Stage)


def stage(state: str, task_states: Collection[str]) -> Stage:
    """The stage of a round by its stored state and the states of its tasks.

    Once a group has entered anywhere, the slowest task says where the round is; postponed and withdrawn
    tasks hold nothing up.
    """
    stages = [STAGE_OF_TASK[TaskState(s)] for s in task_states if s not in IDLE]
    begun = any(s != Stage.MOBILISED for s in stages)
    if state in (RoundState.CLOSED, RoundState.CANCELLED) or not begun:
        return Stage(state)
    return max(Stage.ON_SITE, min(stages, key=_ORDER.index), key=_ORDER.index)
