"""Chromium as Debian packages it, for tests that need a real browser."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, sync_playwright

# the shell is the same browser without windows: it starts in a third of the time
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser")
CHROMIUM = next((path for path in map(shutil.which, NAMES) if path), None)
NEEDS_CHROMIUM = [
    pytest.mark.browser,
    # where everything is asked for, a missing browser fails the tests
    pytest.mark.skipif(
        not CHROMIUM and os.environ.get("REQUIRE_ALL") != "1", reason="Chromium is not installed"
    ),
]
PATIENCE = 120_000  # milliseconds: other tests share the cores, and what hangs is found by its last step
QUIET = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]


@contextmanager
def chromium() -> Iterator[Browser]:
    sandbox = [] if os.geteuid() else ["--no-sandbox"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=[*QUIET, *sandbox])
        yield browser
        browser.close()
