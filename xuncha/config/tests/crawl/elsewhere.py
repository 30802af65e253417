"""Where words could lie besides answers: the log, files made meanwhile, the database's own bytes, and a backup."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from xuncha.operations.backup import envelope, keys, take
from xuncha.records.secrets import Masked


@contextmanager
def log() -> Iterator[StringIO]:
    """All that is said to any logger, as an installation writes it down."""
    written = StringIO()
    handler = logging.StreamHandler(written)
    handler.addFilter(Masked())
    root = logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    try:
        yield written
    finally:
        root.removeHandler(handler)
        root.setLevel(before)


def database() -> bytes:
    """SQLite's file: tables, indices, the index of the search, the queue, sessions, and what was deleted and lies there."""
    raw: Any = connection.connection
    return bytes(raw.serialize())


def files(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in folder.rglob("*"):
        if path.is_file():
            yield str(path.relative_to(folder)), path.read_bytes()


def backup(folder: Path) -> tuple[bytes, bytes]:
    """A backup as it lies on the disk, and what its keeper reads in it."""
    try:
        take.new_key(str(folder / "keeper.key"))
        take.back_up(str(folder / "backup"))
    finally:
        take.writer_file().unlink(missing_ok=True)
    opened = envelope.plain(folder / "backup", keys.keeper(folder / "keeper.key"))
    return (folder / "backup").read_bytes(), b"".join(opened)


def home() -> Path:
    return Path(settings.XUNCHA_HOME)
