"""Reading a backup from end to end before anything is touched."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from xuncha.kernel.refusals import BadInput
from xuncha.operations.backup import envelope, frames
from xuncha.operations.backup.contents import CHAIN
from xuncha.operations.backup.envelope import DAMAGED
from xuncha.operations.backup.frames import Frame
from xuncha.operations.backup.keys import Keeper


@dataclass
class Told:
    """What a whole backup says of itself, and what was found in it."""

    digest: str
    head: dict[str, Any] = field(default_factory=dict)
    tables: dict[str, dict[str, Any]] = field(default_factory=dict)
    files: int = 0
    bytes: int = 0
    missing: list[str] = field(default_factory=list)
    chained: str = ""  # digest of the audit entry that was asked for

    @property
    def rows(self) -> int:
        return sum(table["rows"] for table in self.tables.values())

    @property
    def applied(self) -> set[tuple[str, str]]:
        return {(app, name) for app, name in self.head["migrations"]}


def inside(path: Path, keys: Keeper) -> Iterator[tuple[Frame, bytes]]:
    return frames.read(envelope.plain(path, keys))


def verify(path: Path, keys: Keeper, *, entry: int = 0) -> Told:
    """Every byte, every row, every attachment; BadInput where anything is not as it was written.

    `entry` is the number of an audit entry whose digest is asked for.
    """
    told = Told(envelope.check(path, keys))
    reading = _Reading(told, entry)
    end: dict[str, Any] | None = None
    for frame, body in inside(path, keys):
        if frame is Frame.END:
            end = json.loads(body)
        else:
            reading.take(frame, body)
    reading.finish()
    if end is None or end["tables"] != told.tables:
        raise BadInput(DAMAGED)
    counted = end["files"]
    if (counted["kept"], counted["bytes"]) != (told.files, told.bytes):
        raise BadInput(DAMAGED)
    told.missing = counted["missing"]
    return told


class _Reading:
    """What was read so far: of the table and of the file that are open."""

    def __init__(self, told: Told, entry: int) -> None:
        self.told, self.entry = told, entry
        self.table, self.rows, self.digest = "", 0, hashlib.sha256()
        self.names: list[str] = []
        self.file: tuple[str, int] | None = None
        self.content = hashlib.sha256()

    def take(self, frame: Frame, body: bytes) -> None:
        match frame:
            case Frame.HEAD:
                self.told.head = json.loads(body)
            case Frame.TABLE:
                self.finish()
                found = json.loads(body)
                self.table, self.names = found["table"], [name for name, _ in found["columns"]]
            case Frame.ROWS:
                self.digest.update(body)
                self.rows += body.count(b"\n")
                if self.table == CHAIN and self.entry:
                    self._look_for_the_entry(body)
            case Frame.FILE:
                self.finish()
                named = json.loads(body)
                self.file = named["digest"], named["size"]
            case _:
                self.content.update(body)
                self.told.bytes += len(body)

    def _look_for_the_entry(self, body: bytes) -> None:
        number, digest = self.names.index("id"), self.names.index("digest")
        for line in body.splitlines():
            row = json.loads(line)
            if row[number] == self.entry:
                self.told.chained = row[digest]

    def finish(self) -> None:
        """Close what is open: note the table, or hold the file against its digest."""
        if self.table:
            self.told.tables[self.table] = {"rows": self.rows, "digest": self.digest.hexdigest()}
        if self.file:
            if self.content.hexdigest() != self.file[0]:
                raise BadInput(DAMAGED)
            self.told.files += 1
        self.table, self.rows, self.digest = "", 0, hashlib.sha256()
        self.file, self.content = None, hashlib.sha256()
