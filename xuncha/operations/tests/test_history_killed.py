"""A load that is killed in the middle leaves nothing; the same load afterwards leaves everything. On SQLite's own file."""

import signal
from pathlib import Path

import pytest
from django.db import connection

from xuncha.operations.history.rounds import ROUNDS
from xuncha.operations.tests.processes import TABLES, said, start
from xuncha.operations.tests.test_history import ROUND, sheet

# Written, not committed: says so and waits to be killed.
HELD = (
    TABLES
    + """
from datetime import date
from xuncha.operations.history.store import Store
from xuncha.people.models import Grant
from xuncha.people.tests.builders import installation
from xuncha.records.tests.builders import office, user
from xuncha.rounds.tests import builders as rounds
home = installation(office()).home
rounds.term(office=home)
rounds.rule_set(home, name="2017年制度")
clerk = user(username="clerk")
Grant.objects.create(user=clerk, role="general", office=home, since=date(2019, 1, 1), by=clerk)
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
AGAIN = """
from xuncha.records.models import Passage
from xuncha.rounds.models import Round
def count():
    print(Round.objects.count(), Passage.objects.filter(note__startswith="历史数据导入").count(), flush=True)
count()
call_command("history", sys.argv[1], what="rounds", username="clerk")
count()
"""


@pytest.mark.skipif(connection.vendor != "sqlite", reason="of SQLite's file")
def test_a_load_killed_before_it_is_committed_leaves_nothing_and_can_be_repeated(tmp_path: Path) -> None:
    file = sheet(tmp_path / "rounds.xlsx", ROUNDS, [{**ROUND, "round": number} for number in range(1, 201)])
    process = start(tmp_path, HELD, file)
    assert process.stdout
    assert process.stdout.readline().strip() == "written"
    process.send_signal(signal.SIGKILL)
    assert process.wait(30) == -signal.SIGKILL
    before, *told, after = said(tmp_path, AGAIN, file)
    assert before == "0 0"
    assert any("200行" in line for line in told)
    assert after == "200 1000"
