"""The bound: the linear relaxation, solved on few seats to which those that would have been worth something are added.

Its prices give a bound (see `prices`) in every round; at the optimum of the relaxation it is its value.
"""

from collections.abc import Callable
from math import inf

import numpy as np

from xuncha.talent.engine.arrays import LEADER, MEMBER, Ints, Plan, Problem
from xuncha.talent.engine.model import Model, Seat
from xuncha.talent.engine.prices import SMALL, Priced, looks, price, prices_of

FIRST, ABLE, MORE = (
    24,
    8,
    16,
)  # seats of a group at the beginning, of each need, and added in each round of pricing
HOPELESS = 1e6
LONGEST = 1e6  # seconds
DEARER = 30.0  # by so much what stays empty is charged more, when something does


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
        found = price(problem, prices_of(model))
        best = found if found.bound > best.bound else best
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


def _worth_adding(model: Model, known: set[Seat]) -> list[Seat]:
    """Seats that would lower the value of the model, the best of each group."""
    members, leaders = prices_of(model).seats(model.problem)
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
