"""The key that signs checkpoints of the chain (Ed25519): outside the database, in XUNCHA_HOME/keys/checkpoint.key."""

import hashlib
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from xuncha.records import keys


def key_file() -> Path:
    return keys.folder() / "checkpoint.key"


def signer() -> Ed25519PrivateKey:
    """This installation's key; made on first need."""
    return Ed25519PrivateKey.from_private_bytes(keys.made(key_file()))


def public() -> bytes:
    return signer().public_key().public_bytes_raw()


def fingerprint(key: bytes) -> str:
    """By which people compare public keys: 32 hexadecimal digits in groups of four."""
    digits = hashlib.sha256(key).hexdigest()[:32]
    return " ".join(digits[n : n + 4] for n in range(0, 32, 4))


def sign(text: bytes) -> bytes:
    return signer().sign(text)


def is_signed(text: bytes, signature: bytes, key: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, text)
    except (InvalidSignature, ValueError):
        return False
    return True
