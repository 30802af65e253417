"""The annual report: as a whole process on the reference city, and its figures with a million findings loaded.

1. `xuncha report 2019` from the start of the process to its end, and how long the demo needs to answer its first page when it
   is started again (`make run` without what make itself does).
2. With findings and their measures loaded: every figure of the year through the registry, and the same counts as
   hand-written SQL (inside/figures.sql) on the same connection. Both must say the same numbers.

    python benchmarks/report.py [--databases sqlite postgresql] [--findings 1000000] [--times 5]

Exit code 1 when a target is missed or a number differs.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from typing import Any

from common import DATABASES, Installation, databases, free_port, installation, machine, ms, p50, table

MOST_REPORT, MOST_START, MOST_RATIO = 2.0, 15.0, 3.0  # seconds, seconds, times the hand-written SQL
YEAR = "2019"
SLOWEST = 8  # figures shown one by one


def main() -> int:
    asked = _arguments()
    print(f"{machine()}\n", flush=True)
    missed = []
    for database in databases(asked.databases):
        with installation(database) as here:
            missed += list(_measure(here, database, asked))
    print("\n".join(f"MISSED: {sentence}" for sentence in missed) or "all targets met")
    return 1 if missed else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="speed of the annual report")
    parser.add_argument("--databases", nargs="+", choices=DATABASES, default=DATABASES)
    parser.add_argument("--findings", type=int, default=1_000_000)
    parser.add_argument("--times", type=int, default=5, help="how often each is measured")
    return parser.parse_args()


def _measure(here: Installation, database: str, asked: argparse.Namespace) -> Iterator[str]:
    built = here.xuncha("demo", "--no-serve")
    print(f"## {database}: the reference city, built in {built:.1f} s\n")
    yield from _processes(here, database, asked.times)
    loaded = here.xuncha("generate", "--findings", str(asked.findings))
    print(f"\n## {database}: {asked.findings:,} findings more, generated in {loaded:.0f} s\n", flush=True)
    yield from _figures(here, database, asked.times)


def _processes(here: Installation, database: str, times: int) -> Iterator[str]:
    """Whole processes, as a person starts them."""
    out = {form: str(here.home / f"report.{form}") for form in ("json", "docx")}
    reports = {
        f"xuncha report {YEAR} --format {form}": [
            here.xuncha("report", YEAR, "--format", form, "-o", path) for _ in range(times)
        ]
        for form, path in out.items()
    }
    starts = {"xuncha demo, started again, first page": [_start(here) for _ in range(times)]}
    lines = [
        [what, f"{p50(taken):.2f}", f"{max(taken):.2f}"] for what, taken in {**reports, **starts}.items()
    ]
    print(table(["process", "p50 s", "slowest s"], lines), flush=True)
    for limit, measured in ((MOST_REPORT, reports), (MOST_START, starts)):
        for what, taken in measured.items():
            if p50(taken) > limit:
                yield f"{database}, {what}: {p50(taken):.2f} s, at most {limit}"


def _start(here: Installation) -> float:
    port = str(free_port())
    command = [sys.executable, "-m", "xuncha.config.command", "demo", "--port", port]
    with here.served(command, f"http://127.0.0.1:{port}") as seconds:
        return seconds


def _figures(here: Installation, database: str, times: int) -> Iterator[str]:
    known = here.inside("figures.py", YEAR, str(times))
    figures = known["figures"]
    registry, by_hand = (
        sum(p50(figure[side]) for figure in figures.values()) for side in ("registry", "by_hand")
    )
    slowest = sorted(figures, key=lambda key: p50(figures[key]["registry"]), reverse=True)[:SLOWEST]
    lines = [_line(key, figures[key]) for key in slowest]
    lines.append([f"all {len(figures)} figures", "", ms(registry), ms(by_hand), f"{registry / by_hand:.2f}"])
    print(table(["figure", "value", "registry ms", "SQL by hand ms", "ratio"], lines))
    rows = ", ".join(f"{name} {count:,}" for name, count in known["rows"].items())
    print(f"\nrows: {rows}; checked ties of the year: {known['ties']:.2f} s\n", flush=True)
    if registry > MOST_RATIO * by_hand:
        yield f"{database}: the registry needs {registry / by_hand:.2f} times the SQL by hand, at most {MOST_RATIO}"
    for key, figure in figures.items():
        if figure["value"] != figure["value_by_hand"]:
            yield f"{database}, {key}: {figure['value']} by the registry, {figure['value_by_hand']} by hand"


def _line(key: str, figure: dict[str, Any]) -> Sequence[str]:
    registry, by_hand = p50(figure["registry"]), p50(figure["by_hand"])
    return [key, str(figure["value"]), ms(registry), ms(by_hand), f"{registry / by_hand:.2f}"]


if __name__ == "__main__":
    sys.exit(main())
