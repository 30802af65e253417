"""Lost keys come back from two hands, never from one."""

import base64
import shutil
from pathlib import Path

import pytest
from django.conf import settings

from xuncha.audit import signing
from xuncha.clues.actions import access
from xuncha.clues.tests.builders import keeper, registered
from xuncha.findings.tests.builders import installation
from xuncha.kernel.refusals import BadInput
from xuncha.operations import recovery, rotation
from xuncha.people.models import Person
from xuncha.people.tests.builders import person
from xuncha.records import keys, sealing
from xuncha.records.ciphers import CannotOpen

PLACE = "clues.cluecontent.summary"


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "XUNCHA_HOME", tmp_path)
    keys.forget()


def wipe() -> None:
    """All keys are lost; what they were wrapped into was kept elsewhere."""
    kept = recovery.wrapped_file().read_bytes()
    shutil.rmtree(keys.folder())
    keys.forget()
    keys.folder().mkdir(mode=0o700)
    recovery.wrapped_file().write_bytes(kept)


def test_both_halves_bring_back_every_lost_key() -> None:
    sealed, index = sealing.seal("某某收受礼金", PLACE), sealing.blind("990101")
    first, second = recovery.split()
    before = (keys.current(), signing.public())
    wipe()
    assert recovery.restore(first, second) == ["blind.key", "checkpoint.key", "sealing.key"]
    assert (keys.current(), signing.public()) == before
    assert sealing.open_sealed(sealed, PLACE) == "某某收受礼金"
    assert sealing.blind("990101") == index


@pytest.mark.django_db
def test_the_drill_keys_wiped_and_all_that_was_sealed_reads_as_before() -> None:
    """Halves handed out once, the master key turned since, and somebody already worked on with keys made anew."""
    clue = registered()
    installation(clue.office)
    one = person(id_number="990101197503120010", id_blind=sealing.blind("990101197503120010"))
    said = access.open_content(clue, by=keeper(clue.office))
    first, second = recovery.split()
    rotation.rotate()
    wipe()
    late = person(id_number="990101197503120029")  # under a master key that nobody knew before
    with pytest.raises(CannotOpen):
        assert Person.objects.get(pk=one.pk).id_number
    recovery.restore(first, second)
    assert access.open_content(clue, by=keeper(clue.office)) == said
    assert Person.objects.get(pk=one.pk).id_number == "990101197503120010"
    assert Person.objects.get(pk=late.pk).id_number == "990101197503120029"
    assert Person.objects.filter(id_blind=sealing.blind("990101197503120010")).get() == one
    assert not [found for found in rotation.status() if found.state == "missing"]


def test_one_half_alone_says_nothing() -> None:
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


def test_new_halves_make_the_old_ones_worthless() -> None:
    old = recovery.split()
    new = recovery.split()
    with pytest.raises(BadInput):
        recovery.recover(*old)
    assert recovery.recover(*new)["sealing.key"] == keys.current().key


def test_a_key_that_is_there_is_never_overwritten() -> None:
    key = keys.current()
    first, second = recovery.split()
    with pytest.raises(BadInput):
        recovery.restore(first, second)
    assert keys.current() == key


def test_keys_are_readable_by_their_owner_only() -> None:
    recovery.split()
    assert keys.folder().stat().st_mode & 0o077 == 0
    files = [path for path in keys.folder().rglob("*") if path.is_file()]
    assert len(files) == 5
    assert not any(path.stat().st_mode & 0o077 for path in files)
