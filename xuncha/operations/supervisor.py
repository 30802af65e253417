"""One parent for the web server, the worker and the daily loop: starts them, restarts what falls, stops all."""

import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from types import FrameType
from urllib.error import URLError
from urllib.request import urlopen

from xuncha.kernel.refusals import BadInput

GRACE = 10  # seconds a child has to finish after it was asked to stop
LONGEST_WAIT = 30  # seconds before a child that keeps falling is tried again


@dataclass
class Child:
    """A process that is kept running. The wait before a restart doubles while it falls at once."""

    name: str
    command: Sequence[str]
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    wait: float = 1.0
    again_at: float = field(default=0.0)

    def tend(self, now: float) -> None:
        if self.process is not None and self.process.poll() is None:
            return
        if self.process is not None:
            self._fell(now)
        if now >= self.again_at:
            self.process, self.started = subprocess.Popen(self.command), now

    def _fell(self, now: float) -> None:
        print(f"{self.name} ended and will be started again", file=sys.stderr)
        self.wait = 1.0 if now - self.started > LONGEST_WAIT else min(self.wait * 2, LONGEST_WAIT)
        self.again_at, self.process = now + self.wait, None

    def stop(self) -> None:
        if self.process is None or self.process.poll() is not None:
            return
        self.process.terminate()
        try:
            self.process.wait(GRACE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def children(host: str, port: int) -> list[Child]:
    python = sys.executable
    web = [
        python,
        "-m",
        "gunicorn",
        "xuncha.config.wsgi",
        "--bind",
        f"{host}:{port}",
        "--worker-class",
        "gthread",
    ]
    web += ["--workers", "2", "--threads", "4", "--log-level", "warning", "--no-control-socket"]
    manage = [python, "-m", "xuncha.config.command"]
    return [Child("web", web), Child("worker", [*manage, "qcluster"]), Child("daily", [*manage, "daily"])]


def serve(host: str, port: int, *, when_ready: Callable[[str], None]) -> None:
    """Run until asked to stop (SIGINT, SIGTERM). BadInput when the address is taken."""
    refuse_if_taken(host, port)
    asked: list[int] = []

    def stop(number: int, frame: FrameType | None) -> None:
        asked.append(number)

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    family, address, announced = children(host, port), f"http://{host}:{port}", False
    try:
        while not asked:
            for child in family:
                child.tend(time.monotonic())
            if not announced and answers(address):
                announced = True
                when_ready(address)
            time.sleep(0.2)
    finally:
        for child in family:
            child.stop()


def answers(address: str) -> bool:
    try:
        with urlopen(f"{address}/sign-in/", timeout=2) as page:
            return bool(page.status == 200)
    except (URLError, OSError):
        return False


def refuse_if_taken(host: str, port: int) -> None:
    if answers(f"http://{host}:{port}"):
        raise BadInput(
            "端口%(port)s已有程序在运行：请先停止它，或者换一个端口（PORT=8001 make run）。", port=port
        )
