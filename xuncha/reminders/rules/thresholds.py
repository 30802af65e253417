"""When somebody is told of a deadline, and how far up (domain §2.2): thresholds in calendar days, as rows of a scheme.

A thing stands on one threshold at a time: the last it has passed. So a loop that comes late tells of where the thing
stands now, and not of every threshold passed meanwhile.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from xuncha.kernel.refusals import NotAllowed
from xuncha.kernel.words import Word
from xuncha.records.rules import Role

EARLIEST = 180  # days ahead: nobody acts on what is further off
LATEST = 730  # days late
HEAD = frozenset({Role.DIRECTOR, Role.COUNTY_OFFICE})  # who sets the thresholds of an office


class Audience(Word):
    """Who is told: from the one who owes it to ever higher persons."""

    OWNER = "owner", "责任人"
    LEAD = "lead", "牵头领导"
    UNIT = "unit", "责任单位"
    HEAD = "head", "单位主要负责人"
    SECTION = "section", "承办科室"
    DIRECTOR = "director", "巡察办主任"
    LEADERS = "leaders", "领导小组成员"


@dataclass(frozen=True)
class Ladder:
    """The thresholds for one kind of thing: days left (negative: days late) → who is told, the owner first."""

    steps: Mapping[int, tuple[Audience, ...]]

    @property
    def ahead(self) -> int | None:
        """How many days before the due day the first threshold lies; None without any."""
        return max(self.steps, default=None)

    def step(self, left: int) -> int | None:
        """The threshold on which a thing with so many days left stands; None before the first."""
        return min((days for days in self.steps if left <= days), default=None)

    def bounds(self) -> list[tuple[int, int]]:
        """(threshold, days left below which it is passed over) from the nearest to the furthest late."""
        falling = sorted(self.steps, reverse=True)
        return list(zip(falling, [*falling[1:], -LATEST * 100], strict=True))


@dataclass(frozen=True)
class Row:
    """One line of a scheme: for one kind of thing, or for all ("") that have no lines of their own."""

    kind: str
    days: int
    audience: Audience


def ladder(rows: Iterable[Row], kind: str) -> Ladder:
    """The thresholds of a kind: its own lines where there are any, else those for all."""
    known = list(rows)
    lines = [row for row in known if row.kind == kind] or [row for row in known if not row.kind]
    order = list(Audience)
    days = sorted({row.days for row in lines}, reverse=True)
    return Ladder(
        {
            day: tuple(sorted({row.audience for row in lines if row.days == day}, key=order.index))
            for day in days
        }
    )


def check_days(days: int) -> None:
    if not -LATEST <= days <= EARLIEST:
        raise NotAllowed(
            "提前天数应在%(late)s至%(early)s之间，逾期用负数表示。", late=-LATEST, early=EARLIEST
        )
