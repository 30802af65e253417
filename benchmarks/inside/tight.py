"""Instances of staffing whose best plan is far from nothing: an older and higher pool, few leaders, rare skills, many bars.

`tight.py PEOPLE GROUPS SEED` prints one as JSON.
"""

import json
import random
import sys
from typing import Any

COMMON = ("discipline", "personnel", "audit", "petition", "writing")
RARE = ("law", "finance", "engineering", "data")
LEADERS, BARRED, APART = 0.06, 0.08, 1.0  # shares of people, of (person, group), pairs for each person
TARGETS = {"age": 42, "rank": 3}
WEIGHTS = {"served": 10, "age": 1, "rank": 2, "age_worst": 2, "rank_worst": 5, "short": 3}


def tight(people: int, groups: int, seed: int) -> dict[str, Any]:
    rng = random.Random(f"{seed}/{people}/{groups}")
    crowd = [_person(rng, n, max(8, people // 12)) for n in range(people)]
    for person in rng.sample(crowd, max(groups * 2, round(people * LEADERS))):
        person["leader"] = True
    seats = [_group(rng, n) for n in range(groups)]
    barred = [[person["id"], group["id"]] for person in crowd for group in seats if rng.random() < BARRED]
    apart = {tuple(sorted(rng.sample(range(people), 2))) for _ in range(round(people * APART))}
    return {
        "people": crowd, "groups": seats, "barred": barred,
        "apart": [[crowd[a]["id"], crowd[b]["id"]] for a, b in sorted(apart)],
        "targets": TARGETS, "weights": WEIGHTS,
    }  # fmt: skip


def _person(rng: random.Random, number: int, organisations: int) -> dict[str, Any]:
    specialties = {rng.choice(COMMON) if rng.random() < 0.88 else rng.choice(RARE)}
    if rng.random() < 0.2:
        specialties.add(rng.choice(COMMON + RARE))
    return {
        "id": f"p{number}",
        "leader": False,
        "age": min(59, max(32, round(rng.gauss(49, 5)))),
        "rank": min(8, max(1, round(rng.gauss(4.8, 1.2)))),
        "organisation": f"u{rng.randrange(organisations)}",
        "specialties": sorted(specialties),
        "channel": rng.choice(("discipline", "organisation", "inspection")),
        "served": rng.randint(1, 5),
    }


def _group(rng: random.Random, number: int) -> dict[str, Any]:
    least = rng.randint(4, 5)
    needs = dict.fromkeys([*rng.sample(COMMON, 2), rng.choice(RARE)], 1)
    if rng.random() < 0.3:
        needs[next(iter(needs))] = 2
    return {"id": f"g{number}", "min": least, "max": least + rng.randint(1, 2), "leaders": 1, "needs": needs}


if __name__ == "__main__":
    json.dump(tight(*map(int, sys.argv[1:4])), sys.stdout)
