"""The best rounds of one office: earliest end, then even loads, then priorities early; with what no plan can beat.

The end and the priorities come from the model of patterns (`model.Counted`), which does not tell groups apart. What it
says of the priorities holds for every plan with the earliest end, so a plan that reaches it with loads as even as
arithmetic allows is the best of all in the order of the aims. Where exchanges do not lead there, the model that tells
groups apart (`model.Named`) has the last word.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, inf

from xuncha.rounds.engine.planner import greedy
from xuncha.rounds.engine.planner.counted import Counted, Pattern, patterns
from xuncha.rounds.engine.planner.earliest import settle
from xuncha.rounds.engine.planner.improve import COST, FINISH, SPREAD, Search
from xuncha.rounds.engine.planner.instance import Instance
from xuncha.rounds.engine.planner.linear import Solved
from xuncha.rounds.engine.planner.model import Shape
from xuncha.rounds.engine.planner.named import Named
from xuncha.rounds.engine.planner.problem import Problem, Stint

SECONDS = 20.0
EXACT = 1e-6
STEADY_NODES, STEADY_STEPS, MOST_STEPS = 400, 2_000, 20_000
LEAST_SECONDS = 0.3
MOST_NAMED = 1500  # columns up to which telling groups apart is worth the try
Aims = tuple[float, float, float]


@dataclass(frozen=True)
class Result:
    """`aims` of the plan and `bounds` below which no plan comes, each given the aims before: end (place of a working
    day), group-days beyond what counts as even, priorities × number of the round. `plan` None: none found."""

    problem: Problem
    plan: tuple[Stint, ...] | None
    aims: Aims | None
    bounds: Aims
    is_impossible: bool
    seconds: float

    @property
    def is_proven(self) -> bool:
        return self.aims is not None and all(
            a <= b + EXACT for a, b in zip(self.aims, self.bounds, strict=True)
        )

    @property
    def is_late(self) -> bool:
        return self.aims is not None and self.aims[FINISH] > self.problem.deadline


class Clock:
    """Seconds that are left, or none to be counted: then work is counted instead, the same on every machine."""

    def __init__(self, seconds: float | None) -> None:
        self.started = time.monotonic()
        self.seconds = inf if seconds is None else seconds

    @property
    def nodes(self) -> int | None:
        return STEADY_NODES if self.seconds == inf else None

    @property
    def is_over(self) -> bool:
        """Whether putting another model together is no longer worth it."""
        return self.share(1) < min(LEAST_SECONDS, self.seconds / 10)

    @property
    def steps(self) -> int:
        return STEADY_STEPS if self.seconds == inf else MOST_STEPS

    @property
    def gone(self) -> float:
        return time.monotonic() - self.started

    def share(self, part: float) -> float:
        """This part of what is left."""
        return inf if self.seconds == inf else max(self.seconds - self.gone, 0.0) * part

    def at_most(self, part: float, most: float) -> float:
        """This part of what is left, but no longer than `most`."""
        return inf if self.seconds == inf else min(self.share(part), most)


def solve(instance: Instance, *, seconds: float | None = SECONDS, seed: int = 0) -> Result:
    """The best plan found in so many seconds, and what no plan can beat; None: as much work as is always the same."""
    return Solver(Problem(instance), seconds, seed).run()


class Solver:
    def __init__(self, problem: Problem, seconds: float | None, seed: int) -> None:
        self.problem = problem
        self.clock = Clock(seconds)
        self.seed = seed
        self.known: list[Pattern] | None = None
        self.bounds: list[float] = [float(problem.first - 1), 0.0, 0.0]

    def run(self) -> Result:
        problem = self.problem
        if not problem.units:
            return Result(problem, (), (problem.first - 1, 0, 0), (problem.first - 1, 0, 0), False, 0.0)
        self.known = patterns(problem)
        plan = self._first()
        if plan is None:
            return self._without_start()
        plan = self._end(plan)
        plan = self._rest(plan)
        return self._result(plan)

    def end_only(self) -> Result:
        """As `run`, for the end alone: what is asked when only the date matters."""
        problem = self.problem
        self.known = patterns(problem)
        plan = self._first() if problem.units and problem.instance.groups else None
        return self._result(self._end(plan)) if plan else self.run()

    def lowest(self) -> float:
        """The place before which no plan ends, by the relaxation alone."""
        self.known = patterns(self.problem)
        plan = greedy.build(self.problem)
        return self._lowest(plan, share=1.0) if plan else self.bounds[FINISH]

    def _result(self, plan: Sequence[Stint] | None, *, impossible: bool = False) -> Result:
        aims = self._aims(plan) if plan else None
        low = (
            tuple(self.bounds)
            if aims is None
            else tuple(min(b, a) for a, b in zip(aims, self.bounds, strict=True))
        )
        bounds = (low[0], low[1], low[2])
        return Result(self.problem, tuple(plan) if plan else None, aims, bounds, impossible, self.clock.gone)

    def _aims(self, plan: Sequence[Stint]) -> Aims:
        return plan[-1].end, self.problem.uneven(plan), self.problem.cost(plan)

    # the first plan

    def _first(self) -> list[Stint] | None:
        """Greedy plans of several lengths of the rounds, the earliest bettered by exchanges."""
        most = self.problem.rules.most_days
        tried = [
            greedy.build(self.problem, length=most - cut) for cut in range(0, most // 2, max(most // 8, 1))
        ]
        found = [plan for plan in tried if plan]
        if not found:
            return None
        plan = min(found, key=lambda one: self._aims(one))
        small = len(self.problem.units) <= 60
        lowest = self._lowest(plan)
        return Search(self.problem, plan, self.seed).run(
            self.clock.at_most(0.15, 0.6 if small else 4.0),
            (lowest, 0, 0),
            turns=(FINISH,),
            steps=self.clock.steps,
        )

    def _lowest(self, plan: Sequence[Stint], share: float = 0.3) -> float:
        """What the linear relaxation says of the end."""
        model = self._counted(plan[-1].end)
        if model is None:
            return self.bounds[FINISH]
        model.linear.minimise([(model.finish, 1)])
        self._raise(FINISH, self._relaxed(model, share))
        return self.bounds[FINISH]

    def _relaxed(self, model: Counted, share: float = 0.3) -> float:
        """What the linear relaxation costs; -inf where it was not done in time."""
        linear = model.linear
        whole, linear.whole = linear.whole, [False] * len(linear.whole)
        solved = linear.solve(max(self.clock.share(share), 0.1), nodes=self.clock.nodes)
        linear.whole = whole
        if solved.values is None or not solved.finished:
            return -inf
        return sum(cost * value for cost, value in zip(linear.cost, solved.values, strict=True))

    def _raise(self, aim: int, bound: float) -> None:
        if -inf < bound < inf:
            self.bounds[aim] = max(self.bounds[aim], ceil(bound - 1e-5))

    # how many rounds there can be

    def _shape(self, end: int) -> Shape:
        """As many rounds as fit in before `end`, and as many as it needs at least."""
        problem, rules = self.problem, self.problem.rules
        shortest = min(max(one.effort, one.stay) for one in problem.units)
        fit = 1 + max(end - shortest + 1 - problem.first, 0) // (shortest + rules.between)
        groups = max(len(problem.instance.groups), 1)
        size = ceil(sum(one.size for one in problem.units) / (groups * rules.targets))
        area = ceil(sum(one.effort for one in problem.units) / (groups * rules.most_days))
        years = sum(1 for a, b in problem.years if b >= problem.first and a <= end)
        rounds = max(min(fit, len(problem.units), years * rules.per_year), 1)
        return Shape(rounds, min(max(size, area, 1), rounds), end)

    def _counted(self, end: int) -> Counted | None:
        if self.known is None or not self.problem.instance.groups:
            return None
        return Counted(self.problem, self._shape(end), self.known)

    # the aims one after the other

    def _end(self, plan: list[Stint]) -> list[Stint]:
        if plan[-1].end <= self.bounds[FINISH] + EXACT or self.clock.is_over:
            return plan
        model = self._counted(plan[-1].end) or Named(self.problem, self._shape(plan[-1].end))
        model.linear.minimise([(model.finish, 1)])
        solved = model.linear.solve(
            self.clock.share(0.6), start=model.known(plan), seed=self.seed, nodes=self.clock.nodes
        )
        self._raise(FINISH, solved.bound)
        return self._better(plan, self._of(model, solved))

    def _of(self, model: Counted | Named, solved: Solved) -> list[Stint] | None:
        found = model.plan(solved) if solved.values else None
        return settle(self.problem, found) if found else None

    def _better(self, plan: list[Stint], other: list[Stint] | None) -> list[Stint]:
        return min([plan, *([other] if other else [])], key=lambda one: self._aims(one))

    def _rest(self, plan: list[Stint]) -> list[Stint]:
        """Evenness, then priorities, the end being what it is."""
        end = plan[-1].end
        self.bounds[SPREAD] = float(self._uneven())
        early = self._early(plan, end)
        tries = [
            Search(self.problem, one, self.seed).run(
                self.clock.at_most(0.3, 3.0),
                (end, self.bounds[SPREAD], self.bounds[COST]),
                turns=turns,
                steps=self.clock.steps,
            )
            for one, turns in ((early, (FINISH, COST, SPREAD)), (plan, (FINISH, SPREAD, COST)))
            if one is early or self._aims(early)[SPREAD] > self.bounds[SPREAD]
        ]
        best = min(tries, key=lambda one: self._aims(one))
        return best if self._is_done(best) else self._named(best)

    def _uneven(self) -> int:
        """How far apart even loads are at least, for arithmetic alone."""
        problem = self.problem
        if len(problem.even) != len(problem.instance.groups):
            return 0
        whole = sum(one.effort for one in problem.units) // problem.grain
        apart = problem.grain if whole % len(problem.even) else 0
        return max(apart - problem.rules.even, 0)

    def _early(self, plan: list[Stint], end: int) -> list[Stint]:
        """Priorities as early as the end allows, whatever the loads."""
        model = None if self.clock.is_over else self._counted(end)
        if model is None:
            return plan
        terms = model.priorities()
        if not terms:
            return plan
        model.linear.minimise(terms)
        self._raise(COST, self._relaxed(model))
        if self.problem.cost(plan) <= self.bounds[COST]:
            return plan
        solved = model.linear.solve(
            self.clock.share(0.6), start=model.known(plan), seed=self.seed, nodes=self.clock.nodes
        )
        if solved.bound > -inf:
            self._raise(COST, solved.bound)
        found = settle(self.problem, model.plan(solved)) if solved.values else None
        if found and found[-1].end <= end and self.problem.cost(found) <= self.problem.cost(plan):
            return found
        return plan

    def _is_done(self, plan: Sequence[Stint]) -> bool:
        return all(a <= b + EXACT for a, b in zip(self._aims(plan), self.bounds, strict=True))

    def _named(self, plan: list[Stint]) -> list[Stint]:
        """With the groups told apart: evenness to the end of the search, then the priorities at it."""
        end = plan[-1].end
        shape = self._shape(end)
        if (
            self.clock.is_over
            or len(self.problem.kinds) * len(self.problem.instance.groups) * shape.rounds > MOST_NAMED
        ):
            return plan
        if self._aims(plan)[SPREAD] > self.bounds[SPREAD]:
            model = Named(self.problem, shape)
            model.linear.minimise([(model.uneven, 1)])
            solved = model.linear.solve(
                self.clock.share(0.5), start=model.known(plan), seed=self.seed, nodes=self.clock.nodes
            )
            self._raise(SPREAD, solved.bound)
            plan = self._better(plan, self._of(model, solved))
        if self._aims(plan)[SPREAD] <= self.bounds[SPREAD] + EXACT and not self._is_done(plan):
            model = Named(self.problem, shape)
            model.linear.row([(model.uneven, 1)], high=self.problem.uneven(plan))
            model.linear.minimise(model.priorities())
            solved = model.linear.solve(
                self.clock.share(1), start=model.known(plan), seed=self.seed, nodes=self.clock.nodes
            )
            self._raise(COST, solved.bound)
            plan = self._better(plan, self._of(model, solved))
        return plan

    # where no first plan was found

    def _without_start(self) -> Result:
        """The model is asked alone: within the term first, then beyond it."""
        if not self.problem.instance.groups:
            return self._result(None, impossible=True)
        impossible = True
        for end in (self.problem.deadline, self.problem.last):
            if end < self.problem.first:
                continue
            model = self._counted(end) or Named(self.problem, self._shape(end))
            model.linear.minimise([(model.finish, 1)])
            solved = model.linear.solve(self.clock.share(0.6), seed=self.seed, nodes=self.clock.nodes)
            plan = self._of(model, solved)
            if plan:
                self._raise(FINISH, solved.bound if end == self.problem.last else self.bounds[FINISH])
                self._raise(FINISH, solved.bound if solved.finished else self.bounds[FINISH])
                return self._result(self._rest(plan))
            if solved.is_infeasible:
                self._raise(FINISH, end + 1)
            impossible = solved.is_infeasible
        return self._result(None, impossible=impossible)
