"""What is asked of a plan of rounds: organisations that are left, groups, pairs, rules and the calendar."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

PER_YEAR_MOST = 12
TOGETHER, SAME_ROUND = "group", "round"  # kinds of a pair


@dataclass(frozen=True)
class Organisation:
    """An organisation that is to be inspected once.

    effort    working days of one group that it takes; those of a group's organisations add up
    stay      working days that the group is with it at least, beside others or not
    earliest  first day on which its round may enter; `latest` the last on which its round may leave
    meets     (first, last): its round must be on site on at least one day of these, for a linkage with another level
    priority  how much it matters that it comes early, 0 for not at all; `reasons` say why
    """

    id: str
    name: str
    kind: str
    effort: int
    stay: int
    earliest: date | None = None
    latest: date | None = None
    meets: tuple[date, date] | None = None
    priority: int = 0
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True)
class Pair:
    """Organisations that one group takes in one round (kind `group`), or that fall into one round (kind `round`)."""

    kind: str
    members: tuple[str, ...]
    reason: str = ""


@dataclass(frozen=True)
class Group:
    """A group and the days on which it can be in the field, both ends included: none given is always."""

    id: str
    name: str
    there: tuple[tuple[date, date], ...] = ()

    @property
    def is_whole(self) -> bool:
        return not self.there


@dataclass(frozen=True)
class Rules:
    """How rounds follow one another; days are working days.

    preparation  before a round enters, counted from the start of the plan or from the round before
    feedback     after a round has left, before the next is prepared
    gap          that lie between leaving and the next entry at least, whatever is done in them
    targets      organisations that a group takes in one round at most (一托N)
    most_days    that a round is on site at most
    per_year     rounds that enter in one calendar year at most
    even         group-days that the loads of two groups may lie apart and still count as even
    """

    preparation: int
    feedback: int
    gap: int
    targets: int
    most_days: int
    per_year: int
    even: int = 5

    @property
    def between(self) -> int:
        return max(self.gap, self.feedback + self.preparation)


@dataclass(frozen=True)
class Instance:
    """`start` is the day from which the first round is prepared, `deadline` the last day of the term."""

    start: date
    deadline: date
    rules: Rules
    organisations: tuple[Organisation, ...]
    groups: tuple[Group, ...]
    pairs: tuple[Pair, ...] = ()
    rest: frozenset[date] = frozenset()  # weekdays on which nobody works
    work: frozenset[date] = frozenset()  # weekend days on which people work
    name: str = ""

    def without_group(self, id: str, since: date | None = None) -> "Instance":
        """The same with a group lost, from a day on or altogether."""
        found = []
        for one in self.groups:
            if one.id != id:
                found.append(one)
            elif since is not None:
                there = one.there or ((self.start, date(self.deadline.year + 10, 12, 31)),)
                left = tuple((a, min(b, since)) for a, b in there if a < since)
                if left:
                    found.append(replace(one, there=left))
        return replace(self, groups=tuple(found))


@dataclass(frozen=True)
class Office:
    """One office of several levels: its own instance under its name."""

    id: str
    instance: Instance


@dataclass(frozen=True)
class Link:
    """Organisations of several offices, as (office, organisation), whose rounds must be on site together for a day."""

    members: tuple[tuple[str, str], ...]
    reason: str = ""


@dataclass(frozen=True)
class Offices:
    """Several offices, the upper one first, with what links them."""

    offices: tuple[Office, ...]
    links: tuple[Link, ...] = ()


@dataclass(frozen=True)
class Placed:
    """One round of a plan: dates, and of each group (by id) its organisations and the day on which it leaves."""

    number: int
    enters: date
    leaves: date
    groups: Mapping[str, tuple[str, ...]]
    group_leaves: Mapping[str, date] = field(default_factory=dict)
