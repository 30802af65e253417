"""What the queue runs for staffing. It may run twice, late, or be killed: an answer is filled in once."""

from datetime import date

from xuncha.accounts.models import User
from xuncha.rounds.queries.viewer import viewer_of
from xuncha.teams.actions import proposals
from xuncha.teams.models import Proposal


def solve(uid: str, user: int, at: str) -> None:
    """Answer a proposal in the name of who asked for it."""
    proposals.solve(_found(uid), by=viewer_of(User.objects.get(pk=user)), at=date.fromisoformat(at))


def weigh(uid: str, user: int, at: str) -> None:
    """Say what each demand and choice costs."""
    proposals.weigh(_found(uid), by=viewer_of(User.objects.get(pk=user)), at=date.fromisoformat(at))


def _found(uid: str) -> Proposal:
    return Proposal.objects.live().select_related("staffing").get(uid=uid)
