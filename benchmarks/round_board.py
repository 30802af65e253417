"""The pages of a large round while its groups are on site: 40 groups × 12 tasks × 300 fieldwork records.

A small round and the large one are built each in an installation of its own; the number of queries of every page must
be the same in both, and each page of the large one is timed from a single client over HTTP, as its director and as a
group's leader.

    python benchmarks/round_board.py [--databases postgresql] [--size 40 12 300] [--requests 40]

Exit code 1 when a target is missed.
"""

import argparse
import sys
import time
from collections.abc import Iterator
from typing import Any

from common import Client, databases, free_port, installation, machine, ms, p50, p95, table

from xuncha.operations.supervisor import children

MOST_SECONDS = 0.3
SMALL = (4, 3, 40)
WARM_UP = 4


def main() -> int:
    asked = _arguments()
    print(f"{machine()}\n", flush=True)
    missed = []
    for database in databases(asked.databases):
        missed += list(_measure(database, asked))
    print("\n".join(f"MISSED: {sentence}" for sentence in missed) or "all targets met")
    return 1 if missed else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="speed of the pages of a large round")
    parser.add_argument("--databases", nargs="+", choices=("sqlite", "postgresql"), default=("postgresql",))
    parser.add_argument("--size", nargs=3, type=int, default=(40, 12, 300))
    parser.add_argument("--requests", type=int, default=40)
    return parser.parse_args()


def _measure(database: str, asked: argparse.Namespace) -> Iterator[str]:
    with installation(database) as small:
        small.xuncha("demo", "--no-serve")
        few = small.inside("round.py", *map(str, SMALL))
    with installation(database) as here:
        here.xuncha("demo", "--no-serve")
        started = time.perf_counter()
        known = here.inside("round.py", *map(str, asked.size))
        print(f"## {database}: built in {time.perf_counter() - started:.0f} s\n")
        print("rows: " + ", ".join(f"{name} {number:,}" for name, number in known["rows"].items()) + "\n")
        address = f"http://127.0.0.1:{free_port()}"
        command = children("127.0.0.1", int(address.rpartition(":")[2]))[0].command
        with here.served(command, address):
            lines = list(_pages(address, known, few, asked.requests))
    head = ["page", "queries", "in the small round", "p50 ms", "p95 ms"]
    print(table(head, [line[:5] for line in lines]) + "\n", flush=True)
    for name, queries, small_queries, _, slow, seconds in lines:
        if seconds > MOST_SECONDS:
            yield f"{database}, {name}: p95 {slow} ms, at most {MOST_SECONDS * 1000:.0f}"
        if queries != small_queries:
            yield f"{database}, {name}: {queries} queries, {small_queries} in the small round"


def _pages(
    address: str, known: dict[str, Any], few: dict[str, Any], requests: int
) -> Iterator[tuple[str, str, str, str, str, float]]:
    for account, cookie in known["accounts"].items():
        client = Client(address, cookie)
        for page, queries in known["queries"][account].items():
            taken = [_seconds(client, known["pages"][page]) for _ in range(requests + WARM_UP)][WARM_UP:]
            small = few["queries"][account].get(page)
            yield f"{account}, {page}", str(queries), str(small), ms(p50(taken)), ms(p95(taken)), p95(taken)
        client.close()


def _seconds(client: Client, path: str) -> float:
    started = time.perf_counter()
    client.get(path)
    return time.perf_counter() - started


if __name__ == "__main__":
    sys.exit(main())
