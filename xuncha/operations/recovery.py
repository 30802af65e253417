"""The recovery of all keys, split between two persons: neither half tells anything.

The recovery key is an X25519 pair. Its public part lies beside the keys (`recovery.pub`) and wraps them anew whenever
there is another one (`recovery.wrapped`: ephemeral public key, then nonce and ciphertext under what both agree on,
AES-256-GCM), so that the halves stay good when the master key turns. Its private part is never stored, only its two
halves are handed out: one random, the other its XOR with the key (a two-of-two secret sharing that is perfectly hiding).
"""

import base64
import json
import os
from collections.abc import Iterator
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from xuncha.audit import signing
from xuncha.kernel.refusals import BadInput
from xuncha.records import keys

SIZE = 32
NONCE = 12
PURPOSE = b"xuncha keys"


def wrapped_file() -> Path:
    return keys.folder() / "recovery.wrapped"


def public_file() -> Path:
    return keys.folder() / "recovery.pub"


def split() -> tuple[str, str]:
    """Wrap all keys under a new recovery key and return its two halves (base64) for two keepers."""
    recovery = X25519PrivateKey.generate()
    _put(public_file(), base64.b64encode(recovery.public_key().public_bytes_raw()))
    wrap()
    first = os.urandom(SIZE)
    return _text(first), _text(_xor(first, recovery.private_bytes_raw()))


def wrap() -> bool:
    """Wrap the keys that are here now for the halves that were handed out; False when there are none yet."""
    if not public_file().exists():
        return False
    public = base64.b64decode(public_file().read_bytes())
    once, nonce = X25519PrivateKey.generate(), os.urandom(NONCE)
    shared = _agreed(once.exchange(X25519PublicKey.from_public_bytes(public)), public)
    text = json.dumps(dict(_kept())).encode()
    _put(
        wrapped_file(),
        once.public_key().public_bytes_raw() + nonce + AESGCM(shared).encrypt(nonce, text, PURPOSE),
    )
    return True


def recover(first: str, second: str) -> dict[str, bytes]:
    """All keys by the name of their file, from both halves. BadInput when a half is wrong or the wrapped keys are missing."""
    if not wrapped_file().exists():
        raise BadInput("没有找到密钥恢复文件 keys/recovery.wrapped。")
    raw = wrapped_file().read_bytes()
    try:
        secret = _xor(base64.b64decode(first, validate=True), base64.b64decode(second, validate=True))
        recovery = X25519PrivateKey.from_private_bytes(secret)
        shared = _agreed(
            recovery.exchange(X25519PublicKey.from_public_bytes(raw[:SIZE])),
            recovery.public_key().public_bytes_raw(),
        )
        text = AESGCM(shared).decrypt(raw[SIZE : SIZE + NONCE], raw[SIZE + NONCE :], PURPOSE)
    except (ValueError, InvalidTag) as why:
        raise BadInput("两份恢复密钥不正确，或者不属于本机。") from why
    return {name: base64.b64decode(key) for name, key in json.loads(text).items()}


def restore(first: str, second: str) -> list[str]:
    """Put lost keys back and name them. None is overwritten; BadInput when none was lost."""
    brought = [name for name, key in recover(first, second).items() if _put_back(name, key)]
    keys.forget()
    if not brought:
        raise BadInput("本机的密钥都在，无需恢复。")
    return brought


def _put_back(name: str, key: bytes) -> bool:
    """What was made anew in its place meanwhile is kept: a sealing key in its place, others among the retired."""
    path, retired = keys.folder() / name, keys.folder() / "retired"
    if keys.NAMED.fullmatch(path.name):
        if key in {master.key for master in keys.masters()}:
            return False
        if path.exists():
            path = retired / keys.key_file(keys.next_number()).name
    elif path.exists():
        if base64.b64decode(path.read_bytes()) == key:
            return False
        retired.mkdir(exist_ok=True, mode=0o700)
        os.rename(path, retired / f"{path.stem}-{os.urandom(4).hex()}.key")
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    keys.write(path, key)
    keys.forget()
    return True


def _kept() -> Iterator[tuple[str, str]]:
    """What is wrapped: every key of this installation, whether or not it was needed yet."""
    keys.current(), keys.blind_key(), signing.signer()
    for path in sorted(keys.folder().rglob("*.key")):
        if path.name != "django.key":  # signs sessions only; a new one signs everybody out
            yield path.relative_to(keys.folder()).as_posix(), path.read_text()


def _agreed(shared: bytes, public: bytes) -> bytes:
    return HKDF(SHA256(), SIZE, salt=public, info=PURPOSE).derive(shared)


def _put(path: Path, content: bytes) -> None:
    """In place of what was there, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = path.with_name(f".{path.name}.{os.getpid()}")
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    os.replace(part, path)


def _xor(a: bytes, b: bytes) -> bytes:
    return bytes(x ^ y for x, y in zip(a, b, strict=True))


def _text(half: bytes) -> str:
    return base64.b64encode(half).decode()
