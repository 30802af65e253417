"""Restoring: everything in one transaction, after the backup has been read whole, never over the audit chain."""

import json
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.management.color import no_style
from django.db import DatabaseError, connection, transaction

from xuncha.audit import actions as audit
from xuncha.files import actions as files
from xuncha.kernel.outputs import refusal
from xuncha.kernel.refusals import BadInput
from xuncha.operations import statistics
from xuncha.operations.backup import plan as plans
from xuncha.operations.backup import sealed
from xuncha.operations.backup.contents import CHAIN, emptied, managed
from xuncha.operations.backup.frames import Frame
from xuncha.operations.backup.keys import Keeper
from xuncha.operations.backup.load import Table
from xuncha.operations.backup.plan import Plan
from xuncha.operations.backup.take import TOLD, WHO, Progress
from xuncha.operations.backup.verify import inside
from xuncha.operations.tables import lay, lay_as, move_on
from xuncha.records import appendonly
from xuncha.retention import actions as destruction
from xuncha.retention import queries as retention
from xuncha.search.models import fulltext

FAILED = "恢复没有完成，现有数据未动：%(why)s"


def restore(
    path: Path, keys: Keeper, *, replace: bool = False, tell: Progress = lambda rows: None
) -> tuple[Plan, list[str]]:
    """Put the backup in place; answers with what was done and what a person must still see to.

    BadInput where the backup is damaged or may not be restored here; nothing has been touched then.
    """
    plan = plans.plan(path, keys, replace=replace)
    try:
        with _unchecked(), transaction.atomic():
            if plans.found() != plan.here:
                raise BadInput("本机数据在核验期间有变动，请停止服务后再恢复。")
            _put_in_place(path, keys, plan, tell)
    except DatabaseError as why:
        raise BadInput(FAILED, why=str(why).splitlines()[0]) from why
    audit.anchor()
    statistics.refresh()
    return plan, sealed.warnings()


@contextmanager
def _unchecked() -> Iterator[None]:
    """SQLite does not look at references row by row meanwhile; all are looked at before the end."""
    if connection.in_atomic_block:
        yield
        return
    connection.disable_constraint_checking()
    try:
        yield
    finally:
        connection.enable_constraint_checking()


def _put_in_place(path: Path, keys: Keeper, plan: Plan, tell: Progress) -> None:
    gone = retention.destroyed() if plan.here.occupied else []
    _prepare(plan)
    _load(path, keys, plan, tell)
    if plan.older:
        connection.check_constraints()
        move_on()
    _number_on()
    destruction.blank(gone)  # what was destroyed since the backup stays destroyed
    connection.check_constraints()
    note = "备份 %s，制作于%s，其审计记录至第%s条" % (
        plan.told.digest, plan.told.head["taken_at"], plan.told.head["chain"]["last"],
    )  # fmt: skip
    audit.record(who=WHO, verb="restore", subject=path.name, note=note)


def _prepare(plan: Plan) -> None:
    """Empty tables in the form in which the backup's were."""
    if plan.older:
        _drop_all()
        lay_as(plan.told.applied)
    elif plan.here.occupied:
        _empty()
    else:
        lay()


def _drop_all() -> None:
    """Of an installation in which nothing is: its tables are of a later form."""
    cascade = " CASCADE" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        for table in sorted(plans.tables()):  # the tables within an index of words go with it
            cursor.execute(f"DROP TABLE IF EXISTS {connection.ops.quote_name(table)}{cascade}")


def _empty() -> None:
    """Take out all rows but those of the audit chain."""
    quote = connection.ops.quote_name
    names = [quote(model._meta.db_table) for model in emptied()]
    history = [model for model in appendonly.guarded() if model._meta.db_table != CHAIN]
    with appendonly.lifted(*history), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            connection.check_constraints()  # a table that owes to a reference cannot be emptied
            cursor.execute(f"TRUNCATE {', '.join(names)}")
        else:
            for name in names:
                cursor.execute(f"DELETE FROM {name}")
    fulltext.clear()


def _load(path: Path, keys: Keeper, plan: Plan, tell: Progress) -> None:
    """Rows into their tables, attachments into their files; those come whole before the rows are committed."""
    table: Table | None = None
    written = 0
    with _Files() as bytes_:
        for frame, body in inside(path, keys):
            match frame:
                case Frame.TABLE:
                    table = Table(body, plan.here.last)
                case Frame.ROWS if table:
                    table.load(body)
                    before, written = written, written + body.count(b"\n")
                    if written // TOLD > before // TOLD:
                        tell(written)
                case Frame.FILE | Frame.BYTES | Frame.END:
                    table = None
                    bytes_.take(frame, body)
                case _:
                    pass


class _Files:
    """Attachments as they come, each written beside its place and put there once it is whole."""

    def __init__(self) -> None:
        self._digest, self._beside, self._descriptor = "", "", -1

    def __enter__(self) -> "_Files":
        return self

    def __exit__(self, *fault: object) -> None:
        if self._descriptor >= 0:
            os.close(self._descriptor)
            os.unlink(self._beside)

    def take(self, frame: Frame, body: bytes) -> None:
        try:
            if frame is Frame.BYTES:
                _write_all(self._descriptor, body)
            else:
                self._close()
                if frame is Frame.FILE:
                    self._open(json.loads(body)["digest"])
        except OSError as why:
            raise refusal(files.path_of(self._digest), why) from why

    def _open(self, digest: str) -> None:
        folder = files.path_of(digest).parent
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._digest = digest
        self._descriptor, self._beside = tempfile.mkstemp(dir=folder, suffix=".part")

    def _close(self) -> None:
        if self._descriptor < 0:
            return
        os.fsync(self._descriptor)
        os.close(self._descriptor)
        self._descriptor = -1
        os.replace(self._beside, files.path_of(self._digest))


def _write_all(descriptor: int, body: bytes) -> None:
    while body:
        body = body[os.write(descriptor, body) :]


def _number_on() -> None:
    """New rows are numbered after those that came."""
    statements = connection.ops.sequence_reset_sql(no_style(), list(managed()))
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
