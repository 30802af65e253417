"""Both ciphers give what their standards print, and open nothing that was touched."""

import pytest

from xuncha.records import ciphers
from xuncha.records.ciphers import CannotOpen

KEY = bytes(range(32))


def test_aes_256_gcm_gives_the_published_vector() -> None:
    """McGrew and Viega, The Galois/Counter Mode of Operation, test case 16 (as in NIST's validation set)."""
    made = ciphers.aes_gcm(
        bytes.fromhex("feffe9928665731c6d6a8f9467308308" * 2),
        bytes.fromhex("cafebabefacedbaddecaf888"),
        bytes.fromhex(
            "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
            "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39"
        ),
        bytes.fromhex("feedfacedeadbeeffeedfacedeadbeefabaddad2"),
    )
    assert made.hex() == (
        "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
        "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662" + "76fc6ece0f4e1768cddf8853bb2d551b"
    )


def test_sm4_gcm_gives_the_published_vector() -> None:
    """RFC 8998, appendix A.1."""
    made = ciphers.raw_sm4_gcm(
        bytes.fromhex("0123456789abcdeffedcba9876543210"),
        bytes.fromhex("00001234567800000000abcd"),
        bytes.fromhex("aaaaaaaaaaaaaaaabbbbbbbbbbbbbbbbccccccccccccccccdddddddddddddddd")
        + bytes.fromhex("eeeeeeeeeeeeeeeeffffffffffffffffeeeeeeeeeeeeeeeeaaaaaaaaaaaaaaaa"),
        bytes.fromhex("feedfacedeadbeeffeedfacedeadbeefabaddad2"),
    )
    assert made.hex() == (
        "17f399f08c67d5ee19d0dc9969c4bb7d5fd46fd3756489069157b282bb200735"
        "d82710ca5c22f0ccfa7cbf93d496ac15a56834cbcf98c397b4024a2691233b8d"
        + "83de3541e4c2b58177e065a9bf7b62ec"
    )


@pytest.mark.parametrize("letter", ["a", "m"])
def test_what_was_sealed_opens_and_nothing_else_does(letter: str) -> None:
    raw = ciphers.encrypt(letter, KEY, "某某".encode(), b"place")
    assert ciphers.decrypt(letter, KEY, raw, b"place").decode() == "某某"
    touched = [raw[:n] + bytes([raw[n] ^ 1]) + raw[n + 1 :] for n in range(len(raw))]
    for bent in [*touched, b"", raw[:20], raw + b"x"]:
        with pytest.raises(CannotOpen):
            ciphers.decrypt(letter, KEY, bent, b"place")
    for other in ((letter, bytes(32), b"place"), (letter, KEY, b"another"), ("x", KEY, b"place")):
        with pytest.raises(CannotOpen):
            ciphers.decrypt(other[0], other[1], raw, other[2])
    with pytest.raises(CannotOpen):
        ciphers.decrypt("m" if letter == "a" else "a", KEY, raw, b"place")
