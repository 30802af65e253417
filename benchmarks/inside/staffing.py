"""One way of staffing one instance, as a process of its own: `staffing.py WAY INSTANCE SECONDS SEED` prints JSON.

ours     the product's solver
cp-sat   the plain model of OR-Tools with the greedy plan as hint
highs    the plain model of HiGHS with every seat in it, from the greedy plan
search   greedy and local search from ever new beginnings until the time is over
"""

import json
import random
import resource
import sys
import time
from collections.abc import Callable

import numpy as np

from xuncha.talent.engine import exact
from xuncha.talent.engine.answer import as_json
from xuncha.talent.engine.arrays import Cost, Plan, Problem, broken, cost
from xuncha.talent.engine.construct import construct
from xuncha.talent.engine.descend import descend
from xuncha.talent.engine.instance import Instance, read
from xuncha.talent.engine.solve import Result, staff
from xuncha.talent.engine.standing import Standing

LOST = 0.15  # of the seats that each new beginning empties


def ours(instance: Instance, seconds: float, seed: int) -> Result:
    return staff(instance, seconds=seconds, seed=seed)


def highs(instance: Instance, seconds: float, seed: int) -> Result:
    problem = Problem(instance)
    started = time.monotonic()
    start = construct(problem).plan
    groups = tuple(range(problem.size[1]))
    left = seconds - (time.monotonic() - started)
    found = exact.solve(problem, groups, _all_seats(problem), exact.Effort(left), start=start, seed=seed)
    plan = exact.with_seats(start, groups, found.seats) if found.seats else start
    return _result(problem, plan, found.bound, started)


def _all_seats(problem: Problem) -> list[tuple[int, int, int]]:
    members = [(int(p), int(g), 0) for p, g in np.argwhere(problem.allowed)]
    leading = problem.allowed & problem.may_lead[:, None]
    return members + [(int(p), int(g), 1) for p, g in np.argwhere(leading)]


def search(instance: Instance, seconds: float, seed: int) -> Result:
    problem, rng = Problem(instance), random.Random(seed)
    started = time.monotonic()

    def over() -> bool:
        return time.monotonic() - started > seconds

    standing = construct(problem)
    descend(standing, rng, over)
    best = standing.plan.copy()
    while not over():
        standing = Standing(problem, best)
        for person, group, kind in rng.sample(best.seats(), max(1, round(len(best.seats()) * LOST))):
            if kind == 0:
                standing.unseat(person, group, kind)
                free = standing.open_to(group, np.arange(problem.size[0]))
                standing.seat(int(rng.choice(list(free) or [person])), group, kind)
        descend(standing, rng, over)
        if cost(problem, standing.plan).total < cost(problem, best).total and not broken(
            problem, standing.plan
        ):
            best = standing.plan.copy()
    return _result(problem, best, float("-inf"), started)


def _result(problem: Problem, plan: Plan, bound: float, started: float) -> Result:
    found: Cost = cost(problem, plan)
    status = "optimal" if found.total - bound < 1 else "feasible"  # every cost is a whole number
    return Result(status, plan, found, bound, time.monotonic() - started)


def cp_sat(instance: Instance, seconds: float, seed: int) -> Result:
    from rival_cp_sat import solve  # noqa: PLC0415  (OR-Tools is there for this alone)

    problem = Problem(instance)
    started = time.monotonic()
    start = construct(problem).plan
    plan, bound = solve(problem, start, seconds - (time.monotonic() - started), seed)
    return _result(problem, plan or start, bound, started)


WAYS: dict[str, Callable[[Instance, float, int], Result]] = {
    "ours": ours,
    "cp-sat": cp_sat,
    "highs": highs,
    "search": search,
}


def main() -> None:
    way, path, seconds, seed = sys.argv[1:5]
    with open(path, encoding="utf-8") as file:
        instance = read(json.load(file))
    answer = as_json(instance, WAYS[way](instance, float(seconds), int(seed)))
    # of the process and of the greatest that it started beside itself
    both = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    memory = sum(resource.getrusage(who).ru_maxrss for who in both) / 1024
    print(json.dumps(answer | {"megabytes": memory}))


if __name__ == "__main__":
    main()
