"""An instance in numbers: working days by place, units that stay together, and kinds of units that are alike."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property, reduce
from math import gcd

from xuncha.rounds.engine.planner.instance import TOGETHER, Instance

DAY = timedelta(days=1)
SATURDAY = 5
BEYOND = 6  # years after the deadline up to which a late end is looked for
NEVER = -1  # the place of a span that no round can fall into


@dataclass(frozen=True)
class Unit:
    """Organisations that one group takes in one round; bounds are places of working days.

    low, high    its round enters not before, leaves not after
    by, till     its round enters not after, leaves not before: to be on site together with another level
    link         units of one link fall into one round; -1 for none
    """

    members: tuple[int, ...]
    effort: int
    stay: int
    low: int
    high: int
    by: int
    till: int
    weight: int
    link: int

    @property
    def size(self) -> int:
        return len(self.members)


@dataclass(frozen=True)
class Kind:
    """Units that are alike to everything but the priorities; `units` by weight, the heaviest first."""

    units: tuple[int, ...]
    size: int
    effort: int
    stay: int
    low: int
    high: int
    by: int
    till: int
    link: int

    @property
    def count(self) -> int:
        return len(self.units)


@dataclass(frozen=True)
class Corps:
    """Groups that are there on the same days: spans (first, last) by place."""

    groups: tuple[int, ...]
    spans: tuple[tuple[int, int], ...]

    @property
    def count(self) -> int:
        return len(self.groups)


@dataclass(frozen=True)
class Stint:
    """One round of a plan in numbers: place of its first working day, working days, and units by group."""

    start: int
    length: int
    bins: dict[int, tuple[int, ...]]

    @property
    def end(self) -> int:
        return self.start + self.length - 1


class Problem:
    """Everything the search asks of an instance."""

    def __init__(self, instance: Instance) -> None:
        self.instance = instance
        self.rules = instance.rules

    @cached_property
    def days(self) -> list[date]:
        """Working days from the start to some years after the deadline: what comes after it tells how late a plan is."""
        asked, day, found = self.instance, self.instance.start, []
        last = date(asked.deadline.year + BEYOND, 12, 31)
        while day <= last:
            if (day.weekday() < SATURDAY and day not in asked.rest) or day in asked.work:
                found.append(day)
            day += DAY
        return found

    @cached_property
    def first(self) -> int:
        """Where the first round may enter."""
        return self.rules.preparation

    @cached_property
    def last(self) -> int:
        """The last place there is."""
        return len(self.days) - 1

    @cached_property
    def deadline(self) -> int:
        """The last place within the term; below `first` where no day is left."""
        return self.upto(self.instance.deadline)

    def since(self, day: date) -> int:
        return bisect_left(self.days, day)

    def upto(self, day: date) -> int:
        return bisect_right(self.days, day) - 1

    @cached_property
    def years(self) -> list[tuple[int, int]]:
        """(first, last) place of each calendar year."""
        names = range(self.days[0].year, self.days[-1].year + 1)
        return [(self.since(date(y, 1, 1)), self.upto(date(y, 12, 31))) for y in names]

    def year_of(self, place: int) -> int:
        return self.days[place].year

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        """Organisations that must share a group as one; their windows cut each other."""
        every = self.instance.organisations
        together = _joined(len(every), self._pairs(TOGETHER))
        sets = _sets(together)
        of = {member: n for n, members in enumerate(sets) for member in members}
        links = _joined(len(sets), [[of[m] for m in pair] for pair in self._pairs("")])
        linked = (
            [n for n in range(len(sets)) if links.count(links[n]) > 1] if len(set(links)) < len(sets) else []
        )
        chained = set(linked)
        return tuple(self._unit(members, links[n] if n in chained else -1) for n, members in enumerate(sets))

    def _pairs(self, kind: str) -> list[list[int]]:
        """Pairs of one kind by place; of any kind for ""."""
        place = {one.id: n for n, one in enumerate(self.instance.organisations)}
        return [[place[m] for m in pair.members] for pair in self.instance.pairs if kind in ("", pair.kind)]

    def _unit(self, members: tuple[int, ...], link: int) -> Unit:
        every = [self.instance.organisations[m] for m in members]
        meets = [one.meets for one in every if one.meets]
        return Unit(
            members=members,
            effort=sum(one.effort for one in every),
            stay=max(one.stay for one in every),
            low=max((self.since(one.earliest) for one in every if one.earliest), default=0),
            high=min((self.upto(one.latest) for one in every if one.latest), default=self.last),
            by=min((self.upto(last) for _, last in meets), default=self.last),
            till=max((self.since(first) for first, _ in meets), default=0),
            weight=sum(one.priority for one in every),
            link=link,
        )

    @cached_property
    def kinds(self) -> tuple[Kind, ...]:
        alike: dict[tuple[int, ...], list[int]] = {}
        for n, one in enumerate(self.units):
            own = n if one.link >= 0 else -1  # whoever is linked is a kind of its own
            key = (one.size, one.effort, one.stay, one.low, one.high, one.by, one.till, one.link, own)
            alike.setdefault(key, []).append(n)
        return tuple(
            Kind(tuple(sorted(found, key=lambda n: -self.units[n].weight)), *key[:-1])
            for key, found in alike.items()
        )

    @cached_property
    def corps(self) -> tuple[Corps, ...]:
        alike: dict[tuple[tuple[int, int], ...], list[int]] = {}
        for n, group in enumerate(self.instance.groups):
            spans = tuple((self.since(a), self.upto(b)) for a, b in group.there) or ((0, self.last),)
            alike.setdefault(spans, []).append(n)
        return tuple(Corps(tuple(found), spans) for spans, found in alike.items())

    @cached_property
    def even(self) -> tuple[int, ...]:
        """The groups whose loads are to be even: those that are always there."""
        return tuple(n for n, group in enumerate(self.instance.groups) if group.is_whole)

    @cached_property
    def grain(self) -> int:
        """What every load is a multiple of."""
        return reduce(gcd, (one.effort for one in self.units), 0) or 1

    def span(self, units: Iterable[int]) -> int:
        """Working days that a group with these units is on site."""
        found = [self.units[n] for n in units]
        return max(sum(one.effort for one in found), max((one.stay for one in found), default=0))

    def load(self, units: Iterable[int]) -> int:
        return sum(self.units[n].effort for n in units)

    def loads(self, plan: Iterable[Stint]) -> list[int]:
        """Group-days by group."""
        found = [0] * len(self.instance.groups)
        for stint in plan:
            for group, units in stint.bins.items():
                found[group] += self.load(units)
        return found

    def uneven(self, plan: Iterable[Stint]) -> int:
        """By how many group-days the loads lie further apart than counts as even."""
        return max(self.spread(plan) - self.rules.even, 0)

    def spread(self, plan: Iterable[Stint]) -> int:
        """Largest less smallest load of the groups that are always there."""
        loads = self.loads(plan)
        even = [loads[n] for n in self.even]
        return max(even) - min(even) if even else 0

    def cost(self, plan: Iterable[Stint]) -> int:
        """Priorities × number of the round."""
        return sum(
            number * self.units[n].weight
            for number, stint in enumerate(plan, 1)
            for units in stint.bins.values()
            for n in units
        )


def _joined(count: int, pairs: Iterable[Iterable[int]]) -> list[int]:
    """Of each place the smallest of its set, where those in a pair are in one."""
    root = list(range(count))

    def top(n: int) -> int:
        while root[n] != n:
            root[n] = root[root[n]]
            n = root[n]
        return n

    for pair in pairs:
        first, *others = pair
        for other in others:
            a, b = sorted((top(first), top(other)))
            root[b] = a
    return [top(n) for n in range(count)]


def _sets(root: list[int]) -> list[tuple[int, ...]]:
    found: dict[int, list[int]] = {}
    for n, first in enumerate(root):
        found.setdefault(first, []).append(n)
    return [tuple(members) for members in found.values()]
