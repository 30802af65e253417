"""Every record has a page, every page has its place in the access matrix, and nobody gets in unasked."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from xuncha.accounts.models import User
from xuncha.clues.tests.world import planted
from xuncha.config.navigation import menu_for
from xuncha.operations.reference import business_models
from xuncha.people.models.administered import Administered
from xuncha.records.rules import ADMINISTRATORS, Role
from xuncha.rounds.queries.viewer import viewer_of
from xuncha.ui.tables import registry

pytestmark = pytest.mark.once

# The last is read by calendar programs: a secret address instead of a sign-in.
OPEN_DOORS = {"accounts:sign_in", "accounts:sign_out", "accounts:language", "reminders:feed"}
WITHOUT_PAGE = {"files.attachment"}  # served by its owner's page only


SAMPLES = {
    "UUIDConverter": "6f1c2f0e-5c3c-4f7e-9d57-6b0a4a4c1d2e",
    "IntConverter": 2019,
    "SlugConverter": "none",
    "StringConverter": "none",
}


def doors() -> dict[str, dict[str, object]]:
    """Every door of the running house by name, with arguments of the kinds it asks for that name nothing."""
    return dict(_doors(get_resolver().url_patterns, ""))


def _doors(
    patterns: list[URLPattern | URLResolver], namespace: str
) -> Iterator[tuple[str, dict[str, object]]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from _doors(
                pattern.url_patterns, f"{pattern.namespace}:" if pattern.namespace else namespace
            )
        elif pattern.name:
            asked = pattern.pattern.converters.items()
            yield namespace + pattern.name, {name: SAMPLES[type(kind).__name__] for name, kind in asked}


@pytest.mark.parametrize("model", business_models(), ids=lambda model: model._meta.label_lower)
def test_no_record_is_without_a_page(model: type) -> None:
    assert doors()  # tables are declared where their addresses are
    if model._meta.label_lower not in WITHOUT_PAGE:  # type: ignore[attr-defined]
        assert registry.table_of(model) is not None


@pytest.mark.django_db
def test_a_stranger_is_shown_nothing_but_the_sign_in(client: Client) -> None:
    sign_in = reverse("accounts:sign_in")
    for door, arguments in doors().items():
        if door not in OPEN_DOORS:
            for ask in (client.get, client.post):
                answer = ask(reverse(door, kwargs=arguments))
                assert answer.status_code == 302, door
                assert answer["Location"].startswith(sign_in), door


@pytest.fixture
def accounts(db: None) -> dict[Role, User]:
    """One account a role, in an office with a single task: a matrix of rights needs no full lists."""
    return planted().accounts


@pytest.mark.parametrize("role", Role)
def test_lists_open_exactly_to_the_roles_that_reach_their_records(
    role: Role, client: Client, accounts: dict[Role, User]
) -> None:
    client.force_login(accounts[role])
    for table in registry.tables():
        status = client.get(reverse(table.door)).status_code
        expected = 200 if role in table.model.reach.roles else 403
        assert status == expected, f"{role} {table.door}"
        if role in ADMINISTRATORS:
            own = issubclass(table.model, Administered) or table.model._meta.app_label in (
                "audit",
                "identity",
            )
            assert status == 403 or own, table.door


@pytest.mark.parametrize("role", Role)
def test_the_menu_of_a_role_leads_to_no_closed_door(
    role: Role, client: Client, accounts: dict[Role, User]
) -> None:
    """Declared lists are walked above; here are the pages made by hand."""
    client.force_login(accounts[role])
    lists = {reverse(table.door) for table in registry.tables()}
    pages = {entry.url for section in menu_for(viewer_of(accounts[role]), "/") for entry in section.entries}
    assert pages
    for url in pages - lists:
        assert client.get(url, follow=True).status_code == 200, f"{role} {url}"
