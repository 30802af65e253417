"""A checkpoint: what the auditor takes away, so that the chain can be told afterwards entry by entry.

Four lines of text: the name of the form; a header in JSON; the body (base64); a signature (base64, Ed25519) over the
first two lines. The header holds the digest of the body. The body has four columns, one value an entry, compressed:
number and time as differences, then eight bytes of a digest over what the entry says (`core`) and eight over what binds
it to the one before (`link`). Eight bytes tell entries apart; that nothing was changed is proven by the whole digest of
the last entry, which covers all before it.
"""

import base64
import hashlib
import json
import struct
import zlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from itertools import accumulate
from typing import Any, NamedTuple

FORM = "xuncha checkpoint 1"
SHORT = 8  # bytes of a digest that tells one entry from another
MOST = 50_000_000  # entries; a header that claims more is none


class Leaf(NamedTuple):
    """One entry as a checkpoint knows it. `at` in milliseconds since 1970."""

    id: int
    at: int
    core: bytes
    link: bytes


@dataclass(frozen=True)
class Header:
    """id, digest: of the last entry. `public`: the key that signed (hex)."""

    id: int
    digest: str
    count: int
    time: str
    public: str
    body: str = ""


class NoCheckpoint(Exception):
    """The file is none, was damaged, or its signature does not fit."""


def short(*texts: str) -> bytes:
    """The beginning of a digest over texts that cannot run into one another."""
    return hashlib.sha256(json.dumps(texts, ensure_ascii=False).encode()).digest()[:SHORT]


def pack(header: Header, leaves: Iterable[Leaf], sign: Callable[[bytes], bytes]) -> bytes:
    """The file. The header's `body` is filled in here."""
    body = _packed(list(leaves))
    told = asdict(header) | {"body": hashlib.sha256(body).hexdigest()}
    signed = f"{FORM}\n{json.dumps(told, sort_keys=True)}\n".encode()
    return signed + base64.b64encode(body) + b"\n" + base64.b64encode(sign(signed)) + b"\n"


def unpack(file: bytes, is_signed: Callable[[bytes, bytes, bytes], bool]) -> tuple[Header, list[Leaf]]:
    """Header and entries of a file. NoCheckpoint unless it is whole and signed by the key that it names."""
    lines = file.split(b"\n")
    if len(lines) != 5 or lines[0] != FORM.encode():
        raise NoCheckpoint
    try:
        header = Header(**_checked(json.loads(lines[1])))
        body, signature = (base64.b64decode(line, validate=True) for line in lines[2:4])
        signed = b"\n".join(lines[:2]) + b"\n"
        if not is_signed(signed, signature, bytes.fromhex(header.public)):
            raise NoCheckpoint
        if hashlib.sha256(body).hexdigest() != header.body:
            raise NoCheckpoint
        return header, _unpacked(body, header.count)
    except (ValueError, TypeError, RecursionError, zlib.error, struct.error) as why:
        raise NoCheckpoint from why


def _checked(told: Any) -> dict[str, Any]:
    if not isinstance(told, dict) or not all(isinstance(told.get(name), int) for name in ("id", "count")):
        raise NoCheckpoint
    if not 0 <= told["count"] <= MOST or not all(
        isinstance(told.get(n), str) for n in ("digest", "time", "public", "body")
    ):
        raise NoCheckpoint
    return told


def _packed(leaves: Sequence[Leaf]) -> bytes:
    numbers = [*_steps([leaf.id for leaf in leaves]), *_steps([leaf.at for leaf in leaves])]
    digests = b"".join(leaf.core for leaf in leaves) + b"".join(leaf.link for leaf in leaves)
    return zlib.compress(struct.pack(f"<{len(numbers)}q", *numbers) + digests, 9)


def _unpacked(body: bytes, count: int) -> list[Leaf]:
    size = count * 2 * (8 + SHORT)
    raw = zlib.decompressobj().decompress(body, size + 1)
    if len(raw) != size:
        raise NoCheckpoint
    numbers = struct.unpack(f"<{2 * count}q", raw[: 16 * count])
    ids, times = accumulate(numbers[:count]), accumulate(numbers[count:])
    digests = [raw[n : n + SHORT] for n in range(16 * count, size, SHORT)]
    return [Leaf(*line) for line in zip(ids, times, digests[:count], digests[count:], strict=True)]


def _steps(values: Sequence[int]) -> list[int]:
    return [value - before for before, value in zip([0, *values], values, strict=False)]
