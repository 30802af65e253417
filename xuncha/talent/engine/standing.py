"""A plan in the making: who is posted, how each group stands, and what a change would cost."""

import numpy as np

from xuncha.talent.engine.arrays import LEADER, MEMBER, Bools, Floats, Ints, Plan, Problem

UNMET = 1e7  # of each seat or need that stays empty: more than any plan costs in other ways


class Standing:
    """`closed[p, g]` counts why a person may not sit in a group: barred, or apart from so many who sit there."""

    def __init__(self, problem: Problem, plan: Plan | None = None) -> None:
        people, groups = problem.size
        self.problem = problem
        self.plan = Plan.empty(groups)
        self.used: Bools = np.zeros(people, dtype=bool)
        self.home: Ints = np.full(people, -1, dtype=np.int64)  # the group of each member
        self.closed = (~problem.allowed).astype(np.int16)
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
            self.closed[other, group] += way
        if kind == MEMBER:
            self.home[person] = group if way > 0 else -1
            self.age[group] += way * problem.age[person]
            self.rank[group] += way * problem.rank[person]
            self.cover[group] += way * problem.skill[person]
            self.count[group] += way

    def open_to(self, group: int, people: Ints) -> Ints:
        """Those of `people` who are free and may sit in the group."""
        free: Ints = people[~self.used[people] & (self.closed[people, group] == 0)]
        return free

    def unmet(self, group: int | Ints, cover: Ints, count: Ints | int) -> Floats:
        """What is missing in a group (or several: …) that had this cover (…, s) and so many members (…), as a cost."""
        problem = self.problem
        missing = np.maximum(problem.needs[group] - cover, 0).sum(axis=-1)
        fewer = np.maximum(problem.least[group] - count, 0)
        return np.asarray(UNMET * (missing + fewer), dtype=np.float64)

    def worst_beside(self, *groups: int) -> tuple[float, float]:
        """The worst age and rank of all other groups."""
        others = np.ones(len(self.age), dtype=bool)
        others[list(groups)] = False
        if not others.any():
            return 0.0, 0.0
        return float(np.abs(self.age[others]).max()), float(np.abs(self.rank[others]).max())

    def spread(
        self, ages: Floats, ranks: Floats, worst: tuple[float, float] | tuple[Floats, Floats]
    ) -> Floats:
        """What one group costs at these distances (…) when the worst of all others is `worst`."""
        weights = self.problem.instance.weights
        own = weights.age * np.abs(ages) + weights.rank * np.abs(ranks)
        worst_age = np.maximum(np.abs(ages), worst[0])
        worst_rank = np.maximum(np.abs(ranks), worst[1])
        return np.asarray(own + weights.age_worst * worst_age + weights.rank_worst * worst_rank)

    def joining(self, group: int, people: Ints) -> Floats:
        """What it would cost, everything counted, if each of `people` came to the group as it stands."""
        problem = self.problem
        worst = self.worst_beside(group)
        after = self.spread(
            self.age[group] + problem.age[people], self.rank[group] + problem.rank[people], worst
        )
        unmet = self.unmet(group, self.cover[group] + problem.skill[people], self.count[group] + 1)
        over = UNMET * max(0, int(self.count[group]) + 1 - int(problem.most[group]))
        return np.asarray(
            problem.served[people] - problem.instance.weights.short + after + unmet + over, dtype=np.float64
        )

    def as_is(self, group: int) -> float:
        """The same of the group as it stands."""
        worst = self.worst_beside(group)
        here = self.spread(self.age[group], self.rank[group], worst)
        over = UNMET * max(0, int(self.count[group]) - int(self.problem.most[group]))
        return float(here + self.unmet(group, self.cover[group], int(self.count[group])) + over)
