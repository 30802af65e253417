"""A sheet of 5,000 rows whose server is killed (SIGKILL) on the way in: all rows are there or none, and the chain is whole.

One process sets up an installation on a file and forks a server's process for every try; what is sent goes through
the whole house, from the middleware to the commit. Where it is killed is drawn by lot: among the rows, and about the
commit, before, in or after it.
"""

import random
from pathlib import Path

import pytest
from django.db import connection

from xuncha.operations.tests.processes import TABLES, said

ROWS = 5_000
STEP = 50  # rows between two signs of life
SCRIPT = (
    TABLES
    + """
import signal, sqlite3, time
from django.db import connection, connections
from django.test import Client
from django.urls import reverse
from xuncha.audit.queries import broken_entries
from xuncha.audit.models import Entry
from xuncha.fieldwork.models import SitIn
from xuncha.fieldwork.tests.records import on_site, sits_in
from xuncha.people.tests.builders import installation
from xuncha.records import actions as records
from xuncha.records.models import Passage
from xuncha.records.rules import Role
rows, step, places = int(sys.argv[1]), int(sys.argv[2]), [place.split("+") for place in sys.argv[3:]]
settings.ALLOWED_HOSTS = ["testserver"]
task = on_site()
installation(task.office)
client = Client()
sits_in(client, Role.MEMBER, task)
door = reverse("fieldwork:sit_ins_sheet", args=[task.uid])
lines = [["会议日期", "会议名称", "会议议题"], *(["2019-06-12", f"党组会{n}", "议题"] for n in range(rows))]
sheet = "\\n".join("\\t".join(line) for line in lines)
with connection.cursor() as cursor:
    cursor.execute("PRAGMA synchronous")
    print(cursor.fetchone()[0], flush=True)
connections.close_all()


def serve(out):
    done, enter = 0, records.enter
    def told(record, **asked):
        nonlocal done
        stored = enter(record, **asked)
        done += 1
        if done % step == 0:
            os.write(out, b".")
        return stored
    records.enter = told
    assert client.post(reverse("fieldwork:sit_ins_sheet", args=[task.uid]), {}).status_code == 422  # on record
    os._exit(0 if client.post(door, {"pasted": sheet}).status_code == 302 else 1)


for after, seconds in places:
    inlet, out = os.pipe()
    child = os.fork()
    if not child:
        os.close(inlet)
        serve(out)
    os.close(out)
    for _ in range(int(after)):
        assert os.read(inlet, 1)
    time.sleep(float(seconds))
    os.kill(child, signal.SIGKILL)
    ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    os.close(inlet)
    stored, steps = SitIn.objects.count(), Passage.objects.filter(subject="fieldwork.sitin").count()
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check")
        sound = cursor.fetchone()[0]
    refusals = Entry.objects.filter(verb="refused").count()
    print(ended, stored, steps, refusals, len(broken_entries()), sound, flush=True)
    connections.close_all()
"""
)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="of SQLite's file")
def test_a_server_killed_while_a_sheet_comes_in_leaves_all_of_it_or_nothing(tmp_path: Path) -> None:
    among, last = random.randrange(1, ROWS // STEP), ROWS // STEP
    about = [random.uniform(0, 0.02), random.uniform(0.02, 0.2)]
    places = [f"{among}+0", *(f"{last}+{seconds:.3f}" for seconds in about)]
    synchronous, *tries = said(tmp_path, SCRIPT, ROWS, STEP, *places)
    assert synchronous == "2"  # FULL: what is acknowledged survives a power cut
    before = 0
    for number, (place, line) in enumerate(zip(places, tries, strict=True), 1):
        ended, stored, steps, refusals, broken, sound = line.split()
        assert int(stored) in (before, before + ROWS), (place, line)
        assert int(ended) in (-9, 0), (place, line)  # the last ones may have answered already
        assert (steps, refusals, broken, sound) == (stored, str(number), "0", "ok"), (place, line)
        before = int(stored)
    assert tries[0].startswith("-9 0 ")
