"""The two halves of a backup's key. What writes backups cannot read them, and who reads them cannot forge one.

The installation keeps where to seal to (X25519, public) and what to sign with (Ed25519). The keeper takes away a
file with what opens (X25519) and what checks (Ed25519, public): it is never stored here. Plain Python.
"""

import base64
import hashlib
import json
import os
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

from xuncha.kernel.outputs import refusal
from xuncha.kernel.refusals import BadInput

KIND = "xuncha backup key 1"


@dataclass(frozen=True)
class Writer:
    """The installation's half."""

    seal_to: X25519PublicKey
    sign: Ed25519PrivateKey


@dataclass(frozen=True)
class Keeper:
    """The half that was taken away."""

    open: X25519PrivateKey
    check: Ed25519PublicKey


def make() -> tuple[bytes, bytes]:
    """A new pair: (the installation's half, the keeper's), as files hold them."""
    opens, signs = X25519PrivateKey.generate(), Ed25519PrivateKey.generate()
    ours = {"seal_to": _text(opens.public_key().public_bytes_raw()), "sign": _text(signs.private_bytes_raw())}
    theirs = {"open": _text(opens.private_bytes_raw()), "check": _text(signs.public_key().public_bytes_raw())}
    return _file(ours), _file(theirs)


def writer(path: Path) -> Writer:
    """BadInput where there is none."""
    if not path.exists():
        raise BadInput("本机尚无备份密钥：请先运行 xuncha backupkey -o 文件，并把该文件交专人离线保管。")
    found = _read(path)
    return Writer(
        X25519PublicKey.from_public_bytes(found["seal_to"]),
        Ed25519PrivateKey.from_private_bytes(found["sign"]),
    )


def keeper(path: Path) -> Keeper:
    """BadInput where the file is none of ours."""
    found = _read(path)
    try:
        return Keeper(
            X25519PrivateKey.from_private_bytes(found["open"]),
            Ed25519PublicKey.from_public_bytes(found["check"]),
        )
    except (KeyError, ValueError) as why:
        raise BadInput("“%(path)s”不是保管人持有的备份密钥文件。", path=path) from why


def fingerprint(key: X25519PublicKey | Ed25519PublicKey) -> str:
    """Sixteen hex digits by which people tell keys apart."""
    return hashlib.sha256(key.public_bytes_raw()).hexdigest()[:16]


def put(path: Path, content: bytes) -> None:
    """A new file that only its owner reads. BadInput where there is one: a key is never overwritten."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as why:
        raise BadInput("“%(path)s”已经存在，密钥文件不得覆盖。", path=path) from why
    except OSError as why:
        raise BadInput("无法写入“%(path)s”：%(why)s。", path=path, why=why.strerror) from why
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except OSError as why:  # half a key opens nothing, and would stand in the way of a whole one
        path.unlink()
        raise refusal(path, why) from why


def _file(parts: dict[str, str]) -> bytes:
    return json.dumps({"kind": KIND, **parts}, indent=1).encode() + b"\n"


def _read(path: Path) -> dict[str, bytes]:
    try:
        found = json.loads(path.read_text(encoding="ascii"))
        if found.pop("kind") != KIND:
            raise ValueError(KIND)
        return {name: base64.b64decode(value, validate=True) for name, value in found.items()}
    except (OSError, ValueError, KeyError, AttributeError, TypeError) as why:
        raise BadInput("备份密钥文件“%(path)s”读不出来。", path=path) from why


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()
