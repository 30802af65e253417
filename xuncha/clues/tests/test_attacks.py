"""Every role at every door, looking for what a clue says. The one answer that may hold it is the recorded opening.

The doors and tables are those of the running house, so that later ones are walked too.
"""

import zipfile
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from typing import Any

import pytest
from django.apps import apps
from django.contrib.messages import get_messages
from django.core.management import call_command
from django.db import connection
from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

from xuncha.audit.models import Entry
from xuncha.clues.models import Clue, ClueContent
from xuncha.clues.tests.world import HALVES, PIECES, SENTINEL, Planted, planted
from xuncha.records.models import Passage, Record
from xuncha.records.rules import ADMINISTRATORS, Role
from xuncha.ui.tables import Table, registry

pytestmark = pytest.mark.django_db
SHUT = {"accounts:sign_out", "clues:open"}  # the one ends the walk, the other is the recorded opening
OWN = ("clues", "audit", "desk")
# who is nearest to a clue walks every door of the house, the others those of clues, the audit log and the desk
NEAREST = (Role.DIRECTOR, Role.GROUP_LEADER)
SAMPLES: dict[str, tuple[Any, ...]] = {
    "IntConverter": (2019, 1),
    "SlugConverter": ("none", "suggest", "decide", "close", "reopen", "grant", "early", "dispose", "remind"),
    "StringConverter": ("clues.transferred", "clues.persons", "clues.copied"),
}


@pytest.fixture
def world() -> Planted:
    return planted()


@cache
def doors() -> dict[str, dict[str, str]]:
    """Name → {argument: its kind} of every door of the house."""
    return dict(_doors(get_resolver().url_patterns, ""))


