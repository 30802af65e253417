"""What still keeps a group on site."""

from dataclasses import dataclass

from xuncha.fieldwork.models import ImmediateNotice, Petition
from xuncha.fieldwork.rules.notices import OPEN
from xuncha.fieldwork.rules.petitions import PetitionState
from xuncha.rounds.models import Task


@dataclass(frozen=True)
class Unsettled:
    petitions: int
    notices: int


def unsettled(task: Task) -> Unsettled:
    """Petitions that nobody has disposed of, and notices neither verified nor carried over."""
    return Unsettled(
        petitions=Petition.objects.live().filter(task=task, state=PetitionState.REGISTERED).count(),
        notices=ImmediateNotice.objects.live().filter(task=task, state__in=OPEN).count(),
    )
