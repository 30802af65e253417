"""Staffing all groups of a round: a plan, a bound that no plan can beat, and why there is none if there is none.

All groups as one give a first bound and a first plan, which is descended from; the relaxation gives the bound and says
of every seat what taking it would cost at least; what could still be part of a better plan is then searched as a
whole-number model, all groups at once where that is little, else some groups at a time.
"""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from random import Random

import numpy as np

from xuncha.talent.engine import conflicts
from xuncha.talent.engine.arrays import Cost, Plan, Problem, broken, cost
from xuncha.talent.engine.budget import Budget
from xuncha.talent.engine.construct import construct
from xuncha.talent.engine.crowd import crowd
from xuncha.talent.engine.descend import descend, level, likely
from xuncha.talent.engine.exact import Effort, solve, with_seats
from xuncha.talent.engine.gather import gather
from xuncha.talent.engine.instance import Instance
from xuncha.talent.engine.model import Seat
from xuncha.talent.engine.prices import Priced, price
from xuncha.talent.engine.relax import relax
from xuncha.talent.engine.standing import Standing

SECONDS = 30.0
AT_ONCE = 4_000  # seats that one model is given
BLOCK, LARGEST = 4, 12  # groups that are filled anew together
OF_A_BLOCK = 700  # seats of a block
TOO_MANY = 500_000  # seats: a model of so many is not even built in the time there is
BLOCK_SECONDS, BLOCK_NODES = 4.0, 200
DESCENT, RELAXATION = 0.4, 0.6  # share of the time for the first plan, and of what is left for the bound
LARGE, OF_A_LARGE = (
    1_000_000,
    0.9,
)  # people × groups: from here on the groups' own relaxation would take all the time
EPSILON = 1e-6
UNKNOWN = conflicts.Why("在给定的时间内没有找到方案，也没有证明方案不存在。", {})


@dataclass(frozen=True)
class Result:
    """`plan` is None when there is none, or none was found; `why` says what cannot be had together."""

    status: str
    plan: Plan | None
    cost: Cost | None
    bound: float | None
    seconds: float
    why: tuple[conflicts.Why, ...] = ()


def staff(
    instance: Instance, *, seconds: float | None = None, work: int | None = None, seed: int = 0
) -> Result:
    """Fill all groups. With `work`, the same plan for the same seed; with `seconds`, the best found by then."""
    problem = Problem(instance)
    large = problem.size[0] * problem.size[1] > LARGE
    budget = Budget(SECONDS if seconds is None and work is None else seconds, work, large=large)
    if not problem.size[1]:
        nothing = Plan.empty(0)
        return Result("optimal", nothing, cost(problem, nothing), 0.0, budget.elapsed)
    plan, priced = _begin(problem, budget, seed, large=large)
    if plan is None:
        plan = _any_plan(problem, priced, budget)
    if plan is None:
        why = conflicts.explain(problem, budget)
        status = "infeasible" if why else "unknown"
        return Result(status, None, None, None, budget.elapsed, tuple(why or [UNKNOWN]))
    search = Search(problem, plan, priced, budget, seed)
    search.run()
    found = cost(problem, search.plan)
    bound = min(search.bound, found.total)
    status = "optimal" if found.total - bound < search.step - EPSILON else "feasible"
    if status == "optimal":
        bound = found.total
    return Result(status, search.plan, found, bound, budget.elapsed)


def _begin(problem: Problem, budget: Budget, seed: int, *, large: bool) -> tuple[Plan | None, Priced | None]:
    """A plan that keeps the rules, if one is found, and what seats cost; None where the relaxation has no solution."""

    def until(share: float) -> Callable[[], bool]:
        return lambda: budget.is_timed and budget.is_over(share)

    most = 1.0 if large else DESCENT
    together, known, standing = crowd(problem), None, None
    if together is not None:
        known = price(problem, together.prices)
        further = likely(problem, known.members.min(axis=1))
        standing = gather(problem, together, known, further)
        rng, over = Random(seed), until(most / 2 if broken(problem, standing.plan) else most)
        descend(standing, rng, over, further)
        level(standing, rng, over, further)
    if standing is None or broken(problem, standing.plan):
        standing = construct(problem)
        descend(standing, Random(seed), until(most))
    plan = None if broken(problem, standing.plan) else standing.plan
    if large and known is not None:
        return plan, known
    left = (lambda: budget.left * RELAXATION) if budget.is_timed else (lambda: math.inf)
    found = relax(problem, standing.plan, left)
    if found is not None and known is not None and known.bound > found.bound:
        return plan, known
    return plan, found


def _any_plan(problem: Problem, priced: Priced | None, budget: Budget) -> Plan | None:
    """A plan that keeps the rules, where building one seat by seat came to an end."""
    if priced is None:
        return None
    everything = tuple(range(problem.size[1]))
    for slack in (5.0, 50.0, math.inf):
        if priced.count(slack) > TOO_MANY:
            return None
        seats = priced.within(slack)
        effort = Effort(budget.left / 2) if budget.is_timed else Effort(nodes=BLOCK_NODES)
        found = solve(problem, everything, seats, effort)
        if found.seats is not None:
            plan = with_seats(Plan.empty(len(everything)), everything, found.seats)
            return None if broken(problem, plan) else plan
    return None


