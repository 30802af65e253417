"""Master keys of sealed fields: outside the database, in XUNCHA_HOME/keys, readable by the installation's account only.

    keys/sealing.key       the first, keys/sealing-2.key the second …: the highest number seals
    keys/retired/          those that a rotation is done with: they still open what an old backup brings back
    keys/blind.key         of the index by which an exact value is found again

A master key is known by its mark, the beginning of its digest: two installations never take theirs for each other's.
"""

import base64
import hashlib
import os
import re
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from django.conf import settings

from xuncha.records.ciphers import KEY, CannotOpen

NAMED = re.compile(r"sealing(?:-(\d+))?\.key")


class Master(NamedTuple):
    number: int
    path: Path
    key: bytes
    retired: bool

    @property
    def mark(self) -> str:
        return mark_of(self.key)


def folder() -> Path:
    return Path(settings.XUNCHA_HOME) / "keys"


def key_file(number: int = 1) -> Path:
    return folder() / ("sealing.key" if number == 1 else f"sealing-{number}.key")


def blind_file() -> Path:
    return folder() / "blind.key"


def current() -> Master:
    """The key that seals; the first is made on first need."""
    numbers = _numbers(folder())
    if not numbers:
        made(key_file())
        numbers = _numbers(folder())
    return _master(numbers[-1], folder())


def masters() -> list[Master]:
    """Every key that is here, the current one first, the retired ones last."""
    found = [_master(number, folder()) for number in reversed(_numbers(folder()))]
    retired = folder() / "retired"
    return found + [_master(number, retired) for number in reversed(_numbers(retired))]


def by_mark(mark: str) -> bytes:
    """The master key of that mark. CannotOpen when it is not here."""
    newest = current()
    if newest.mark == mark:
        return newest.key
    for master in masters():
        if master.mark == mark:
            return master.key
    raise CannotOpen("no master key of mark %s" % mark)


def add() -> Master:
    """A new master key, which seals from now on."""
    made(key_file(next_number()))
    return current()


def next_number() -> int:
    return max((master.number for master in masters()), default=0) + 1


def retire(master: Master) -> None:
    """Put a key aside that seals nothing any more."""
    retired = folder() / "retired"
    retired.mkdir(exist_ok=True, mode=0o700)
    os.rename(master.path, retired / master.path.name)


def blind_key() -> bytes:
    """Of the blind index; at first it came from the first sealing key, and stands for itself since."""
    path = blind_file()
    if not path.exists():
        first = min(masters() or [current()], key=lambda master: master.number)
        made(path, hashlib.sha256(b"blind" + first.key).digest())
    return _read(path)


def mark_of(key: bytes) -> str:
    return hashlib.sha256(b"mark" + key).hexdigest()[:8]


def made(path: Path, value: bytes = b"") -> bytes:
    """The key in the file; a random one is written when there is none. Whole or not at all, also when killed."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with suppress(FileExistsError):  # another process was quicker
        write(path, value or os.urandom(KEY))
    return _read(path)


def write(path: Path, value: bytes) -> None:
    """Write a key of 32 bytes. FileExistsError when there is one: a key is never overwritten."""
    part = path.with_name(f".{path.name}.{os.getpid()}.{os.urandom(4).hex()}")
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(base64.b64encode(value))
            file.flush()
            os.fsync(file.fileno())
        os.link(part, path)
    finally:
        part.unlink()
    _settle(path.parent)


def forget() -> None:
    """Read the files again at the next need."""
    _read.cache_clear()


def _settle(place: Path) -> None:
    """The name of a new file is on the disk too before anything is sealed under it."""
    descriptor = os.open(place, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _numbers(place: Path) -> list[int]:
    """Asked of the folder every time: a key that another process has just made seals here at once."""
    try:
        names = os.listdir(place)
    except FileNotFoundError:
        return []
    return sorted(int(found[1] or 1) for found in map(NAMED.fullmatch, names) if found)


def _master(number: int, place: Path) -> Master:
    path = place / key_file(number).name
    return Master(number, path, _read(path), place.name == "retired")


@lru_cache(maxsize=32)
def _read(path: Path) -> bytes:
    return base64.b64decode(path.read_bytes())
