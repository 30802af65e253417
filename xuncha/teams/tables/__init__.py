"""Lists of staffings, of appraisals and of what units say."""

from xuncha.teams.tables.appraisals import APPRAISALS, GRADINGS, QUOTAS, SEAT_NOTES
from xuncha.teams.tables.refusals import REFUSALS
from xuncha.teams.tables.staffing import CHOICES, DEMANDS, PROPOSALS, STAFFINGS
from xuncha.teams.tables.units_say import EVALUATIONS, RECUSAL_REQUESTS

__all__ = [
    "APPRAISALS",
    "CHOICES",
    "DEMANDS",
    "EVALUATIONS",
    "GRADINGS",
    "PROPOSALS",
    "QUOTAS",
    "RECUSAL_REQUESTS",
    "REFUSALS",
    "SEAT_NOTES",
    "STAFFINGS",
]
