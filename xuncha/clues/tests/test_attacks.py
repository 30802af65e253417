"""Everybody at every door, looking for what a clue says or who signed a petition, and each refusal on record.

The one answer that may hold it is the recorded opening. The doors and tables are those of the running house, so that
later ones are walked too. Rights only add up: who holds several roles sees what each of them sees, so that those without
a right to it go together.
"""

from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse

from xuncha.accounts.models import User
from xuncha.audit.models import Entry
from xuncha.audit.queries import broken_entries
from xuncha.clues.models import Clue, ClueContent
from xuncha.clues.tests.walk import (
    QUICK,
    Walk,
    body,
    doors,
    refused_unrecorded,
    signed_in,
    silent,
    takes,
    told,
)
from xuncha.clues.tests.world import HALVES, PIECES, SENTINEL, Planted, account, planted
from xuncha.records.rules import ADMINISTRATORS, Role
from xuncha.rounds.queries import viewer_of
from xuncha.ui.tables import registry

pytestmark = pytest.mark.django_db
KNOW_OF_IT = (Role.CLUE_KEEPER, Role.DIRECTOR, Role.APPROVER, Role.GROUP_LEADER, Role.CLUE_RECEIVER)
OFFICE = (Role.GENERAL, Role.GUIDANCE, Role.RECTIFICATION, Role.LEADER, Role.PLAN_REVIEWER)
WALKERS: tuple[tuple[Role, ...], ...] = (
    *((role,) for role in KNOW_OF_IT),
    (*OFFICE, Role.LIAISON),
    (Role.MEMBER, Role.UNIT_CONTACT),
    (Role.PETITION_CLERK, Role.COUNTY_OFFICE, Role.PROVINCIAL_OFFICE),
    *((role,) for role in sorted(ADMINISTRATORS)),  # who is one of them is nothing else
)
EVERYTHING = (*OFFICE, Role.CLUE_KEEPER, Role.DIRECTOR, Role.APPROVER, Role.GROUP_LEADER)
ABROAD = (Role.CLUE_RECEIVER, Role.UNIT_CONTACT, Role.COUNTY_OFFICE, Role.PROVINCIAL_OFFICE, Role.MEMBER)


@pytest.fixture
def world() -> Planted:
    return planted()


def walker(world: Planted, role: Role) -> Client:
    return signed_in(world.accounts[role])


def as_one(world: Planted, *roles: Role) -> User:
    return account(world, *roles) if len(roles) > 1 else world.accounts[roles[0]]


def test_every_role_walks() -> None:
    assert {role for roles in WALKERS for role in roles} == set(Role)


@pytest.mark.parametrize("roles", WALKERS, ids=" ".join)
def test_no_door_near_it_tells_it_and_every_refusal_is_on_record(
    world: Planted, roles: tuple[Role, ...]
) -> None:
    """Each is looked through and knocked at with nothing in hand: pages, files, refusals and messages."""
    who, walk = as_one(world, *roles), Walk(world)
    client, answers = signed_in(who), []
    for address in walk.secret():
        tries = [client.get(address, **({} if roles[0] in KNOW_OF_IT else QUICK))]
        tries += [client.post(address, {}, **QUICK)] if takes(address) else []
        for answer in tries:
            assert answer.status_code != 500, address
            assert silent(body(answer)), address
            answers.append((address, answer.status_code))
    assert len(answers) > 100
    assert not refused_unrecorded(walk, who, answers)
    assert not set(roles) & ADMINISTRATORS or not [
        a for a, status in answers if status == 200 and a != GRANTED
    ]
    assert silent(told())
    assert not broken_entries()


GRANTED = "/clues/granted/"  # what one was granted: nothing, for most


def test_no_other_door_of_the_house_tells_it_to_who_holds_every_right(world: Planted) -> None:
    client, reached = signed_in(as_one(world, *EVERYTHING)), 0
    for address in Walk(world).others():
        answer = client.get(address)
        reached += answer.status_code == 200
        assert answer.status_code != 500, address
        assert silent(body(answer)), address
    assert reached > 100


@pytest.mark.parametrize("roles", [EVERYTHING, ABROAD], ids=["inside", "abroad"])
def test_no_search_filter_or_order_finds_it(world: Planted, roles: tuple[Role, ...]) -> None:
    """Asked for one half, no list answers with the other half, nor with a row that it found by it."""
    who, (half, other) = as_one(world, *roles), HALVES
    client, listed, near_it = signed_in(who), {**QUICK, "HTTP_HX_TARGET": "list"}, Walk(world).rows
    for table in registry.tables():
        if not viewer_of(who).has(*table.model.reach.roles):
            continue
        door, near = reverse(table.door), table.model in near_it
        if near or roles == EVERYTHING:
            text = body(client.get(door, {"q": half, "filters": "open"}, **listed))
            assert silent(text, (other,)), door
            assert not any(f"{door}{row.uid}/" in text for row in table.model._base_manager.all()[:20]), door
        for query in by_column(half) if near else ():
            assert silent(body(client.get(door, query, **listed)), (other,)), (door, query)


