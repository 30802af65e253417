"""The tables of an installation: laid at once where there are none yet, moved on by migrations where there are.

Replaying every migration on an empty database takes most of the time of a first start, and gives the same tables.
"""

from django.apps import apps
from django.apps.registry import Apps
from django.core.management import call_command
from django.core.management.sql import emit_post_migrate_signal, emit_pre_migrate_signal
from django.db import DEFAULT_DB_ALIAS, connection
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import Migration, RunPython, RunSQL
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

from xuncha.records import appendonly


def lay() -> None:
    """Bring the tables to the state of the code."""
    if connection.introspection.table_names() or any(map(_does_more, _migrations())):
        call_command("migrate", interactive=False, verbosity=0)
    else:
        _create()


def lay_as(applied: set[tuple[str, str]]) -> None:
    """Empty tables in the form that these migrations gave them, where there are none yet."""
    executor = MigrationExecutor(connection)
    nodes = executor.loader.graph.node_map
    within = {(p.key[0], p.key[1]) for key in applied for p in nodes[key].parents if p.key[0] == key[0]}
    last = sorted(applied - within)  # of each app: naming an earlier one would mean going back to it
    steps = [executor.loader.graph.nodes[key] for key in sorted(applied)]
    if any(map(_does_more, steps)):
        executor.migrate(last)
        return
    then = executor.loader.project_state(last).apps
    recorder = MigrationRecorder(connection)
    with connection.schema_editor() as editor:
        _create_models(editor, then)
        editor.create_model(recorder.Migration)
    appendonly.lay(guard=[then.get_model(app, name) for app, name in _guarded(steps)])
    _note(recorder, applied)


def move_on() -> None:
    """The migrations since, in the transaction in which the rows came.

    PostgreSQL alters no table while it owes a look at references to rows of the same transaction, be they only
    updated: within the steps it looks at once.
    """

    def look_at_once(action: str, *of: object) -> None:
        if action == "apply_start" and connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")

    emit_pre_migrate_signal(0, False, DEFAULT_DB_ALIAS)
    executor = MigrationExecutor(connection, look_at_once)
    executor.migrate(executor.loader.graph.leaf_nodes())
    emit_post_migrate_signal(0, False, DEFAULT_DB_ALIAS)


def _guarded(steps: list[Migration]) -> list[tuple[str, str]]:
    """Which tables only grow, by what the migrations did."""
    return [
        (step.app_label, each.name)
        for step in steps
        for each in step.operations
        if isinstance(each, appendonly.AppendOnly)
    ]


def _migrations() -> list[Migration]:
    return list(MigrationExecutor(connection).loader.graph.nodes.values())


def _does_more(migration: Migration) -> bool:
    """Whether one of ours does what the models alone do not tell.

    What only moves rows that were there is elidable, and finds none here; Django's own is not asked for the same reason.
    """
    ours = apps.get_app_config(migration.app_label).name.startswith("xuncha.")
    steps = (step for step in migration.operations if isinstance(step, RunPython | RunSQL))
    return ours and any(not step.elidable for step in steps)


def _create() -> None:
    """All of it or nothing: who is killed meanwhile begins again with an empty database."""
    emit_pre_migrate_signal(0, False, DEFAULT_DB_ALIAS)
    recorder, plan = MigrationRecorder(connection), _migrations()
    with connection.schema_editor() as editor:
        _create_models(editor, apps)
        editor.create_model(recorder.Migration)
        appendonly.lay()
        _note(recorder, {(migration.app_label, migration.name) for migration in plan})
    emit_post_migrate_signal(0, False, DEFAULT_DB_ALIAS)


def _create_models(editor: BaseDatabaseSchemaEditor, known: Apps) -> None:
    for model in known.get_models():
        if model._meta.managed and not model._meta.proxy:
            editor.create_model(model)


def _note(recorder: MigrationRecorder, applied: set[tuple[str, str]]) -> None:
    recorder.migration_qs.bulk_create(recorder.Migration(app=app, name=name) for app, name in sorted(applied))
