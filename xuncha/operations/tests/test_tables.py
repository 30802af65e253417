"""A first start lays the tables that the migrations would have made, and tells them so."""

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from xuncha.operations import tables

FRESH = """
import django; django.setup()
from xuncha.operations import tables
tables.lay()
"""
REPLAYED = """
import django; django.setup()
from django.core.management import call_command
call_command("migrate", interactive=False, verbosity=0)
"""
AGAIN = """
import django; django.setup()
from django.core.management import call_command
call_command("migrate", check_unapplied=True, interactive=False, verbosity=0)
"""


def run(code: str, home: Path) -> sqlite3.Connection:
    environment = {"XUNCHA_HOME": str(home), "DJANGO_SETTINGS_MODULE": "xuncha.config.settings"}
    subprocess.run([sys.executable, "-c", code], env=environment, check=True)
    return sqlite3.connect(next(home.glob("*.sqlite3")))


def columns(database: sqlite3.Connection) -> dict[str, set[tuple[object, ...]]]:
    """By table: name, type, emptiness and key of each column. Their order is no matter: rows are written by name."""
    names = [row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return {name: {row[1:] for row in database.execute(f"PRAGMA table_info('{name}')")} for name in names}


def constraints(database: sqlite3.Connection) -> set[str]:
    """Everything named that guards a table: checks, indexes, uniqueness, triggers."""
    texts = [str(row[0]) for row in database.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL")]
    found = {
        text for text in texts if text.startswith(("CREATE INDEX", "CREATE UNIQUE INDEX", "CREATE TRIGGER"))
    }
    for text in texts:
        found |= {part.split('"')[0] for part in text.split('CONSTRAINT "')[1:]}
    return found


@pytest.mark.installation
def test_tables_laid_at_once_are_those_of_the_migrations(tmp_path: Path) -> None:
    fresh, replayed = run(FRESH, tmp_path / "fresh"), run(REPLAYED, tmp_path / "replayed")
    assert columns(fresh) == columns(replayed)
    assert constraints(fresh) == constraints(replayed)
    assert sum("_append_only_" in text for text in constraints(fresh)) == 6  # three a table that only grows
    applied = "SELECT app, name FROM django_migrations ORDER BY app, name"
    assert fresh.execute(applied).fetchall() == replayed.execute(applied).fetchall()
    run(AGAIN, tmp_path / "fresh")


@pytest.mark.django_db
def test_no_migration_of_ours_keeps_a_first_start_waiting() -> None:
    """It would replay all of them, for minutes: what only moves rows that were there is marked elidable."""
    assert not [str(one) for one in tables._migrations() if tables._does_more(one)]
