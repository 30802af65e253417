"""Killed in the middle, a backup leaves no file and a restore leaves what was there. On SQLite's own file."""

import signal
import subprocess
from pathlib import Path

import pytest
from django.db import connection

from xuncha.kernel.refusals import BadInput
from xuncha.operations.backup import keys, plan
from xuncha.operations.tests.installed import Installed, told
from xuncha.operations.tests.processes import said, start

pytestmark = pytest.mark.skipif(connection.vendor != "sqlite", reason="of SQLite's file")

FOUNDED = """
from datetime import date
from xuncha.files import actions as files
from xuncha.operations import tables
from xuncha.operations.backup import take
from xuncha.operations.setup import set_up
from xuncha.records.models import Office
from xuncha.records.tests.builders import DAY, director
tables.lay()
set_up(code="990100", name="市委巡察办", short_name="巡察办", committee="市委", today=date(2019, 12, 31))
office = Office.objects.get()
for number in range(3):
    files.store(b"%d" % number * 300_000, name="附件.txt", media_type="text/plain", office=office, by=director(office), at=DAY)
take.new_key(sys.argv[1])
"""
# Half of it is written; then it says so and waits to be killed, or for a word to go on.
HELD_BACKUP = """
from xuncha.operations.backup import take
write = take._write_file
def held(*given):
    write(*given)
    print("half", flush=True)
    sys.stdin.readline()
take._write_file = held
take.back_up(sys.argv[1])
"""
HELD_RESTORE = """
from xuncha.operations.backup import keys, restore
from pathlib import Path
number_on = restore._number_on
def held():
    print("half", flush=True)
    sys.stdin.readline()
    number_on()
restore._number_on = held
restore.restore(Path(sys.argv[1]), keys.keeper(Path(sys.argv[2])), replace=True)
"""
BEND = """
from xuncha.audit import actions as audit
from xuncha.records.models import Office
Office.objects.update(name=sys.argv[1])
audit.record(who="someone", verb="grant", subject="meanwhile")
"""
STATE = """
from xuncha.accounts.models import User
from xuncha.audit.models import Entry
from xuncha.audit.queries import broken_entries
from xuncha.records.models import Office
print(Office.objects.get().name, User.objects.count(), Entry.objects.count(), broken_entries())
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    said(tmp_path / "home", FOUNDED, tmp_path / "key")
    return tmp_path / "home"


def halfway(home: Path, script: str, *given: object) -> "subprocess.Popen[str]":
    process = start(home, script, *given)
    assert process.stdout
    assert process.stdout.readline().strip() == "half"
    return process


def kill(process: "subprocess.Popen[str]") -> None:
    process.send_signal(signal.SIGKILL)
    assert process.wait(30) == -signal.SIGKILL


def test_a_backup_that_is_killed_leaves_nothing_under_its_name(home: Path, tmp_path: Path) -> None:
    kill(halfway(home, HELD_BACKUP, tmp_path / "backup"))
    assert not (tmp_path / "backup").exists()
    (half,) = tmp_path.glob(".*.part")
    with pytest.raises(BadInput):
        plan.verify(half, keys.keeper(tmp_path / "key"))
    Installed(home).xuncha("backup", "-o", tmp_path / "backup")
    assert told(tmp_path / "backup", tmp_path / "key")


def test_what_is_written_meanwhile_is_neither_kept_waiting_nor_in_the_backup(
    home: Path, tmp_path: Path
) -> None:
    process = halfway(home, HELD_BACKUP, tmp_path / "during")
    said(home, BEND, "改了名")
    process.communicate("go\n" * 9, timeout=120)
    assert process.returncode == 0
    said(home, BEND, "市委巡察办")
    Installed(home).xuncha("backup", "-o", tmp_path / "after")
    during, after = (told(tmp_path / name, tmp_path / "key") for name in ("during", "after"))
    assert during == after


def test_a_restore_that_is_killed_leaves_what_was_there(home: Path, tmp_path: Path) -> None:
    Installed(home).xuncha("backup", "-o", tmp_path / "backup")
    said(home, BEND, "改了名")
    before = said(home, STATE)
    kill(halfway(home, HELD_RESTORE, tmp_path / "backup", tmp_path / "key"))
    assert said(home, STATE) == before
    Installed(home).xuncha("restore", tmp_path / "backup", "--key", tmp_path / "key", "--replace", expected=0)
    (after,) = said(home, STATE)
    assert after.startswith("市委巡察办")
    assert after.endswith("[]")
