"""Every check, then every test on SQLite and on PostgreSQL, side by side: `make test`.

What asks no database runs once, beside SQLite; what builds an installation of its own, as the browser's stories do,
runs once too, as a side of its own: none of the sides waits for another.

PostgreSQL is what TEST_DATABASE_URL names, or a server on this computer that lets us create databases; only
databases called test_… are made and dropped. What is missing is said and left out; with REQUIRE_ALL=1 it is a
failure, as is a test that was skipped on both databases.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

import check
import psycopg

CORES = min(os.cpu_count() or 1, 8)
# as the current user over the socket, then as the superuser on the loopback address
LOCAL_SERVERS = ("postgresql:///xuncha", "postgresql://postgres@127.0.0.1:5432/xuncha")
MAY_CREATE = "SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user"


@dataclass(frozen=True)
class Outcome:
    """What a run of the tests came to: names of all, and reasons by name of the skipped."""

    passed: bool
    names: frozenset[str]
    skipped: dict[str, str]


def answers(url: str) -> bool:
    """Whether a PostgreSQL server is there and lets us create databases."""
    try:
        with psycopg.connect(url, dbname="postgres", connect_timeout=5) as connection:
            row = connection.execute(MAY_CREATE).fetchone()
    except psycopg.Error:
        return False
    return bool(row and row[0])


def postgresql() -> str | None:
    """The address to test on; None when no server answers. A server that was named must answer."""
    named = os.environ.get("TEST_DATABASE_URL")
    if named and not answers(named):
        sys.exit("test: the server named by TEST_DATABASE_URL does not answer, or lets us create no database")
    return named or next((url for url in LOCAL_SERVERS if answers(url)), None)


def has_chinese_font() -> bool:
    if not shutil.which("fc-list"):
        return False
    return bool(subprocess.run(["fc-list", ":lang=zh-cn"], capture_output=True).stdout.strip())


TOOLS: dict[str, Callable[[], object]] = {
    "Chromium": lambda: any(map(shutil.which, ("chromium-headless-shell", "chromium", "chromium-browser"))),
    "LibreOffice": lambda: shutil.which("soffice") or shutil.which("libreoffice"),
    "pdftoppm": lambda: shutil.which("pdftoppm"),
    "a Chinese font": has_chinese_font,
}


def read(report: Path, *, passed: bool) -> Outcome:
    """The outcome out of pytest's own XML report; an empty one when pytest did not come to write it."""
    if not report.is_file():
        return Outcome(False, frozenset(), {})
    names, skipped = set(), {}
    for case in ElementTree.parse(report).iter("testcase"):
        name = f"{case.get('classname')}::{case.get('name')}"
        names.add(name)
        skip = case.find("skipped")
        if skip is not None and skip.get("type") != "pytest.xfail":
            skipped[name] = skip.get("message") or ""
    return Outcome(passed, frozenset(names), skipped)


@dataclass(frozen=True)
class Side:
    """A run of pytest: on which database (None: SQLite), and which part of the tests it is told to take."""

    url: str | None
    part: tuple[str, ...] = ()


def sides(url: str | None) -> dict[str, Side]:
    """Everything on SQLite where no PostgreSQL answers; otherwise each test on its side or sides."""
    if not url:
        return {"SQLite": Side(None)}
    return {
        "SQLite": Side(None, ("-m", "not installation")),
        f"PostgreSQL ({without_password(url)})": Side(
            url, ("--migrations", "--database-only", "-m", "not installation")
        ),
        "installations of their own": Side(None, ("-m", "installation")),
    }


def run_tests(name: str, side: Side, workers: int) -> tuple[str, Outcome]:
    """One side's tests, in an installation of their own; and what pytest said."""
    with tempfile.TemporaryDirectory(prefix="xuncha-test-") as home:
        environment = {**os.environ, "XUNCHA_HOME": home}
        environment.pop("DATABASE_URL", None)
        if side.url:
            environment["DATABASE_URL"] = side.url
        report = Path(home) / "report.xml"
        spread = ["-n", str(workers)] if workers > 1 else []
        pytest = [sys.executable, "-m", "pytest", *spread, *side.part, f"--junit-xml={report}"]
        started = time.monotonic()
        done = subprocess.run(
            pytest, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        print(f"{name}: tests ended after {time.monotonic() - started:.0f} s", flush=True)
        return done.stdout, read(report, passed=done.returncode == 0)


def run_side_by_side(found: dict[str, Side]) -> dict[str, Outcome]:
    """Each side has its share of the cores, so that none makes its tables and loads its city twice."""
    workers = max(1, CORES // len(found))
    print(f"\n== tests: {', '.join(found)}; {workers} at a time each", flush=True)
    with ThreadPoolExecutor(len(found)) as pool:
        running = {name: pool.submit(run_tests, name, side, workers) for name, side in found.items()}
        ended = {name: run.result() for name, run in running.items()}
    for name, (said, _) in ended.items():
        print(f"\n== {name}\n{said.rstrip()}", flush=True)
    return {name: outcome for name, (_, outcome) in ended.items()}


def never_ran(outcomes: list[Outcome]) -> dict[str, str]:
    """Tests that were skipped and ran on no other side; one meant for a single database has run on that one."""
    ran = {name for outcome in outcomes for name in outcome.names - outcome.skipped.keys()}
    skipped = {name: why for outcome in outcomes for name, why in outcome.skipped.items()}
    return {name: why for name, why in skipped.items() if name not in ran}


def without_password(url: str) -> str:
    return re.sub(r"(?<=://)([^:/@]*):[^@/]*@", r"\1@", url)


def main() -> int:
    strict = os.environ.get("REQUIRE_ALL") == "1"
    url = postgresql()
    missing = [name for name, found in TOOLS.items() if not found()]
    if not url:
        missing.insert(0, "a PostgreSQL server that lets us create databases")
    if strict and missing:
        sys.exit(f"test: REQUIRE_ALL is set and this is missing: {', '.join(missing)}")

    print("== checks", flush=True)
    checked = check.main() == 0
    outcomes = run_side_by_side(sides(url))
    skipped = never_ran(list(outcomes.values()))

    print(f"\n== what was run\nchecks: {'passed' if checked else 'FAILED'}")
    for name, outcome in outcomes.items():
        ran = len(outcome.names) - len(outcome.skipped)
        print(f"{name}: {ran} tests {'passed' if outcome.passed else 'run, FAILED'}")
    for absent in missing:
        print(f"not there: {absent}")
    for test, why in sorted(skipped.items()):
        print(f"not run: {test} ({why})")
    good = checked and all(outcome.passed for outcome in outcomes.values())
    return 0 if good and not (strict and skipped) else 1


if __name__ == "__main__":
    sys.exit(main())
