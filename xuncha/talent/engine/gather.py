"""A first plan out of those whom all groups together would take, dealt out so that the groups are alike.

What it costs to take them is settled by then. What is left to be decided is who goes where, and there a group should
stand where the mean of all stands: the years and ranks that one group is spared another one has to bear.
"""

import numpy as np

from xuncha.talent.engine.arrays import LEADER, MEMBER, Bools, Floats, Ints, Problem
from xuncha.talent.engine.construct import by_scarcity, leaders_of
from xuncha.talent.engine.crowd import Crowd
from xuncha.talent.engine.prices import Priced
from xuncha.talent.engine.standing import Standing


def gather(problem: Problem, crowd: Crowd, priced: Priced, further: Ints) -> Standing:
    """A seat that no one of the crowd can take is offered to `further` people."""
    standing = Standing(problem)
    order = np.argsort(priced.leaders.min(axis=1, initial=np.inf), kind="stable")
    for group, leaders in enumerate(leaders_of(problem, order)):
        for person in leaders:
            standing.seat(person, group, LEADER)
    deal = _Deal(standing, crowd.members, further, priced)
    for group, specialty in by_scarcity(problem):
        able = problem.skill[:, specialty] > 0
        while standing.cover[group, specialty] < problem.needs[group, specialty]:
            if not deal.one(group, able):
                break
    everybody = np.ones(problem.size[0], dtype=bool)
    for group in range(problem.size[1]):
        while standing.count[group] < problem.least[group]:
            if not deal.one(group, everybody):
                break
    return standing


class _Deal:
    def __init__(self, standing: Standing, crowd: Ints, further: Ints, priced: Priced) -> None:
        problem = standing.problem
        self.standing, self.crowd, self.further, self.priced = standing, crowd, further, priced
        self.age = float(problem.age[crowd].mean()) if len(crowd) else 0.0
        self.rank = float(problem.rank[crowd].mean()) if len(crowd) else 0.0

    def one(self, group: int, able: Bools) -> bool:
        """Seat one of the crowd, else one of the further people; a full group takes nobody."""
        standing = self.standing
        if standing.count[group] >= standing.problem.most[group]:
            return False
        for people, worth in ((self.crowd, self._off), (self.further, self._over)):
            free = standing.open_to(group, people[able[people]])
            if len(free):
                standing.seat(int(free[np.argmin(worth(group, free))]), group, MEMBER)
                return True
        return False

    def _over(self, group: int, people: Ints) -> Floats:
        return np.asarray(self.priced.members[people, group])

    def _off(self, group: int, people: Ints) -> Floats:
        """How far from the mean of so many people each would bring the group."""
        standing, problem, weights = (
            self.standing,
            self.standing.problem,
            self.standing.problem.instance.weights,
        )
        count = int(standing.count[group]) + 1
        age = np.abs(standing.age[group] + problem.age[people] - count * self.age)
        rank = np.abs(standing.rank[group] + problem.rank[people] - count * self.rank)
        return np.asarray(weights.age * age + weights.rank * rank, dtype=np.float64)
