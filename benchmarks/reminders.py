"""The daily loop of the reminders, and the pages of a ledger, with a million measures.

Measured as a process of its own (`inside/reminders.py`), so that its memory is that of the loop alone: the first round
ever, which meets the whole backlog; a second one of the same day, which finds nothing to do; and the round of the next
day. The baseline of the same run is one reading of the same open measures with the same joins, and nothing else.
Then the pages of the ledger that has the most measures, and the lists of items and measures, over HTTP as the section
that watches them, beside the sign-in page.

    python benchmarks/reminders.py [--databases postgresql] [--measures 1000000] [--requests 40]

Exit code 1 when a target is missed.
"""

import argparse
import sys
import time
from collections.abc import Iterator
from typing import Any

from common import Client, Installation, databases, free_port, installation, machine, ms, p50, p95, table

from xuncha.operations.supervisor import children

MOST_SECONDS, MOST_MEGABYTES, MOST_PAGE = 60, 500, 0.3  # of a round, of a round, seconds of a page
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
    parser = argparse.ArgumentParser(description="speed of the daily loop of reminders")
    parser.add_argument("--databases", nargs="+", choices=("sqlite", "postgresql"), default=("postgresql",))
    parser.add_argument("--measures", type=int, default=1_000_000)
    parser.add_argument("--requests", type=int, default=40, help="of each page")
    return parser.parse_args()


def _measure(database: str, asked: argparse.Namespace) -> Iterator[str]:
    with installation(database) as here:
        loaded = here.xuncha("demo", "--no-serve")
        loaded += here.xuncha("generate", "--findings", str(asked.measures * 8 // 5))
        sizes = here.inside("reminders.py", "fill", str(asked.measures))
        print(f"## {database}: loaded in {loaded:.0f} s\n")
        print("rows: " + ", ".join(f"{name} {number:,}" for name, number in sizes.items()) + "\n", flush=True)
        rounds = [
            (name, here.inside("reminders.py", name)) for name in ("baseline", "first", "again", "next")
        ]
        print(_printed(rounds) + "\n", flush=True)
        yield from _pages(here, database, asked.requests)
    for name, answer in rounds:
        if name == "baseline":
            continue
        if answer["seconds"] > MOST_SECONDS:
            yield f"{database}, {name} round: {answer['seconds']:.0f} s, at most {MOST_SECONDS}"
        if answer["megabytes"] > MOST_MEGABYTES:
            yield f"{database}, {name} round: {answer['megabytes']:.0f} MB, at most {MOST_MEGABYTES}"


def _pages(here: Installation, database: str, requests: int) -> Iterator[str]:
    known = here.inside("reminders.py", "pages")
    address = f"http://127.0.0.1:{free_port()}"
    command = children("127.0.0.1", int(address.rpartition(":")[2]))[0].command
    lines = []
    with here.served(command, address):
        client = Client(address, known["cookie"])
        for name, page in known["pages"].items():
            taken = [_seconds(client, page["url"]) for _ in range(requests + WARM_UP)][WARM_UP:]
            lines.append((name, str(page["queries"]), ms(p50(taken)), ms(p95(taken))))
            if p95(taken) > MOST_PAGE:
                yield f"{database}, {name}: p95 {ms(p95(taken))} ms, at most {MOST_PAGE * 1000:.0f}"
        client.close()
    print(f"largest ledger: {known['items']:,} items, {known['measures']:,} measures\n")
    print(table(["page", "queries", "p50 ms", "p95 ms"], lines) + "\n", flush=True)


def _seconds(client: Client, path: str) -> float:
    started = time.perf_counter()
    client.get(path)
    return time.perf_counter() - started


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
