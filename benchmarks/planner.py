"""Planning the rounds that are left of a term: ours beside the way by hand, and CP-SAT where OR-Tools is installed.

Every plan is checked by planner_check.py, which shares nothing with any of them. A city has 22 of 84 organisations left,
four groups and two years; a province eleven counties of 200 organisations with links to the city above.

    python benchmarks/planner.py [--sizes city province] [--seeds 1 2 3] [--no-rival]

Exit code 1 when a target is missed.
"""

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from importlib.util import find_spec
from typing import Any

sys.path.insert(0, __file__.rsplit("/", 2)[0])

from common import ROOT, machine, p50, table
from inside.rounds import by_hand, city, province
from planner_check import faults, measures

from xuncha.rounds.engine.planner.answer import as_json, together_json
from xuncha.rounds.engine.planner.dates import finish
from xuncha.rounds.engine.planner.instance import Offices
from xuncha.rounds.engine.planner.offices import solve_all
from xuncha.rounds.engine.planner.read import read, read_one
from xuncha.rounds.engine.planner.solve import solve
from xuncha.rounds.engine.planner.whatif import lose_group, outcome

CITY_SECONDS, PROVINCE_SECONDS, CITY_TARGET = 30.0, 60.0, 5.0
Line = dict[str, Any]


def main() -> int:
    parser = argparse.ArgumentParser(description="rounds of a term")
    parser.add_argument("--sizes", nargs="+", choices=("city", "province"), default=["city", "province"])
    parser.add_argument(
        "--seeds", nargs="+", type=int, help="instead of 1 to 20 for a city, 1 for a province"
    )
    parser.add_argument("--no-rival", action="store_true")
    asked = parser.parse_args()
    rival = find_spec("ortools") is not None and not asked.no_rival
    print(f"{machine()}\n", flush=True)
    missed: list[str] = []
    if "city" in asked.sizes:
        missed += _city(asked.seeds or list(range(1, 21)), rival)
    if "province" in asked.sizes:
        for seed in asked.seeds or [1]:
            missed += _province(seed)
    print("\n".join(f"MISSED: {sentence}" for sentence in missed) or "all targets met")
    return 1 if missed else 0


def _city(seeds: list[int], rival: bool) -> Iterator[str]:
    ways = ["ours", "by hand", *(["CP-SAT"] if rival else [])]
    rows: dict[str, list[Line]] = {way: [] for way in ways}
    for seed in seeds:
        instance = city(seed)
        for way in ways:
            rows[way].append(_answer(way, instance, seed))
    head = [
        "way",
        "proven",
        "median s",
        "slowest s",
        "mean end (working days)",
        "mean uneven",
        "mean priorities",
    ]
    print(f"## city: 22 organisations, 4 groups, {len(seeds)} seeds\n")
    print(table(head, [_row(way, rows[way]) for way in ways]) + "\n", flush=True)
    yield from (f"city, {way}: {fault}" for way in ways for one in rows[way] for fault in one["faults"])
    ours = rows["ours"]
    if not all(one["proven"] for one in ours):
        ends = sum(one["end_proven"] for one in ours)
        yield f"city: {sum(one['proven'] for one in ours)} of {len(ours)} proven in all aims (the end in {ends})"
    if p50([one["seconds"] for one in ours]) > CITY_TARGET:
        yield f"city: median {p50([one['seconds'] for one in ours]):.1f} s, at most {CITY_TARGET}"
    yield from _lost(city(seeds[0]))


def _answer(way: str, instance: Line, seed: int) -> Line:
    started, worked = time.perf_counter(), time.process_time()
    if way == "ours":
        answer = as_json(solve(read_one(instance), seconds=CITY_SECONDS, seed=seed), [])
        answer["end_proven"] = answer["gap_days"] == 0
    elif way == "by hand":
        answer = {"proven": False, "rounds": by_hand(instance)}
    else:
        script = str(ROOT / "benchmarks" / "inside" / "rounds_cp_sat.py")
        done = subprocess.run(
            [sys.executable, script, str(CITY_SECONDS)],
            input=json.dumps(instance), stdout=subprocess.PIPE, text=True, check=True,
        )  # fmt: skip
        answer = json.loads(done.stdout)
    answer["seconds"] = answer.get("seconds") or time.perf_counter() - started
    answer["worked"] = time.process_time() - worked
    answer["faults"] = faults(instance, answer["rounds"])
    answer["measures"] = measures(instance, answer["rounds"])
    return answer


def _row(way: str, answers: list[Line]) -> list[str]:
    seconds, count = [one["seconds"] for one in answers], len(answers)
    means = [sum(one["measures"][n] for one in answers) / count for n in range(3)]
    proven = f"{sum(one['proven'] for one in answers)} of {count}"
    worked = "—" if way == "CP-SAT" else f"{p50([one['worked'] for one in answers]):.2f}"
    return [
        way,
        proven,
        f"{p50(seconds):.2f}",
        f"{max(seconds):.2f}",
        worked,
        *(f"{mean:.1f}" for mean in means),
    ]


def _lost(instance: Line) -> Iterator[str]:
    """The date on which coverage would end with a group less."""
    asked = read_one(instance)
    base = solve(asked, seconds=CITY_SECONDS)
    ends = finish(base)
    started = time.perf_counter()
    lost = outcome(lose_group(asked, asked.groups[0]), ends, seconds=5)
    took = time.perf_counter() - started
    print(
        f"with a group less: {lost.ends} instead of {ends}, {lost.later} days later ({took:.1f} s)\n",
        flush=True,
    )
    if lost.ends is None or lost.later is None or lost.later < 0:
        yield "city: a lost group shows no date"


def _province(seed: int) -> Iterator[str]:
    data = province(seed)
    asked = read(data)
    assert isinstance(asked, Offices)
    started = time.perf_counter()
    answer = together_json(solve_all(asked, seconds=PROVINCE_SECONDS, seed=seed))
    took = time.perf_counter() - started
    rows, hand = [], 0
    on_site: dict[tuple[str, str], tuple[str, str]] = {}
    for office in data["offices"]:
        own = answer["offices"][office["id"]]
        broken = faults(office, own["rounds"])
        yield from (f"province, {office['id']}: {fault}" for fault in broken)
        by_list = by_hand(office)
        ours, theirs = measures(office, own["rounds"]), measures(office, by_list)
        hand += theirs[0]
        gap = own["aims"]["finish"] - own["finish_bound"] if own["aims"] else None
        rows.append([office["id"], own["status"], own["finish"], str(gap), str(ours[0]), str(theirs[0])])
        for line in own["rounds"]:
            for group in line["groups"]:
                for id in group["organisations"]:
                    on_site[office["id"], id] = line["enters"], line["leaves"]
    print(
        f"## province: {sum(len(o['organisations']) for o in data['offices']):,} organisations, seed {seed}\n"
    )
    head = ["office", "result", "end", "gap (working days)", "working days", "by hand (without links)"]
    print(table(head, rows))
    print(f"\nall end {answer['finish']}, gap {answer['gap']} %, {took:.1f} s\n", flush=True)
    for link in data["links"]:
        (a, b), (c, d) = (on_site[tuple(member)] for member in link["members"])
        if a > d or c > b:
            yield f"province: linked rounds do not meet: {link['members']}"
    if took > PROVINCE_SECONDS:
        yield f"province: {took:.1f} s, at most {PROVINCE_SECONDS:.0f}"


if __name__ == "__main__":
    sys.exit(main())
