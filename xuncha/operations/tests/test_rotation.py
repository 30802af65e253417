"""The master key turns: every row opens at every moment, no sealed value is touched, and who is killed goes on."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from xuncha.audit.models import Entry
from xuncha.clues.models import ClueContent
from xuncha.clues.tests.builders import registered
from xuncha.operations import rotation
from xuncha.people.models import Person
from xuncha.people.tests.builders import person
from xuncha.records import keys, sealing

pytestmark = pytest.mark.django_db
NUMBERS = [f"99010119750312{n:04}" for n in range(7)]


class Killed(Exception):
    pass


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "XUNCHA_HOME", tmp_path)
    keys.forget()


@pytest.fixture
def people() -> list[Person]:
    """Seven with an ID number; one of them of the old form, one destroyed, and a clue."""
    rows = [person(id_number=number, id_blind=sealing.blind(number)) for number in NUMBERS]
    put("UPDATE people_person SET id_number = %s, data_key = '' WHERE id = %s",
        sealing.seal(NUMBERS[2], "people.person.id_number"), rows[2].pk)  # fmt: skip
    Person.objects.filter(pk=rows[3].pk).update(id_number="", data_key=sealing.DESTROYED)
    registered()
    return rows


def put(statement: str, *values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def told() -> list[str]:
    numbers = [row.id_number for row in Person.objects.exclude(id_blind="").order_by("pk")]
    return numbers + [row.summary for row in ClueContent._base_manager.all()]


def stored() -> dict[int, tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, id_number, data_key FROM people_person WHERE id_blind <> ''")
        return {line[0]: line[1:] for line in cursor.fetchall()}


def test_only_data_keys_are_wrapped_anew_and_every_row_opens_meanwhile(people: list[Person]) -> None:
    before, values, old = told(), stored(), keys.current()
    seen = list[bool]()
    turned = rotation.rotate(batch=2, progress=lambda rows: seen.append(told() == before))
    assert len(seen) > 4
    assert all(seen)
    new = keys.current()
    assert told() == before
    assert (turned.closed, turned.retired, new.number) == ([], [1], 2)
    for pk, (value, data_key) in stored().items():
        if pk == people[3].pk:
            assert (value, data_key) == ("", sealing.DESTROYED)
        else:
            assert data_key.startswith(f"{new.mark}:")
            assert value.startswith("s2:")
            assert value == values[pk][0] or pk == people[2].pk
    states = {found.mark: (found.state, found.rows) for found in rotation.status()}
    assert states[old.mark] == ("retired", 0)
    assert states[new.mark][0] == "current"
    assert states[new.mark][1] > 6
    assert rotation.of_old_form() == 0
    assert [entry.note.split()[0] for entry in Entry.objects.filter(verb="rotate keys").order_by("pk")] == [
        "begin",
        "end",
    ]


@pytest.mark.parametrize("after", range(1, 6))
def test_a_rotation_that_is_killed_goes_on_with_the_same_key(
    after: int, people: list[Person], monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the middle of a batch, whose rows are then as they were."""
    before, calls, whole = told(), list[int](), rotation._turn_one

    def killed(*given: Any) -> None:
        calls.append(1)
        if len(calls) == after:
            raise Killed
        whole(*given)

    monkeypatch.setattr(rotation, "_turn_one", killed)
    with pytest.raises(Killed):
        rotation.rotate(batch=2)
    monkeypatch.setattr(rotation, "_turn_one", whole)
    assert told() == before
    assert rotation.under_way()
    late = person(id_number="990101197503129999")  # whoever writes meanwhile uses the new key
    new = keys.current()
    assert late.data_key.startswith(f"{new.mark}:")
    assert rotation.rotate(batch=2).retired == [1]
    assert keys.current() == new
    assert told() == before
    assert not rotation.under_way()


def test_a_row_whose_key_is_not_here_is_named_and_nothing_is_put_aside(
    people: list[Person], capsys: pytest.CaptureFixture[str]
) -> None:
    put("UPDATE people_person SET data_key = %s WHERE id = %s", "00000000:a:AAAA", people[0].pk)
    with pytest.raises(SystemExit) as end:
        call_command("keys", "rotate")
    assert end.value.code == 1
    assert str(people[0].uid) in capsys.readouterr().out
    assert rotation.under_way()
    assert Person.objects.get(pk=people[1].pk).id_number == NUMBERS[1]
    with pytest.raises(SystemExit):
        call_command("keys", "status")
    said = capsys.readouterr().out
    assert "本机没有此密钥\t封存1条记录" in said
    assert "更换尚未完成" in said


def test_a_second_rotation_takes_a_third_key_and_what_old_backups_hold_still_opens(
    people: list[Person],
) -> None:
    before, old = told(), stored()
    rotation.rotate()
    rotation.rotate()
    assert told() == before
    assert keys.current().number == 3
    pk = people[0].pk  # as a backup of before brings it back
    put("UPDATE people_person SET data_key = %s WHERE id = %s", old[pk][1], pk)
    assert told() == before
    rotation.rotate()
    assert stored()[pk][1].startswith(keys.current().mark)
