"""The way of one task in six stages, as boards and pages draw it."""

from xuncha.rounds.rules.stages import STAGE_OF_TASK, Stage
from xuncha.rounds.rules.tasks import IDLE, TaskState

WAY = (
    Stage.MOBILISED,
    Stage.ON_SITE,
    Stage.DELIBERATING,
    Stage.FEEDING_BACK,
    Stage.RECTIFYING,
    Stage.ARCHIVING,
)
CALLED = {  # what the stages of one task are called: it is not "trained", it is prepared
    Stage.MOBILISED: "准备",
    Stage.ON_SITE: "进驻",
    Stage.DELIBERATING: "审议",
    Stage.FEEDING_BACK: "反馈",
    Stage.RECTIFYING: "整改",
    Stage.ARCHIVING: "归档",
}


def way(state: str) -> tuple[tuple[str, str], ...]:
    """The six stages of a task in words, each "done", "now" or "ahead"; empty for one that waits."""
    if state in IDLE:
        return ()
    here = WAY.index(STAGE_OF_TASK[TaskState(state)])
    status = ["done"] * here + ["now"] + ["ahead"] * (len(WAY) - here - 1)
    return tuple((CALLED[stage], s) for stage, s in zip(WAY, status, strict=True))
