"""Staffing tight pools of a city, a province and a country: ours beside CP-SAT, HiGHS, and greedy with local search.

Every plan is checked by staffing_check.py, which shares nothing with any of them. Gap: (cost − bound) ÷ cost, with the
bound of ours, which the others may be held against as well.

    python benchmarks/staffing.py [--sizes city …] [--seeds 1 2 3] [--rivals cp-sat highs search]

OR-Tools is no package of the product: `make bench` adds it. Exit code 1 when a target is missed.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from common import ROOT, machine, p50, table
from inside.tight import tight
from staffing_check import cost, faults

RIVALS = ("cp-sat", "highs", "search")
MOST_MEGABYTES = 2_048


@dataclass(frozen=True)
class Size:
    """`seconds` each may take; `gap` is the most that ours may leave, `within` the seconds its median may take."""

    people: int
    groups: int
    seconds: float
    seeds: int
    gap: float | None = None
    within: float | None = None
    rivals: tuple[str, ...] = RIVALS


SIZES = {
    "city": Size(360, 4, 30, 20, gap=0.0, within=5),
    "large city": Size(900, 12, 30, 3, gap=0.03),
    "province at once": Size(3_000, 40, 5, 1, rivals=("search",)),
    "province": Size(3_000, 40, 60, 1, gap=0.05, rivals=("cp-sat", "search")),
    "country": Size(20_000, 400, 30, 1, rivals=("search",)),
}


def main() -> int:
    parser = argparse.ArgumentParser(description="staffing of groups")
    parser.add_argument("--sizes", nargs="+", choices=SIZES, default=list(SIZES))
    parser.add_argument("--seeds", nargs="+", type=int, help="instead of 1, 2, … as many as the size has")
    parser.add_argument("--rivals", nargs="*", choices=RIVALS, default=list(RIVALS))
    asked = parser.parse_args()
    if "cp-sat" in asked.rivals and not find_spec("ortools"):
        sys.exit("staffing: CP-SAT is asked for and OR-Tools is not installed (make bench installs it)")
    print(f"{machine()}\n", flush=True)
    missed = [
        sentence
        for name in asked.sizes
        for sentence in _measure(name, SIZES[name], asked.seeds, asked.rivals)
    ]
    print("\n".join(f"MISSED: {sentence}" for sentence in missed) or "all targets met")
    return 1 if missed else 0


def _measure(name: str, size: Size, seeds: list[int] | None, rivals: list[str]) -> Iterator[str]:
    chosen = seeds or list(range(1, size.seeds + 1))
    ways = ["ours", *(way for way in size.rivals if way in rivals)]
    answers: dict[str, list[dict[str, Any]]] = {way: [] for way in ways}
    for seed in chosen:
        instance = tight(size.people, size.groups, seed)
        for way in ways:
            answers[way].append(_answer(way, instance, size, seed))
    lines = [_line(way, answers[way], answers["ours"]) for way in ways]
    print(
        f"## {name}: {size.people:,} people, {size.groups} groups, {size.seconds:.0f} s, {len(chosen)} seeds\n"
    )
    head = ["way", "optimal", "median s", "slowest s", "mean cost", "mean gap %", "worst gap %", "MB at most"]
    print(table(head, lines) + "\n", flush=True)
    yield from _missed(name, size, answers)


def _answer(way: str, instance: dict[str, Any], size: Size, seed: int) -> dict[str, Any]:
    with tempfile.TemporaryDirectory(prefix="xuncha-bench-") as folder:
        path = Path(folder) / "instance.json"
        path.write_text(json.dumps(instance), encoding="utf-8")
        script = str(ROOT / "benchmarks" / "inside" / "staffing.py")
        command = [sys.executable, script, way, str(path), str(size.seconds), str(seed)]
        done = subprocess.run(
            command, cwd=ROOT, env={"PYTHONPATH": str(ROOT)}, stdout=subprocess.PIPE, text=True, check=True
        )
    answer: dict[str, Any] = json.loads(done.stdout)
    answer["faults"] = faults(instance, answer) if answer["groups"] else [f"no plan: {answer['why']}"]
    if not answer["faults"] and cost(instance, answer) != answer["objective"]:
        answer["faults"] = [f"claims {answer['objective']}, costs {cost(instance, answer)}"]
    return answer


def _gaps(answers: list[dict[str, Any]], ours: list[dict[str, Any]]) -> list[float]:
    """Against the better of the two bounds, each being true."""
    pairs = zip(answers, ours, strict=True)
    return [
        (a["objective"] - max(b for b in (a["bound"], o["bound"]) if b is not None)) / a["objective"]
        for a, o in pairs
    ]


def _line(way: str, answers: list[dict[str, Any]], ours: list[dict[str, Any]]) -> list[str]:
    if any(answer["faults"] for answer in answers):
        return [way, "FAULTS", *[""] * 6]
    gaps = [100 * gap for gap in _gaps(answers, ours)]
    seconds = [answer["seconds"] for answer in answers]
    count = len(answers)
    return [
        way,
        f"{sum(answer['status'] == 'optimal' for answer in answers)} of {count}",
        f"{p50(seconds):.2f}",
        f"{max(seconds):.2f}",
        f"{sum(answer['objective'] for answer in answers) / count:,.1f}",
        f"{sum(gaps) / count:.2f}",
        f"{max(gaps):.2f}",
        f"{max(answer['megabytes'] for answer in answers):,.0f}",
    ]


def _missed(name: str, size: Size, answers: dict[str, list[dict[str, Any]]]) -> Iterator[str]:
    for way, own in answers.items():
        yield from (f"{name}, {way}: {fault}" for answer in own for fault in answer["faults"])
    ours = answers["ours"]
    if any(answer["faults"] for answer in ours):
        return
    if size.gap is not None and max(_gaps(ours, ours)) > size.gap:
        yield f"{name}: gap {100 * max(_gaps(ours, ours)):.2f} %, at most {100 * size.gap:.0f}"
    if size.within is not None and p50([answer["seconds"] for answer in ours]) > size.within:
        yield f"{name}: median {p50([answer['seconds'] for answer in ours]):.1f} s, at most {size.within}"
    if max(answer["seconds"] for answer in ours) > size.seconds:
        yield f"{name}: {max(answer['seconds'] for answer in ours):.1f} s, at most {size.seconds}"
    if max(answer["megabytes"] for answer in ours) > MOST_MEGABYTES:
        yield f"{name}: {max(answer['megabytes'] for answer in ours):.0f} MB, at most {MOST_MEGABYTES}"
    for way in answers.keys() - {"ours"}:
        for seed, (answer, own) in enumerate(zip(answers[way], ours, strict=True), 1):
            if not answer["faults"] and own["objective"] > answer["objective"]:
                yield f"{name}, place {seed}: ours {own['objective']}, {way} {answer['objective']}"


if __name__ == "__main__":
    sys.exit(main())
