"""Every rule of a plan of rounds checked anew from the instance's own words: it shares nothing with the planner.

`lines` are rounds as the planner prints them: number, enters, leaves, and of each group its organisations and the day
on which it leaves. Used by the benchmark and by the tests.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

DAY = timedelta(days=1)


def _day(text: Any) -> date:
    return date.fromisoformat(text) if isinstance(text, str) else text


def is_working(instance: dict[str, Any], day: date) -> bool:
    if day.isoformat() in instance["work"]:
        return True
    return day.weekday() < 5 and day.isoformat() not in instance["rest"]


def working(instance: dict[str, Any], first: date, last: date) -> int:
    """Working days from the first to the last, both included."""
    return sum(is_working(instance, first + DAY * n) for n in range((last - first).days + 1))


def faults(instance: dict[str, Any], lines: Sequence[dict[str, Any]], *, whole: bool = True) -> list[str]:
    """Sentences about every rule that is broken; `whole` False: organisations may be missing."""
    found = []
    units = {one["id"]: one for one in instance["organisations"]}
    placed: dict[str, tuple[int, str]] = {}
    for line in lines:
        for group in line["groups"]:
            for id in group["organisations"]:
                if id in placed or id not in units:
                    found.append(f"{id} twice or unknown")
                placed[id] = line["number"], group["id"]
    if whole and set(placed) != set(units):
        found.append(f"missing: {sorted(set(units) - set(placed))}")
    found += _rounds(instance, lines)
    for line in lines:
        found += _one(instance, units, line)
    for pair in instance["pairs"]:
        places = [placed[id] for id in pair["members"] if id in placed]
        if not whole and len(places) < len(pair["members"]):
            continue
        if len({r for r, _ in places}) > 1 or (pair["kind"] == "group" and len(set(places)) > 1):
            found.append(f"pair split: {pair['members']}")
    return found


def _rounds(instance: dict[str, Any], lines: Sequence[dict[str, Any]]) -> list[str]:
    rules, found = instance["rules"], []
    between = max(rules["gap"], rules["feedback"] + rules["preparation"])
    years: dict[int, int] = {}
    before = None
    for line in lines:
        enters, leaves = _day(line["enters"]), _day(line["leaves"])
        years[enters.year] = years.get(enters.year, 0) + 1
        if before is None:
            if working(instance, _day(instance["start"]), enters - DAY) < rules["preparation"]:
                found.append("the first round is not prepared")
        elif enters <= before or working(instance, before + DAY, enters - DAY) < between:
            found.append(f"round {line['number']} follows too soon")
        if working(instance, enters, leaves) > rules["most_days"]:
            found.append(f"round {line['number']} is too long")
        before = leaves
    return found + [f"{year} has {n} rounds" for year, n in years.items() if n > rules["per_year"]]


def _one(instance: dict[str, Any], units: dict[str, Any], line: dict[str, Any]) -> list[str]:
    found, groups = [], {one["id"]: one for one in instance["groups"]}
    enters, leaves = _day(line["enters"]), _day(line["leaves"])
    if not is_working(instance, enters) or not is_working(instance, leaves):
        found.append("a round enters or leaves on a day of rest")
    for group in line["groups"]:
        own = [units[id] for id in group["organisations"]]
        ends = _day(group["leaves"])
        days = working(instance, enters, ends)
        if len(own) > instance["rules"]["targets"]:
            found.append(f"{group['id']} has too many")
        if (
            ends > leaves
            or days < sum(one["effort"] for one in own)
            or days < max(one["stay"] for one in own)
        ):
            found.append(f"{group['id']} has too few days")
        there = groups[group["id"]].get("there", [])
        if there and not any(_day(a) <= enters and leaves <= _day(b) for a, b in there):
            found.append(f"{group['id']} is not there")
        for one in own:
            if "earliest" in one and enters < _day(one["earliest"]):
                found.append(f"{one['id']} is too early")
            if "latest" in one and leaves > _day(one["latest"]):
                found.append(f"{one['id']} is too late")
            if "meets" in one and (enters > _day(one["meets"][1]) or leaves < _day(one["meets"][0])):
                found.append(f"{one['id']} does not meet its link")
    return found


def measures(instance: dict[str, Any], lines: Sequence[dict[str, Any]]) -> tuple[int, int, int]:
    """Working days to the end; group-days beyond what counts as even; priorities × number of the round."""
    units = {one["id"]: one for one in instance["organisations"]}
    loads = {one["id"]: 0 for one in instance["groups"] if not one.get("there")}
    cost = 0
    for line in lines:
        for group in line["groups"]:
            for id in group["organisations"]:
                cost += line["number"] * units[id].get("priority", 0)
                if group["id"] in loads:
                    loads[group["id"]] += units[id]["effort"]
    apart = max(loads.values()) - min(loads.values()) if loads else 0
    end = working(instance, _day(instance["start"]), _day(lines[-1]["leaves"])) if lines else 0
    return end, max(apart - instance["rules"]["even"], 0), cost
