"""Seats of a group, and what may bar a person from one (domain §4.1)."""

from collections.abc import Iterable

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


class Ruling(Word):
    """What an official makes of one tie that a rule found."""

    ACCEPTED = "accepted", "采纳，应当回避"
    WAIVED = "waived", "经研究可不回避"


def verdict_of(rulings: Iterable[str]) -> RecusalVerdict:
    """What the rulings on all ties of a pair come to: one that is accepted keeps the person out."""
    return RecusalVerdict.BARRED if Ruling.ACCEPTED in set(rulings) else RecusalVerdict.WAIVED
