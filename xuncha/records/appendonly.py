"""Tables that only grow: triggers of the database itself refuse UPDATE, DELETE and TRUNCATE, whoever asks.

A model says `append_only = True`; its migration lays the triggers (`AppendOnly`), and so does a first start that lays
tables without migrations. Who owns the database can drop triggers: that they are gone is seen (`missing`), and what
was changed meanwhile is what the audit chain is for.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.db import connection, models, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.operations.base import Operation

Model = type[models.Model]
NAME = "append_only"
WORDS = "rows of this table are only ever added"
FUNCTION = f"""
CREATE OR REPLACE FUNCTION xuncha_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '{WORDS}: %', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; END $$
"""


def guarded() -> list[Model]:
    """The models whose tables only grow."""
    found = (model for model in apps.get_models() if getattr(model, "append_only", False))
    return [model for model in found if not model._meta.proxy]


def lay(on: BaseDatabaseWrapper = connection, guard: list[Model] | None = None) -> None:
    """Lay the triggers that are missing. Their tables must be there."""
    with on.cursor() as cursor:
        for model in guarded() if guard is None else guard:
            for statement in _drops(on, model) + _creates(on, model):
                cursor.execute(statement)


def lift(on: BaseDatabaseWrapper, guard: list[Model]) -> None:
    with on.cursor() as cursor:
        for model in guard:
            for statement in _drops(on, model):
                cursor.execute(statement)


@contextmanager
def lifted(*guard: Model) -> Iterator[None]:
    """Rows of these models may be changed within, in one transaction that nobody else's change slips into.

    For what loads whole histories: demo cities, a restore. A fault within leaves everything as it was.
    """
    with transaction.atomic():
        lift(connection, list(guard))
        yield
        lay(guard=list(guard))


def missing() -> list[str]:
    """The tables that lack a trigger, or whose triggers were switched off."""
    postgresql = "SELECT tgname || ' ' || relname FROM pg_trigger JOIN pg_class c ON c.oid = tgrelid WHERE tgenabled = 'A'"
    sqlite = "SELECT name || ' ' || tbl_name FROM sqlite_master WHERE type = 'trigger'"
    with connection.cursor() as cursor:
        cursor.execute(postgresql if connection.vendor == "postgresql" else sqlite)
        found = {str(line[0]) for line in cursor.fetchall()}
    wanted = [(model._meta.db_table, name) for model in guarded() for name in _names(connection, model)]
    return sorted({table for table, name in wanted if f"{name} {table}" not in found})


class AppendOnly(Operation):
    """A step of a migration: from here on the model's table only grows."""

    reversible = True

    def __init__(self, name: str) -> None:
        self.name = name

    def state_forwards(self, app_label: str, state: Any) -> None:
        """The triggers are no part of what Django knows of a model."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        lay(schema_editor.connection, [to_state.apps.get_model(app_label, self.name)])

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        lift(schema_editor.connection, [from_state.apps.get_model(app_label, self.name)])

    def describe(self) -> str:
        return f"Let the table of {self.name} only grow"


def _names(on: BaseDatabaseWrapper, model: Model) -> list[str]:
    if on.vendor == "postgresql":
        return [NAME]
    return [f"{model._meta.db_table}_{NAME}_{deed}" for deed in ("update", "delete", "insert")]


def _drops(on: BaseDatabaseWrapper, model: Model) -> list[str]:
    if on.vendor != "postgresql":
        return [f"DROP TRIGGER IF EXISTS {name}" for name in _names(on, model)]
    # what this transaction still owes to foreign keys is settled first: a table that owes cannot be changed
    # and afterwards rows may again come before those they point at
    return [
        "SET CONSTRAINTS ALL IMMEDIATE",
        f"DROP TRIGGER IF EXISTS {NAME} ON {model._meta.db_table}",
        "SET CONSTRAINTS ALL DEFERRED",
    ]


def _creates(on: BaseDatabaseWrapper, model: Model) -> list[str]:
    table = model._meta.db_table
    if on.vendor == "postgresql":
        return [
            FUNCTION,
            f"CREATE TRIGGER {NAME} BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION xuncha_append_only()",
            f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {NAME}",  # also for who plays a replica
            "SET CONSTRAINTS ALL DEFERRED",
        ]
    update, delete, insert = _names(on, model)
    refuse = f"BEGIN SELECT RAISE(ABORT, '{WORDS}'); END"
    # INSERT OR REPLACE deletes the row in its way without asking any other trigger
    unique = [field.column for field in model._meta.local_concrete_fields if field.unique]
    taken = " OR ".join(f'"{column}" = NEW."{column}"' for column in unique)
    return [
        f"CREATE TRIGGER {update} BEFORE UPDATE ON {table} {refuse}",
        f"CREATE TRIGGER {delete} BEFORE DELETE ON {table} {refuse}",
        f"CREATE TRIGGER {insert} BEFORE INSERT ON {table} "
        f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {taken}) {refuse}",
    ]
