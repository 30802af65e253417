"""The bound: the linear relaxation, solved on few seats to which those that would have been worth something are added.

Whatever prices the demands have, a plan costs at least what they yield, less what each person could save at most by
one seat. At the optimum of the relaxation this is its value; before it, it holds all the same. The same prices say of
every seat by how much a plan that takes it would cost more than the bound.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import inf

import numpy as np

from xuncha.talent.engine.arrays import LEADER, MEMBER, Floats, Ints, Plan, Problem
from xuncha.talent.engine.model import Model, Seat

FIRST, ABLE, MORE = (
    24,
    8,
    16,
)  # seats of a group at the beginning, of each need, and added in each round of pricing
SMALL = 1e-6
HOPELESS = 1e6
LONGEST = 1e6  # seconds
DEARER = 30.0  # by so much what stays empty is charged more, when something does


@dataclass(frozen=True)
class Priced:
    """A bound, and what every seat adds to it.

    bound    no plan costs less
    members  (n, g) what a plan costs above the bound at least, if the person is a member of the group
    leaders  (n, g) the same of a leader; infinite of who may not lead
    shares   (person, group, kind) → how much of the seat the relaxation takes
    """

    bound: float
    members: Floats
    leaders: Floats
    shares: dict[Seat, float]

    @classmethod
    def nothing(cls, problem: Problem) -> "Priced":
        """What is known before anything was solved: nothing costs less than nothing."""
        open_to_all = np.where(problem.allowed, 0.0, np.inf)
        leading = np.where(problem.may_lead[:, None], open_to_all, np.inf)
        return cls(-inf, open_to_all, leading, {})

    def within(self, slack: float) -> list[Seat]:
        """Seats that a plan costing at most `slack` above the bound could take."""
        return [
            (int(p), int(g), kind)
            for kind, over in ((LEADER, self.leaders), (MEMBER, self.members))
            for p, g in np.argwhere((over <= slack + SMALL) & np.isfinite(over))
        ]


def relax(problem: Problem, start: Plan, left: Callable[[], float] = lambda: inf) -> Priced | None:
    """The relaxation of a problem of which `start` is a plan; None when it has no solution at all.

    `left` says how many seconds there are: when they are over, the best bound so far is the answer.
    """
    model = Model(problem, tuple(range(problem.size[1])), whole=False, unmet=_dear(problem))
    # prices from within the optimal face vary less from round to round than those of a corner
    model.solver.setOptionValue("solver", "ipm")
    model.solver.setOptionValue("run_crossover", "off")
    known: set[Seat] = set()
    _add(model, known, _first_seats(problem, start))
    best = Priced.nothing(problem)
    while (seconds := left()) > 0:
        model.solver.setOptionValue("time_limit", min(seconds, LONGEST))
        model.solver.run()
        if model.solver.getInfo().dual_solution_status != 2:
            break
        priced = _price(model)
        if priced.bound > best.bound:
            best = priced
        further = _worth_adding(model, known)
        if further:
            _add(model, known, further)
        elif model.missing < SMALL:
            break
        elif model.unmet is not None and model.unmet > HOPELESS:
            return None
        else:
            model.charge((model.unmet or 1.0) * DEARER)
    return best


def _dear(problem: Problem) -> float:
    """More than a person costs at most: it keeps prices of rare demands within reason until they are known."""
    return float(2 * looks(problem).max(initial=1.0) + problem.instance.weights.short + 1)


def looks(problem: Problem) -> Floats:
    """(n,) what a person seems to cost as a member of a group that is on neither side of the targets."""
    weights = problem.instance.weights
    return np.asarray(
        problem.served + weights.age * np.abs(problem.age) + weights.rank * np.abs(problem.rank)
    )


def _add(model: Model, known: set[Seat], seats: list[Seat]) -> None:
    fresh = [seat for seat in dict.fromkeys(seats) if seat not in known]
    known.update(fresh)
    model.add(fresh)


def _first_seats(problem: Problem, start: Plan) -> list[Seat]:
    """Those of the plan that is known, and of who looks cheapest for each group and need."""
    groups = problem.size[1]
    order = np.argsort(looks(problem), kind="stable")
    leaders = order[problem.may_lead[order]]
    chosen = start.seats()
    for g in range(groups):
        mine = order[problem.allowed[order, g]]
        chosen += [(int(p), g, MEMBER) for p in _spread(mine, g, groups, FIRST)]
        for s in np.flatnonzero(problem.needs[g]):
            able = mine[problem.skill[mine, s] > 0]
            chosen += [(int(p), g, MEMBER) for p in _spread(able, g, groups, ABLE)]
        leading = leaders[problem.allowed[leaders, g]]
        chosen += [(int(p), g, LEADER) for p in _spread(leading, g, groups, ABLE)]
    return chosen


def _spread(order: Ints, place: int, groups: int, number: int) -> Ints:
    """Some of the cheapest: other ones for each group, as many groups as want them."""
    stride = max(1, min(groups, len(order) // max(1, number)))
    return order[place % stride :: stride][:number]


def _values(model: Model) -> tuple[Floats, Floats, float]:
    """What each seat is worth at the prices of the demands alone (negative: it saves), and what the demands yield."""
    problem, rows = model.problem, model.rows
    price = np.array(model.solver.getSolution().row_dual)
    needs = np.zeros_like(problem.needs, dtype=np.float64)
    for n, (k, s) in enumerate(rows.needs):
        needs[model.groups[k], s] = price[rows.of("needs")][n]
    age = price[rows.of("age_up")] + price[rows.of("age_down")]
    rank = price[rows.of("rank_up")] + price[rows.of("rank_down")]
    size = price[rows.of("size")]
    members = (problem.served - problem.instance.weights.short)[:, None] - size[None, :]
    members = members - problem.skill @ needs.T
    members -= np.outer(problem.age, age) + np.outer(problem.rank, rank)
    leaders = problem.served[:, None] - price[rows.of("leaders")][None, :]
    members = np.where(problem.allowed, members, np.inf)
    leaders = np.where(problem.allowed & problem.may_lead[:, None], leaders, np.inf)
    low, high = rows.bounds
    yielded = model.constant
    for name in ("leaders", "size", "needs"):
        part = price[rows.of(name)]
        yielded += float(np.where(part > 0, part * low[rows.of(name)], 0).sum())
        yielded += float(
            np.where(
                part < 0, part * np.where(np.isfinite(high[rows.of(name)]), high[rows.of(name)], 0), 0
            ).sum()
        )
    return members, leaders, yielded


def _price(model: Model) -> Priced:
    members, leaders, yielded = _values(model)
    saved = np.maximum(0.0, -np.minimum(members.min(axis=1), leaders.min(axis=1)))
    solution = model.solver.getSolution().col_value
    shares = {
        seat: share
        for seat, share in zip(model.seats, solution[model.spreads :], strict=True)
        if share > SMALL
    }
    return Priced(yielded - float(saved.sum()), members + saved[:, None], leaders + saved[:, None], shares)


def _worth_adding(model: Model, known: set[Seat]) -> list[Seat]:
    """Seats that would lower the value of the model, the best of each group."""
    members, leaders, _ = _values(model)
    people = np.array(model.solver.getSolution().row_dual)[model.rows.of("people")]
    found: list[Seat] = []
    for kind, values in ((MEMBER, members), (LEADER, leaders)):
        reduced = values - people[:, None]
        for g in range(reduced.shape[1]):
            below = np.flatnonzero(reduced[:, g] < -SMALL)
            order = below[np.argsort(reduced[below, g], kind="stable")]
            fresh = [(int(p), g, kind) for p in order if (int(p), g, kind) not in known]
            found += fresh[:MORE]
    return found
