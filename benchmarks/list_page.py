"""The findings list at two sizes on both databases, as the office head and as an account limited to one county.

Each size is an installation of its own with the reference city and generated findings, served as `xuncha serve`
serves it (the supervisor's own command). A page is timed from a single client, the two accounts in turn;
requests a second are those of eight clients that ask for all pages in turn. Beside them, out of the same run: the
same rows as a bare Django page under the same server, and the same page's SQL by hand.

    python benchmarks/list_page.py [--databases sqlite postgresql] [--rows 10000 1000000] [--requests 100] [--seconds 10]

Exit code 1 when a target is missed.
"""

import argparse
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import cycle
from typing import Any

from common import (
    DATABASES,
    Client,
    Installation,
    databases,
    free_port,
    installation,
    machine,
    ms,
    p50,
    p95,
    table,
)

from xuncha.operations.supervisor import children

MOST_SECONDS, MOST_QUERIES, MOST_RATIO, LEAST_RATE = 0.1, 12, 1.2, 40
CLIENTS = 8
WARM_UP = 8  # requests, so that each thread of each worker has answered
SEARCHES = 12  # requests of a page that is reported but has no target
TARGETED = ("first page", "filtered", "last page")


@dataclass(frozen=True)
class Timed:
    """One page as one account: its rows, queries and the seconds each request took; `by_hand` is its SQL alone."""

    account: str
    page: str
    queries: int
    seconds: Sequence[float]
    by_hand: Sequence[float]

    def cells(self, head: "Timed") -> list[str]:
        ratio = f"{p50(self.seconds) / p50(head.seconds):.2f}"
        times = [ms(p50(self.seconds)), ms(p95(self.seconds)), ms(p50(self.by_hand))]
        return [f"{self.account}, {self.page}", str(self.queries), *times, ratio if self is not head else ""]


def main() -> int:
    asked = _arguments()
    print(f"{machine()}\n", flush=True)
    missed = []
    for database in databases(asked.databases):
        for size in asked.rows:
            with installation(database) as here:
                missed += list(_measure(here, database, size, asked))
    print("\n".join(f"MISSED: {sentence}" for sentence in missed) or "all targets met")
    return 1 if missed else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="speed of the findings list")
    parser.add_argument("--databases", nargs="+", choices=DATABASES, default=DATABASES)
    parser.add_argument("--rows", nargs="+", type=int, default=[10_000, 1_000_000])
    parser.add_argument("--requests", type=int, default=100, help="per page and account")
    parser.add_argument("--seconds", type=float, default=10, help="of load by eight clients")
    return parser.parse_args()


def _measure(here: Installation, database: str, size: int, asked: argparse.Namespace) -> Iterator[str]:
    """Print what was measured; yields a sentence for every target that was missed."""
    loaded = here.xuncha("demo", "--no-serve") + here.xuncha("generate", "--findings", str(size))
    known = here.inside("pages.py")
    address = f"http://127.0.0.1:{free_port()}"
    command = children("127.0.0.1", int(address.rpartition(":")[2]))[0].command
    with here.served(command, address):
        pages = list(_pages(address, known, asked.requests))
        rates = {
            name: _rate(address, account["cookie"], _targeted(known), asked.seconds)
            for name, account in known["accounts"].items()
        }
    office = known["accounts"]["head"]["office"]
    with here.served(command, address, f"/bare/{office}/", DJANGO_SETTINGS_MODULE="benchmarks.bare.settings"):
        bare = _bare(address, f"/bare/{office}/", asked)
    _print(database, size, loaded, known, pages, rates, bare)
    yield from _missed(f"{database}, {size:,} rows", pages, rates)


def _targeted(known: dict[str, Any]) -> list[str]:
    return [known["pages"][name] for name in TARGETED]


