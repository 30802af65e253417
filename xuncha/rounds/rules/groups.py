"""Seats of a group, and what may bar a person from one (domain §4.1)."""

from xuncha.kernel.words import Word
from xuncha.records.rules import Role


class Seat(Word):
    LEADER = "leader", "组长"
    DEPUTY = "deputy", "副组长"
    LIAISON = "liaison", "联络员"
    MEMBER = "member", "组员"
    PETITIONS = "petitions", "信访接待员"


SEAT_ROLE: dict[str, Role] = {
    Seat.LEADER: Role.GROUP_LEADER,
    Seat.DEPUTY: Role.LIAISON,
    Seat.LIAISON: Role.LIAISON,
    Seat.MEMBER: Role.MEMBER,
    Seat.PETITIONS: Role.PETITION_CLERK,
}


class RecusalVerdict(Word):
    CLEAR = "clear", "无需回避"
    WAIVED = "waived", "经研究可不回避"
    BARRED = "barred", "应当回避"
