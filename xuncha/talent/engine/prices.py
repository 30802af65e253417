"""What seats cost at given prices of the demands, and the bound that any prices give.

Whatever prices the demands have, a plan costs at least what they yield, less what each person could save at most by
one seat. The same prices say of every seat by how much a plan that takes it would cost more than that.
"""

from dataclasses import dataclass

import numpy as np

from xuncha.talent.engine.arrays import LEADER, MEMBER, Floats, Problem
from xuncha.talent.engine.model import Model, Seat

SMALL = 1e-6


@dataclass(frozen=True)
class Prices:
    """What each group pays: a leader and a member (g,), a member of each specialty (g, s), a year and a rank (g,)."""

    leader: Floats
    member: Floats
    needs: Floats
    age: Floats
    rank: Floats

    def to_each(self, groups: int) -> "Prices":
        """So many groups that all pay what the only one does."""
        return Prices(*(np.repeat(part, groups, axis=0) for part in vars(self).values()))

    def seats(self, problem: Problem) -> tuple[Floats, Floats]:
        """(n, g) what each person costs as a member and as a leader; below nothing he saves. Infinite where he may not sit."""
        members = problem.skill @ -self.needs.T
        members += (problem.served - problem.instance.weights.short)[:, None]
        members -= self.member
        members -= np.outer(problem.age, self.age)
        members -= np.outer(problem.rank, self.rank)
        members[~problem.allowed] = np.inf
        leaders = problem.served[:, None] - self.leader
        leaders[~(problem.allowed & problem.may_lead[:, None])] = np.inf
        return members, leaders

    def yielded(self, problem: Problem) -> float:
        """By the demands alone."""
        empty = problem.instance.weights.short * problem.most.sum()
        sizes = np.where(self.member > 0, self.member * problem.least, self.member * problem.most)
        led = self.leader * problem.leaders
        return float(empty + sizes.sum() + led.sum() + (self.needs * problem.needs).sum())


@dataclass(frozen=True)
class Priced:
    """A bound, and what every seat adds to it.

    bound    no plan costs less
    members  (n, g) what a plan costs above the bound at least, if the person is a member of the group
    leaders  (n, g) the same of a leader; infinite of who may not lead
    """

    bound: float
    members: Floats
    leaders: Floats

    @classmethod
    def nothing(cls, problem: Problem) -> "Priced":
        """What is known before anything was solved: nothing costs less than nothing."""
        open_to_all = np.where(problem.allowed, 0.0, np.inf)
        leading = np.where(problem.may_lead[:, None], open_to_all, np.inf)
        return cls(0.0, open_to_all, leading)

    def count(self, slack: float) -> int:
        """How many seats a plan costing at most `slack` above the bound could take."""
        return int((self.members <= slack + SMALL).sum() + (self.leaders <= slack + SMALL).sum())

    def within(self, slack: float) -> list[Seat]:
        """Those seats themselves."""
        return [
            (int(p), int(g), kind)
            for kind, over in ((LEADER, self.leaders), (MEMBER, self.members))
            for p, g in np.argwhere((over <= slack + SMALL) & np.isfinite(over))
        ]

    def cheapest(self, number: int, slack: float) -> list[Seat]:
        """So many of those seats; of equals those who come first."""
        both = np.concatenate([self.leaders.ravel(), self.members.ravel()])
        near = np.flatnonzero((both <= slack + SMALL) & np.isfinite(both))
        chosen = near[np.argsort(both[near], kind="stable")[:number]]
        seats, groups = self.members.size, self.members.shape[1]
        return [
            (int(n % seats) // groups, int(n % seats) % groups, LEADER if n < seats else MEMBER)
            for n in chosen
        ]


def prices_of(model: Model) -> Prices:
    """The duals of a model that has been solved."""
    rows = model.rows
    dual = np.array(model.solver.getSolution().row_dual)
    needs = np.zeros_like(model.problem.needs, dtype=np.float64)
    for (k, s), price in zip(rows.needs, dual[rows.of("needs")], strict=True):
        needs[model.groups[k], s] = max(price, 0.0)
    return Prices(
        leader=dual[rows.of("leaders")],
        member=dual[rows.of("size")],
        needs=needs,
        age=dual[rows.of("age_up")] + dual[rows.of("age_down")],
        rank=dual[rows.of("rank_up")] + dual[rows.of("rank_down")],
    )


def price(problem: Problem, prices: Prices) -> Priced:
    members, leaders = prices.seats(problem)
    saved = np.maximum(0.0, -np.minimum(members.min(axis=1), leaders.min(axis=1)))
    members += saved[:, None]
    leaders += saved[:, None]
    return Priced(prices.yielded(problem) - float(saved.sum()), members, leaders)


def looks(problem: Problem) -> Floats:
    """(n,) what a person seems to cost as a member of a group that is on neither side of the targets."""
    weights = problem.instance.weights
    return np.asarray(
        problem.served + weights.age * np.abs(problem.age) + weights.rank * np.abs(problem.rank)
    )
