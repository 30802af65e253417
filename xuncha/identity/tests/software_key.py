"""A security key in software: answers what a browser would hand on from a real one (WebAuthn Level 2, ES256)."""

import hashlib
import json
import os
import struct
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from webauthn.helpers import bytes_to_base64url, encode_cbor

PRESENT, KNOWS_KEY = 0x01, 0x40


class SoftwareKey:
    def __init__(self, host: str, origin: str) -> None:
        self.host, self.origin, self.count = host, origin, 0
        self.id, self.private = os.urandom(32), ec.generate_private_key(ec.SECP256R1())

    def create(self, options: dict[str, Any]) -> str:
        """The answer to an enrolment, without attestation."""
        numbers = self.private.public_key().public_numbers()
        x, y = (n.to_bytes(32, "big") for n in (numbers.x, numbers.y))
        cose = encode_cbor({1: 2, 3: -7, -1: 1, -2: x, -3: y})
        known = bytes(16) + struct.pack(">H", len(self.id)) + self.id + cose
        data = self._data(PRESENT | KNOWS_KEY) + known
        client = self._client("webauthn.create", options)
        made = encode_cbor({"fmt": "none", "attStmt": {}, "authData": data})
        return self._told(clientDataJSON=client, attestationObject=made)

    def get(self, options: dict[str, Any]) -> str:
        """The answer to a sign-in."""
        self.count += 1
        data, client = self._data(PRESENT), self._client("webauthn.get", options)
        signature = self.private.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        return self._told(clientDataJSON=client, authenticatorData=data, signature=signature)

    def _data(self, flags: int) -> bytes:
        return hashlib.sha256(self.host.encode()).digest() + struct.pack(">BI", flags, self.count)

    def _client(self, kind: str, options: dict[str, Any]) -> bytes:
        said = {"type": kind, "challenge": options["challenge"], "origin": self.origin, "crossOrigin": False}
        return json.dumps(said).encode()

    def _told(self, **response: bytes) -> str:
        name = bytes_to_base64url(self.id)
        parts = {part: bytes_to_base64url(value) for part, value in response.items()}
        return json.dumps({"id": name, "rawId": name, "type": "public-key", "response": parts})
