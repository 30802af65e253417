"""The outside of a backup: chunks that are compressed, encrypted and signed as a whole. Plain Python.

    XUNCHA-BACKUP 1\n · length and text of a header (JSON) · chunks · signature (64 bytes)

A chunk is its length (4 bytes) and AES-256-GCM over the zlib form of at most `CHUNK` bytes. Its nonce is its number
and whether it is the last (the STREAM construction of Hoang, Reyhanitabar, Rogaway and Vizár, 2015): chunks cannot
be left out, repeated or put in another order. The key is made for this file alone, by X25519 and HKDF-SHA-256. The
signature (Ed25519) is over the SHA-256 of everything before it: a file that was touched anywhere is told before any
of it is read.
"""

import hashlib
import json
import os
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from xuncha.kernel.refusals import BadInput
from xuncha.operations.backup.keys import Keeper, Writer, fingerprint

MAGIC = b"XUNCHA-BACKUP 1\n"
CHUNK = 2**20
LENGTH = struct.Struct(">I")
SIGNATURE = 64
BLOCK = 2**20
LONGEST_HEADER = 2**16
DAMAGED = "备份文件已损坏或被改动，不予恢复；现有数据未动。"
NONE_OF_OURS = "“%(path)s”不是本系统的备份文件。"
OTHER_KEY = "该备份不是用这把备份密钥制作的（备份密钥指纹：%(asked)s，所给密钥：%(given)s）。"


class Sealer:
    """Takes bytes, writes chunks. `close` writes the last one and the signature."""

    def __init__(self, file: BinaryIO, keys: Writer) -> None:
        self._file, self._keys, self._hash = file, keys, hashlib.sha256()
        self._number, self._held = 0, bytearray()
        own = X25519PrivateKey.generate()
        header = {
            "ephemeral": own.public_key().public_bytes_raw().hex(),
            "to": fingerprint(keys.seal_to),
            "by": fingerprint(keys.sign.public_key()),
        }
        text = json.dumps(header).encode()
        self._write(MAGIC + LENGTH.pack(len(text)) + text)
        self._cipher = _cipher(own.exchange(keys.seal_to), own.public_key(), keys.seal_to)

    def write(self, content: bytes) -> None:
        self._held += content
        while len(self._held) > CHUNK:
            self._chunk(bytes(self._held[:CHUNK]), last=False)
            del self._held[:CHUNK]

    def close(self) -> str:
        """The SHA-256 (hex) of what was signed: by it people tell backups apart."""
        self._chunk(bytes(self._held), last=True)
        digest = self._hash.copy()
        self._write(self._keys.sign.sign(MAGIC + digest.digest()))
        return digest.hexdigest()

    def _chunk(self, content: bytes, *, last: bool) -> None:
        sealed = self._cipher.encrypt(_nonce(self._number, last), zlib.compress(content, 3), MAGIC)
        self._write(LENGTH.pack(len(sealed)) + sealed)
        self._number += 1

    def _write(self, content: bytes) -> None:
        self._hash.update(content)
        self._file.write(content)


def check(path: Path, keys: Keeper) -> str:
    """Read the whole file; its digest. BadInput where a single byte is another, or the key is."""
    try:
        return _checked(path, keys)
    except OSError as why:
        raise BadInput("无法读取“%(path)s”：%(why)s。", path=path, why=why.strerror) from why


def _checked(path: Path, keys: Keeper) -> str:
    with path.open("rb") as file:
        left = os.fstat(file.fileno()).st_size - SIGNATURE
        if left < len(MAGIC) or file.read(len(MAGIC)) != MAGIC:
            raise BadInput(NONE_OF_OURS, path=path)
        digest, left = hashlib.sha256(MAGIC), left - len(MAGIC)
        while left > 0 and (block := file.read(min(BLOCK, left))):
            digest.update(block)
            left -= len(block)
        signature = file.read()
    try:
        keys.check.verify(signature, MAGIC + digest.digest())
    except InvalidSignature as why:
        _refuse_other_key(path, keys)
        raise BadInput(DAMAGED) from why
    return digest.hexdigest()


def _refuse_other_key(path: Path, keys: Keeper) -> None:
    """A wrong key is no damage, and is named. What the header says is trusted for this sentence only."""
    with path.open("rb") as file:
        header = _header(file)
    given = fingerprint(keys.open.public_key())
    if header.get("to", given) != given:
        raise BadInput(OTHER_KEY, asked=str(header["to"])[:16], given=given)


def plain(path: Path, keys: Keeper) -> Iterator[bytes]:
    """What was sealed, a chunk at a time. Call `check` first."""
    with path.open("rb") as file:
        header = _header(file)
        try:
            theirs = X25519PublicKey.from_public_bytes(bytes.fromhex(header["ephemeral"]))
            cipher = _cipher(keys.open.exchange(theirs), theirs, keys.open.public_key())
            yield from _chunks(file, cipher)
        except (KeyError, ValueError, InvalidTag, struct.error, zlib.error) as why:
            raise BadInput(DAMAGED) from why


def _chunks(file: BinaryIO, cipher: AESGCM) -> Iterator[bytes]:
    number, end = 0, os.fstat(file.fileno()).st_size - SIGNATURE
    while file.tell() < end:
        (length,) = LENGTH.unpack(file.read(LENGTH.size))
        sealed = file.read(length)
        last = file.tell() == end
        unpack = zlib.decompressobj()
        content = unpack.decompress(cipher.decrypt(_nonce(number, last), sealed, MAGIC), CHUNK + 1)
        if len(content) > CHUNK:
            raise ValueError(length)
        yield content
        number += 1


def _header(file: BinaryIO) -> dict[str, str]:
    try:
        file.seek(len(MAGIC))
        (length,) = LENGTH.unpack(file.read(LENGTH.size))
        found = json.loads(file.read(min(length, LONGEST_HEADER)))
        return {str(name): str(value) for name, value in found.items()}
    except (ValueError, AttributeError, struct.error) as why:
        raise BadInput(DAMAGED) from why


def _nonce(number: int, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])


def _cipher(shared: bytes, ephemeral: X25519PublicKey, to: X25519PublicKey) -> AESGCM:
    salt = ephemeral.public_bytes_raw() + to.public_bytes_raw()
    return AESGCM(HKDF(SHA256(), 32, salt, b"xuncha backup 1").derive(shared))
