"""Seats of a group, and what may bar a person from one (domain §4.1)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

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


@dataclass(frozen=True)
class Errand:
    """An occasion other than a round on which people are sent to organisations: a check of the counties.

    It is known by the identifier of whatever row of the app above stands for it. `at` is when it began.
    """

    uid: UUID
    name: str
    office: Any  # the row of the inspection office
    at: date


def verdict_of(rulings: Iterable[str]) -> RecusalVerdict:
    """What the rulings on all ties of a pair come to: one that is accepted keeps the person out."""
    return RecusalVerdict.BARRED if Ruling.ACCEPTED in set(rulings) else RecusalVerdict.WAIVED
