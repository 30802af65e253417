"""The pages of a large round while its groups are on site: 40 groups × 12 tasks × 300 fieldwork records.

A small round and the large one are built each in an installation of its own; the number of queries of every page must
be the same in both, and each page of the large one is timed from a single client over HTTP, as its director and as a
group's leader.

    python benchmarks/round_board.py [--databases postgresql] [--size 40 12 300] [--requests 20]

Exit code 1 when a target is missed.
"""

import argparse
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from common import Client, databases, free_port, installation, machine, ms, p50, p95, table

from xuncha.operations.supervisor import children

MOST_SECONDS = 0.3
SMALL = (
    40,
    2,
    20,
)  # as many groups and more tasks than a page of a list holds, but a fraction of the records
WARM_UP = 2


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
    parser.add_argument("--requests", type=int, default=20, help="of each page by each account")
    parser.add_argument("--show", type=int, default=25, help="how many of the slowest pages are printed")
    return parser.parse_args()


@dataclass(frozen=True)
class Page:
    """What one account's opening of one page took: its queries in both rounds, and seconds in the large one."""

    name: str
    queries: int
    few: int | None
    taken: list[float]


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
            pages = list(_pages(address, known["accounts"], few["accounts"], asked.requests))
    _print(pages, asked.show)
    for page in pages:
        if p95(page.taken) > MOST_SECONDS:
            yield f"{database}, {page.name}: p95 {ms(p95(page.taken))} ms, at most {MOST_SECONDS * 1000:.0f}"
        if page.few not in (page.queries, None):
            yield f"{database}, {page.name}: {page.queries} queries, {page.few} in the small round"


def _pages(address: str, known: dict[str, Any], few: dict[str, Any], requests: int) -> Iterator[Page]:
    for account, here in known.items():
        client = Client(address, here["cookie"])
        for name, page in here["pages"].items():
            taken = [_seconds(client, page["url"]) for _ in range(requests + WARM_UP)][WARM_UP:]
            small = few[account]["pages"].get(name)
            yield Page(f"{account}, {name}", page["queries"], small and small["queries"], taken)
        client.close()


def _print(pages: list[Page], show: int) -> None:
    """The slowest pages and how all of them are spread."""
    slowest = sorted(pages, key=lambda page: -p95(page.taken))
    head = ["page", "queries", "in the small round", "p50 ms", "p95 ms"]
    lines = [
        [
            page.name,
            str(page.queries),
            "" if page.few is None else str(page.few),
            ms(p50(page.taken)),
            ms(p95(page.taken)),
        ]
        for page in slowest[:show]
    ]
    print(table(head, lines))
    compared = sum(page.few is not None for page in pages)
    middle = ms(p50([p95(page.taken) for page in pages]))
    print(
        f"\n{len(pages):,} pages, of which the {len(lines)} slowest are shown; median of their p95 {middle} ms; "
        f"the queries of {compared:,} were compared with the small round\n",
        flush=True,
    )


def _seconds(client: Client, path: str) -> float:
    started = time.perf_counter()
    client.get(path)
    return time.perf_counter() - started


if __name__ == "__main__":
    sys.exit(main())
