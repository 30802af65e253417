"""Whether a plan keeps every hard rule, and what it costs: computed from the instance and the plan alone.

Shares nothing with the solver. `python benchmarks/staffing_check.py instance.json plan.json` prints the cost, or what
is broken, and exits 1 when something is, or when the plan claims another cost.
"""

import json
import sys
from itertools import combinations
from pathlib import Path
from typing import Any


def faults(instance: dict[str, Any], plan: dict[str, Any]) -> list[str]:
    people = {person["id"]: person for person in instance["people"]}
    barred = {(person, group) for person, group in instance["barred"]}
    apart = {frozenset(pair) for pair in instance["apart"]}
    filled = {group["id"]: group for group in plan["groups"]}
    found, seated = [], []
    if len(filled) != len(plan["groups"]) or set(filled) != {group["id"] for group in instance["groups"]}:
        found.append("the groups of the plan are not those of the instance")
        return found
    for group in instance["groups"]:
        name, leaders, members = group["id"], filled[group["id"]]["leaders"], filled[group["id"]]["members"]
        everybody = [*leaders, *members]
        seated += everybody
        strangers = [one for one in everybody if one not in people]
        if strangers:
            found.append(f"{name}: unknown {strangers}")
            continue
        if len(leaders) != group.get("leaders", 1):
            found.append(f"{name}: {len(leaders)} leaders")
        found += [f"{name}: {one} may not lead" for one in leaders if not people[one]["leader"]]
        if not group["min"] <= len(members) <= group["max"]:
            found.append(f"{name}: {len(members)} members")
        for need, number in group.get("needs", {}).items():
            if sum(need in people[one]["specialties"] for one in members) < number:
                found.append(f"{name}: {need} is not covered")
        found += [f"{name}: {one} is barred" for one in everybody if (one, name) in barred]
        found += [
            f"{name}: {a}, {b} are apart" for a, b in combinations(everybody, 2) if frozenset((a, b)) in apart
        ]
    if len(seated) != len(set(seated)):
        found.append("somebody sits in two places")
    return found


def cost(instance: dict[str, Any], plan: dict[str, Any]) -> float:
    people = {person["id"]: person for person in instance["people"]}
    filled = {group["id"]: group for group in plan["groups"]}
    targets, weights = instance["targets"], instance["weights"]
    served, short, ages, ranks = 0, 0, [], []
    for group in instance["groups"]:
        members = [people[one] for one in filled[group["id"]]["members"]]
        leaders = [people[one] for one in filled[group["id"]]["leaders"]]
        served += sum(person["served"] for person in [*members, *leaders])
        short += group["max"] - len(members)
        ages.append(abs(sum(person["age"] - targets["age"] for person in members)))
        ranks.append(abs(sum(person["rank"] - targets["rank"] for person in members)))
    return float(
        weights["served"] * served
        + weights["age"] * sum(ages)
        + weights["rank"] * sum(ranks)
        + weights["age_worst"] * max(ages, default=0)
        + weights["rank_worst"] * max(ranks, default=0)
        + weights["short"] * short
    )


def main() -> int:
    instance, plan = (json.loads(Path(path).read_text(encoding="utf-8")) for path in sys.argv[1:3])
    wrong = faults(instance, plan)
    if not wrong and plan.get("objective") not in (None, cost(instance, plan)):
        wrong.append(f"the plan claims {plan['objective']}, it costs {cost(instance, plan)}")
    print("\n".join(wrong) or f"every rule kept, cost {cost(instance, plan):g}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
