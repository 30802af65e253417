"""The server, the worker and the database killed (SIGKILL) at random while people write: what was acknowledged is there.

On SQLite's file, and on a PostgreSQL cluster of its own, which is killed too. Three kills in the tests; `make drill` kills
a hundred times (STORM_KILLS).
"""

import json
import os
import random
import shutil
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from xuncha.operations.tests.processes import START, TABLES
from xuncha.operations.tests.storm import FEED, PATIENCE, Cluster, Part, Writer, free_port, server, worker

KILLS = int(os.environ.get("STORM_KILLS", "3"))
WRITERS = 3
WORLD = (
    TABLES
    + """
import json
from django.test import Client
from django.urls import reverse
from xuncha.fieldwork.tests.records import on_site, sits_in
from xuncha.people.tests.builders import installation
from xuncha.records.rules import Role
settings.ALLOWED_HOSTS = ["testserver"]
task = on_site()
installation(task.office)
client = Client()
sits_in(client, Role.MEMBER, task)
door = reverse("fieldwork:sit_ins_new", args=[task.uid])
assert client.get(door).status_code == 200
print(json.dumps([client.cookies["sessionid"].value, door]))
"""
)
CHECK = """
import json
from django_q.models import OrmQ
from xuncha.audit.models import Entry
from xuncha.audit.queries import broken_entries
from xuncha.fieldwork.models import SitIn
from xuncha.records.models import Passage
names = dict(SitIn.objects.values_list("uid", "meeting"))
steps = Passage.objects.filter(subject="fieldwork.sitin", verb="enter").values_list("subject_uid", flat=True)
print(json.dumps({
    "rows": list(names.values()),
    "steps": [names.get(uid, "") for uid in steps],
    "refused": Entry.objects.filter(verb="refused").count(),
    "broken": len(broken_entries()),
    "jobs": list(Entry.objects.filter(who="storm").values_list("subject", flat=True)),
    "queued": [row.task["kwargs"]["subject"] for row in OrmQ.objects.all()],
}))
"""


@pytest.fixture(params=["SQLite", "PostgreSQL"])
def cluster(request: pytest.FixtureRequest) -> Iterator[Cluster | None]:
    """None for SQLite's file."""
    if request.param == "SQLite":
        yield None
        return
    if not shutil.which("pg_config"):
        pytest.skip("the programs of a PostgreSQL server are not installed")
    made = Cluster()
    try:
        made.start()
        yield made
    finally:
        made.remove()


@pytest.mark.installation
def test_nothing_acknowledged_is_lost_whatever_is_killed(tmp_path: Path, cluster: Cluster | None) -> None:
    environment = {
        **os.environ,
        "XUNCHA_HOME": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "xuncha.config.settings",
    }
    environment.pop("DATABASE_URL", None)
    if cluster:
        environment["DATABASE_URL"] = cluster.url
    session, door = _said(environment, WORLD)
    port, fed = free_port(), tmp_path / "fed.txt"
    web = Part(server(port), environment, tmp_path / "web.txt")
    jobs = Part(worker(), environment, tmp_path / "worker.txt")
    feeder = Part([sys.executable, "-c", FEED], environment, fed)
    parts: list[Part | Cluster] = [web, jobs, feeder]
    writers = [Writer(port, session, door, f"会议{name}") for name in "甲乙丙"[:WRITERS]]
    crew = [threading.Thread(target=writer.run) for writer in writers]
    try:
        for part in parts:
            part.start()
        for one in crew:
            one.start()
        _until_more_is_stored(writers)
        victims: list[Part | Cluster] = [web, jobs, *([cluster] if cluster else [])]
        for number in range(KILLS):
            victim = victims[number % len(victims)]
            time.sleep(random.uniform(0, 1.0))
            victim.kill()
            victim.start()
            _until_more_is_stored(writers)
    finally:
        for writer in writers:
            writer.over.set()
        for one in crew:
            one.join(PATIENCE)
        for part in (feeder, web, jobs):
            part.kill()
    _check(_said(environment, CHECK), writers, fed.read_text().split())


def _until_more_is_stored(writers: list[Writer]) -> None:
    before, until = sum(len(writer.stored) for writer in writers), time.monotonic() + PATIENCE
    while sum(len(writer.stored) for writer in writers) < before + 2:
        assert time.monotonic() < until, "nothing more is stored"
        time.sleep(0.05)


def _check(found: dict[str, Any], writers: list[Writer], fed: list[str]) -> None:
    rows = Counter(found["rows"])
    stored = {name for writer in writers for name in writer.stored}
    sent = stored | {name for writer in writers for name in writer.unsure}
    assert stored <= rows.keys()
    assert rows.keys() <= sent
    assert max(rows.values()) == 1
    assert Counter(found["steps"]) == rows  # each with its passage, none without its row
    assert found["refused"] >= sum(writer.refused for writer in writers)
    assert found["broken"] == 0
    assert set(fed) <= {*found["jobs"], *found["queued"]}


def _said(environment: dict[str, str], script: str) -> Any:
    done = subprocess.run(
        [sys.executable, "-c", START + script], env=environment, capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout.splitlines()[-1])
