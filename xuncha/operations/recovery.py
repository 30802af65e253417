"""The recovery of the sealing key, split between two persons: neither half tells anything about the key.

The recovery key (random, 32 bytes) wraps the sealing key by AES-256-GCM into `keys/sealing.wrapped`; it is
never stored, only its two halves are handed out: one random, the other its XOR with the key (a two-of-two
secret sharing that is perfectly hiding).
"""

import base64
import os
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from xuncha.kernel.refusals import BadInput
from xuncha.records import sealing

SIZE = 32
NONCE = 12
PURPOSE = b"xuncha sealing key"


def wrapped_file() -> Path:
    return sealing.key_file().with_name("sealing.wrapped")


def split() -> tuple[str, str]:
    """Wrap the sealing key anew and return the two halves (base64) for two keepers."""
    recovery, first, nonce = os.urandom(SIZE), os.urandom(SIZE), os.urandom(NONCE)
    wrapped_file().write_bytes(nonce + AESGCM(recovery).encrypt(nonce, sealing.key(), PURPOSE))
    return _text(first), _text(_xor(first, recovery))


def recover(first: str, second: str) -> bytes:
    """The sealing key from both halves. BadInput when a half is wrong or the wrapped key is missing."""
    if not wrapped_file().exists():
        raise BadInput("没有找到密钥恢复文件 keys/sealing.wrapped。")
    raw = wrapped_file().read_bytes()
    try:
        recovery = _xor(base64.b64decode(first, validate=True), base64.b64decode(second, validate=True))
        return AESGCM(recovery).decrypt(raw[:NONCE], raw[NONCE:], PURPOSE)
    except (ValueError, InvalidTag) as why:
        raise BadInput("两份恢复密钥不正确，或者不属于本机。") from why


def restore(first: str, second: str) -> None:
    """Put a lost sealing key back. BadInput when there is one: it is never overwritten."""
    key = recover(first, second)
    try:
        sealing.write_key(sealing.key_file(), key)
    except FileExistsError as why:
        raise BadInput("本机的封存密钥仍在，无需恢复。") from why


def _xor(a: bytes, b: bytes) -> bytes:
    return bytes(x ^ y for x, y in zip(a, b, strict=True))


def _text(half: bytes) -> str:
    return base64.b64encode(half).decode()
