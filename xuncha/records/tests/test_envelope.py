"""Sealed columns: each row under a key of its own, each value bound to its row and column, none of it in a repr."""

import copy
import logging
import pickle
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.forms.models import model_to_dict

from xuncha.people.models import Person
from xuncha.people.tests.builders import person
from xuncha.records import actions as records
from xuncha.records import keys, sealing
from xuncha.records.ciphers import CannotOpen
from xuncha.records.fields import DataKeyField
from xuncha.records.models import Passage
from xuncha.records.sealed import sealed_columns, sealing_models
from xuncha.records.secrets import Masked
from xuncha.records.tests.builders import DAY, director

TEXT, OTHER = "金丝雀九号", "金丝雀十号"


def raw(row: Any, column: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {row._meta.db_table} WHERE id = %s", [row.pk])
        return str(cursor.fetchone()[0])


def put(row: Any, **columns: str) -> None:
    """Past the program, as one with rights on the database would."""
    with connection.cursor() as cursor:
        for name, value in columns.items():
            cursor.execute(f"UPDATE {row._meta.db_table} SET {name} = %s WHERE id = %s", [value, row.pk])


def read(row: Person) -> str:
    return str(Person.objects.get(pk=row.pk).id_number)


def test_every_model_with_a_sealed_column_has_a_key_for_its_rows() -> None:
    for model in sealing_models():
        fields = {field.name: field for field in model._meta.concrete_fields}
        assert "uid" in fields, model
        assert isinstance(fields.get("data_key"), DataKeyField), model


@pytest.mark.django_db
@pytest.mark.parametrize("cipher", ["aes", "sm4"])
def test_each_row_has_a_key_of_its_own_and_opens_with_it(cipher: str, monkeypatch: Any) -> None:
    monkeypatch.setattr(settings, "SEALING_CIPHER", cipher)
    one, two = person(id_number=TEXT), person(id_number=TEXT)
    assert raw(one, "id_number").startswith("s2:a:" if cipher == "aes" else "s2:m:")
    assert raw(one, "data_key") != raw(two, "data_key")
    assert raw(one, "data_key").startswith(keys.current().mark)
    monkeypatch.setattr(settings, "SEALING_CIPHER", "sm4" if cipher == "aes" else "aes")
    assert read(one) == read(two) == TEXT  # whichever cipher seals now


@pytest.mark.django_db
def test_a_value_moved_to_another_row_does_not_open_even_with_its_key() -> None:
    one, two = person(id_number=TEXT), person(id_number=OTHER)
    put(two, id_number=raw(one, "id_number"))
    with pytest.raises(CannotOpen):
        read(two)
    put(two, data_key=raw(one, "data_key"))
    with pytest.raises(CannotOpen) as fault:
        read(two)
    assert TEXT not in str(fault.value)
    assert read(one) == TEXT


def test_a_value_moved_to_another_column_of_its_row_does_not_open() -> None:
    row = Person()
    whose = {"table": "a.b", "uid": row.uid, "data_key": sealing.new_data_key("a.b", row.uid)}
    value = sealing.seal_in(TEXT, "one", **whose)
    assert sealing.open_in(value, "one", **whose) == TEXT
    for moved in (
        ("two", whose),
        ("one", {**whose, "table": "a.c"}),
        ("one", {**whose, "uid": Person().uid}),
    ):
        with pytest.raises(CannotOpen):
            sealing.open_in(value, moved[0], **moved[1])


@pytest.mark.django_db
def test_a_row_of_the_old_form_opens_and_gets_its_key_when_it_is_corrected() -> None:
    row = person(id_number=TEXT)
    put(row, id_number=sealing.seal(TEXT, "people.person.id_number"), data_key="")
    old = Person.objects.get(pk=row.pk)
    assert old.id_number == TEXT
    by = director(row.office)
    records.correct(old, by=by, at=DAY, note="笔误", changes={"id_number": OTHER})
    assert raw(row, "id_number").startswith("s2:")
    assert read(row) == OTHER
    kept = Passage.objects.get(subject_uid=row.uid, verb="correct").changes["id_number"]
    assert [
        sealing.open_in(v, "id_number", table="people.person", uid=row.uid, data_key=old.data_key)
        for v in kept
    ] == [
        TEXT,
        OTHER,
    ]


@pytest.mark.django_db
def test_two_who_touch_a_row_of_the_old_form_at_once_agree_on_its_key() -> None:
    row = person(id_number=TEXT)
    put(row, id_number=sealing.seal(TEXT, "people.person.id_number"), data_key="")
    first, second = Person.objects.get(pk=row.pk), Person.objects.get(pk=row.pk)
    by = director(row.office)
    records.correct(first, by=by, at=DAY, note="甲", changes={"id_number": OTHER})
    records.correct(second, by=by, at=DAY, note="乙", changes={"id_number": TEXT})
    assert first.data_key == second.data_key
    assert read(row) == TEXT


@pytest.mark.django_db
def test_a_row_whose_data_key_was_destroyed_stays_closed_in_its_history_too() -> None:
    row = person(id_number=TEXT)
    value = raw(row, "id_number")
    Person.objects.filter(pk=row.pk).update(id_number="", data_key=sealing.DESTROYED)
    assert read(row) == ""
    put(row, id_number=value)
    with pytest.raises(CannotOpen):
        read(row)


@pytest.mark.django_db
def test_a_value_is_written_through_its_row_only() -> None:
    row = person(id_number=TEXT)
    with pytest.raises(TypeError, match="through its row"), transaction.atomic():
        Person.objects.filter(pk=row.pk).update(id_number=OTHER)
    assert read(row) == TEXT


@pytest.mark.django_db
def test_a_column_that_was_left_out_is_fetched_with_its_key_in_one_question(
    django_assert_num_queries: Any,
) -> None:
    row = Person.objects.only("name").get(pk=person(id_number=TEXT).pk)
    with django_assert_num_queries(1):
        assert row.id_number == TEXT
    with django_assert_num_queries(0):
        assert row.id_number == TEXT


@pytest.mark.django_db
def test_neither_repr_nor_a_log_nor_a_pickle_says_what_is_sealed(caplog: pytest.LogCaptureFixture) -> None:
    person(id_number=TEXT)
    row = Person.objects.get(id_blind="")
    closed = repr(row.__dict__)
    opened = row.id_number
    assert opened == TEXT
    assert str(opened) == f"{opened}" == TEXT  # who shows it on purpose can
    said = [
        closed,
        repr(row.__dict__),
        repr([opened]),
        repr({"a": opened}),
        repr(model_to_dict(row)),
        f"{opened!r}",
    ]
    logger = logging.getLogger("xuncha.test")
    logger.addFilter(Masked())
    logger.error("no %s", opened)
    logger.error("no %(number)s", {"number": opened})
    logger.error(opened)
    assert len(caplog.records) == 3
    assert not any(TEXT in text for text in [*said, caplog.text])
    with pytest.raises(TypeError):
        pickle.dumps(opened)
    assert copy.deepcopy(row).id_number == TEXT


def test_the_log_of_an_installation_masks_what_is_sealed() -> None:
    handlers = settings.LOGGING["handlers"].values()
    assert all("sealed" in handler["filters"] for handler in handlers)
    assert len(sealed_columns()) >= 10
