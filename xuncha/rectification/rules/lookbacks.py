"""What a look-back says of each problem that was handed over before (domain §4.8)."""

from xuncha.findings.rules import GROUP
from xuncha.kernel.words import Word
from xuncha.rounds.rules.tasks import TaskState


class Outcome(Word):
    """What is found anew is a finding of the look-back itself (新增), and no outcome of an earlier one."""

    GENUINE = "genuine", "真改"
    SHAM = "sham", "假改"
    REBOUND = "rebound", "反弹"


AGAIN = (Outcome.SHAM, Outcome.REBOUND)  # rectified anew
GIVERS = GROUP
IN_THE_FIELD = (TaskState.ENTERED, TaskState.LEFT)  # when the group judges