def _pages(address: str, known: dict[str, Any], requests: int) -> Iterator[Timed]:
    """Every page as both accounts, their requests in turn, so that a slow moment of the machine meets both."""
    clients = {name: Client(address, account["cookie"]) for name, account in known["accounts"].items()}
    for page, path in known["pages"].items():
        taken: dict[str, list[float]] = {name: [] for name in clients}
        wanted = requests if page in TARGETED else SEARCHES
        for turn in range(wanted + WARM_UP if page in TARGETED else wanted):
            for name, client in clients.items():
                seconds = _seconds(client, path)
                if turn >= WARM_UP or page not in TARGETED:
                    taken[name].append(seconds)
        for name in clients:
            yield Timed(name, page, known["queries"][name][page], taken[name], known["sql"][name][page])


def _seconds(client: Client, path: str) -> float:
    started = time.perf_counter()
    client.get(path)
    return time.perf_counter() - started


def _rate(address: str, cookie: str, paths: Sequence[str], seconds: float) -> float:
    """Requests a second of eight clients that ask for the pages in turn."""
    until = time.perf_counter() + seconds
    started = time.perf_counter()
    with ThreadPoolExecutor(CLIENTS) as pool:
        answered = sum(pool.map(lambda _: _asked_until(address, cookie, paths, until), range(CLIENTS)))
    return answered / (time.perf_counter() - started)


def _asked_until(address: str, cookie: str, paths: Sequence[str], until: float) -> int:
    client, answered = Client(address, cookie), 0
    for path in cycle(paths):
        if time.perf_counter() >= until:
            break
        client.get(path)
        answered += 1
    client.close()
    return answered


def _bare(address: str, path: str, asked: argparse.Namespace) -> tuple[list[float], float]:
    client = Client(address)
    seconds = [_seconds(client, path) for _ in range(asked.requests + WARM_UP)][WARM_UP:]
    return seconds, _rate(address, "", [path], asked.seconds)


def _print(
    database: str,
    size: int,
    loaded: float,
    known: dict[str, Any],
    pages: Sequence[Timed],
    rates: dict[str, float],
    bare: tuple[list[float], float],
) -> None:
    rows = ", ".join(f"{name} {account['rows']:,}" for name, account in known["accounts"].items())
    print(f"## {database}, {size:,} findings generated ({loaded:.0f} s); rows on the list: {rows}\n")
    heads = {timed.page: timed for timed in pages if timed.account == "head"}
    lines = [timed.cells(heads[timed.page]) for timed in pages]
    lines.append(["bare Django page, first page", "1", ms(p50(bare[0])), ms(p95(bare[0])), "", ""])
    print(table(["page", "queries", "p50 ms", "p95 ms", "its SQL by hand, p50 ms", "limited / head"], lines))
    told = [f"{name} {rate:.1f}" for name, rate in rates.items()] + [f"bare Django page {bare[1]:.1f}"]
    print(f"\nrequests a second, {CLIENTS} clients: {', '.join(told)}\n", flush=True)


def _missed(where: str, pages: Sequence[Timed], rates: dict[str, float]) -> Iterator[str]:
    heads = {timed.page: timed for timed in pages if timed.account == "head"}
    for timed in pages:
        what = f"{where}, {timed.account}, {timed.page}"
        if timed.page not in TARGETED:
            continue
        if p95(timed.seconds) > MOST_SECONDS:
            yield f"{what}: p95 {ms(p95(timed.seconds))} ms, at most {ms(MOST_SECONDS)}"
        if timed.queries > MOST_QUERIES:
            yield f"{what}: {timed.queries} queries, at most {MOST_QUERIES}"
        if p50(timed.seconds) > MOST_RATIO * p50(heads[timed.page].seconds):
            yield f"{what}: {p50(timed.seconds) / p50(heads[timed.page].seconds):.2f} times the head's, at most {MOST_RATIO}"
    for name, rate in rates.items():
        if rate < LEAST_RATE:
            yield f"{where}, {name}: {rate:.1f} requests a second, at least {LEAST_RATE}"


if __name__ == "__main__":
    sys.exit(main())
