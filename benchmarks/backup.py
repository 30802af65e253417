"""Backup and restore of the reference city, alone and with findings generated on top, on both databases.

`xuncha backup`, `restore --dry-run` and `restore` into an empty installation, each as a process of its own; beside them
what the database itself offers, out of the same run: SQLite's online copy and PostgreSQL's `pg_dump -Fc` with
`pg_restore`, each with a copy of the attachments. Those neither encrypt nor sign nor check. A megabyte a second is one of
the database with its attachments as they lie on the disk, whatever the size of the backup.

    python benchmarks/backup.py [--databases sqlite postgresql] [--findings 0 100000]

Exit code 1 when the city takes longer than its target, or when a table comes back with another number of rows.
"""

import argparse
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from common import DATABASES, Installation, databases, installation, machine, table

MOST = 30  # seconds of each step, for the city alone
MB = 1_000_000


def main() -> int:
    asked = _arguments()
    print(f"{machine()}\n", flush=True)
    missed = []
    for database in databases(asked.databases):
        for size in asked.findings:
            with installation(database) as here, installation(database, "_empty") as there:
                missed += list(_measure(here, there, database, size))
    print("\n".join(f"MISSED: {sentence}" for sentence in missed) or "all targets met")
    return 1 if missed else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="speed of backup and restore")
    parser.add_argument("--databases", nargs="+", choices=DATABASES, default=DATABASES)
    parser.add_argument("--findings", nargs="+", type=int, default=[0, 100_000])
    return parser.parse_args()


def _measure(here: Installation, there: Installation, database: str, size: int) -> Iterator[str]:
    """Print what was measured; yields a sentence for every target that was missed."""
    here.xuncha("demo", "--no-serve")
    if size:
        here.xuncha("generate", "--findings", str(size))
    before = here.inside("backup.py")
    file, steps = here.home / "city.xuncha", _steps(here, there)
    copy, plain = here.home / "plain", _plain(here)
    print(
        f"## {database}, {size:,} findings generated: {_size(before)}; backup {file.stat().st_size / MB:.1f} MB,",
        end="",
    )
    print(f" plain {copy.stat().st_size / MB:.1f} MB and the attachments\n")
    weight = (before["database"] + before["attached"]) / MB
    lines = [(name, f"{seconds:.1f}", f"{weight / seconds:.1f}") for name, seconds in (steps | plain).items()]
    print(table(["step", "seconds", "MB/s"], lines) + "\n", flush=True)
    if there.inside("backup.py")["rows"] != before["rows"]:
        yield f"{database}, {size:,}: what was restored has other rows"
    for name, seconds in steps.items():
        if not size and seconds > MOST:
            yield f"{database}, {name} of the city: {seconds:.1f} s, at most {MOST}"


def _size(found: dict[str, Any]) -> str:
    rows = sum(found["rows"].values())
    return f"{rows:,} rows, {found['database'] / MB:.1f} MB, {found['files']} attachments of {found['attached'] / MB:.1f} MB"


def _steps(here: Installation, there: Installation) -> dict[str, float]:
    key, file = str(here.home / "keeper.key"), str(here.home / "city.xuncha")
    here.xuncha("backupkey", "-o", key)
    taken = here.xuncha("backup", "-o", file)
    (there.home / "keys").mkdir(parents=True)
    shutil.copy(
        here.home / "keys" / "sealing.key", there.home / "keys"
    )  # without it a restore has something to say
    tried = there.xuncha("restore", file, "--key", key, "--dry-run")
    restored = there.xuncha("restore", file, "--key", key)
    return {"xuncha backup": taken, "xuncha restore --dry-run": tried, "xuncha restore": restored}


def _plain(here: Installation) -> dict[str, float]:
    """What the database itself offers, there and back, with the attachments."""
    copy, files = here.home / "plain", here.home / "files"
    if not here.url:
        there = _timed(lambda: (_copied(here.home / "xuncha.sqlite3", copy), _attachments(files)))
        back = _timed(lambda: (_copied(copy, here.home / "again"), _attachments(files)))
        return {"SQLite's online copy": there, "and back": back}
    again = here.url.replace("test_xuncha_bench_", "test_xuncha_bench_plain_")
    there = _timed(lambda: (_run("pg_dump", "-Fc", "-d", here.url, "-f", str(copy)), _attachments(files)))
    _run("psql", "-q", here.url, "-c", f'CREATE DATABASE "{_name(again)}" TEMPLATE template0')
    try:
        back = _timed(lambda: (_run("pg_restore", "-d", again, str(copy)), _attachments(files)))
    finally:
        _run("psql", "-q", here.url, "-c", f'DROP DATABASE "{_name(again)}" WITH (FORCE)')
    return {"pg_dump -Fc": there, "pg_restore": back}


def _timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _copied(source: Path, target: Path) -> None:
    with closing(sqlite3.connect(source)) as one, closing(sqlite3.connect(target)) as other:
        one.backup(other)


def _attachments(files: Path) -> None:
    shutil.rmtree(files.with_name("copied"), ignore_errors=True)
    if files.exists():
        shutil.copytree(files, files.with_name("copied"))


def _run(*command: str) -> None:
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{command[0]} answered {done.returncode}: {done.stderr[-2000:]}")


def _name(url: str) -> str:
    return url.partition("?")[0].rpartition("/")[2]


if __name__ == "__main__":
    sys.exit(main())
