"""A plan in the making: who is posted, how each group stands, and what a change would cost."""

import numpy as np

from xuncha.talent.engine.arrays import LEADER, MEMBER, Bools, Floats, Ints, Plan, Problem

UNMET = 1e7  # of each seat or need that stays empty: more than any plan costs in other ways


class Standing:
    """`closed[g, p]` counts why a person may not sit in a group: barred, or apart from so many who sit there.

    `level` is what the square of a group's distance costs besides. It is next to nothing: it decides between plans of
    equal cost, of which the one with fewer groups near the worst leads further.
    """

    def __init__(self, problem: Problem, plan: Plan | None = None) -> None:
        people, groups = problem.size
        self.problem = problem
        self.plan = Plan.empty(groups)
        self.used: Bools = np.zeros(people, dtype=bool)
        self.home: Ints = np.full(people, -1, dtype=np.int64)  # the group of each member
        self.closed = np.ascontiguousarray(~problem.allowed.T).astype(np.int16)
        self.level = (0.0, 0.0)  # of ages, of ranks
        self.age: Floats = np.zeros(groups)
        self.rank: Floats = np.zeros(groups)
        self.cover: Ints = np.zeros_like(problem.needs)
        self.count: Ints = np.zeros(groups, dtype=np.int64)
        for person, group, kind in plan.seats() if plan else ():
            self.seat(person, group, kind)

    def seat(self, person: int, group: int, kind: int) -> None:
        self._move(person, group, kind, 1)
        (self.plan.leaders if kind == LEADER else self.plan.members)[group].append(person)

    def unseat(self, person: int, group: int, kind: int) -> None:
        self._move(person, group, kind, -1)
        (self.plan.leaders if kind == LEADER else self.plan.members)[group].remove(person)

    def _move(self, person: int, group: int, kind: int, way: int) -> None:
        problem = self.problem
        self.used[person] = way > 0
        for other in problem.apart[person]:
            self.closed[group, other] += way
        if kind == MEMBER:
            self.home[person] = group if way > 0 else -1
            self.age[group] += way * problem.age[person]
            self.rank[group] += way * problem.rank[person]
            self.cover[group] += way * problem.skill[person]
            self.count[group] += way

    def open_to(self, group: int, people: Ints) -> Ints:
        """Those of `people` who are free and may sit in the group."""
        free: Ints = people[~self.used[people] & (self.closed[group][people] == 0)]
        return free

    def unmet(self, group: int | Ints, cover: Ints, count: Ints | int) -> Floats:
        """What is missing in a group (or several: …) that had this cover (…, s) and so many members (…), as a cost."""
        problem = self.problem
        missing = np.maximum(problem.needs[group] - cover, 0).sum(axis=-1)
        fewer = np.maximum(problem.least[group] - count, 0)
        return np.asarray(UNMET * (missing + fewer), dtype=np.float64)

    def worst_beside(self, *groups: int) -> tuple[float, float]:
        """The worst age and rank of all other groups."""
        ages, ranks = np.abs(self.age), np.abs(self.rank)
        ages[list(groups)] = ranks[list(groups)] = 0.0
        return float(ages.max(initial=0.0)), float(ranks.max(initial=0.0))

    def spread(
        self, ages: Floats, ranks: Floats, worst: tuple[float, float] | tuple[Floats, Floats]
    ) -> Floats:
        """What one group costs at these distances (…) when the worst of all others is `worst`."""
        weights = self.problem.instance.weights
        own = weights.age * np.abs(ages) + weights.rank * np.abs(ranks)
        if any(self.level):
            own = own + self.level[0] * ages**2 + self.level[1] * ranks**2
        worst_age = np.maximum(np.abs(ages), worst[0])
        worst_rank = np.maximum(np.abs(ranks), worst[1])
        return np.asarray(own + weights.age_worst * worst_age + weights.rank_worst * worst_rank)

    def joining(self, group: int, people: Ints) -> Floats:
        """What it would cost, everything counted, if each of `people` came to the group as it stands."""
        return np.asarray(self._coming(group, people) + self._open_with(group, people), dtype=np.float64)

    def cheapest(self, group: int, people: Ints, below: float) -> int | None:
        """Of `people` the one whose joining costs least, if it costs less than `below`."""
        costs = self._coming(group, people)
        hopeful = np.flatnonzero(costs < below)  # what stays open only adds to it
        if not len(hopeful):
            return None
        people, costs = people[hopeful], costs[hopeful] + self._open_with(group, people[hopeful])
        best = int(np.argmin(costs))
        return int(people[best]) if costs[best] < below else None

    def _coming(self, group: int, people: Ints) -> Floats:
        """The same without what stays open."""
        problem = self.problem
        after = self.spread(
            self.age[group] + problem.age[people],
            self.rank[group] + problem.rank[people],
            self.worst_beside(group),
        )
        over = UNMET * max(0, int(self.count[group]) + 1 - int(problem.most[group]))
        return np.asarray(problem.served[people] - problem.instance.weights.short + after + over)

    def _open_with(self, group: int, people: Ints) -> Floats:
        return self.unmet(group, self.cover[group] + self.problem.skill[people], self.count[group] + 1)

    def as_is(self, group: int) -> float:
        """What the group costs as it stands, everything counted."""
        worst = self.worst_beside(group)
        here = self.spread(self.age[group], self.rank[group], worst)
        over = UNMET * max(0, int(self.count[group]) - int(self.problem.most[group]))
        return float(here + self.unmet(group, self.cover[group], int(self.count[group])) + over)
