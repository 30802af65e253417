"""Names under which the first migration knows these words; everyone else asks the room of the noun."""

from xuncha.rounds.rules.checklists import Purpose
from xuncha.rounds.rules.rounds import RoundState
from xuncha.rounds.rules.tasks import TaskState

__all__ = ["Purpose", "RoundState", "TaskState"]
