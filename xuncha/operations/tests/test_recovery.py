"""A lost sealing key comes back from two hands, never from one."""

import base64
from pathlib import Path

import pytest
from django.conf import settings

from xuncha.kernel.refusals import BadInput
from xuncha.operations import recovery
from xuncha.records import sealing

PLACE = "clues.cluecontent.summary"


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "XUNCHA_HOME", tmp_path)
    sealing._read_key.cache_clear()


def test_both_halves_bring_back_a_lost_key() -> None:
    sealed = sealing.seal("某某收受礼金", PLACE)
    first, second = recovery.split()
    sealing.key_file().unlink()
    sealing._read_key.cache_clear()
    recovery.restore(first, second)
    assert sealing.open_sealed(sealed, PLACE) == "某某收受礼金"


def test_one_half_alone_says_nothing() -> None:
    sealing.key()
    first, second = recovery.split()
    for wrong in (
        (first, first),
        (second, second),
        (first, base64.b64encode(bytes(32)).decode()),
        ("?", second),
        (first, "AA=="),
    ):
        with pytest.raises(BadInput):
            recovery.recover(*wrong)


def test_a_key_that_is_there_is_never_overwritten() -> None:
    key = sealing.key()
    first, second = recovery.split()
    with pytest.raises(BadInput):
        recovery.restore(first, second)
    assert sealing.key() == key


def test_keys_are_readable_by_their_owner_only() -> None:
    sealing.key()
    assert sealing.key_file().stat().st_mode & 0o077 == 0
