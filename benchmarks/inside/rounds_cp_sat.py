"""The rival: the same aims in the same order with OR-Tools CP-SAT, one after the other in one time limit."""

import json
import sys
import time
from datetime import date, timedelta
from typing import Any

from ortools.sat.python import cp_model

DAY = timedelta(days=1)


def main() -> None:
    instance = json.load(sys.stdin)
    seconds = float(sys.argv[1])
    print(json.dumps(solve(instance, seconds)))


def _days(instance: dict[str, Any]) -> list[date]:
    day, found = date.fromisoformat(instance["start"]), []
    while len(found) < 260 * 8:
        if day.weekday() < 5:
            found.append(day)
        day += DAY
    return found


def solve(instance: dict[str, Any], seconds: float) -> dict[str, Any]:
    """Lines as the planner prints them, and whether all three aims were proven."""
    started = time.monotonic()
    rules, units, days = instance["rules"], instance["organisations"], _days(instance)
    place = {one["id"]: n for n, one in enumerate(units)}
    groups = range(len(instance["groups"]))
    between = max(rules["gap"], rules["feedback"] + rules["preparation"])
    rounds = range(-(-len(units) // (len(instance["groups"]) * rules["targets"])) + 1)
    most = rules["most_days"]
    model = cp_model.CpModel()
    takes = {(n, r, g): model.new_bool_var("") for n in range(len(units)) for r in rounds for g in groups}
    used = [model.new_bool_var("") for _ in rounds]
    start = [model.new_int_var(rules["preparation"], len(days) - most, "") for _ in rounds]
    length = [model.new_int_var(0, most, "") for _ in rounds]
    end = model.new_int_var(0, len(days), "")
    for n in range(len(units)):
        model.add_exactly_one(takes[n, r, g] for r in rounds for g in groups)
    for r in rounds:
        for g in groups:
            own = [takes[n, r, g] for n in range(len(units))]
            model.add(sum(own) <= rules["targets"] * used[r])
            model.add(sum(one["effort"] * own[n] for n, one in enumerate(units)) <= length[r])
            for n, one in enumerate(units):
                model.add(length[r] >= one["stay"]).only_enforce_if(own[n])
        model.add(end >= start[r] + length[r] - 1).only_enforce_if(used[r])
        if r:
            model.add_implication(used[r], used[r - 1])
            model.add(start[r] >= start[r - 1] + length[r - 1] + between)
    first = days[0].year
    for r in rounds:
        if r >= rules["per_year"]:
            model.add(
                _year(model, start[r], days, first) > _year(model, start[r - rules["per_year"]], days, first)
            )
    for pair in instance["pairs"]:
        one, *others = [place[id] for id in pair["members"]]
        for other in others:
            for r in rounds:
                if pair["kind"] == "group":
                    for g in groups:
                        model.add(takes[one, r, g] == takes[other, r, g])
                else:
                    model.add(
                        sum(takes[one, r, g] for g in groups) == sum(takes[other, r, g] for g in groups)
                    )
    loads = [
        sum(units[n]["effort"] * takes[n, r, g] for n in range(len(units)) for r in rounds) for g in groups
    ]
    high, low, uneven = (model.new_int_var(0, 10_000, "") for _ in range(3))
    for load in loads:
        model.add(load <= high)
        model.add(load >= low)
    model.add(uneven >= high - low - rules["even"])
    cost = sum(
        units[n]["priority"] * (r + 1) * takes[n, r, g]
        for n in range(len(units))
        for r in rounds
        for g in groups
    )
    proven, solver = True, cp_model.CpSolver()
    solver.parameters.num_workers = 2
    values: Any = None
    for aim in (end, uneven, cost):
        left = seconds - (time.monotonic() - started)
        if left <= 0:
            proven = False
            break
        solver.parameters.max_time_in_seconds = left
        model.minimize(aim)
        status = solver.solve(model)
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            proven = False
            break
        values = {
            "takes": [key for key, var in takes.items() if solver.value(var)],
            "start": [solver.value(one) for one in start],
        }
        model.clear_hints()
        for var in [*takes.values(), *start, *length, *used]:
            model.add_hint(var, solver.value(var))
        model.add(aim <= round(solver.objective_value))
        proven &= status == cp_model.OPTIMAL
    return {"proven": proven, "seconds": time.monotonic() - started, "rounds": _lines(instance, days, values)}


def _year(model: Any, start: Any, days: list[date], first: int) -> Any:
    table = [day.year - first for day in days]
    year = model.new_int_var(0, max(table), "")
    model.add_element(start, table, year)
    return year


def _lines(instance: dict[str, Any], days: list[date], values: Any) -> list[dict[str, Any]]:
    if values is None:
        return []
    units, lines = instance["organisations"], []
    for r, begins in enumerate(values["start"]):
        groups = []
        for g, group in enumerate(instance["groups"]):
            own = [n for n, r2, g2 in values["takes"] if (r2, g2) == (r, g)]
            if own:
                span = max(sum(units[n]["effort"] for n in own), max(units[n]["stay"] for n in own))
                leaves = days[begins + span - 1].isoformat()
                groups.append(
                    {"id": group["id"], "leaves": leaves, "organisations": [units[n]["id"] for n in own]}
                )
        if groups:
            last = max(group["leaves"] for group in groups)
            lines.append(
                {
                    "number": len(lines) + 1,
                    "enters": days[begins].isoformat(),
                    "leaves": last,
                    "groups": groups,
                }
            )
    return lines


if __name__ == "__main__":
    main()
