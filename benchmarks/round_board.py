"""The pages of a large round while its groups are on site: 40 groups × 12 tasks × 300 fieldwork records.

A small round and the large one are built each in an installation of its own. The queries of every page that read rows
not be more in the large one; those that only count or total a list, which a list asks for once it is longer than a page,
may be more by one a list on the page. Each page of the large round is timed from a single client over HTTP, as its director,
as the keeper of clues and as a group's leader: the first few requests tell whether it is quick, and what is not is
asked as often as a percentile takes.

    python benchmarks/round_board.py [--databases postgresql] [--size 40 12 300] [--requests 8 20]

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
# a task in every state, findings that cite papers, and more tasks than a page of a list holds; but few of each
SMALL = (10, 6, 70)
WARM_UP = 2
FIRST = 3
AGAIN = 40
QUICK_SECONDS = 0.1


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
    parser.add_argument(
        "--requests",
        nargs=2,
        type=int,
        default=(8, 20),
        help="of a page that is quick, and of one that is not",
    )
    parser.add_argument("--show", type=int, default=25, help="how many of the slowest pages are printed")
    return parser.parse_args()


@dataclass(frozen=True)
class Asked:
    """The queries of one page: all, those that only count or total a list, and how many lists it shows."""

    queries: int
    counts: int
    lists: int

    @classmethod
    def of(cls, page: dict[str, Any] | None) -> "Asked | None":
        return cls(page["queries"], page["counts"], page["lists"]) if page else None

    @property
    def reads(self) -> int:
        return self.queries - self.counts

    def grew_from(self, small: "Asked") -> bool:
        return self.reads > small.reads or self.counts - small.counts > max(self.lists, small.lists)

    def __str__(self) -> str:
        return f"{self.reads} + {self.counts}"


@dataclass(frozen=True)
class Page:
    """What one account's opening of one page took: its queries in both rounds, and seconds in the large one."""

    name: str
    many: Asked
    few: Asked | None
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
        if page.few and page.many.grew_from(page.few):
            yield f"{database}, {page.name}: {page.many} queries, {page.few} in the small round"


def _pages(
    address: str, known: dict[str, Any], few: dict[str, Any], requests: tuple[int, int]
) -> Iterator[Page]:
    for account, here in known.items():
        client = Client(address, here["cookie"])
        for name, page in here["pages"].items():
            many = Asked.of(page)
            assert many is not None
            small = Asked.of(few[account]["pages"].get(name))
            yield Page(f"{account}, {name}", many, small, _taken(client, page["url"], requests))
        client.close()


def _taken(client: Client, path: str, requests: tuple[int, int]) -> list[float]:
    for _ in range(WARM_UP):
        client.get(path)
    first = [_seconds(client, path) for _ in range(FIRST)]
    quick, slow = requests
    more = (quick if max(first) < QUICK_SECONDS else slow) - FIRST
    taken = first + [_seconds(client, path) for _ in range(more)]
    if p95(taken) > MOST_SECONDS:  # of a few requests it is their slowest: one hiccup of the machine
        taken += [_seconds(client, path) for _ in range(AGAIN)]
    return taken


def _print(pages: list[Page], show: int) -> None:
    """The slowest pages and how all of them are spread."""
    slowest = sorted(pages, key=lambda page: -p95(page.taken))
    head = ["page", "queries", "in the small round", "p50 ms", "p95 ms"]
    lines = [
        [
            page.name,
            str(page.many),
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
        f"the queries of {compared:,} were compared with the small round: those that read (the first number) may "
        "not be more, those that count or total a list (the second) by one a list\n",
        flush=True,
    )


def _seconds(client: Client, path: str) -> float:
    started = time.perf_counter()
    client.get(path)
    return time.perf_counter() - started


if __name__ == "__main__":
    sys.exit(main())
