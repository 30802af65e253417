"""A house under way to be killed: its server, its worker, a feeder of jobs, and where asked a database cluster of its own."""

import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import urlencode

from xuncha.operations.tests.processes import START

PATIENCE = 90.0  # seconds for a killed part to answer again on a busy machine
FEED = (
    START
    + """
import time
from django.db import DatabaseError, connections
from django_q.tasks import async_task
number = 0
while True:
    try:
        async_task("xuncha.audit.actions.record", who="storm", verb="job", subject=str(number))
        print(number, flush=True)  # stored: from here on it may not be lost
    except DatabaseError:
        connections.close_all()
    number += 1
    time.sleep(0.05)
"""
)


class Part:
    """A process with all its children, which can be killed and begun again."""

    def __init__(self, command: list[str], environment: dict[str, str], said: Path) -> None:
        self.command, self.environment, self.said = command, environment, said
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with self.said.open("ab") as out:
            self.process = subprocess.Popen(
                self.command,
                env=self.environment,
                stdout=out,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )

    def kill(self) -> None:
        if self.process is not None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None


class Cluster:
    """A PostgreSQL cluster in a folder that goes with it, reached over a socket in that folder."""

    def __init__(self) -> None:
        self.bin = Path(subprocess.check_output(["pg_config", "--bindir"], text=True).strip())
        self.folder = Path(tempfile.mkdtemp(prefix="xuncha-pg-"))
        self.owner = "postgres" if os.geteuid() == 0 else None  # PostgreSQL does not run as root
        if self.owner:
            shutil.chown(self.folder, self.owner)
        self.data = self.folder / "data"
        options = ["-A", "trust", "-U", "xuncha", "-E", "UTF8", "--locale=C.UTF-8", "-N"]
        subprocess.run(
            [self.bin / "initdb", "-D", self.data, *options],
            check=True,
            user=self.owner,
            stdout=subprocess.DEVNULL,
        )
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"postgresql://xuncha@/postgres?host={self.folder}"

    def start(self) -> None:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            self.process = subprocess.Popen(
                [self.bin / "postgres", "-D", self.data, "-k", self.folder, "-c", "listen_addresses="],
                user=self.owner, stderr=subprocess.DEVNULL, start_new_session=True,
            )  # fmt: skip
            while self.process.poll() is None and time.monotonic() < until:
                if self._answers():
                    return
                time.sleep(0.1)
            time.sleep(0.3)  # what is left of the killed one still holds its memory
        raise AssertionError("the cluster does not come back")

    def _answers(self) -> bool:
        asked = [self.bin / "pg_isready", "-q", "-h", self.folder, "-U", "xuncha", "-d", "postgres"]
        return subprocess.run(asked).returncode == 0

    def kill(self) -> None:
        """The parent first; whoever of its children is left dies of it, or is killed."""
        if self.process is None:
            return
        left = subprocess.run(
            ["ps", "-o", "pid=", "--ppid", str(self.process.pid)], capture_output=True, text=True
        ).stdout.split()
        for pid in [self.process.pid, *map(int, left)]:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
        self.process.wait()
        self.process = None

    def remove(self) -> None:
        self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)


@dataclass
class Writer:
    """Somebody who enters a row again and again, and remembers what he was told has been stored."""

    port: int
    session: str
    door: str
    name: str
    stored: list[str] = field(default_factory=list)
    unsure: list[str] = field(default_factory=list)
    refused: int = 0
    over: threading.Event = field(default_factory=threading.Event)

    def run(self) -> None:
        number = 0
        while not self.over.is_set():
            number += 1
            try:
                if number % 5:
                    self._enter(f"{self.name}-{number}")
                elif self._asked("GET", "/clues/clues/") == 403:  # not his: it is remembered
                    self.refused += 1
            except (OSError, HTTPException):
                time.sleep(0.1)

    def _enter(self, meeting: str) -> None:
        self.unsure.append(meeting)
        status = self._asked("POST", self.door, {"at": "2019-06-12", "meeting": meeting, "topic": "议题"})
        if status == 302:
            self.unsure.pop()
            self.stored.append(meeting)

    def _asked(self, method: str, path: str, form: dict[str, str] | None = None) -> int:
        token = secrets.token_hex(16)
        headers = {
            "Cookie": f"sessionid={self.session}; csrftoken={token}",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        connection = HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            body = urlencode({**(form or {}), "csrfmiddlewaretoken": token})
            connection.request(method, path, body if form else None, headers)
            answer = connection.getresponse()
            answer.read()
            return answer.status
        finally:
            connection.close()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def server(port: int) -> list[str]:
    return [
        sys.executable, "-m", "gunicorn", "xuncha.config.wsgi", "--bind", f"127.0.0.1:{port}", "--workers", "2",
        "--worker-class", "gthread", "--threads", "4", "--log-level", "critical", "--no-control-socket",
    ]  # fmt: skip


def worker() -> list[str]:
    return [sys.executable, "-m", "xuncha.config.command", "qcluster"]
