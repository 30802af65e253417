"""A populated database of the first release, and a backup of it in the words that release would have used."""

import gzip
import sqlite3
from pathlib import Path

from xuncha.operations.tests.installed import Installed

DUMP = (
    Path(__file__).parent / "data" / "first-release.sql.gz"
)  # by the first migrations, from its own builders
KEY = "kVbtXVmHQEcK5XNrreD/lpEI3dlvDrXWW5g2ZWJW1Zc="
RELEASE = "0.0.1"
ROWS = {
    "clues.Clue": 2, "archive.RequiredPaper": 36, "people.Person": 1, "talent.PoolMember": 1, "records.Passage": 63,
    "accounts.User": 22, "rounds.Task": 3, "files.Attachment": 1,
}  # fmt: skip
READ = """
import json
from django.apps import apps
from xuncha.audit.queries import broken_entries
from xuncha.clues.models import ClueContent
from xuncha.people.models import Person
from xuncha.records import appendonly
from xuncha.records.models import Passage
from xuncha.talent.models import Relative
kept = ("clues.Clue", "archive.RequiredPaper", "people.Person", "talent.PoolMember", "records.Passage", "accounts.User",
        "rounds.Task", "files.Attachment")
print(json.dumps({
    "rows": {label: apps.get_model(label)._base_manager.count() for label in kept},
    "broken": broken_entries(),
    "unguarded": appendonly.missing(),
    "sealed": sorted({row.summary for row in ClueContent.objects.all()}),
    "relatives": [row.details for row in Relative.objects.all()],
    "numbers": [len(row.id_number) for row in Person.objects.all()],
    "verbs": sorted(set(Passage.objects.values_list("verb", flat=True))),
}, ensure_ascii=False))
"""
# The models of that release, as its migrations tell them, in place of ours.
BACK_UP = """
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from xuncha.operations.backup import contents, take
loader = MigrationLoader(connection)
applied = set(loader.applied_migrations)
within = {(p.key[0], p.key[1]) for key in applied for p in loader.graph.node_map[key].parents if p.key[0] == key[0]}
contents.apps = loader.project_state(sorted(applied - within)).apps
take.version = lambda name: %r
take.new_key(%r)
take.back_up(%r)
print("{}")
"""


def first_release(home: Path) -> Installed:
    keyed(home)
    with sqlite3.connect(home / "xuncha.sqlite3") as database:
        database.executescript(gzip.decompress(DUMP.read_bytes()).decode())
    database.close()
    return Installed(home)


def keyed(home: Path) -> None:
    """A home with nothing in it but the key under which that release sealed."""
    (home / "keys").mkdir(parents=True)
    (home / "keys" / "sealing.key").write_text(KEY)


def backed_up(there: Installed, backup: Path, keeper: Path) -> None:
    there.inside(BACK_UP % (RELEASE, str(keeper), str(backup)))


def check(there: Installed) -> None:
    """What was in the first release is there, opens, and stands under today's guards."""
    found = there.inside(READ)
    assert found["rows"] == ROWS
    assert (found["broken"], found["unguarded"], found["numbers"]) == ([], [], [18])
    assert found["sealed"] == ["反映违规收受礼金"]
    assert found["relatives"] == ["在某局工作"]
    assert "decide" in found["verbs"]
