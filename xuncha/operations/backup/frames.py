"""The inside of a backup: frames, each a letter, a length and a body. Plain Python."""

import json
import struct
from collections.abc import Iterable, Iterator
from enum import Enum
from typing import Any

from xuncha.kernel.refusals import BadInput
from xuncha.operations.backup.envelope import DAMAGED, Sealer

HEAD = struct.Struct(">cI")
LONGEST = 2**28  # no frame is near it


class Frame(Enum):
    """In this order: one HEAD; a TABLE and its ROWS, table by table; a FILE and its BYTES, file by file; one END."""

    HEAD = b"H"  # JSON: what was backed up, when, by which release
    TABLE = b"T"  # JSON: a table's name and columns
    ROWS = b"R"  # JSON: a list to a line, in the order of the columns
    FILE = b"F"  # JSON: an attachment's digest and size
    BYTES = b"B"  # a piece of it
    END = b"E"  # JSON: how many rows each table has and their digest, the same of the files


def text(value: Any) -> bytes:
    """One way only to write a value down: what is equal has the same digest."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def put(sealer: Sealer, frame: Frame, body: bytes) -> None:
    sealer.write(HEAD.pack(frame.value, len(body)))
    sealer.write(body)


def read(chunks: Iterable[bytes]) -> Iterator[tuple[Frame, bytes]]:
    """The frames out of the pieces that came. BadInput when they end in the middle of one."""
    held = bytearray()
    for chunk in chunks:
        held += chunk
        while len(held) >= HEAD.size:
            letter, length = HEAD.unpack_from(held)
            if length > LONGEST:
                raise BadInput(DAMAGED)
            end = HEAD.size + length
            if len(held) < end:
                break
            yield Frame(letter), bytes(held[HEAD.size : end])
            del held[:end]
    if held:
        raise BadInput(DAMAGED)
