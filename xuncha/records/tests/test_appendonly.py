"""Tables that only grow: the database refuses to change what is in them, whoever asks and however."""

import pytest
from django.db import IntegrityError, connection, transaction

from xuncha.audit.actions import record
from xuncha.audit.models import Entry
from xuncha.records import appendonly
from xuncha.records.appendonly import Model
from xuncha.records.models import Passage
from xuncha.records.tests.builders import DAY, office, user

pytestmark = pytest.mark.django_db
each = pytest.mark.parametrize("model", [Entry, Passage], ids=str)


@pytest.fixture(autouse=True)
def _rows() -> None:
    record(who="甲", verb="grant", subject="乙")
    Passage.objects.create(
        office=office(), subject="a.b", subject_uid="6f1c2f0e-5c3c-4f7e-9d57-6b0a4a4c1d2e", by=user(), at=DAY
    )


def run(*statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def refused(statement: str) -> None:
    with pytest.raises(IntegrityError, match="only ever added"), transaction.atomic():
        run(statement)


def test_the_audit_chain_and_the_history_of_records_are_guarded() -> None:
    assert set(appendonly.guarded()) == {Entry, Passage}
    assert appendonly.missing() == []


@each
def test_no_sql_changes_or_removes_a_row(model: Model) -> None:
    table = model._meta.db_table
    for statement in (
        f"UPDATE {table} SET note = 'x'",
        f"UPDATE {table} SET id = id + 1 WHERE id > 0",
        f"DELETE FROM {table}",
        f"DELETE FROM {table} WHERE id IN (SELECT MAX(id) FROM {table})",
    ):
        refused(statement)
    assert model._base_manager.count() == 1
    assert model._base_manager.get().note == ""  # type: ignore[attr-defined]  # of whatever model or element it is


@each
def test_no_statement_of_one_database_alone_does(model: Model) -> None:
    table = model._meta.db_table
    if connection.vendor == "postgresql":
        run("SET CONSTRAINTS ALL IMMEDIATE", "SET LOCAL session_replication_role = replica")
        refused(f"TRUNCATE {table} CASCADE")
        refused(f"UPDATE {table} SET note = 'x'")
        return
    refused(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}")
    refused(f"UPDATE OR REPLACE {table} SET id = id")
    names = [f.column for f in model._meta.concrete_fields if f.column != "id"]
    if model is Entry:  # in the way of another by a unique column, under a number of its own
        refused(f"INSERT OR REPLACE INTO {table} ({','.join(names)}) SELECT {','.join(names)} FROM {table}")


@each
def test_a_dropped_or_disabled_trigger_is_missed_and_laid_again(model: Model) -> None:
    table = model._meta.db_table
    if connection.vendor == "postgresql":
        run("SET CONSTRAINTS ALL IMMEDIATE", f"ALTER TABLE {table} DISABLE TRIGGER append_only")
    else:
        run(f"DROP TRIGGER {table}_append_only_delete")
    assert appendonly.missing() == [table]
    appendonly.lay()
    assert appendonly.missing() == []
    refused(f"DELETE FROM {table}")


@each
def test_what_is_lifted_is_laid_again_and_nothing_else_is_lifted(model: Model) -> None:
    table, other = model._meta.db_table, ({Entry, Passage} - {model}).pop()._meta.db_table
    with appendonly.lifted(model):
        run(f"UPDATE {table} SET note = 'x'")
        refused(f"DELETE FROM {other}")
    assert appendonly.missing() == []
    refused(f"UPDATE {table} SET note = 'y'")


class Fault(Exception):
    pass


def change_and_fail(model: Model) -> None:
    with appendonly.lifted(model):
        run(f"UPDATE {model._meta.db_table} SET note = 'x'")
        raise Fault


@each
def test_a_fault_while_lifted_leaves_rows_and_triggers_as_they_were(model: Model) -> None:
    with pytest.raises(Fault):
        change_and_fail(model)
    assert model._base_manager.get().note == ""  # type: ignore[attr-defined]  # of whatever model or element it is
    assert appendonly.missing() == []


@pytest.mark.django_db(transaction=True)
def test_tables_emptied_between_tests_are_guarded_again() -> None:
    """This one commits; whatever runs next finds an empty table with its guards."""
    assert Entry.objects.count() == 1
    assert appendonly.missing() == []
