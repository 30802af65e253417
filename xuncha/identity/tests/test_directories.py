"""Directories let in accounts that were opened for them, give no roles, and are imported only where configured."""

import importlib
import json
import os
import subprocess
import sys
from types import ModuleType
from typing import Any

import pytest
from pytest_django import Settings

from xuncha.accounts.models import User
from xuncha.identity.directories.accounts import let_in
from xuncha.people.models import Grant

ASK = (
    "import json; from xuncha.config import settings as s; "
    "print(json.dumps([s.AUTHENTICATION_BACKENDS, s.INSTALLED_APPS, getattr(s, 'AUTH_LDAP_NO_NEW_USERS', None)]))"
)


class Fake:
    """A directory that finds the account of the name, whoever it is."""

    def authenticate_ldap_user(self, ldap_user: str, password: str) -> User | None:
        return User.objects.filter(username=ldap_user).first() if password == "theirs" else None


def module(monkeypatch: pytest.MonkeyPatch, name: str, **content: Any) -> None:
    made = ModuleType(name)
    made.__dict__.update(content)
    monkeypatch.setitem(sys.modules, name, made)


@pytest.fixture
def named(db: None) -> dict[str, User]:
    return {
        "theirs": User.objects.create_user("theirs"),
        "local": User.objects.create_user("local", "correct-horse-battery-1"),
        "closed": User.objects.create_user("closed", is_active=False),
    }


def test_only_an_account_opened_for_the_directory_is_let_in(named: dict[str, User]) -> None:
    assert [name for name, user in named.items() if let_in(user)] == ["theirs"]
    assert let_in(None) is None


def test_ldap_lets_in_by_its_password_and_gives_nothing(
    named: dict[str, User], monkeypatch: pytest.MonkeyPatch
) -> None:
    module(monkeypatch, "django_auth_ldap", __path__=[])
    module(monkeypatch, "django_auth_ldap.backend", LDAPBackend=Fake)
    backend = importlib.import_module("xuncha.identity.directories.ldap").DirectoryBackend()
    assert backend.authenticate_ldap_user("theirs", "theirs") == named["theirs"]
    assert backend.authenticate_ldap_user("theirs", "wrong") is None
    assert backend.authenticate_ldap_user("local", "theirs") is None
    assert backend.authenticate_ldap_user("nobody", "theirs") is None
    assert not Grant.objects.exists()


def test_oidc_lets_in_by_its_claim_and_opens_no_account(
    named: dict[str, User], monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    settings.OIDC_NAME_CLAIM = "preferred_username"
    module(monkeypatch, "mozilla_django_oidc", __path__=[])
    module(monkeypatch, "mozilla_django_oidc.auth", OIDCAuthenticationBackend=object)
    module(monkeypatch, "mozilla_django_oidc.views", OIDCAuthenticationCallbackView=object)
    backend = importlib.import_module("xuncha.identity.directories.oidc").DirectoryBackend()
    for name, found in (("theirs", [named["theirs"]]), ("local", []), ("closed", []), ("nobody", [])):
        assert backend.filter_users_by_claims({"preferred_username": name}) == found
    assert backend.create_user({"preferred_username": "nobody"}) is None
    assert not backend.verify_claims({"email": "a@b.invalid"})
    assert User.objects.count() == 3


@pytest.mark.parametrize("named", ["", "ldaps://directory.invalid"])
def test_nothing_of_a_directory_is_there_unless_the_environment_names_one(named: str) -> None:
    environment = os.environ | (
        {"XUNCHA_LDAP_URL": named, "XUNCHA_LDAP_DN": "uid=%(user)s,ou=x"} if named else {}
    )
    done = subprocess.run(
        [sys.executable, "-c", ASK], env=environment, check=True, capture_output=True, text=True
    )
    backends, apps, no_new = json.loads(done.stdout)
    assert any("directories" in backend for backend in backends) == bool(named)
    assert bool(no_new) == bool(named)
    assert "mozilla_django_oidc" not in apps
