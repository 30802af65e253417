"""Lists of the pool, of what recusal asks of people, of absences and trainings."""

from xuncha.talent.tables.dossiers import CAREER, INTERESTS, ORIGINS, RELATIVES, STUDIES
from xuncha.talent.tables.pool import CHANNELS, MEMBERS, RENEWALS, TARGETS
from xuncha.talent.tables.service import TRAININGS, UNAVAILABILITIES

__all__ = [
    "CAREER",
    "CHANNELS",
    "INTERESTS",
    "MEMBERS",
    "ORIGINS",
    "RELATIVES",
    "RENEWALS",
    "STUDIES",
    "TARGETS",
    "TRAININGS",
    "UNAVAILABILITIES",
]
