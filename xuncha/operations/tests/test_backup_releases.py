"""Backups of other releases: moved on into an empty installation, else refused by name before anything is touched."""

from importlib.metadata import version
from pathlib import Path

import pytest

from xuncha.operations.tests.installed import Installed
from xuncha.operations.tests.old_release import RELEASE, backed_up, first_release

pytestmark = pytest.mark.installation
# An installation whose tables lack the steps that came last, with a few rows; backed up as it stands.
EARLIER = """
import json
from datetime import date
from django.core.management.sql import emit_post_migrate_signal
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from xuncha.operations import tables
from xuncha.operations.backup import take
from xuncha.operations.setup import set_up
graph = MigrationLoader(None).graph
left_out = {"audit": ["0002_entries_only_grow", "0003_entries_by_account"]}
later = {(app, name) for app, names in left_out.items() for name in names}
assert all(child.key in later for key in later for child in graph.node_map[key].children)
tables.lay_as(set(graph.nodes) - later)
emit_post_migrate_signal(0, False, "default")
set_up(code="990100", name="市委巡察办", short_name="巡察办", committee="市委", today=date(2019, 12, 31))
take.version = lambda name: "0.0.9"
take.new_key(%r)
take.back_up(%r)
print(json.dumps(len(later)))
"""
STANDS = """
import json
from django.db import connection
from xuncha.audit.models import Entry
from xuncha.audit.queries import broken_entries
from xuncha.records import appendonly
from xuncha.records.models import Office
with connection.cursor() as cursor:
    indexes = list(connection.introspection.get_constraints(cursor, "audit_entry"))
print(json.dumps({
    "offices": list(Office.objects.values_list("code", flat=True)),
    "verbs": list(Entry.objects.order_by("id").values_list("verb", flat=True)),
    "broken": broken_entries(), "unguarded": appendonly.missing(), "indexed": "audit_entry_by_account" in indexes,
}))
"""
FOUNDED = """
from datetime import date
from xuncha.operations import tables
from xuncha.operations.setup import set_up
tables.lay()
set_up(code="990200", name="别处巡察办", short_name="巡察办", committee="市委", today=date(2019, 12, 31))
print("{}")
"""


def test_an_earlier_one_is_restored_and_moved_on(tmp_path: Path) -> None:
    backup, keeper = tmp_path / "earlier.backup", tmp_path / "keeper.key"
    steps = Installed(tmp_path / "earlier").inside(EARLIER % (str(keeper), str(backup)))
    here = Installed(tmp_path / "here")
    said = here.xuncha("restore", backup, "--key", keeper, "--dry-run")
    assert "版本0.0.9" in said
    assert f"恢复后执行{steps}个升级步骤" in said
    here.xuncha("restore", backup, "--key", keeper)
    found = here.inside(STANDS)
    assert (found["offices"], found["broken"], found["unguarded"], found["indexed"]) == (
        ["990100"],
        [],
        [],
        True,
    )
    assert found["verbs"][-1] == "restore"
    here.xuncha("migrate", "--check")


def test_an_earlier_one_over_data_is_refused_by_both_names(tmp_path: Path) -> None:
    backup, keeper = tmp_path / "old.backup", tmp_path / "keeper.key"
    backed_up(first_release(tmp_path / "old"), backup, keeper)
    here = Installed(tmp_path / "here")
    here.inside(FOUNDED)
    before = here.inside(STANDS)
    said = here.xuncha("restore", backup, "--key", keeper, "--replace", expected=2)
    assert RELEASE in said
    assert version("xuncha") in said
    assert "只能恢复到空的 XUNCHA_HOME" in said
    assert here.inside(STANDS) == before


def test_a_later_one_is_refused_by_both_names(tmp_path: Path) -> None:
    backup, keeper = tmp_path / "later.backup", tmp_path / "keeper.key"
    there = Installed(tmp_path / "there")
    there.inside(FOUNDED)
    there.inside(LATER % (str(keeper), str(backup)))
    here = Installed(tmp_path / "here")
    said = here.xuncha("restore", backup, "--key", keeper, expected=2)
    assert "9.9.9" in said
    assert version("xuncha") in said
    assert "请先升级程序" in said
    assert not (here.home / "files").exists()
    assert (
        here.inside(
            "import json; from django.db import connection as c; print(json.dumps(c.introspection.table_names()))"
        )
        == []
    )


LATER = """
from xuncha.operations.backup import take
take.version, known = (lambda name: "9.9.9"), take.applied
take.applied = lambda: known() | {("audit", "0099_of_a_later_release")}
take.new_key(%r)
take.back_up(%r)
print("{}")
"""
