"""The two ciphers of sealed text, told apart by a letter in what they made.

a  AES-256-GCM (NIST SP 800-38D), the default
m  SM4-GCM (GB/T 32907, RFC 8998), where the office's assessment of cryptography (GB/T 39786) asks for it: XUNCHA_CIPHER=sm4

Keys are 32 random bytes for both; SM4 takes 16 that are derived from them, so that no key serves two ciphers.
"""

import hashlib
import hmac
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.ciphers.algorithms import SM4
from cryptography.hazmat.primitives.ciphers.modes import GCM
from django.conf import settings

NONCE, TAG, KEY = 12, 16, 32
LETTERS = {"aes": "a", "sm4": "m"}  # by what the setting may say


class CannotOpen(Exception):
    """The value was changed, moved, or sealed under a key that is not here."""


def chosen() -> str:
    """The letter of the cipher that seals in this installation; both open."""
    return LETTERS[settings.SEALING_CIPHER]


def encrypt(letter: str, key: bytes, text: bytes, bound: bytes) -> bytes:
    """Nonce, ciphertext and tag. `bound` must be told again to open it."""
    nonce = os.urandom(NONCE)
    seal = aes_gcm if letter == "a" else sm4_gcm
    return nonce + seal(key, nonce, text, bound)


def decrypt(letter: str, key: bytes, raw: bytes, bound: bytes) -> bytes:
    """What `encrypt` was given. CannotOpen for anything else."""
    try:
        if letter == "a":
            return AESGCM(key).decrypt(raw[:NONCE], raw[NONCE:], bound)
        if letter == "m" and len(raw) >= NONCE + TAG:
            opener = Cipher(SM4(_sm4_key(key)), GCM(raw[:NONCE], raw[-TAG:])).decryptor()
            opener.authenticate_additional_data(bound)
            return opener.update(raw[NONCE:-TAG]) + opener.finalize()
    except (InvalidTag, ValueError) as why:
        raise CannotOpen from why
    raise CannotOpen


def aes_gcm(key: bytes, nonce: bytes, text: bytes, bound: bytes) -> bytes:
    return AESGCM(key).encrypt(nonce, text, bound)


def sm4_gcm(key: bytes, nonce: bytes, text: bytes, bound: bytes) -> bytes:
    return raw_sm4_gcm(_sm4_key(key), nonce, text, bound)


def raw_sm4_gcm(key: bytes, nonce: bytes, text: bytes, bound: bytes) -> bytes:
    """SM4-GCM under a key of 16 bytes, as the published vectors have it."""
    sealer = Cipher(SM4(key), GCM(nonce)).encryptor()
    sealer.authenticate_additional_data(bound)
    return sealer.update(text) + sealer.finalize() + sealer.tag


def _sm4_key(key: bytes) -> bytes:
    return hmac.new(key, b"xuncha sm4 gcm", hashlib.sha256).digest()[:16]
