"""Where a filed number comes from, and who reads it."""

from xuncha.kernel.words import Word
from xuncha.records.rules import OFFICE, Role


class Origin(Word):
    """Computed from rows, or sent as a number only. The two are never mixed silently."""

    COMPUTED = "computed", "计算"
    REPORTED = "reported", "填报"


FILERS = OFFICE  # of the office that filed
ASKERS = OFFICE | {Role.PROVINCIAL_OFFICE}  # of the office with which it was filed
