"""How far the index is behind, for the page that is asked."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from xuncha.search.models import Standing
from xuncha.search.rules import catalogue

LATE = timedelta(minutes=5)


@dataclass(frozen=True)
class State:
    """looked_at  when it was last up to date; None before that
    building   not everything that was there has been read yet
    late       it should have been brought up to date long ago
    """

    looked_at: datetime | None
    building: bool
    late: bool


def state() -> State:
    """One query."""
    standing = Standing.objects.only("looked_at", "built_at", "catalogue").first()
    if standing is None or standing.built_at is None or standing.catalogue != catalogue.digest():
        return State(None, building=True, late=False)
    looked_at = standing.looked_at
    return State(looked_at, False, late=looked_at is None or timezone.now() - looked_at > LATE)
