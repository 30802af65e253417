"""An instance as arrays, and what a plan costs."""

from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from xuncha.talent.engine.instance import Instance, Number

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
MEMBER, LEADER = 0, 1


@dataclass(frozen=True)
class Problem:
    """n people and g groups, s specialties that some group needs."""

    instance: Instance

    @cached_property
    def size(self) -> tuple[int, int]:
        return len(self.instance.people), len(self.instance.groups)

    @cached_property
    def served(self) -> Floats:
        """(n,) what posting each person costs, in whatever seat."""
        return self._of_people(lambda p: p.served) * self.instance.weights.served

    @cached_property
    def age(self) -> Floats:
        """(n,) years above the target; below it negative."""
        return self._of_people(lambda p: p.age) - self.instance.age

    @cached_property
    def rank(self) -> Floats:
        """(n,) ranks above the target."""
        return self._of_people(lambda p: p.rank) - self.instance.rank

    @cached_property
    def may_lead(self) -> Bools:
        return np.array([p.leader for p in self.instance.people], dtype=bool)

    @cached_property
    def specialties(self) -> list[str]:
        return sorted({word for group in self.instance.groups for word in group.needs})

    @cached_property
    def skill(self) -> Ints:
        """(n, s) 1 where the person has the specialty."""
        place = {word: n for n, word in enumerate(self.specialties)}
        found = np.zeros((self.size[0], len(place)), dtype=np.int64)
        for n, person in enumerate(self.instance.people):
            for word in person.specialties:
                if word in place:
                    found[n, place[word]] = 1
        return found

    @cached_property
    def needs(self) -> Ints:
        """(g, s) members wanted of each specialty."""
        rows = [[group.needs.get(word, 0) for word in self.specialties] for group in self.instance.groups]
        return np.array(rows, dtype=np.int64).reshape(self.size[1], len(self.specialties))

    @cached_property
    def allowed(self) -> Bools:
        """(n, g) whether the person may sit in the group at all."""
        found = np.ones(self.size, dtype=bool)
        if self.instance.barred:
            count = 2 * len(self.instance.barred)
            pairs = np.fromiter(chain.from_iterable(self.instance.barred), np.int64, count).reshape(-1, 2)
            found[pairs[:, 0], pairs[:, 1]] = False
        return found

    @cached_property
    def apart(self) -> list[list[int]]:
        """Of each person, those he may not sit with."""
        found: list[list[int]] = [[] for _ in self.instance.people]
        for one, other in sorted(self.instance.apart):
            found[one].append(other)
            found[other].append(one)
        return found

    @cached_property
    def least(self) -> Ints:
        return np.array([group.least for group in self.instance.groups], dtype=np.int64)

    @cached_property
    def most(self) -> Ints:
        return np.array([group.most for group in self.instance.groups], dtype=np.int64)

    @cached_property
    def leaders(self) -> Ints:
        return np.array([group.leaders for group in self.instance.groups], dtype=np.int64)

    @cached_property
    def is_whole(self) -> bool:
        """Whether every plan costs a whole number, so that a bound may be rounded up."""
        numbers: list[Number] = [
            *vars(self.instance.weights).values(), self.instance.age, self.instance.rank,
            *(number for p in self.instance.people for number in (p.age, p.rank, p.served)),
        ]  # fmt: skip
        return all(float(number).is_integer() for number in numbers)

    def _of_people(self, read: Any) -> Floats:
        return np.array([read(person) for person in self.instance.people], dtype=np.float64)


@dataclass
class Plan:
    """Who sits where, by place. `members[g]` and `leaders[g]` are kept in order."""

    members: list[list[int]]
    leaders: list[list[int]]

    @classmethod
    def empty(cls, groups: int) -> "Plan":
        return cls([[] for _ in range(groups)], [[] for _ in range(groups)])

    def copy(self) -> "Plan":
        return Plan([list(seats) for seats in self.members], [list(seats) for seats in self.leaders])

    def seats(self) -> list[tuple[int, int, int]]:
        """(person, group, MEMBER or LEADER) of everybody posted."""
        led = [(p, g, LEADER) for g, seats in enumerate(self.leaders) for p in seats]
        return led + [(p, g, MEMBER) for g, seats in enumerate(self.members) for p in seats]


@dataclass(frozen=True)
class Cost:
    """The sum that is minimised, and what it is made of."""

    total: float
    parts: dict[str, float] = field(default_factory=dict)


def cost(problem: Problem, plan: Plan) -> Cost:
    """What a plan costs, whether or not it keeps the rules."""
    weights = problem.instance.weights
    posted = [person for person, _, _ in plan.seats()]
    ages = [abs(float(problem.age[seats].sum())) for seats in plan.members]
    ranks = [abs(float(problem.rank[seats].sum())) for seats in plan.members]
    free = sum(int(most) - len(seats) for most, seats in zip(problem.most, plan.members, strict=True))
    parts = {
        "served": float(problem.served[posted].sum()),
        "age": weights.age * sum(ages),
        "rank": weights.rank * sum(ranks),
        "age_worst": weights.age_worst * max(ages, default=0.0),
        "rank_worst": weights.rank_worst * max(ranks, default=0.0),
        "short": float(weights.short * free),
    }
    return Cost(sum(parts.values()), parts)


def broken(problem: Problem, plan: Plan) -> int:
    """How many rules a plan breaks; 0 of one that can be carried out."""
    posted = [person for person, _, _ in plan.seats()]
    count = len(posted) - len(set(posted))
    for g, (members, leaders) in enumerate(zip(plan.members, plan.leaders, strict=True)):
        everybody = [*members, *leaders]
        count += abs(len(leaders) - int(problem.leaders[g]))
        count += max(0, int(problem.least[g]) - len(members)) + max(0, len(members) - int(problem.most[g]))
        count += int(np.maximum(problem.needs[g] - problem.skill[members].sum(axis=0), 0).sum())
        count += sum(not problem.allowed[p, g] for p in everybody)
        count += sum(not problem.may_lead[p] for p in leaders)
        here = set(everybody)
        count += sum(other in here for p in everybody for other in problem.apart[p]) // 2
    return count
