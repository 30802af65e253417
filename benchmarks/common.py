"""What the benchmarks share: a temporary installation on either database, a server on the loopback, and how numbers are printed."""

import http.client
import json
import os
import platform
import shutil
import signal
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import django
import psycopg
from psycopg import sql

ROOT = Path(__file__).resolve().parents[1]
DATABASES = ("sqlite", "postgresql")
# as the current user over the socket, then as the superuser on the loopback address
LOCAL_SERVERS = ("postgresql:///postgres", "postgresql://postgres@127.0.0.1:5432/postgres")
WAIT = 60  # seconds within which a server must answer


@dataclass(frozen=True)
class Installation:
    """An installation of its own in a temporary folder; `url` names its PostgreSQL database, "" is SQLite."""

    home: Path
    url: str

    @property
    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        ours = {
            "XUNCHA_HOME": str(self.home),
            "PYTHONPATH": str(ROOT),
            **({"DATABASE_URL": self.url} if self.url else {}),
        }
        return {**kept, **ours}

    def xuncha(self, *arguments: str) -> float:
        """Run a command as a process of its own; how many seconds it took. Its words are kept to itself unless it fails."""
        started = time.perf_counter()
        command = [sys.executable, "-m", "xuncha.config.command", *arguments]
        done = subprocess.run(command, cwd=ROOT, env=self.environment, capture_output=True, text=True)
        if done.returncode:
            sys.exit(f"xuncha {' '.join(arguments)} answered {done.returncode}: {done.stderr[-2000:]}")
        return time.perf_counter() - started

    def inside(self, script: str, *arguments: str) -> Any:
        """What a script of benchmarks/inside answers from within this installation, as it printed it (JSON)."""
        command = [sys.executable, str(ROOT / "benchmarks" / "inside" / script), *arguments]
        done = subprocess.run(command, cwd=ROOT, env=self.environment, stdout=subprocess.PIPE, text=True)
        if done.returncode:
            sys.exit(f"{script} answered {done.returncode}")
        return json.loads(done.stdout)

    @contextmanager
    def served(
        self, command: Sequence[str], address: str, first: str = "/sign-in/", **environment: str
    ) -> Iterator[float]:
        """A server process while the block runs; yields the seconds until its first page was answered."""
        started = time.perf_counter()
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env={**self.environment, **environment},
            stdout=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            wait_for(address, first, process)
            yield time.perf_counter() - started
        finally:
            end(process)


def end(process: "subprocess.Popen[bytes]") -> None:
    """Ask the process to stop; end it and what it started, which share a process group of their own, if it does not."""
    process.terminate()
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def wait_for(address: str, path: str, process: "subprocess.Popen[bytes]") -> None:
    last = time.monotonic() + WAIT
    while time.monotonic() < last and process.poll() is None:
        try:
            with closing(Client(address)) as client:
                client.get(path)
            return
        except OSError:
            time.sleep(0.05)
    sys.exit(f"no answer from {address}{path} within {WAIT} s")


class Client:
    """One kept connection to a server, with a cookie; a page that is not a page ends the benchmark."""

    def __init__(self, address: str, cookie: str = "") -> None:
        self.connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=60)
        self.headers = {"Cookie": cookie, "Accept-Language": "zh-hans"}

    def get(self, path: str) -> bytes:
        """The body. A connection that the server has closed meanwhile is opened again, as a browser would."""
        try:
            return self._get(path)
        except (
            http.client.RemoteDisconnected,
            http.client.CannotSendRequest,
            ConnectionResetError,
            BrokenPipeError,
        ):
            self.connection.close()
            return self._get(path)

    def _get(self, path: str) -> bytes:
        self.connection.request("GET", quote(path, safe="/?&=%"), headers=self.headers)
        answer = self.connection.getresponse()
        body = answer.read()
        if answer.status != 200:
            sys.exit(f"{path} answered {answer.status}")
        return body

    def close(self) -> None:
        self.connection.close()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def installation(database: str, beside: str = "") -> Iterator[Installation]:
    """An empty installation that is gone afterwards, its PostgreSQL database too. `beside` tells a second one apart."""
    home = Path(tempfile.mkdtemp(prefix="xuncha-bench-"))
    try:
        if database == "sqlite":
            yield Installation(home, "")
        else:
            with postgresql_database(beside) as url:
                yield Installation(home, url)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def postgresql() -> str | None:
    """The server to use: what TEST_DATABASE_URL names, or one on this computer. None when none answers."""
    named = os.environ.get("TEST_DATABASE_URL")
    return next((url for url in ([named] if named else LOCAL_SERVERS) if _answers(url)), None)