def _doors(patterns: list[URLPattern | URLResolver], space: str) -> Iterator[tuple[str, dict[str, str]]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from _doors(pattern.url_patterns, f"{pattern.namespace}:" if pattern.namespace else space)
        elif pattern.name and space + pattern.name not in SHUT:
            asked = pattern.pattern.converters.items()
            yield space + pattern.name, {name: type(kind).__name__ for name, kind in asked}


def addresses(world: Planted) -> list[str]:
    """Every door: those of clues with every planted row, the others with the task or a row that is not theirs."""
    own = [model for model in apps.get_app_config("clues").get_models() if issubclass(model, Record)]
    uids = {model: [row.uid for row in model._base_manager.all()[:3]] for model in own}
    everything = [world.task.uid, *(uid for found in uids.values() for uid in found)]
    tables = {table.door: table.model for table in registry.tables()}
    addressed: list[str] = []
    for name, asked in doors().items():
        home = next((tables[d] for d in (name, name.rpartition("_")[0]) if d in tables), None)
        rows = uids.get(home, [world.task.uid]) if home else [world.task.uid]
        if (name.startswith("clues:") and home is None) or (
            name.startswith("clues:") and name.endswith("_new")
        ):
            rows = everything
        addressed += _reversed(name, asked, rows)
    return list(dict.fromkeys(addressed))


def _reversed(name: str, asked: dict[str, str], rows: list[Any]) -> Iterator[str]:
    choices: list[dict[str, Any]] = [{}]
    for argument, kind in asked.items():
        values = rows if kind == "UUIDConverter" else SAMPLES.get(kind, ("none",))
        if kind == "SlugConverter" and not name.startswith("clues:"):
            values = values[:1]
        choices = [{**one, argument: value} for one in choices for value in values]
    for one in choices:
        try:
            yield reverse(name, kwargs=one)
        except NoReverseMatch:
            continue


def body(answer: HttpResponseBase) -> str:
    """Everything that left the house: the page or the file, what is packed in it, its headers and its messages."""
    raw = b"".join(answer) if answer.streaming else answer.content  # type: ignore[attr-defined]
    said = [raw.decode("utf-8", "replace"), repr(answer.headers)]
    if raw.startswith(b"PK"):
        with zipfile.ZipFile(BytesIO(raw)) as packed:
            said += [packed.read(name).decode("utf-8", "replace") for name in packed.namelist()]
    request = getattr(answer, "wsgi_request", None)
    said += [str(message) for message in get_messages(request)] if request else []
    return "\n".join(said)


def silent(text: str, pieces: tuple[str, ...] = PIECES) -> bool:
    return not any(piece in text for piece in pieces)


def walker(world: Planted, role: Role) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(world.accounts[role])
    return client


@pytest.mark.parametrize("role", Role)
def test_no_door_of_the_house_tells_any_role_what_a_clue_says(world: Planted, role: Role) -> None:
    client, reached = walker(world, role), 0
    near = tuple(reverse("desk:home") if app == "desk" else f"/{app}/" for app in OWN)
    for address in addresses(world):
        if role not in NEAREST and not address.startswith(near[:2]) and address != near[2]:
            continue
        answer = client.get(address)
        reached += answer.status_code == 200
        assert answer.status_code != 500, address
        assert silent(body(answer)), address
    assert reached


@pytest.mark.parametrize("role", [*Role])
def test_no_search_filter_or_order_finds_it(world: Planted, role: Role) -> None:
    """Asked for one half, no list answers with the other half, nor with a row that it found by it."""
    client, (half, other) = walker(world, role), HALVES
    for table in registry.tables():
        if not world_opens(world, role, table):
            continue
        door = reverse(table.door)
        queries = [{"q": half}, {"filters": "open"}]
        if table.model._meta.app_label == "clues":
            queries += [
                {name: half} for name in ("summary", "details", "content__summary", "clue__content__reporter")
            ]
            queries += [{"sort": sort} for sort in ("summary", "-content__summary", "details")]
        for query in queries:
            text = body(client.get(door, query))
            assert silent(text, (other,)), (door, query)
            if "q" in query:
                assert not any(f"{door}{row.uid}/" in text for row in table.model._base_manager.all()[:20]), (
                    door
                )


def world_opens(world: Planted, role: Role, table: Table) -> bool:
    return role in table.model.reach.roles


@pytest.mark.parametrize("role", Role)
def test_no_verb_of_a_clue_answers_with_it(world: Planted, role: Role) -> None:
    """Every door of clues is knocked at with nothing in hand: pages, refusals and messages stay silent."""
    client = walker(world, role)
    for address in addresses(world):
        if address.startswith("/clues/"):
            answer = client.post(address, {})
            assert answer.status_code != 500, address
            assert silent(body(answer)), address
    assert silent(told())


def told() -> str:
    """What the house wrote down meanwhile: audit and history."""
    entries = [f"{e.subject} {e.note}" for e in Entry.objects.all()]
    return "\n".join([*entries, *(f"{p.basis} {p.note} {p.changes}" for p in Passage.objects.all())])


@pytest.mark.parametrize("role", Role)
def test_figures_opened_to_their_rows_as_anybody_say_numbers_only(
    world: Planted, role: Role, capsys: pytest.CaptureFixture[str]
) -> None:
    for key in ("clues.transferred", "clues.persons", "clues.copied"):
        for form in ("text", "json"):
            who = world.accounts[role].username
            call_command("figure", key, "--year", "2019", "--rows", "--as", who, "--format", form)
    said = capsys.readouterr()
    assert silent(said.out + said.err)


LETTER = {
    "uid": "5b8c5c39-6f8a-4f07-9d6a-2d8f6a1f0c11",
    "source": "talk",
    "mark": "secret",
    "summary": SENTINEL,
    "subjects": f"{SENTINEL}，局长，一把手",
    "organisation": SENTINEL,
    "reporter": SENTINEL,
    "named": "on",
}


def test_a_form_that_comes_back_with_an_error_does_not_show_it_and_loses_nothing(world: Planted) -> None:
    client = walker(world, Role.GROUP_LEADER)
    door = reverse("clues:clues_new", args=[world.task.uid])
    answer = client.post(door, {**LETTER, "at": "2031-01-01"})
    assert answer.status_code == 422
    assert silent(body(answer))
    sealed = {name: value for name, value in boxes(answer).items() if name.endswith("_sealed")}
    assert len(sealed) == 4
    again = {"at": "2019-12-30", "source": "talk", "mark": "secret", "named": "on", "uid": LETTER["uid"]}
    stored = client.post(door, {**again, **sealed}, follow=True)
    assert silent(body(stored))
    clue = Clue.objects.latest("pk")
    content = ClueContent._base_manager.get(clue=clue)
    assert (content.summary, content.organisation, content.reporter) == (SENTINEL,) * 3
    (subject,) = clue.subjects.all()
    assert (subject.details, subject.is_principal) == (f"{SENTINEL}，局长", True)


def boxes(answer: Any) -> dict[str, str]:
    """Hidden boxes of a page, by name."""
    parts = answer.content.decode().split('<input type="hidden" name="')[1:]
    pairs = (part.split('" value="', 1) for part in parts)
    return {name: rest.split('"', 1)[0] for name, rest in pairs}


def test_what_one_account_sealed_in_a_form_no_other_account_hands_in(world: Planted) -> None:
    door = reverse("clues:clues_new", args=[world.task.uid])
    first = walker(world, Role.GROUP_LEADER).post(door, {**LETTER, "at": "2031-01-01"})
    sealed = {name: value for name, value in boxes(first).items() if name.endswith("_sealed")}
    other = walker(world, Role.MEMBER).post(
        door, {"at": "2019-12-30", "source": "talk", "mark": "secret", **sealed}
    )
    assert other.status_code == 422
    crossed = {
        "summary_sealed": sealed["reporter_sealed"],
        "at": "2019-12-30",
        "source": "talk",
        "mark": "secret",
    }
    assert walker(world, Role.GROUP_LEADER).post(door, crossed).status_code == 422
    assert Clue.objects.count() == len(world.clues)


def test_a_refusal_of_the_verb_does_not_repeat_it(world: Planted) -> None:
    client = walker(world, Role.GROUP_LEADER)
    door = reverse("clues:clues_new", args=[world.task.uid])
    nobody = {**LETTER, "at": "2019-12-30", "subjects": "", "organisation": ""}
    answer = client.post(door, nobody)
    assert answer.status_code == 422
    assert silent(body(answer))
    assert silent(told())


def test_clues_are_read_in_from_no_sheet() -> None:
    for name in ("clues:clues_sheet", "clues:clues_template", "clues:transfers_sheet"):
        assert name not in doors()


def test_neither_audit_nor_history_nor_the_database_holds_it(world: Planted) -> None:
    assert silent(told())
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            assert all(silent(repr(row)) for row in cursor.fetchall()), table
    if connection.vendor == "sqlite":
        raw: bytes = connection.connection.serialize()
        assert not any(piece.encode() in raw for piece in PIECES)


OPENS = {Role.CLUE_KEEPER: 200}
ENVELOPE = {Role.DIRECTOR, Role.APPROVER, Role.GROUP_LEADER}


@pytest.mark.parametrize("role", Role)
def test_the_opening_tells_the_keeper_alone_and_every_try_is_on_record(world: Planted, role: Role) -> None:
    answer = walker(world, role).post(reverse("clues:open", args=[world.fresh.uid]))
    expected = OPENS.get(role, 403 if role in ENVELOPE else 404)
    assert answer.status_code == expected
    assert silent(body(answer)) is (expected != 200)
    verb = "open clue" if expected == 200 else "open clue refused"
    assert (
        Entry.objects.filter(who=world.accounts[role].username, verb=verb, subject=world.fresh.number).count()
        == 1
    )


def test_the_opening_page_is_kept_nowhere_and_its_title_and_address_say_nothing(world: Planted) -> None:
    client, door = walker(world, Role.CLUE_KEEPER), reverse("clues:open", args=[world.fresh.uid])
    assert client.get(door).status_code == 405
    answer = client.post(door)
    assert "no-store" in answer.headers["Cache-Control"]
    title = answer.content.decode().split("<title>")[1].split("</title>")[0]
    assert silent(title)
    assert silent(door + repr(answer.headers))
    assert answer.content.decode().count(SENTINEL) == 5
    client.post(door)
    assert Entry.objects.filter(verb="open clue").count() == 2


@pytest.mark.parametrize("role", sorted(ADMINISTRATORS))
def test_administrators_reach_no_door_of_clues(world: Planted, role: Role) -> None:
    client = walker(world, role)
    for address in addresses(world):
        if address.startswith("/clues/"):
            assert client.get(address).status_code in (302, 403, 404, 405) or address == "/clues/granted/", (
                address
            )
