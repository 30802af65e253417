"""Search with 200,000 records: how long the index takes, whether it finds every word, how fast a page comes.

The reference city with generated findings, items and measures on top. Words of two characters are drawn from the texts
themselves, by how often they occur; each is looked for by the index and by reading every text (`LIKE`), both behind the
same gate, and must give the same records. Then the search page over HTTP as the head of the office and as an account
of one county, beside the sign-in page.

    python benchmarks/search.py [--databases sqlite postgresql] [--records 200000] [--words 40] [--requests 100]

Exit code 1 when a target is missed.
"""

import argparse
import sys
import time
from collections.abc import Iterator
from typing import Any

from common import Client, Installation, databases, free_port, installation, machine, ms, p50, p95, table

from xuncha.operations.supervisor import children

MOST_PAGE = 0.3  # seconds of a page, p95
WARM_UP = 4
PER_FINDING = 2.33  # a generated finding brings so many records, about


def main() -> int:
    asked = _arguments()
    print(f"{machine()}\n", flush=True)
    missed = []
    for database in databases(asked.databases):
        missed += list(_measure(database, asked))
    print("\n".join(f"MISSED: {sentence}" for sentence in missed) or "all targets met")
    return 1 if missed else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="recall and speed of search")
    parser.add_argument(
        "--databases", nargs="+", choices=("sqlite", "postgresql"), default=("sqlite", "postgresql")
    )
    parser.add_argument("--records", type=int, default=200_000)
    parser.add_argument("--words", type=int, default=40, help="drawn from the texts")
    parser.add_argument("--requests", type=int, default=100, help="of the page, by each account")
    return parser.parse_args()


def _measure(database: str, asked: argparse.Namespace) -> Iterator[str]:
    with installation(database) as here:
        loaded = here.xuncha("demo", "--no-serve")
        city = here.inside("search.py", "build")
        loaded += here.xuncha(
            "generate", "--findings", str(max(1, int((asked.records - city["entries"]) / PER_FINDING)))
        )
        built = here.inside("search.py", "build")
        print(f"## {database}: {built['entries']:,} records searched, loaded in {loaded:.0f} s\n")
        print(
            f"index of the city alone ({city['entries']:,}): {city['seconds']:.1f} s; of all: {built['seconds']:.1f} s, ",
            end="",
        )
        print(
            f"{built['megabytes']:.0f} MB on the disk; looked again without news: {built['again'] * 1000:.0f} ms\n",
            flush=True,
        )
        found = here.inside("search.py", "recall", str(asked.words))
        _print_recall(found)
        yield from _pages(here, database, found["words"], asked.requests)
    if found["missed"]:
        yield f"{database}: {found['missed']} of {found['there']} records not found"
    if found["extra"]:
        yield f"{database}: {found['extra']} records found that do not hold the word"


def _print_recall(found: dict[str, Any]) -> None:
    lines = [
        (
            name,
            f"{found['there']:,}",
            f"{1 - found['missed'] / found['there']:.4f}",
            ms(p50(times)),
            ms(p95(times)),
        )
        for name, times in (("index", found["index"]), ("reading every text", found["like"]))
    ]
    print(
        f"{len(found['words'])} words of two characters, occurring {found['fewest']:,} to {found['most']:,} times\n"
    )
    print(
        table(["all records with a word", "records", "recall", "p50 ms", "p95 ms"], lines) + "\n", flush=True
    )


def _pages(here: Installation, database: str, words: list[str], requests: int) -> Iterator[str]:
    known = here.inside("search.py", "accounts")
    address = f"http://127.0.0.1:{free_port()}"
    command = children("127.0.0.1", int(address.rpartition(":")[2]))[0].command
    lines = []
    with here.served(command, address):
        for name, cookie in known.items():
            client = Client(address, cookie)
            paths = [f"/search/?q={words[n % len(words)]}" for n in range(requests + WARM_UP)]
            taken = [_seconds(client, path) for path in paths][WARM_UP:]
            lines.append((name, ms(p50(taken)), ms(p95(taken))))
            if p95(taken) > MOST_PAGE:
                yield f"{database}, page of {name}: p95 {ms(p95(taken))} ms, at most {MOST_PAGE * 1000:.0f}"
            client.close()
        bare = Client(address)
        taken = [_seconds(bare, "/sign-in/") for _ in range(requests)]
        lines.append(("the sign-in page", ms(p50(taken)), ms(p95(taken))))
        bare.close()
    print(table(["search page as", "p50 ms", "p95 ms"], lines) + "\n", flush=True)


def _seconds(client: Client, path: str) -> float:
    started = time.perf_counter()
    client.get(path)
    return time.perf_counter() - started


if __name__ == "__main__":
    sys.exit(main())
