"""A running demo installation and a browser to look at it with, for tests that need the real thing."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from xuncha.operations.city.accounts import PASSWORD
from xuncha.operations.supervisor import answers
from xuncha.ui.tests.browsers import NEEDS_CHROMIUM, PATIENCE

BROWSER_STORY = [*NEEDS_CHROMIUM, pytest.mark.installation]
COMMAND = [sys.executable, "-m", "xuncha.config.command"]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def environment_of(home: Path) -> dict[str, str]:
    environment = {**os.environ, "XUNCHA_HOME": str(home)}
    environment.pop("DATABASE_URL", None)
    return environment


@cache
def _built(beside: Path) -> Path:
    """The reference city as `xuncha demo` builds it, once for all the stories of a process."""
    home = beside / "built-once"
    subprocess.run(
        [*COMMAND, "demo", "--no-serve"], env=environment_of(home), check=True, capture_output=True
    )
    return home


def script(module: str, home: Path) -> str:
    """What a module of these tests says that is run in the installation, before anybody is let in."""
    command = [sys.executable, "-m", f"xuncha.config.tests.{module}"]
    said = subprocess.run(command, env=environment_of(home), check=True, capture_output=True, text=True)
    return said.stdout.strip()


@contextmanager
def demo(home: Path, before: Callable[[Path], object] | None = None) -> Iterator[str]:
    """The address of a demo city on an SQLite database of its own, under the supervisor.

    `before` may change what stands there before anybody is let in.
    """
    shutil.copytree(_built(home.parent), home, dirs_exist_ok=True)
    if before is not None:
        before(home)
    environment = environment_of(home)
    port = free_port()
    process = subprocess.Popen(
        [*COMMAND, "demo", "--port", str(port)], env=environment, stdout=subprocess.DEVNULL
    )
    try:
        yield _when_ready(process, f"http://127.0.0.1:{port}")
    finally:
        process.terminate()
        process.wait(30)


def _when_ready(process: subprocess.Popen[bytes], address: str) -> str:
    for _ in range(600):
        if answers(address):
            return address
        assert process.poll() is None, "the demo installation did not start"
        time.sleep(0.2)
    raise AssertionError("the demo installation did not answer within two minutes")


@contextmanager
def visitor(
    browser: Browser, address: str, username: str, *, width: int = 1440
) -> Iterator[tuple[Page, list[str]]]:
    """A signed-in page and the list of what its console complained about."""
    context = browser.new_context(base_url=address, viewport={"width": width, "height": 900}, locale="zh-CN")
    context.set_default_timeout(PATIENCE)
    page, complaints = context.new_page(), []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto("/sign-in/")
    page.fill("input[name=username]", username)
    page.fill("input[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    page.wait_for_load_state("load")
    yield page, complaints
    context.close()
