"""The figures of a round as the office froze them when it was over."""

from xuncha.accounts.models import User
from xuncha.operations.city.world import World
from xuncha.records.models import Passage, recorded_noon
from xuncha.records.rules import Role
from xuncha.reports.actions import cutoffs
from xuncha.reports.models import Cutoff
from xuncha.reports.rules import CutoffKind
from xuncha.rounds.models import Round
from xuncha.rounds.queries.viewer import viewer_of

ROUND = 6


def freeze(world: World) -> None:
    """Once everything is written: what is frozen is counted from the rows."""
    today = world.profile.today
    row = Cutoff(
        uid=world.dice.uid(Cutoff._meta.label_lower),
        office=world.home,
        kind=CutoffKind.ROUND,
        year=today.year,
        round=Round.objects.of(world.home.pk).get(number=ROUND),
        recorded_at=recorded_noon(today),
    )
    director = User.objects.get(pk=world.users[Role.DIRECTOR].pk)
    cutoffs.freeze(row, by=viewer_of(director), at=today)
    Passage.objects.filter(subject_uid=row.uid).update(recorded_at=row.recorded_at)
