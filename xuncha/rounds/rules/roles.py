"""Who acts for a round: the office, its head, who approves, and a group in the field."""

from xuncha.records.rules import Role

OFFICE = frozenset({Role.GENERAL, Role.DIRECTOR, Role.COUNTY_OFFICE})
HEAD = frozenset({Role.DIRECTOR, Role.COUNTY_OFFICE})
APPROVAL = frozenset({Role.APPROVER, Role.COUNTY_OFFICE})
FIELD = frozenset({Role.GROUP_LEADER, Role.LIAISON, Role.COUNTY_OFFICE})
