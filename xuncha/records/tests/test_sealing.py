"""Sealed text: opens only whole, only in its own column, only under its own key."""

import base64
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import FieldError
from django.db import connection

from xuncha.people.models import Person
from xuncha.people.tests.builders import person
from xuncha.records import keys, sealing
from xuncha.records.ciphers import CannotOpen
from xuncha.records.sealing import blind, open_sealed, seal

PLACE, ELSEWHERE = "people.person.id_number", "clues.cluecontent.summary"
TEXT = "被反映人某某，涉及事项若干"


@pytest.fixture
def another_home(tmp_path: Path) -> Iterator[Path]:
    """An installation with a key of its own."""
    before, settings.XUNCHA_HOME = settings.XUNCHA_HOME, tmp_path
    yield tmp_path
    settings.XUNCHA_HOME = before


@pytest.mark.parametrize("text", ["x", TEXT, "多行\n文本\t与符号，。！", "🀄" * 1000])
def test_text_of_any_kind_and_length_comes_back_as_it_was(text: str) -> None:
    assert open_sealed(seal(text, PLACE), PLACE) == text


def test_the_same_text_is_never_sealed_alike() -> None:
    assert len({seal(TEXT, PLACE) for _ in range(50)}) == 50


def test_a_value_moved_to_another_column_does_not_open() -> None:
    with pytest.raises(CannotOpen):
        open_sealed(seal(TEXT, PLACE), ELSEWHERE)


@pytest.mark.parametrize("place", [0, 12, 20, -1])
def test_a_value_with_one_bit_changed_does_not_open(place: int) -> None:
    raw = bytearray(base64.b64decode(seal(TEXT, PLACE).removeprefix(sealing.LOOSE)))
    raw[place] ^= 1
    with pytest.raises(CannotOpen):
        open_sealed(sealing.LOOSE + base64.b64encode(bytes(raw)).decode(), PLACE)


def test_what_cannot_be_opened_does_not_say_what_it_was() -> None:
    with pytest.raises(CannotOpen) as fault:
        open_sealed(seal(TEXT, PLACE), ELSEWHERE)
    assert TEXT not in str(fault.value)


def test_another_installations_key_does_not_open_it(another_home: Path) -> None:
    sealed_here = seal(TEXT, PLACE)
    assert (another_home / "keys" / "sealing.key").exists()
    settings.XUNCHA_HOME = another_home / "other"
    with pytest.raises(CannotOpen):
        open_sealed(sealed_here, PLACE)


def test_the_key_is_made_once_for_the_accounts_own_eyes_and_never_overwritten(another_home: Path) -> None:
    first = keys.current()
    assert len(first.key) == 32
    assert keys.current() == first
    assert stat.S_IMODE(keys.key_file().stat().st_mode) == 0o600
    with pytest.raises(FileExistsError):
        keys.write(keys.key_file(), bytes(32))
    keys.forget()
    assert keys.current() == first
    assert [path.name for path in keys.folder().iterdir()] == [
        "sealing.key"
    ]  # nothing half-written beside it


def test_the_blind_index_finds_the_same_text_again_and_says_nothing_of_it(another_home: Path) -> None:
    index = blind("990101197503120010")
    assert index == blind("990101197503120010")
    assert index != blind("990101197503120011")
    assert len(index) == 64
    settings.XUNCHA_HOME = another_home / "other"
    assert index != blind("990101197503120010")  # without the key nobody can try all numbers


@pytest.mark.django_db
def test_a_sealed_column_is_plain_in_memory_and_sealed_in_the_table() -> None:
    row = person(id_number=TEXT)
    with connection.cursor() as cursor:
        cursor.execute("SELECT id_number FROM people_person WHERE id = %s", [row.pk])
        (raw,) = cursor.fetchone()
    assert raw.startswith(sealing.BOUND)
    assert TEXT not in raw
    assert Person.objects.get(pk=row.pk).id_number == TEXT
    assert repr(Person.objects.values_list("id_number", flat=True).get(pk=row.pk)) == "<sealed>"


@pytest.mark.django_db
def test_an_empty_sealed_column_stays_empty() -> None:
    row = person()
    assert Person.objects.get(pk=row.pk).id_number == ""


@pytest.mark.django_db
@pytest.mark.parametrize("lookup", ["exact", "icontains", "startswith", "in", "gt", "regex"])
def test_a_sealed_column_cannot_be_asked(lookup: str) -> None:
    person(id_number=TEXT)
    with pytest.raises(FieldError):
        Person.objects.filter(**{f"id_number__{lookup}": TEXT}).exists()
