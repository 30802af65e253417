"""Every record has a page, every page has its place in the access matrix, and nobody gets in unasked."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from xuncha.accounts.models import User
from xuncha.operations.city.accounts import DEMO_ACCOUNTS, DemoAccount
from xuncha.operations.reference import business_models
from xuncha.records.models import Installation
from xuncha.records.rules import ADMINISTRATORS
from xuncha.ui.tables import registry

OPEN_DOORS = {"accounts:sign_in", "accounts:sign_out", "accounts:language"}
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
    if model._meta.label_lower not in WITHOUT_PAGE:  # type: ignore[attr-defined]
        assert registry.table_of(model) is not None


@pytest.mark.parametrize("door", sorted(doors().keys() - OPEN_DOORS))
def test_a_stranger_is_shown_nothing_but_the_sign_in(door: str, client: Client, city: Installation) -> None:
    answer = client.get(reverse(door, kwargs=doors()[door]))
    assert answer.status_code == 302, door
    assert answer["Location"].startswith(reverse("accounts:sign_in"))


@pytest.mark.parametrize("account", DEMO_ACCOUNTS, ids=lambda account: account.username)
def test_lists_open_exactly_to_the_roles_that_reach_their_records(
    account: DemoAccount, client: Client, city: Installation
) -> None:
    client.force_login(User.objects.get(username=account.username))
    for table in registry.tables():
        status = client.get(reverse(table.door)).status_code
        expected = 200 if account.role in table.model.reach.roles else 403
        assert status == expected, f"{account.username} {table.door}"
        if account.role in ADMINISTRATORS:
            assert status == 403 or table.model._meta.app_label in ("audit", "records"), table.door
