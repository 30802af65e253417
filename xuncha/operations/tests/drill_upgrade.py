"""`make drill`: a populated database of the first release is moved on by the migrations and read. Minutes long on SQLite."""

import gzip
import sqlite3
from pathlib import Path

import pytest

from xuncha.operations.tests.installed import Installed

DUMP = (
    Path(__file__).parent / "data" / "first-release.sql.gz"
)  # by the first set of migrations, from its own builders
KEY = "kVbtXVmHQEcK5XNrreD/lpEI3dlvDrXWW5g2ZWJW1Zc="
READ = """
import json
from django.apps import apps
from xuncha.audit.queries import broken_entries
from xuncha.clues.models import ClueContent
from xuncha.people.models import Person
from xuncha.records.models import Passage
from xuncha.talent.models import Relative
kept = ("clues.Clue", "archive.RequiredPaper", "people.Person", "talent.PoolMember", "records.Passage", "accounts.User",
        "rounds.Task", "files.Attachment")
print(json.dumps({
    "rows": {label: apps.get_model(label)._base_manager.count() for label in kept},
    "broken": broken_entries(),
    "sealed": sorted({row.summary for row in ClueContent.objects.all()}),
    "relatives": [row.details for row in Relative.objects.all()],
    "numbers": [len(row.id_number) for row in Person.objects.all()],
    "verbs": sorted(set(Passage.objects.values_list("verb", flat=True))),
}, ensure_ascii=False))
"""


@pytest.mark.installation
def test_the_first_release_is_moved_on_and_everything_in_it_is_read(tmp_path: Path) -> None:
    home = tmp_path / "home"
    (home / "keys").mkdir(parents=True)
    (home / "keys" / "sealing.key").write_text(KEY)
    with sqlite3.connect(home / "xuncha.sqlite3") as database:
        database.executescript(gzip.decompress(DUMP.read_bytes()).decode())
    database.close()
    here = Installed(home)
    here.xuncha("migrate", "--noinput", "--verbosity", "0")
    found = here.inside(READ)
    assert found["rows"] == {
        "clues.Clue": 2, "archive.RequiredPaper": 36, "people.Person": 1, "talent.PoolMember": 1, "records.Passage": 63,
        "accounts.User": 22, "rounds.Task": 3, "files.Attachment": 1,
    }  # fmt: skip
    assert (found["broken"], found["numbers"]) == ([], [18])
    assert found["sealed"] == ["反映违规收受礼金"]
    assert found["relatives"] == ["在某局工作"]
    assert "decide" in found["verbs"]