def _answers(url: str) -> bool:
    try:
        with psycopg.connect(url, dbname="postgres", connect_timeout=5):
            return True
    except psycopg.Error:
        return False


@contextmanager
def postgresql_database(beside: str = "") -> Iterator[str]:
    """A database named test_xuncha_bench_… while the block runs. Only such a database is ever made or dropped."""
    server = postgresql()
    assert server is not None
    name = f"test_xuncha_bench_{os.getpid()}{beside}"
    _run(server, "DROP DATABASE IF EXISTS {} WITH (FORCE)", name)
    _run(server, "CREATE DATABASE {} ENCODING 'UTF8' TEMPLATE template0", name)
    try:
        yield (
            urlsplit(server)
            ._replace(path=f"/{name}")
            .geturl()
            .replace("postgresql:/test", "postgresql:///test")
        )
    finally:
        _run(server, "DROP DATABASE IF EXISTS {} WITH (FORCE)", name)


def _run(server: str, statement: str, name: str) -> None:
    with psycopg.connect(server, dbname="postgres", autocommit=True) as connection:
        connection.execute(sql.SQL(statement).format(sql.Identifier(name)))


def databases(asked: Iterable[str]) -> list[str]:
    """Those of the databases asked for that are there; what is missing is said."""
    there = [name for name in asked if name == "sqlite" or postgresql()]
    for name in asked:
        if name not in there:
            print(f"not measured: no {name} server answers")
    return there


# --- numbers ---


def machine() -> str:
    """Cores, processor, memory and versions in one line."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    server = postgresql()
    parts = [
        f"{len(os.sched_getaffinity(0))} cores ({_processor()})",
        f"{memory:.0f} GiB",
        f"Python {platform.python_version()}",
        f"Django {django.get_version()}",
        f"SQLite {sqlite3.sqlite_version}",
        f"PostgreSQL {_version(server)}" if server else "no PostgreSQL",
        f"load {os.getloadavg()[0]:.2f}",
    ]
    return " · ".join(parts)


def _processor() -> str:
    told = Path("/proc/cpuinfo")
    lines = told.read_text().splitlines() if told.exists() else []
    return next(
        (line.partition(":")[2].strip() for line in lines if line.startswith("model name")),
        platform.machine(),
    )


def _version(server: str) -> str:
    with psycopg.connect(server, dbname="postgres") as connection:
        row = connection.execute("SHOW server_version").fetchone()
    return str(row[0]).split()[0] if row else "?"


def percentile(seconds: Sequence[float], share: float) -> float:
    """The value that `share` of the measurements do not exceed (nearest rank)."""
    ranked = sorted(seconds)
    return ranked[max(0, -(-len(ranked) * int(share * 100) // 100) - 1)]


def p50(seconds: Sequence[float]) -> float:
    return statistics.median(seconds)


def p95(seconds: Sequence[float]) -> float:
    return percentile(seconds, 0.95)


def ms(seconds: float) -> str:
    return f"{seconds * 1000:.1f}"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table, as it can be pasted into a record of results."""
    lines = [list(head), ["---"] + ["---:"] * (len(head) - 1), *map(list, rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


if __name__ == "__main__":
    print(machine())
