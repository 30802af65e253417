"""`make drill`: PostgreSQL's log kept as docs/operations.md says, rows destroyed, the moment before it had again.

On a cluster of its own, which goes with the drill.
"""

import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from xuncha.operations.tests.installed import Installed
from xuncha.operations.tests.storm import PATIENCE, Cluster

pytestmark = [
    pytest.mark.installation,
    pytest.mark.skipif(
        not shutil.which("pg_config"), reason="the programs of a PostgreSQL server are not installed"
    ),
]
MANUAL = Path(__file__).resolve().parents[3] / "docs" / "operations.md"
FOUNDED = """
from datetime import date
from xuncha.operations import tables
from xuncha.operations.setup import set_up
tables.lay()
set_up(code="990100", name="市委巡察办", short_name="巡察办", committee="市委", today=date(2019, 12, 31))
print("{}")
"""
WRITTEN = """
from xuncha.audit import actions as audit
from xuncha.files import actions as files
from xuncha.records.models import Office
from xuncha.accounts.models import User
from xuncha.kernel.viewer import Hold, Viewer
from xuncha.records.rules import Role
from xuncha.records.tests.builders import DAY
office = Office.objects.get()
user = User.objects.create(username="%(what)s", name="甲")
by = Viewer(user=user.pk, name=user.name, office=office.pk, holds=frozenset({Hold(Role.DIRECTOR, office.pk, None)}))
for number in range(40):
    audit.record(who="甲", verb="grant", subject="%(what)s %%d" %% number)
    files.store(
        b"%(what)s %%d" %% number, name="附件.txt", media_type="text/plain", office=office, by=by, at=DAY
    )
audit.anchor()
print("{}")
"""
ROWS = """
import hashlib, json
from xuncha.files import actions as files
from xuncha.files.models import Attachment
from xuncha.operations.backup.contents import contents
held = {}
for each in contents():
    rows = list(each.rows())
    held[each.table] = [len(rows), hashlib.sha256(repr(rows).encode()).hexdigest()]
held["lost"] = [d for d in Attachment.objects.values_list("digest", flat=True) if files.digest_of(files.path_of(d)) != d]
print(json.dumps(held))
"""


@pytest.fixture
def cluster() -> Iterator[Cluster]:
    made = Cluster()
    try:
        for name in ("archive", "backup"):
            (made.folder / name).mkdir()
            if made.owner:
                shutil.chown(made.folder / name, made.owner)
        with (made.data / "postgresql.conf").open("a") as settings:
            for name in ("wal_level", "archive_mode", "archive_command", "archive_timeout"):
                settings.write(documented(name, made) + "\n")
        made.start()
        yield made
    finally:
        made.remove()


def documented(name: str, of: Cluster) -> str:
    """The line of the manual, with this cluster's folder before its paths."""
    [line] = re.findall(rf"^    ({name} = .*)$", MANUAL.read_text(encoding="utf-8"), re.MULTILINE)
    return re.sub(r"(?<![\w.%])/(archive|backup)\b", rf"{of.folder}/\1", str(line))


def test_the_moment_before_a_mistake_is_had_again(cluster: Cluster, tmp_path: Path) -> None:
    here = Installed(tmp_path / "home", cluster.url)
    here.inside(FOUNDED)
    here.inside(WRITTEN % {"what": "before"})
    base = base_backup(cluster)
    here.inside(WRITTEN % {"what": "after"})
    before = here.inside(ROWS)
    assert before["files_attachment"][0] == 80
    assert before["lost"] == []
    with psycopg.connect(cluster.url, autocommit=True) as database:
        [moment] = database.execute("SELECT clock_timestamp()").fetchone() or [None]
        time.sleep(1)
        destroy(database)
    cluster.kill()
    recover(cluster, base, f"recovery_target_time = '{moment}'")
    assert here.inside(ROWS) == before
    assert "审计记录链完整" in here.xuncha("audit", "verify")
    here.inside(WRITTEN % {"what": "afterwards"})  # it is written to again
    assert "审计记录链完整" in here.xuncha("audit", "verify")


def base_backup(cluster: Cluster) -> Path:
    base = cluster.folder / "backup" / "base"
    command = [
        cluster.bin / "pg_basebackup",
        "-h",
        cluster.folder,
        "-U",
        "xuncha",
        "-D",
        base,
        "-X",
        "none",
        "-c",
        "fast",
    ]
    subprocess.run(command, check=True, user=cluster.owner, capture_output=True)
    return base


def destroy(database: "psycopg.Connection[tuple[object, ...]]") -> None:
    """Tables of business and the chain itself; the log that says so is in the archive."""
    database.execute("DROP TABLE files_attachment, records_passage, audit_entry CASCADE")
    [last] = database.execute("SELECT pg_walfile_name(pg_switch_wal())").fetchone() or [""]
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        [archived] = database.execute("SELECT last_archived_wal FROM pg_stat_archiver").fetchone() or [None]
        if archived is not None and str(archived) >= str(last):
            return
        time.sleep(0.2)
    raise AssertionError("the log is not archived")


def recover(cluster: Cluster, base: Path, target: str) -> None:
    """The base backup in place of the data folder, told how far to read the archive."""
    shutil.rmtree(cluster.data)
    shutil.move(base, cluster.data)
    with (cluster.data / "postgresql.auto.conf").open("a") as settings:
        for line in (
            documented("restore_command", cluster),
            target,
            documented("recovery_target_action", cluster),
        ):
            settings.write(line + "\n")
    signal = cluster.data / "recovery.signal"
    signal.touch()
    if cluster.owner:
        shutil.chown(signal, cluster.owner)
    cluster.start()
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        with psycopg.connect(cluster.url) as database:
            if database.execute("SELECT pg_is_in_recovery()").fetchone() == (False,):
                return
        time.sleep(0.2)
    raise AssertionError("the recovery does not come to its end")
