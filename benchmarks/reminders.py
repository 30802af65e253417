"""The daily loop of the reminders with a million measures.

Measured as a process of its own (`inside/reminders.py`), so that its memory is that of the loop alone: the first round
ever, which meets the whole backlog; a second one of the same day, which finds nothing to do; and the round of the next
day. The baseline of the same run is one reading of the same open measures with the same joins, and nothing else.

    python benchmarks/reminders.py [--databases postgresql] [--measures 1000000]

Exit code 1 when a target is missed.
"""

import argparse
import sys
from collections.abc import Iterator
from typing import Any

from common import databases, installation, machine, table

MOST_SECONDS, MOST_MEGABYTES = 60, 500


def main() -> int:
    asked = _arguments()
    print(f"{machine()}\n", flush=True)
    missed = []
    for database in databases(asked.databases):
        missed += list(_measure(database, asked.measures))
    print("\n".join(f"MISSED: {sentence}" for sentence in missed) or "all targets met")
    return 1 if missed else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="speed of the daily loop of reminders")
    parser.add_argument("--databases", nargs="+", choices=("sqlite", "postgresql"), default=("postgresql",))
    parser.add_argument("--measures", type=int, default=1_000_000)
    return parser.parse_args()


def _measure(database: str, measures: int) -> Iterator[str]:
    with installation(database) as here:
        loaded = here.xuncha("demo", "--no-serve")
        loaded += here.xuncha("generate", "--findings", str(measures * 3 // 2))
        sizes = here.inside("reminders.py", "fill", str(measures))
        print(f"## {database}: loaded in {loaded:.0f} s\n")
        print("rows: " + ", ".join(f"{name} {number:,}" for name, number in sizes.items()) + "\n", flush=True)
        rounds = [
            (name, here.inside("reminders.py", name)) for name in ("baseline", "first", "again", "next")
        ]
    print(_printed(rounds) + "\n", flush=True)
    for name, answer in rounds:
        if name == "baseline":
            continue
        if answer["seconds"] > MOST_SECONDS:
            yield f"{database}, {name} round: {answer['seconds']:.0f} s, at most {MOST_SECONDS}"
        if answer["megabytes"] > MOST_MEGABYTES:
            yield f"{database}, {name} round: {answer['megabytes']:.0f} MB, at most {MOST_MEGABYTES}"


def _printed(rounds: list[tuple[str, dict[str, Any]]]) -> str:
    head = ["round", "notices written", "seconds", "MB at most"]
    return table(
        head,
        [
            (name, f"{each['notices']:,}", f"{each['seconds']:.1f}", f"{each['megabytes']:.0f}")
            for name, each in rounds
        ],
    )


if __name__ == "__main__":
    sys.exit(main())
