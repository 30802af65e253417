"""Sealed text: AES-256-GCM under a key that lives outside the database.

Form of a sealed value: ``s1:<base64 of 12-byte nonce + ciphertext + tag>``; the name of the column is
bound in as associated data, so that a value moved to another column does not open. The blind index is a
keyed hash for exact look-up. Source of the form: NIST SP 800-38D.
"""

import base64
import hashlib
import hmac
import os
from functools import lru_cache
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

PREFIX = "s1:"
NONCE = 12


class CannotOpen(Exception):
    """The value was changed, moved, or sealed under another key."""


def key_file() -> Path:
    return Path(settings.XUNCHA_HOME) / "keys" / "sealing.key"


@lru_cache(maxsize=4)
def _read_key(path: Path) -> bytes:
    return base64.b64decode(path.read_bytes())


def key() -> bytes:
    """The sealing key; made on first need, readable by the installation's account only."""
    path = key_file()
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        write_key(path, os.urandom(32))
    return _read_key(path)


def write_key(path: Path, value: bytes) -> None:
    """Write a 32-byte key. FileExistsError when there is one: a key is never overwritten."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(base64.b64encode(value))


def seal(text: str, place: str) -> str:
    """Seal `text` for the column `place` ("app.model.field")."""
    nonce = os.urandom(NONCE)
    sealed = AESGCM(key()).encrypt(nonce, text.encode(), place.encode())
    return PREFIX + base64.b64encode(nonce + sealed).decode()


def open_sealed(value: str, place: str) -> str:
    """Open what `seal` made. CannotOpen when it does not."""
    raw = base64.b64decode(value.removeprefix(PREFIX))
    try:
        return AESGCM(key()).decrypt(raw[:NONCE], raw[NONCE:], place.encode()).decode()
    except InvalidTag as why:
        raise CannotOpen(place) from why


def blind(text: str) -> str:
    """A keyed hash (hex, 64) of an identifier, for exact look-up without opening it."""
    return hmac.new(hashlib.sha256(b"blind" + key()).digest(), text.encode(), hashlib.sha256).hexdigest()
