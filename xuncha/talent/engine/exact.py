"""Some groups solved as a whole-number model: to the end, or as far as the time given allows."""

from collections.abc import Sequence
from dataclasses import dataclass

import highspy
import numpy as np

from xuncha.talent.engine.arrays import LEADER, Plan, Problem
from xuncha.talent.engine.model import INFINITE, Model, Seat

HALF = 0.5


@dataclass(frozen=True)
class Found:
    """`seats` of the best plan found (none: no plan), and what no plan of these seats can go below."""

    seats: tuple[Seat, ...] | None
    bound: float
    finished: bool


@dataclass(frozen=True)
class Effort:
    """How long one model may be worked on: seconds, or nodes of the search (then the same answer every time)."""

    seconds: float | None = None
    nodes: int | None = None


def solve(
    problem: Problem,
    groups: Sequence[int],
    seats: Sequence[Seat],
    effort: Effort,
    *,
    start: Plan | None = None,
    floor: tuple[float, float] = (0.0, 0.0),
    seed: int = 0,
) -> Found:
    """The best way to fill `groups` from `seats`; `floor` is the worst age and rank of the groups left alone."""
    model = Model(problem, tuple(groups), whole=True, floor=floor)
    model.add(seats)
    model.keep_apart()
    solver = model.solver
    solver.setOptionValue("random_seed", seed)
    solver.setOptionValue("mip_rel_gap", 0.0)
    solver.setOptionValue("mip_abs_gap", 1 - 1e-6 if problem.is_whole else 1e-6)
    if effort.seconds is not None:
        solver.setOptionValue("time_limit", max(effort.seconds, 0.01))
    if effort.nodes is not None:
        solver.setOptionValue("mip_max_nodes", effort.nodes)
    if start is not None:
        solver.setSolution(_solution(model, start))
    solver.run()
    return _read(model)


def _solution(model: Model, start: Plan) -> highspy.HighsSolution:
    taken = set(start.seats())
    values = np.zeros(model.spreads + len(model.seats))
    values[model.spreads :] = [seat in taken for seat in model.seats]
    count = len(model.groups)
    problem = model.problem
    for k, g in enumerate(model.groups):
        values[k] = abs(problem.age[start.members[g]].sum())
        values[count + k] = abs(problem.rank[start.members[g]].sum())
    values[2 * count] = max(model.floor[0], values[:count].max(initial=0))
    values[2 * count + 1] = max(model.floor[1], values[count : 2 * count].max(initial=0))
    solution = highspy.HighsSolution()
    solution.col_value = values.tolist()
    return solution


def _read(model: Model) -> Found:
    solver = model.solver
    status, info = solver.getModelStatus(), solver.getInfo()
    finished = status in (highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kInfeasible)
    if status == highspy.HighsModelStatus.kInfeasible:
        return Found(None, INFINITE, True)
    bound = float(info.mip_dual_bound)
    bound = bound + model.constant if np.isfinite(bound) else -INFINITE
    if info.primal_solution_status != 2:
        return Found(None, bound, finished)
    values = np.array(solver.getSolution().col_value[model.spreads :])
    return Found(tuple(model.seats[n] for n in np.flatnonzero(values > HALF)), bound, finished)


def with_seats(plan: Plan, groups: Sequence[int], seats: Sequence[Seat]) -> Plan:
    """The plan with these groups filled anew."""
    fresh = plan.copy()
    for g in groups:
        fresh.members[g], fresh.leaders[g] = [], []
    for person, g, kind in sorted(seats):
        (fresh.leaders if kind == LEADER else fresh.members)[g].append(person)
    return fresh
