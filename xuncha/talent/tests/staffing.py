"""Small instances of staffing, and every plan they have."""

from itertools import product
from random import Random
from typing import Any

from xuncha.talent.engine.arrays import Plan, Problem, broken, cost
from xuncha.talent.engine.instance import Instance, read

WORDS = ("audit", "law", "writing")


def small(seed: int, people: int = 6, groups: int = 2) -> dict[str, Any]:
    """As JSON, not always feasible: few people, and who is barred or apart counts."""
    rng = Random(seed)
    crowd = [
        {
            "id": f"p{n}",
            "leader": rng.random() < 0.5,
            "age": rng.randint(30, 58),
            "rank": rng.randint(1, 7),
            "organisation": "u",
            "specialties": sorted(word for word in WORDS if rng.random() < 0.5),
            "channel": "c",
            "served": rng.randint(0, 3),
        }
        for n in range(people)
    ]
    seats = []
    for g in range(groups):
        least = rng.randint(0, 1)
        needs = {word: 1 for word in WORDS if rng.random() < 0.4}
        seats.append({"id": f"g{g}", "min": least, "max": least + 1, "leaders": 1, "needs": needs})
    barred = [[f"p{p}", f"g{g}"] for p in range(people) for g in range(groups) if rng.random() < 0.15]
    apart = [[f"p{a}", f"p{b}"] for a in range(people) for b in range(a) if rng.random() < 0.1]
    return {
        "people": crowd, "groups": seats, "barred": barred, "apart": apart, "targets": {"age": 42, "rank": 3},
        "weights": {"served": 10, "age": 1, "rank": 2, "age_worst": 2, "rank_worst": 5, "short": 3},
    }  # fmt: skip


def instance(seed: int, **sizes: int) -> Instance:
    return read(small(seed, **sizes))


def best_of_all(problem: Problem) -> float | None:
    """The least that a plan costs, every plan having been looked at; None where there is none."""
    people, groups = problem.size
    places = [(None, 0), *((g, kind) for g in range(groups) for kind in (0, 1))]
    best = None
    for chosen in product(places, repeat=people):
        plan = Plan.empty(groups)
        for person, (group, kind) in enumerate(chosen):
            if group is not None:
                (plan.leaders if kind else plan.members)[group].append(person)
        if any(len(seats) != 1 for seats in plan.leaders) or broken(problem, plan):
            continue
        total = cost(problem, plan).total
        best = total if best is None else min(best, total)
    return best
