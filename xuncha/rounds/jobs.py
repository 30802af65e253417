"""What the queue runs for rounds. It may run twice, late, or be killed: an answer is filled in once."""

from datetime import date

from xuncha.accounts.models import User
from xuncha.rounds.actions import planner
from xuncha.rounds.models import RoundScheme
from xuncha.rounds.queries.viewer import viewer_of


def solve(uid: str, user: int, at: str) -> None:
    """Answer a scheme in the name of who asked for it."""
    scheme = RoundScheme.objects.live().get(uid=uid)
    planner.solve(scheme, by=viewer_of(User.objects.get(pk=user)), at=date.fromisoformat(at))
