"""Asked before anything was set up, every command of the house says how to begin: one sentence, exit code 2."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote

import pytest
from django.apps import apps
from django.core.management import get_commands
from django.db import connection

from xuncha.kernel.refusals import NOT_SET_UP

pytestmark = pytest.mark.installation

# What is meant to run before a set-up, or asks no record: it lays the tables, works on a file, or on the code.
BEFORE = {"setup", "restore", "demo", "serve", "docs", "messages", "layout", "staff", "plan", "keys"}
ASKED: dict[str, list[list[str]]] = {
    "backup": [["-o", "{file}.backup"]],
    "backupkey": [["-o", "{file}.key"]],
    "audit": [["verify"]],
    "daily": [["--once"], []],
    "figure": [["feedback.units", "--year", "2019"], ["--list"], ["--list", "--office", "990100"]],
    "generate": [["--findings", "1"]],
    "history": [
        ["{file}", "--what", "rounds", "--as", "clerk"],
        ["{file}", "--what", "rounds", "--as", "clerk", "--office", "990100"],
    ],
    "proof": [["{file}", "--year", "2019"], ["{file}", "--year", "2019", "--office", "990100"]],
    "remind": [[]],
    "report": [["2019"], ["2019", "--office", "990100"]],
    "search": [["巡察", "--as", "director"], ["--update"], ["--rebuild"], ["--check"]],
    "states": [["--check"]],
    "ties": [["--year", "2019"], [], ["--year", "2019", "--office", "990100"]],
}
CASES = [(name, *given) for name, each in ASKED.items() for given in each]


def of_the_house() -> set[str]:
    """The commands that our own apps bring, by the running system."""
    ours = {app.name for app in apps.get_app_configs() if app.name.startswith("xuncha.")}
    return {name for name, app in get_commands().items() if app in ours}


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of an installation without a table, on the database that the tests run on.

    On PostgreSQL by a search path that leads into a schema which is not there.
    """
    home = tmp_path_factory.mktemp("empty")
    (home / "draft.txt").write_text("全年反馈3家单位。", encoding="utf-8")
    environment = {**os.environ, "XUNCHA_HOME": str(home)}
    if connection.vendor == "postgresql":
        options = quote("-c search_path=nothing_was_laid_here", safe="")
        address = environment["DATABASE_URL"]
        environment["DATABASE_URL"] = f"{address}{'&' if '?' in address else '?'}options={options}"
    return environment


def test_every_command_of_the_house_is_asked_or_meant_to_run_before() -> None:
    assert of_the_house() == BEFORE | ASKED.keys()
    assert not BEFORE & ASKED.keys()


def test_before_anything_is_laid_a_command_says_how_to_begin(empty: dict[str, str]) -> None:
    def ask(case: tuple[str, ...]) -> tuple[int, str, str]:
        file = str(Path(empty["XUNCHA_HOME"]) / "draft.txt")
        given = [part.replace("{file}", file) for part in case]
        command = [sys.executable, "-m", "xuncha.config.command", *given]
        done = subprocess.run(command, env=empty, capture_output=True, text=True, timeout=120, check=False)
        return done.returncode, done.stdout, done.stderr.strip()

    with ThreadPoolExecutor(2) as hands:
        answers = dict(zip(CASES, hands.map(ask, CASES), strict=True))
    assert answers == dict.fromkeys(CASES, (2, "", NOT_SET_UP))
