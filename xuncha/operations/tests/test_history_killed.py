"""A load that is killed in the middle leaves nothing; the same load afterwards leaves everything. On SQLite's own file."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from xuncha.operations.history.rounds import ROUNDS
from xuncha.operations.tests.test_history import ROUND, sheet

START = "import os, sys, django; django.setup()\n"
SET_UP = (
    START
    + """
from datetime import date
from django.core.management import call_command
from django.db import connection
from django.apps import apps
from django.conf import settings
settings.MIGRATION_MODULES = {app.label: None for app in apps.get_app_configs()}  # tables straight from the models
call_command("migrate", run_syncdb=True, verbosity=0)
from xuncha.people.models import Grant
from xuncha.people.tests.builders import installation
from xuncha.records.tests.builders import office, user
from xuncha.rounds.tests import builders as rounds
home = installation(office()).home
rounds.term(office=home)
rounds.rule_set(home, name="2017年制度")
clerk = user(username="clerk")
Grant.objects.create(user=clerk, role="general", office=home, since=date(2019, 1, 1), by=clerk)
with connection.cursor() as cursor:
    cursor.execute("PRAGMA synchronous")
    print(cursor.fetchone()[0])
"""
)
LOAD = (
    START
    + """
from django.core.management import call_command
call_command("history", sys.argv[1], what="rounds", username="clerk")
"""
)
# Written, not committed: says so and waits to be killed.
HELD = (
    START
    + """
from django.core.management import call_command
from xuncha.operations.history.store import Store
write = Store.write
def held(store):
    found = write(store)
    print("written", flush=True)
    sys.stdin.read()
    return found
Store.write = held
call_command("history", sys.argv[1], what="rounds", username="clerk")
"""
)
COUNT = (
    START
    + """
from xuncha.records.models import Passage
from xuncha.rounds.models import Round
print(Round.objects.count(), Passage.objects.filter(note__startswith="历史数据导入").count())
"""
)


def test_a_load_killed_before_it_is_committed_leaves_nothing_and_can_be_repeated(tmp_path: Path) -> None:
    file = sheet(tmp_path / "rounds.xlsx", ROUNDS, [{**ROUND, "round": number} for number in range(1, 201)])
    assert _said(tmp_path, SET_UP) == "2"  # synchronous=FULL: what is acknowledged survives a power cut
    process = _start(tmp_path, HELD, file)
    assert process.stdout
    assert process.stdout.readline().strip() == "written"
    process.send_signal(signal.SIGKILL)
    assert process.wait(30) == -signal.SIGKILL
    assert _said(tmp_path, COUNT) == "0 0"
    assert "200行" in _said(tmp_path, LOAD, file)
    assert _said(tmp_path, COUNT) == "200 1000"


def _start(home: Path, script: str, *arguments: Path) -> subprocess.Popen[str]:
    environment = {**os.environ, "XUNCHA_HOME": str(home), "DJANGO_SETTINGS_MODULE": "xuncha.config.settings"}
    environment.pop("DATABASE_URL", None)
    return subprocess.Popen(
        [sys.executable, "-c", script, *map(str, arguments)],
        env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip


def _said(home: Path, script: str, *arguments: Path) -> str:
    process = _start(home, script, *arguments)
    said, _ = process.communicate(timeout=180)
    assert process.returncode == 0
    return said.strip()
