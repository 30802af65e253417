"""The pool and its members, what recusal asks of people, when they can be drawn, and what the pool should look like."""

from xuncha.talent.models.dossiers import CareerEntry, DeclaredInterest, Origin, Relative, Study
from xuncha.talent.models.pool import READERS, Channel, PoolMember, Renewal
from xuncha.talent.models.service import Training, Unavailability
from xuncha.talent.models.targets import PoolTarget

__all__ = [
    "READERS",
    "CareerEntry",
    "Channel",
    "DeclaredInterest",
    "Origin",
    "PoolMember",
    "PoolTarget",
    "Relative",
    "Renewal",
    "Study",
    "Training",
    "Unavailability",
]
