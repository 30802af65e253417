"""A checkpoint against what became of the chain: each of a thousand forgeries is found and named as what it is."""

from dataclasses import replace
from random import Random

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from xuncha.audit.engine.checkpoint import Header, NoCheckpoint, pack, unpack
from xuncha.audit.engine.compare import Kind, compare
from xuncha.audit.signing import is_signed
from xuncha.audit.tests.forging import FORGERIES, chain_of, leaves, reckoned

SIGNER = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))


def file_of(length: int) -> bytes:
    chain = chain_of(length, Random(7))
    public = SIGNER.public_key().public_bytes_raw().hex()
    header = Header(chain[-1].id, chain[-1].digest, length, "2019-12-31T12:00:00+00:00", public)
    return pack(header, leaves(chain), SIGNER.sign)


@pytest.mark.parametrize("length", [1, 2, 300])
def test_an_untouched_chain_is_as_noted_and_may_have_grown(length: int) -> None:
    chain = chain_of(length, Random(1))
    longer = chain_of(length, Random(1))
    assert compare(leaves(chain), leaves(longer)) == []
    grown = reckoned([*chain, replace(chain[-1], id=chain[-1].id + 1, uid="f" * 32)], length)
    assert compare(leaves(chain), leaves(grown)) == []


def test_a_thousand_random_forgeries_are_all_found_and_named() -> None:
    """Up to the last checkpoint, with entries after it; nothing that was left alone is blamed for its text."""
    dice = Random(2019)
    kinds = dict.fromkeys(FORGERIES, 0)
    for turn in range(1000):
        chain = chain_of(dice.randrange(8, 60), dice)
        noted = leaves(chain)
        forge = FORGERIES[turn % len(FORGERIES)]
        bent, must = forge(chain, dice.randrange(len(chain)), dice)
        faults = compare(noted, leaves(bent))
        named = {(fault.id, fault.kind) for fault in faults}
        assert must <= named, (turn, forge.__name__, must - named)
        blamed = {(number, kind) for number, kind in named if kind is not Kind.RELINKED}
        assert blamed <= must, (turn, forge.__name__, blamed - must)
        times = {line.id: line.at for line in chain}
        assert all(fault.at == times.get(fault.id, fault.at) for fault in faults)
        kinds[forge] += 1
    assert min(kinds.values()) >= 90


def test_two_neighbours_swapped_are_both_named() -> None:
    chain = chain_of(9, Random(3))
    bent = list(chain)
    bent[3], bent[4] = replace(chain[4], id=4), replace(chain[3], id=5)
    assert {fault.id for fault in compare(leaves(chain), leaves(bent))} == {4, 5}


def test_several_forgeries_at_once_are_all_named() -> None:
    chain = chain_of(40, Random(4))
    bent = [line for line in chain if line.id not in (5, 6, 30)]
    bent = [replace(line, note="改") if line.id in (9, 39) else line for line in bent]
    bent = reckoned(bent)
    named = [
        (fault.id, fault.kind)
        for fault in compare(leaves(chain), leaves(bent))
        if fault.kind != Kind.RELINKED
    ]
    assert named == [
        (5, Kind.REMOVED),
        (6, Kind.REMOVED),
        (9, Kind.EDITED),
        (30, Kind.REMOVED),
        (39, Kind.EDITED),
    ]


def test_a_file_comes_back_as_it_was_and_is_small() -> None:
    header, found = unpack(file_of(500), is_signed)
    assert found == leaves(chain_of(500, Random(7)))
    assert (header.id, header.count) == (500, 500)
    assert len(file_of(5000)) < 30 * 5000  # bytes: less than thirty an entry


def test_a_file_that_was_touched_anywhere_proves_nothing() -> None:
    file, dice = file_of(20), Random(5)
    for _ in range(200):
        place = dice.randrange(len(file))
        bent = file[:place] + bytes([file[place] ^ (1 << dice.randrange(7))]) + file[place + 1 :]
        with pytest.raises(NoCheckpoint):
            unpack(bent, is_signed)
    for bent in (
        b"",
        b"\n" * 4,
        file[:-1],
        file + b"\n",
        file.replace(b"checkpoint 1", b"checkpoint 2"),
        b"{" * 99999,
    ):
        with pytest.raises(NoCheckpoint):
            unpack(bent, is_signed)


def test_a_header_cannot_make_the_reader_unpack_a_flood() -> None:
    """Even one that is rightly signed."""
    public = SIGNER.public_key().public_bytes_raw().hex()
    for count in (-1, 10**12, 3, "3", None):
        header = Header(1, "0" * 64, count, "", public)  # type: ignore[arg-type]  # also what is no number
        with pytest.raises(NoCheckpoint):
            unpack(pack(header, leaves(chain_of(5, Random(1))), SIGNER.sign), is_signed)
