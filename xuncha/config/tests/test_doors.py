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


def doors() -> Iterator[str]:
    """Names of all doors of the running house."""
    return _doors(get_resolver().url_patterns, "")


def _doors(patterns: list[URLPattern | URLResolver], namespace: str) -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from _doors(
                pattern.url_patterns, f"{pattern.namespace}:" if pattern.namespace else namespace
            )
        elif pattern.name:
            yield namespace + pattern.name


def address(door: str) -> str | None:
    """The door's address when it needs no argument."""
    try:
        return reverse(door)
    except Exception:
        return None


@pytest.mark.parametrize("model", business_models(), ids=lambda model: model._meta.label_lower)
def test_no_record_is_without_a_page(model: type) -> None:
    if model._meta.label_lower not in WITHOUT_PAGE:  # type: ignore[attr-defined]
        assert registry.table_of(model) is not None


@pytest.mark.parametrize("door", sorted(doors()))
def test_a_stranger_is_shown_nothing_but_the_sign_in(door: str, client: Client, city: Installation) -> None:
    path = address(door)
    if door in OPEN_DOORS or path is None:
        return
    answer = client.get(path)
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