def by_column(half: str) -> list[dict[str, str]]:
    """Questions that would count or order by what is sealed."""
    columns = ("summary", "details", "name", "content__summary", "clue__content__reporter", "reporter__name")
    orders = ("summary", "-content__summary", "details", "-reporter__name")
    asked = [{name: half} for name in columns] + [{f"{name}__contains": half} for name in columns[:2]]
    return asked + [{"sort": order} for order in orders]


def test_figures_opened_to_their_rows_as_anybody_say_numbers_only(
    world: Planted, capsys: pytest.CaptureFixture[str]
) -> None:
    for key in ("clues.transferred", "clues.persons", "clues.copied"):
        for role in Role:
            who, form = world.accounts[role].username, "text" if role in KNOW_OF_IT else "json"
            call_command("figure", key, "--year", "2019", "--rows", "--as", who, "--format", form)
    said = capsys.readouterr()
    assert silent(said.out + said.err)


@pytest.mark.parametrize("roles", [(Role.GENERAL,), (Role.LEADER, Role.RECTIFICATION)], ids=" ".join)
def test_an_operator_counts_clues_and_opens_none_by_their_figure(
    world: Planted, roles: tuple[Role, ...]
) -> None:
    client = signed_in(as_one(world, *roles))
    for key in ("clues.transferred", "clues.persons", "clues.copied"):
        page = client.get(reverse("reports:figure", args=[key]), {"year": 2019})
        assert page.status_code == 200
        assert page.context["visible"] == 0
        assert page.context["opened"].answer.value()
        for form in ("excel", "json"):
            answer = client.get(reverse("reports:figure_file", args=[key, form]), {"year": 2019})
            assert answer.status_code == 200
            assert not any(clue.number in body(answer) for clue in world.clues)


LETTER = {
    "uid": "5b8c5c39-6f8a-4f07-9d6a-2d8f6a1f0c11",
    "source": "talk",
    "mark": "work_secret",
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
    again = {"at": "2019-12-30", "source": "talk", "mark": "work_secret", "named": "on", "uid": LETTER["uid"]}
    stored = client.post(door, {**again, **sealed}, follow=True)
    assert silent(body(stored))
    clue = Clue.objects.latest("pk")
    content = ClueContent._base_manager.get(clue=clue)
    assert (content.summary, content.organisation, content.reporter) == (SENTINEL,) * 3
    (subject,) = clue.subjects.all()
    assert (subject.details, subject.is_principal) == (f"{SENTINEL}，局长", True)


@pytest.mark.parametrize("mark", ["secret", "confidential", "top_secret"])
def test_a_clue_above_the_cap_is_not_taken_and_not_shown_again(world: Planted, mark: str) -> None:
    before = Clue.objects.count()
    door = reverse("clues:clues_new", args=[world.task.uid])
    answer = walker(world, Role.GROUP_LEADER).post(door, {**LETTER, "at": "2019-12-30", "mark": mark})
    assert answer.status_code == 422
    assert "按纸质件登记：只记编号和存放位置" in answer.context["form"].errors["mark"][0]
    assert silent(body(answer))
    assert Clue.objects.count() == before


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
        door, {"at": "2019-12-30", "source": "talk", "mark": "work_secret", **sealed}
    )
    assert other.status_code == 422
    crossed = {
        "summary_sealed": sealed["reporter_sealed"],
        "at": "2019-12-30",
        "source": "talk",
        "mark": "work_secret",
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


def test_the_opening_tells_the_keeper_alone_and_every_try_is_on_record(world: Planted) -> None:
    for role in Role:
        answer = walker(world, role).post(reverse("clues:open", args=[world.fresh.uid]))
        expected = OPENS.get(role, 403 if role in ENVELOPE else 404)
        assert answer.status_code == expected, role
        assert silent(body(answer)) is (expected != 200), role
        verb = "open clue" if expected == 200 else "open clue refused"
        by = Entry.objects.filter(who=world.accounts[role].username)
        assert by.filter(verb=verb, subject=world.fresh.number).count() == 1, role


def test_who_signed_a_petition_is_told_to_two_of_its_group_and_every_try_is_on_record(world: Planted) -> None:
    door = reverse("fieldwork:petition_reporter", args=[world.petition.uid])
    for role in Role:
        answer = walker(world, role).post(door)
        opens = role in (Role.GROUP_LEADER, Role.PETITION_CLERK)
        assert answer.status_code == 200 if opens else answer.status_code in (403, 404), role
        assert silent(body(answer)) is not opens, role
        (*_, entry) = Entry.objects.filter(who=world.accounts[role].username).order_by("id")
        assert entry.verb in (
            ("open reporter",) if opens else ("open reporter refused", "refused", "hidden")
        ), role


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
