"""Taking a backup: one state of the database, row by row, and every attachment, while others go on writing."""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from xuncha.audit import actions as audit
from xuncha.audit.models import Entry
from xuncha.files import actions as files
from xuncha.files.models import Attachment
from xuncha.kernel.outputs import pieced
from xuncha.operations.backup import frames, keys
from xuncha.operations.backup.contents import Content, contents
from xuncha.operations.backup.envelope import Sealer
from xuncha.operations.backup.frames import Frame
from xuncha.operations.backup.kinds import as_text, turned
from xuncha.records.queries import installation

WHO = "命令行"  # by whom the chain says it was done: whoever sat at the computer itself
PIECE = 2**18  # bytes of rows, or of a file, in a frame
FETCHED = 2_000  # rows
TOLD = 100_000  # rows between two words of progress

Progress = Callable[[int], None]


@dataclass
class Taken:
    """What went into a backup. `missing` are digests whose bytes are lost or changed on the disk."""

    digest: str = ""
    rows: int = 0
    files: int = 0
    bytes: int = 0
    missing: list[str] = field(default_factory=list)


def writer_file() -> Path:
    return Path(settings.XUNCHA_HOME) / "keys" / "backup.json"


def new_key(output: str) -> None:
    """Make the pair: the keeper's half into `output`, ours beside the other keys in place of the one before.

    What was backed up before opens with the keeper's earlier file, and with that only.
    """
    installation()
    ours, theirs = keys.make()
    keys.put(Path(output), theirs)
    path = writer_file()
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with pieced(str(path)) as file:
        file.write(ours)
    audit.record(who=WHO, verb="backup key", subject=keys.fingerprint(keys.writer(path).seal_to))


def back_up(output: str, tell: Progress = lambda rows: None) -> Taken:
    """Write everything but the keys into `output`, which is there as a whole or not at all."""
    installation()
    ours = keys.writer(writer_file())
    with pieced(output) as file:
        with snapshot():
            taken = _write(file, ours, tell)
        audit.record(who=WHO, verb="backup", subject=Path(output).name, note=taken.digest)
    return taken


@contextmanager
def snapshot() -> Iterator[None]:
    """One state of the database for all that is read in the block. It keeps nobody from writing.

    On SQLite not by `atomic`, which takes the right to write at once here.
    """
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic():
            _say("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
    else:
        _say("BEGIN DEFERRED")
        try:
            yield
        finally:
            _say("ROLLBACK")


def _say(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def _write(file: BinaryIO, ours: keys.Writer, tell: Progress) -> Taken:
    sealer, taken = Sealer(file, ours), Taken()
    frames.put(sealer, Frame.HEAD, frames.text(_head()))
    tables = {content.table: _write_table(sealer, content, taken, tell) for content in contents()}
    for digest in (
        Attachment._base_manager.order_by("digest").values_list("digest", flat=True).distinct().iterator()
    ):
        _write_file(sealer, digest, taken)
    counted = {"kept": taken.files, "bytes": taken.bytes, "missing": taken.missing}
    frames.put(sealer, Frame.END, frames.text({"tables": tables, "files": counted}))
    taken.digest = sealer.close()
    return taken


def _head() -> dict[str, Any]:
    here, last = installation(), Entry.objects.order_by("-id").first()
    return {
        "release": version("xuncha"),
        "database": connection.vendor,
        "taken_at": timezone.now().isoformat(timespec="seconds"),
        "office": [here.home.code, here.home.name],
        "migrations": sorted(applied()),
        "chain": {"last": last.pk if last else 0, "digest": last.digest if last else ""},
    }


def applied() -> set[tuple[str, str]]:
    """The form of the tables, by the migrations that made it."""
    return set(MigrationRecorder(connection).applied_migrations())


def _write_table(sealer: Sealer, content: Content, taken: Taken, tell: Progress) -> dict[str, Any]:
    """Its rows, a line each; how many and their digest."""
    columns = [[column.name, column.kind] for column in content.columns]
    frames.put(sealer, Frame.TABLE, frames.text({"table": content.table, "columns": columns}))
    digest, count, held = hashlib.sha256(), 0, bytearray()
    turn = turned(as_text(), [column.kind for column in content.columns])
    for row in content.rows().iterator(chunk_size=FETCHED):
        line = frames.text(turn(list(row))) + b"\n"
        digest.update(line)
        held += line
        count += 1
        if len(held) > PIECE:
            frames.put(sealer, Frame.ROWS, bytes(held))
            held.clear()
        if (taken.rows + count) % TOLD == 0:
            tell(taken.rows + count)
    if held:
        frames.put(sealer, Frame.ROWS, bytes(held))
    taken.rows += count
    return {"rows": count, "digest": digest.hexdigest()}


def _write_file(sealer: Sealer, digest: str, taken: Taken) -> None:
    """An attachment's bytes. What is lost or changed on the disk is said, and keeps no backup from being made."""
    path = files.path_of(digest)
    if not path.is_file() or files.digest_of(path) != digest:
        taken.missing.append(digest)
        return
    size = path.stat().st_size
    frames.put(sealer, Frame.FILE, frames.text({"digest": digest, "size": size}))
    with path.open("rb") as source:
        while piece := source.read(PIECE):
            frames.put(sealer, Frame.BYTES, piece)
    taken.files += 1
    taken.bytes += size
