"""Fictional terms that are to be planned, and how an office plans them by hand."""

import random
from datetime import date, timedelta
from typing import Any

import planner_check as check

DAY = timedelta(days=1)
CLASSES = {  # working days of a group that one takes, days that the group stays at least, how often it occurs
    "party": (12, 30, 4),
    "government": (15, 32, 8),
    "people": (8, 22, 3),
    "judicial": (14, 30, 1),
    "enterprise": (12, 25, 3),
    "school": (10, 22, 2),
    "park": (15, 33, 1),
}
RULES = {
    "preparation": 10, "feedback": 15, "gap": 20, "targets": 3, "most_days": 45, "per_year": 2, "even": 5,
}  # fmt: skip
PRIORITIES = (0, 0, 0, 1, 2, 3, 5)


def term(
    seed: int, units: int, groups: int, start: date, deadline: date, pairs: int, **rules: int
) -> dict[str, Any]:
    """One office's instance; a quarter of its organisations are large and take three days more."""
    chance = random.Random(f"term {seed}")
    names = list(CLASSES)
    rows = []
    for n in range(units):
        kind = chance.choices(names, [CLASSES[name][2] for name in names])[0]
        effort, stay, _ = CLASSES[kind]
        more = 3 if chance.random() < 0.25 else 0
        rows.append(
            {
                "id": f"u{n}", "name": f"u{n}", "kind": kind, "effort": effort + more, "stay": stay,
                "priority": chance.choice(PRIORITIES),
            }
        )  # fmt: skip
    ids = [row["id"] for row in rows]
    chance.shuffle(ids)
    return {
        "name": f"term {seed}", "start": start.isoformat(), "deadline": deadline.isoformat(),
        "rules": RULES | rules, "organisations": rows,
        "groups": [{"id": f"g{n}", "name": f"g{n}"} for n in range(groups)],
        "pairs": [
            {"kind": "group" if n % 2 else "round", "members": ids[2 * n : 2 * n + 2]} for n in range(pairs)
        ],
        "rest": [], "work": [],
    }  # fmt: skip


def city(seed: int) -> dict[str, Any]:
    """84 organisations of which 22 are left, four groups, two years."""
    return term(seed, 22, 4, date(2020, 1, 2), date(2021, 12, 31), 2)


def province(seed: int, counties: int = 11, units: int = 200) -> dict[str, Any]:
    """Eleven counties of 200 organisations with six groups each, and the city above; three links to each county."""
    first, last = date(2022, 1, 4), date(2026, 12, 31)
    offices = [{"id": "city", **term(seed, 66, 4, first, last, 4)}]
    links = []
    for n in range(counties):
        own = term(seed * 100 + n, units, 6, first, last, 5, per_year=3)
        offices.append({"id": f"county {n}", **own})
        links += [{"members": [["city", f"u{3 * n + k}"], [f"county {n}", f"u{k}"]]} for k in range(3)]
    return {"offices": offices, "links": links}


def by_hand(instance: dict[str, Any]) -> list[dict[str, Any]]:
    """What is done without a planner: down the list by priority, every group its three, rounds of the longest length.

    A pair is taken together where there is room; links and dates are minded by starting the next round.
    """
    rules = instance["rules"]
    units = {one["id"]: one for one in instance["organisations"]}
    waiting = sorted(units, key=lambda id: -units[id]["priority"])
    with_it = {id: pair["members"] for pair in instance["pairs"] for id in pair["members"]}
    lines: list[dict[str, Any]] = []
    day = date.fromisoformat(instance["start"])
    gap = rules["preparation"]
    while waiting:
        enters = _after(instance, day, gap)
        while sum(line["enters"][:4] == str(enters.year) for line in lines) >= rules["per_year"]:
            enters = _after(instance, date(enters.year + 1, 1, 1), 0)
        bins: dict[str, list[str]] = {group["id"]: [] for group in instance["groups"]}
        for id in list(waiting):
            if id in waiting:
                _take(instance, units, with_it.get(id, [id]), bins, waiting)
        lines.append(_line(instance, units, len(lines) + 1, enters, bins))
        day = date.fromisoformat(lines[-1]["leaves"]) + DAY
        gap = max(rules["gap"], rules["feedback"] + rules["preparation"])
    return lines


def _take(
    instance: Any, units: Any, members: list[str], bins: dict[str, list[str]], waiting: list[str]
) -> None:
    """The members of a pair by one group, even where one round would do: the simpler way."""
    rules = instance["rules"]
    for own in bins.values():
        both = [*own, *members]
        if len(both) <= rules["targets"] and sum(units[id]["effort"] for id in both) <= rules["most_days"]:
            own += members
            for id in members:
                waiting.remove(id)
            return


def _line(instance: Any, units: Any, number: int, enters: date, bins: dict[str, list[str]]) -> dict[str, Any]:
    groups: list[dict[str, Any]] = []
    for id, own in bins.items():
        if own:
            days = max(sum(units[one]["effort"] for one in own), max(units[one]["stay"] for one in own))
            leaves = _after(instance, enters + DAY, days - 1, last=True)
            groups.append({"id": id, "leaves": leaves.isoformat(), "organisations": own})
    last = max(group["leaves"] for group in groups)
    return {"number": number, "enters": enters.isoformat(), "leaves": last, "groups": groups}


def _after(instance: Any, day: date, days: int, *, last: bool = False) -> date:
    """The working day after so many others from `day` on; with `last` the last of them."""
    left = days
    while left > 0 or not check.is_working(instance, day):
        left -= check.is_working(instance, day)
        if last and left == 0:
            return day
        day += DAY
    return day - DAY if last and days == 0 else day
