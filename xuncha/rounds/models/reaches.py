"""Who reads what a round is planned by."""

from xuncha.records.rules import LEADERS, OFFICE, Reach, Role

UPPER = LEADERS | {Role.DIRECTOR, Role.GENERAL, Role.GUIDANCE, Role.RECTIFICATION}
PLANNING = Reach(office=OFFICE, upper=UPPER)