class Search:
    """A plan and a bound that come towards each other."""

    def __init__(
        self, problem: Problem, plan: Plan, priced: Priced | None, budget: Budget, seed: int
    ) -> None:
        self.problem, self.plan, self.priced, self.budget, self.seed = problem, plan, priced, budget, seed
        self.rng = Random(seed)
        self.total = cost(problem, plan).total
        self.step = 1.0 if problem.is_whole else EPSILON * 10
        self.bound = self._rounded(priced.bound) if priced else -math.inf

    def run(self) -> None:
        groups = self.problem.size[1]
        if self.priced is None:
            return
        block = min(BLOCK, groups)
        while not self._is_done():
            if self.priced.count(self._slack()) <= AT_ONCE or block >= groups:
                self._all_at_once(self.priced.within(self._slack()))
                return
            better = [self._refill(chosen) for chosen in self._blocks(block) if not self._is_done()]
            if sum(better) * 10 < len(better):
                block += 2
                if block > LARGEST:
                    self._all_at_once(self.priced.cheapest(AT_ONCE, self._slack()))
                    return

    def _is_done(self) -> bool:
        return self.budget.is_over() or self.total - self.bound < self.step - EPSILON

    def _slack(self) -> float:
        """A seat that costs more than this above the relaxation is in no better plan."""
        assert self.priced is not None
        return self.total - self.step - self.priced.bound

    def _rounded(self, bound: float) -> float:
        return math.ceil(bound - EPSILON) if self.problem.is_whole and math.isfinite(bound) else bound

    def _all_at_once(self, seats: Sequence[Seat]) -> None:
        """One model of all groups. What it leaves out costs more than the plan that is known, or than its own slack."""
        assert self.priced is not None
        groups = tuple(range(self.problem.size[1]))
        given = list(dict.fromkeys([*seats, *self.plan.seats()]))
        effort = (
            Effort(self.budget.left)
            if self.budget.is_timed
            else Effort(nodes=int(self.budget.left) * BLOCK_NODES)
        )
        found = solve(self.problem, groups, given, effort, start=self.plan, seed=self.seed)
        left_out = self.total if len(seats) >= self.priced.count(self._slack()) else self.bound
        self.bound = max(self.bound, min(self._rounded(found.bound), left_out))
        if found.seats is not None:
            self._take(with_seats(self.plan, groups, found.seats))
        if found.finished and left_out >= self.total:
            self.bound = self.total

    def _blocks(self, size: int) -> Iterator[list[int]]:
        """All groups once, some at a time."""
        groups = list(range(self.problem.size[1]))
        self.rng.shuffle(groups)
        for first in range(0, len(groups), size):
            chosen = groups[first : first + size]
            yield chosen if len(chosen) == size else groups[-size:]

    def _refill(self, groups: list[int]) -> bool:
        """Fill some groups anew from their own people and the free, all others staying as they are."""
        self.budget.step()
        rest = Standing(self.problem, self.plan)
        own = {p for g in groups for p in (*self.plan.members[g], *self.plan.leaders[g])}
        taken = rest.used.copy()
        taken[list(own)] = False
        seats = [seat for seat in self.plan.seats() if seat[1] in groups]
        seats = list(dict.fromkeys([*seats, *self._cheap_seats(groups, taken)]))
        effort = (
            Effort(min(BLOCK_SECONDS, self.budget.left))
            if self.budget.is_timed
            else Effort(nodes=BLOCK_NODES)
        )
        found = solve(
            self.problem, groups, seats, effort,
            start=self.plan, floor=rest.worst_beside(*groups), seed=self.seed,
        )  # fmt: skip
        return found.seats is not None and self._take(with_seats(self.plan, groups, found.seats))

    def _cheap_seats(
        self, groups: list[int], taken: "np.ndarray[tuple[int], np.dtype[np.bool_]]"
    ) -> list[Seat]:
        assert self.priced is not None
        found: list[tuple[float, Seat]] = []
        for kind, over in ((0, self.priced.members), (1, self.priced.leaders)):
            for g in groups:
                column = np.where(taken, np.inf, over[:, g])
                cheapest = np.argsort(column, kind="stable")[: OF_A_BLOCK // len(groups)]
                found += [(float(column[p]), (int(p), g, kind)) for p in cheapest if np.isfinite(column[p])]
        return [seat for _, seat in sorted(found)[:OF_A_BLOCK]]

    def _take(self, plan: Plan) -> bool:
        total = cost(self.problem, plan).total
        if broken(self.problem, plan) or total >= self.total - EPSILON:
            return False
        self.plan, self.total = plan, total
        return True
