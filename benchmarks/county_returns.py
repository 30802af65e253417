"""What counties file every month, years of it: the home of a county and the comparison of counties over ten million numbers.

A small installation (the reference city, its counties' indicators of one year) is the baseline of the same run; made large
it has 2,800 counties of invented names, each with a filing and its own 60 indicators of 60 months: once in cities of 31
provinces, once all directly below one province. Pages are asked over HTTP as the head and a county of the reference city
and as the head of the office with most counties; every request of the comparison asks another indicator. None may ask
more questions than in the small installation. Beside them the same answers found naively, by reading every row.

    python benchmarks/county_returns.py [--counties 2800] [--cities 330 0] [--indicators 60] [--years 5] [--requests 60]

`--cities 0` lays all counties below one province. Exit code 1 when a target is missed.
"""

import argparse
import os
import sys
import time
from collections.abc import Iterator
from typing import Any

from common import Client, Installation, databases, free_port, installation, machine, ms, p50, p95, table

from xuncha.operations.supervisor import children

MOST_SECONDS = 0.3
WARM_UP = 4
DATABASE = "postgresql"


def main() -> int:
    asked = _arguments()
    print(f"{machine()}\n", flush=True)
    missed: list[str] = []
    for _ in databases([DATABASE]):
        small: dict[str, dict[str, Any]] = {}
        for cities in asked.cities:
            with installation(DATABASE) as here:
                here.xuncha("demo", "--no-serve")
                small = small or _measured(here, "small", (0, 0, asked.indicators, 1), asked.requests)
                name = f"{asked.counties:,} counties, {f'{cities} cities' if cities else 'one province'}"
                sizes = (asked.counties, cities, asked.indicators, asked.years)
                large = _measured(here, name, sizes, asked.requests)
                missed += [f"{name}: {sentence}" for sentence in _judged(small, large)]
                _naive(here)
    print("\n".join(f"MISSED: {sentence}" for sentence in missed) or "all targets met")
    return 1 if missed else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="speed of the pages of counties over what they filed")
    parser.add_argument("--counties", type=int, default=2_800)
    parser.add_argument(
        "--cities", type=int, nargs="+", default=[330, 0], help="0: all counties below one province"
    )
    parser.add_argument("--indicators", type=int, default=60)
    parser.add_argument("--years", type=int, default=5)
    parser.add_argument("--requests", type=int, default=60, help="of a page, by each account")
    return parser.parse_args()


def _measured(
    here: Installation, name: str, sizes: tuple[int, int, int, int], requests: int
) -> dict[str, dict[str, Any]]:
    """Page → its queries and seconds, once the installation has these sizes."""
    started = time.perf_counter()
    rows = here.inside("county_returns.py", "build", *map(str, sizes))
    print(f"## {name}, built in {time.perf_counter() - started:.0f} s, load {os.getloadavg()[0]:.1f}\n")
    print(", ".join(f"{kind} {number:,}" for kind, number in rows.items()) + "\n", flush=True)
    pages: dict[str, dict[str, Any]] = here.inside("county_returns.py", "pages")
    address = f"http://127.0.0.1:{free_port()}"
    command = children("127.0.0.1", int(address.rpartition(":")[2]))[0].command
    # the spreadsheet is taken out more often within the hour than an account may
    with here.served(command, address, XUNCHA_EXPORTS_PER_HOUR="0"):
        for page in pages.values():
            page["taken"] = _taken(Client(address, page["cookie"]), page["urls"], requests)
    return pages


def _naive(here: Installation) -> None:
    """What the same answers take without pages, indexes and counting in the database, once each."""
    lines = [[name, ms(seconds)] for name, seconds in here.inside("county_returns.py", "naive").items()]
    print(table(["naively, by the largest office", "ms"], lines) + "\n", flush=True)


def _taken(client: Client, urls: list[str], requests: int) -> list[float]:
    """Seconds of each request, the addresses in turn; the process and the database are warm."""
    taken = []
    for n in range(requests + WARM_UP):
        started = time.perf_counter()
        client.get(urls[n % len(urls)])
        taken.append(time.perf_counter() - started)
    client.close()
    return taken[WARM_UP:]


def _judged(small: dict[str, dict[str, Any]], large: dict[str, dict[str, Any]]) -> Iterator[str]:
    lines = []
    for name, page in large.items():
        few = small.get(name)
        before = [ms(p50(few["taken"])), ms(p95(few["taken"])), str(few["queries"])] if few else ["", "", ""]
        lines.append([name, *before, ms(p50(page["taken"])), ms(p95(page["taken"])), str(page["queries"])])
        if page["target"] and p95(page["taken"]) > MOST_SECONDS:
            yield f"{name}: p95 {ms(p95(page['taken']))} ms, at most {MOST_SECONDS * 1000:.0f}"
        if few and page["queries"] > few["queries"]:
            yield f"{name}: {page['queries']} queries, {few['queries']} in the small installation"
    head = ["page", "small p50 ms", "p95 ms", "queries", "large p50 ms", "p95 ms", "queries"]
    print(table(head, lines) + "\n", flush=True)


if __name__ == "__main__":
    sys.exit(main())
